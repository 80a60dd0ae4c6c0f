export { pairIn, type ParametersRead, parametersIn, type StatedValue } from './reader.js'
