export { type ReadRates, ratesOf } from './reader.js'
