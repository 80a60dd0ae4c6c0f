export type { Bill, BillLine } from './bill.js'
export { billOf, type BillOptions, mergeBills } from './bill-of.js'
export { quantitiesOf } from './derive.js'
export { ALL_EDGE_MODELS } from './edges/all.js'
export { defineFlow, type Flow, type FlowContext, type FlowQuantity, type FlowResult, type Incoming, type Load, type Part } from './flow.js'
export { ALL_FLOWS } from './flows/all.js'
export { type Allowance, ALLOWANCES } from './free-tier.js'
export {
  defineEdgeModel,
  definePriceModel,
  type EdgeModel,
  type Meter,
  type ModelUsage,
  type PriceModel,
  type Transfer,
  type UsageEntry,
  type UsageTable,
} from './model.js'
export { ALL_MODELS } from './models/all.js'
export { FREE_TYPES, freeReason } from './models/free.js'
export { type Quantities, type Quantity, type ResourceQuantities, usageOf } from './quantities.js'
