export {
  ASSUMPTION_NAMES,
  type AssumptionName,
  ASSUMPTIONS,
  type Assumptions,
  assumptionsOf,
  assumptionValue,
  unitKindOf,
} from './assumptions/assumptions.js'
export {
  type AnyAssumption,
  assumedAt,
  assumptionRow,
  EVERY_ASSUMPTION,
  isAssumption,
  type Point,
  POINTS,
  type StatedAssumptions,
} from './assumptions/every.js'
export type { AssumptionRow, AssumptionUnit } from './assumptions/row.js'
export { type BillCell, type BillDimension, type Charge, CHARGES, GROUPED_CHARGES } from './bill.js'
export { environmentDefaults, type EnvironmentDefaults } from './environments.js'
export type { PrivateRate } from './rates.js'
export {
  type EntryRates,
  type GivenTraffic,
  givenTraffic,
  plainTraffic,
  rateOf,
  scaledEntries,
  type TrafficPoints,
} from './given-traffic.js'
export type { DataNeed, DefaultUsed, Payload, Rates, Requirements, Targets, Work, Workload } from './requirements.js'
export { HOURS_A_MONTH, SECONDS_A_MONTH } from './time.js'
export { perMonth, scaledTraffic, type Traffic, trafficOf } from './traffic.js'
export {
  DURATION,
  MONEY_PATTERN,
  type Parsed,
  parseMonthlyUsd,
  parseMonthlyUsers,
  parseQuantity,
  plainDecimal,
  printMonthlyUsd,
  printMonthlyUsers,
  printQuantity,
  quantityPattern,
  RATE,
  SHARE,
  SIZE,
  type UnitKind,
  USERS_PATTERN,
} from './units.js'
export type { ImportedUsage, ResourceUsage, Usage, UsageValue } from './usage.js'
export { exampleIn, inUnit, parseStated, type WrittenAmount } from './usage-units.js'
export { usageJson } from './usage-json.js'
export {
  type Authentication,
  AUTHENTICATIONS,
  COMPLIANCE,
  CONSISTENCIES,
  type Consistency,
  contradictionOf,
  DATA_CLASSES,
  DATA_MODELS,
  type DataClass,
  type DataModel,
  type Environment,
  ENVIRONMENTS,
  IAC,
  type Iac,
  type Must,
  MUST_WORDS,
  PLANNED_IAC,
  PLANNED_KINDS,
  RUNTIMES,
  type Service,
  SERVICES,
  type Shape,
  SHAPES,
  type Skill,
  type SkillLevel,
  WORKLOAD_KINDS,
  type WorkloadKind,
} from './vocabulary.js'
