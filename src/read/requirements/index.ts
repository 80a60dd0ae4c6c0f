export { initFile } from './init.js'
export { type ReadRequirements, type RequirementsOptions, requirementsOf } from './reader.js'
export { requirementsJsonSchema } from './schema.js'
