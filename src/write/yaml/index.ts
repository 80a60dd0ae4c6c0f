export { commentLines } from './comments.js'
export { type Tagged, YamlEmitter, type YamlStyle } from './emit.js'
export { textScalar } from './scalars.js'
export { writeYaml } from './write-yaml.js'
