export { commentLines } from './comments.js'
export { type Tagged, YamlEmitter } from './emit.js'
export { fitsLiteral, numberScalar, textScalar } from './scalars.js'
export { writeYaml } from './write-yaml.js'
