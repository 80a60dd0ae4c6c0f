export { type ReadUsage, readUsage, type UsageOptions, usageOf } from './reader.js'
