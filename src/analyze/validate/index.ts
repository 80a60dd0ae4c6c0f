export { CODES } from './codes.js'
export { validateTemplate, type ValidateOptions } from './validate.js'
