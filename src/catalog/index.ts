export { lambdaRuntime, type LambdaRuntime, RUNTIME_MODULES, type RuntimeModule } from './lambda-runtimes.js'
export { NESTED_TEMPLATES } from './relations-nested.js'
export { openCatalog } from './open.js'
export {
  ACTION_RELATIONS,
  COMPOSED,
  POLICY_PLACES,
  type PolicyPlace,
  type Relation,
  type RelationKind,
  RELATIONS,
  type ServiceActions,
} from './relations.js'
export type {
  Catalog,
  ColdStart,
  FailureMode,
  Failover,
  HopLatency,
  InstanceType,
  Limit,
  PriceBook,
  PriceTier,
  Provenance,
  Region,
  ResourceSchema,
  Sla,
} from './types.js'
