export type { Measure } from './costs.js'
export { findReports, type FoundReports } from './find-reports.js'
export { type BillFile, type BillFilter, type BillRead, type BillRequest, readBills, type ReportFile } from './read-bills.js'
