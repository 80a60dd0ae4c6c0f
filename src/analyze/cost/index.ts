export { openAccount } from './account.js'
export type { Bill, BillLine } from './bill.js'
export { billOf, type BillOptions, mergeBills } from './bill-of.js'
export { compareBills } from './compare/compare.js'
export type {
  Bound,
  Change,
  ComparedLine,
  ComparedResource,
  Comparison,
  Delta,
  PricedStack,
  StackPair,
} from './compare/comparison.js'
export { quantitiesOf } from './derive.js'
export { ALL_EDGE_MODELS } from './edges/all.js'
export { ALL_FLOWS } from './flows/all.js'
export { ALLOWANCES } from './free-tier.js'
export { ALL_MODELS } from './models/all.js'
export { FREE_TYPES, freeReason } from './models/free.js'
export { UNPRICED_TYPES, unpricedReason } from './models/unpriced.js'
export { type Quantities, usageOf } from './quantities.js'
