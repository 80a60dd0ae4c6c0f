export { withEstimates } from './estimates.js'
export { lambdaRuntime, type LambdaRuntime, RUNTIME_MODULES, type RuntimeModule } from './lambda-runtimes.js'
export { NESTED_TEMPLATES } from './relations/nested-templates.js'
export { openCatalog } from './open.js'
export { RELATIONS } from './relations/all.js'
export {
  CONNECTORS,
  ENTRY_POINTS,
  type EntryKind,
  type EntryRow,
  POLLED,
  PRINCIPALS,
  type Reach,
  STAND_INS,
} from './relations/entry-points.js'
export { OVERLAY_FORM, readOverlay, withOverlay } from './overlay.js'
export type { PriceList, PriceListOffer, PriceListRule } from './price-list-types.js'
export {
  ACTION_RELATIONS,
  ATTACHMENTS,
  COMPOSED,
  DEFINITIONS,
  MANAGED_ACTIONS,
  POLICY_PLACES,
  type PolicyPlace,
  SDK_SERVICES,
  type ServiceActions,
  TOLD,
} from './relations/iam.js'
export { NAMES, type NameRow } from './relations/names.js'
export { type Pair, PAIRS } from './relations/pairs.js'
export { type Relation, type RelationKind, rowType } from './relations/row.js'
export type {
  Catalog,
  ColdStart,
  Engine,
  Commitment,
  Discount,
  DiscountKind,
  DiscountOffering,
  FailureMode,
  Failover,
  FreeTier,
  FreeTierKind,
  HopLatency,
  IamAction,
  IamCatalog,
  IamKey,
  IamResourceType,
  IamService,
  InstanceType,
  Limit,
  Payment,
  PriceBook,
  PriceCatalog,
  PriceOverlay,
  PricePart,
  PriceTier,
  Provenance,
  Region,
  ResourceSchema,
  SizeKind,
  SizeList,
  Sla,
  Spot,
} from './types.js'
