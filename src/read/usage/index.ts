export { INFRACOST_ROWS, keysOf } from './infracost/table.js'
export { type ReadUsage, readUsage, type UsageOptions, usageOf } from './reader.js'
