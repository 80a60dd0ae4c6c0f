export { initFile } from './init.js'
export { type ReadRequirements, readRequirements, type RequirementsOptions, requirementsOf } from './reader.js'
export { requirementsJsonSchema } from './schema.js'
export { REGION_WITHOUT_DEFAULT, TRAFFIC_FORM } from './traffic-form.js'
