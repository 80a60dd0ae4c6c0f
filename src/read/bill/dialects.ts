import type { Charge } from '#spec/index.js'

/** `lineItem/UnblendedCost`, `line_item_unblended_cost` and `BilledCost`, `billedcost`: a column by the letters and digits of its name. */
export function plainName(header: string): string {
  return header.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

export type Field =
  | 'charge'
  | 'cost'
  | 'amortized'
  | 'currency'
  | 'service'
  | 'account'
  | 'account-name'
  | 'usage-type'
  | 'operation'
  | 'region'
  | 'quantity'
  | 'unit'
  | 'resource'
  | 'day'
  | 'tags'
  | 'identity'

/** A form that AWS writes bills in. Each field with the columns that hold it, the first one that a file has counts. */
export interface Dialect {
  readonly title: string
  /** Columns, as the form's documentation writes them, in order of preference. */
  readonly columns: Readonly<Partial<Record<Field, readonly string[]>>>
  /** Fields without which lines cannot be read. */
  readonly needed: readonly Field[]
  readonly charges: Readonly<Record<string, Charge>>
  /** What a column's name begins with when each tag has a column of its own. */
  readonly tagColumns?: RegExp
}

/** https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html; the columns of the older report have the same names but for few. */
const CUR: Dialect = {
  title: 'Cost and Usage Report',
  columns: {
    charge: ['line_item_line_item_type'],
    cost: ['line_item_unblended_cost'],
    currency: ['line_item_currency_code'],
    service: ['line_item_product_code'],
    account: ['line_item_usage_account_id'],
    'account-name': ['line_item_usage_account_name'],
    'usage-type': ['line_item_usage_type'],
    operation: ['line_item_operation'],
    region: ['product_region_code', 'product_region'],
    quantity: ['line_item_usage_amount'],
    unit: ['pricing_unit'],
    resource: ['line_item_resource_id'],
    day: ['line_item_usage_start_date'],
    tags: ['resource_tags'],
    identity: ['identity_line_item_id'],
  },
  needed: ['charge', 'cost', 'service', 'day'],
  charges: {
    Usage: 'usage',
    DiscountedUsage: 'usage',
    SavingsPlanCoveredUsage: 'usage',
    SavingsPlanNegation: 'usage',
    RIFee: 'commitment',
    SavingsPlanRecurringFee: 'commitment',
    SavingsPlanUpfrontFee: 'commitment',
    Fee: 'fee',
    Discount: 'discount',
    BundledDiscount: 'discount',
    EdpDiscount: 'discount',
    PrivateRateDiscount: 'discount',
    RiVolumeDiscount: 'discount',
    SppDiscount: 'discount',
    DistributorDiscount: 'discount',
    Tax: 'tax',
    Credit: 'credit',
    Refund: 'refund',
  },
  tagColumns: /^resource_?tags?[/_](?=.)/i,
}

/** https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-focus-1-0-aws-columns.html */
const FOCUS: Dialect = {
  title: 'FOCUS export',
  columns: {
    charge: ['ChargeCategory'],
    cost: ['BilledCost'],
    amortized: ['EffectiveCost'],
    currency: ['BillingCurrency'],
    service: ['x_ServiceCode', 'ServiceName'],
    account: ['SubAccountId', 'BillingAccountId'],
    'account-name': ['SubAccountName'],
    'usage-type': ['x_UsageType'],
    operation: ['x_Operation'],
    region: ['RegionId', 'Region'],
    quantity: ['ConsumedQuantity'],
    unit: ['ConsumedUnit'],
    resource: ['ResourceId'],
    day: ['ChargePeriodStart'],
    tags: ['Tags'],
  },
  needed: ['charge', 'cost', 'service', 'day'],
  charges: { Usage: 'usage', Purchase: 'fee', Tax: 'tax', Credit: 'credit', Adjustment: 'adjustment', Refund: 'refund' },
}

const DIALECTS: readonly Dialect[] = [CUR, FOCUS]

/** Files that people take for a bill, by columns that only they have. */
const OTHERS: readonly { readonly columns: readonly string[]; readonly what: string }[] = [
  { columns: ['offertermcode', 'priceperunit'], what: "AWS's price list, which `stanchion prices sync` reads" },
  {
    columns: ['recordtype', 'recordid', 'unblendedcost'],
    what: 'a detailed billing report, which AWS stopped making; export CUR 2.0 instead',
  },
  { columns: ['invoiceid', 'payeraccountid', 'totalcost'], what: 'a monthly billing report, which has no usage; export CUR 2.0 instead' },
  { columns: ['service', 'totalcosts'], what: 'a table downloaded from Cost Explorer; export CUR 2.0, or ask with --live' },
  { columns: ['eventversion', 'eventname'], what: 'a CloudTrail log' },
]

/** The header of a file that holds each field, by field. */
export type Headers = ReadonlyMap<Field, string>

export interface Recognized {
  readonly dialect: Dialect
  readonly headers: Headers
  /** Headers of tags that have a column of their own, by the plain name of their key. */
  readonly tags: ReadonlyMap<string, string>
}

/** How a bill is written; else a text that says what is wrong with it: the columns that are not there, and what the file seems to be. */
export function recognize(headers: readonly string[]): Recognized | string {
  const byName = new Map(headers.map((header) => [plainName(header), header]))
  const found = DIALECTS.map((dialect) => ({ dialect, headers: headersOf(dialect, byName), tags: tagsOf(dialect, headers) }))
  const best = found.toSorted((one, other) => other.headers.size - one.headers.size)[0]
  if (best === undefined || best.headers.size < 3) return `is no Cost and Usage Report and no FOCUS export${seemsToBe(byName, headers)}`
  const missing = best.dialect.needed.filter((field) => !best.headers.has(field))
  if (missing.length === 0) return best
  const names = missing.map((field) => (best.dialect.columns[field] ?? []).join(' or '))
  return `looks like a ${best.dialect.title}, and the ${names.length === 1 ? 'column' : 'columns'} ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} missing; add ${names.length === 1 ? 'it' : 'them'} to the export`
}

function headersOf(dialect: Dialect, byName: ReadonlyMap<string, string>): Headers {
  const headers = new Map<Field, string>()
  for (const [field, columns] of fieldsOf(dialect)) {
    const header = columns.map((column) => byName.get(plainName(column))).find((each) => each !== undefined)
    if (header !== undefined) headers.set(field, header)
  }
  return headers
}

const FIELDS: readonly Field[] = [
  'charge',
  'cost',
  'amortized',
  'currency',
  'service',
  'account',
  'account-name',
  'usage-type',
  'operation',
  'region',
  'quantity',
  'unit',
  'resource',
  'day',
  'tags',
  'identity',
]

function fieldsOf({ columns }: Dialect): readonly (readonly [Field, readonly string[]])[] {
  return FIELDS.map((field) => [field, columns[field] ?? []])
}

function tagsOf({ tagColumns }: Dialect, headers: readonly string[]): ReadonlyMap<string, string> {
  if (tagColumns === undefined) return new Map()
  return new Map(headers.filter((header) => tagColumns.test(header)).map((header) => [tagKey(header.replace(tagColumns, '')), header]))
}

/** `user:CostCenter`, `user_cost_center` and `CostCenter` are one tag. */
export function tagKey(written: string): string {
  return plainName(written.replace(/^user[:_]/i, ''))
}

function seemsToBe(byName: ReadonlyMap<string, string>, headers: readonly string[]): string {
  const other = OTHERS.find(({ columns }) => columns.every((column) => byName.has(column)))
  if (other !== undefined) return `: it seems to be ${other.what}`
  const shown = headers.slice(0, 4).map((header) => `"${header.slice(0, 40)}"`)
  return `: its columns are ${shown.join(', ')}${headers.length > shown.length ? ` and ${headers.length - shown.length} more` : ''}`
}
