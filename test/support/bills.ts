import { gzipSync } from 'node:zlib'
import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer'

/** Values by column, as a report has them. */
export type BillRow = Readonly<Record<string, string | number | Date | null | Readonly<Record<string, string>>>>

/** A line of CUR 2.0: $1 of S3 storage on the first of January unless something else is said. */
export function cur(more: BillRow = {}): BillRow {
  return {
    identity_line_item_id: 'line',
    bill_payer_account_id: '111122223333',
    line_item_usage_account_id: '111122223333',
    line_item_usage_account_name: 'main',
    line_item_line_item_type: 'Usage',
    line_item_usage_start_date: new Date('2026-01-01T05:00:00Z'),
    line_item_product_code: 'AmazonS3',
    line_item_usage_type: 'TimedStorage-ByteHrs',
    line_item_operation: 'StandardStorage',
    line_item_resource_id: 'bucket',
    line_item_usage_amount: 10,
    line_item_currency_code: 'USD',
    line_item_unblended_cost: 1,
    pricing_unit: 'GB-Mo',
    product_region_code: 'us-east-1',
    ...more,
  }
}

/** A line of a FOCUS 1.0 export of AWS. */
export function focus(more: BillRow = {}): BillRow {
  return {
    BilledCost: 1,
    EffectiveCost: 1,
    BillingCurrency: 'USD',
    ChargeCategory: 'Usage',
    ChargePeriodStart: '2026-01-01T00:00:00Z',
    ServiceName: 'Amazon Simple Storage Service',
    x_ServiceCode: 'AmazonS3',
    x_UsageType: 'TimedStorage-ByteHrs',
    x_Operation: 'StandardStorage',
    SubAccountId: '111122223333',
    RegionId: 'us-east-1',
    ConsumedQuantity: 10,
    ConsumedUnit: 'GB-Mo',
    ...more,
  }
}

export function csv(rows: readonly BillRow[], header?: readonly string[]): string {
  const columns = header ?? [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const field = (value: BillRow[string] | undefined): string => {
    if (value === null || value === undefined) return ''
    const text = value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value)
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `${[columns.join(','), ...rows.map((row) => columns.map((column) => field(row[column])).join(','))].join('\r\n')}\r\n`
}

export function gzip(text: string): Uint8Array {
  return gzipSync(text)
}

/** The header of the older report: `line_item_usage_type` -> `lineItem/UsageType`. */
export function olderHeader(column: string): string {
  const prefix =
    ['identity', 'bill', 'line_item', 'pricing', 'product', 'reservation', 'savings_plan'].find((each) => column.startsWith(`${each}_`)) ??
    ''
  const camel = (text: string): string => text.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  const name = camel(column.slice(prefix.length + 1))
  return `${camel(prefix)}/${prefix === 'product' || prefix === 'pricing' ? name : `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`}`
}

export function parquet(rows: readonly BillRow[], rowGroupSize = 1000): Uint8Array {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return new Uint8Array(
    parquetWriteBuffer({
      rowGroupSize,
      columnData: columns.map((name) => {
        const data = rows.map((row) => (name in row && isTags(row[name]) ? JSON.stringify(row[name]) : (row[name] ?? null)))
        return { name, data, type: typeOf(data) }
      }),
    }),
  )
}

function isTags(value: BillRow[string] | undefined): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Date)
}

function typeOf(values: readonly unknown[]): BasicType {
  const value = values.find((each) => each !== null)
  if (typeof value === 'number') return 'DOUBLE'
  return value instanceof Date ? 'TIMESTAMP' : 'STRING'
}
