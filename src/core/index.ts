export { dayNumber, dayText } from './day.js'
export { type Diagnostic, hasErrors, type Severity } from './diagnostic.js'
export { type ErrorCode, ERRORS, invariant, StanchionError } from './errors.js'
export { isJsonObject, type Json, type JsonObject, jsonText } from './json.js'
export {
  addAmounts,
  addUsd,
  type Amount,
  amountBetween,
  amountNumber,
  amountOf,
  amountOfUnits,
  amountText,
  divideHalfEven,
  formatUsd,
  priceOf,
  subtractUsd,
  type Usd,
  usdOf,
  usdOfUnits,
  usdText,
  ZERO_USD,
} from './money.js'
export { didYouMean, nearest } from './nearest.js'
export type {
  CommittedFiles,
  CostAnswer,
  CostExplorer,
  CostQuestion,
  FileStore,
  NoRepository,
  OpenFile,
  PackSource,
  Progress,
  PublishedFiles,
  Repository,
  Revisions,
} from './ports.js'
export type { Span } from './span.js'
export { entryOf, jsonOf, type ListTree, type MapEntry, type MapTree, MAX_NESTING, type ScalarTree, type Tree, treeOf } from './tree.js'
export { type Units, UnitSum, unitsOf } from './units.js'
