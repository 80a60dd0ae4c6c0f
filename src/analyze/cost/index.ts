export type { Bill, BillLine } from './bill.js'
