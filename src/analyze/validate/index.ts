export { CODES } from './codes.js'
export { ALL_MODELS } from './models/all.js'
export { exampleTemplate, type ModelExample, type ResourceModel } from './models/model.js'
export { validateTemplate, type ValidateOptions } from './validate.js'
