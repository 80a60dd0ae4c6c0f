// A Cost and Usage Report (CUR 2.0, Parquet) of any size, for benchmarks: about 40 columns, snappy, row groups of 100,000 lines.
//   node tools/bench/bill.mjs FILE [LINES]
import { pathToFileURL } from 'node:url'
import { fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer'

/** Service, usage type, operation, unit, cost of a line in dollars: what a middle-sized account has. */
const METERS = [
  ['AmazonEC2', 'BoxUsage:m7g.large', 'RunInstances', 'Hrs', 0.0816],
  ['AmazonEC2', 'BoxUsage:c6i.xlarge', 'RunInstances', 'Hrs', 0.17],
  ['AmazonEC2', 'EBS:VolumeUsage.gp3', 'CreateVolume-Gp3', 'GB-Mo', 0.0111],
  ['AmazonEC2', 'EBS:SnapshotUsage', 'CreateSnapshot', 'GB-Mo', 0.0021],
  ['AmazonEC2', 'NatGateway-Hours', 'NatGateway', 'Hrs', 0.045],
  ['AmazonEC2', 'NatGateway-Bytes', 'NatGateway', 'GB', 0.0132],
  ['AmazonEC2', 'DataTransfer-Regional-Bytes', 'InterZone-In', 'GB', 0.0007],
  ['AmazonEC2', 'DataTransfer-Out-Bytes', 'RunInstances', 'GB', 0.0091],
  ['AmazonVPC', 'PublicIPv4:InUseAddress', 'AllocateAddressVPC', 'Hrs', 0.005],
  ['AmazonVPC', 'PublicIPv4:IdleAddress', 'AllocateAddressVPC', 'Hrs', 0.005],
  ['AmazonS3', 'TimedStorage-ByteHrs', 'StandardStorage', 'GB-Mo', 0.0007],
  ['AmazonS3', 'Requests-Tier1', 'PutObject', 'Requests', 0.000125],
  ['AWSLambda', 'Lambda-GB-Second-ARM', 'Invoke', 'Lambda-GB-Second', 0.0000133334],
  ['AWSLambda', 'Request-ARM', 'Invoke', 'Request', 0.0000002],
  ['AmazonDynamoDB', 'WriteRequestUnits', 'CommittedThroughput', 'WriteRequestUnits', 0.00000625],
  ['AmazonRDS', 'Multi-AZUsage:db.r6g.large', 'CreateDBInstance:0014', 'Hrs', 0.45],
  ['AmazonCloudWatch', 'DataProcessing-Bytes', 'PutLogEvents', 'GB', 0.051],
  ['AWSELB', 'LoadBalancerUsage', 'LoadBalancing:Application', 'Hrs', 0.0225],
  ['AWSSecretsManager', 'SecretsManager-Secrets', '', 'Secrets', 0.00054],
  ['awskms', 'KMS-Requests', 'Decrypt', 'Requests', 0.000003],
]
const REGIONS = [
  ['us-east-1', ''],
  ['eu-west-1', 'EU-'],
  ['eu-central-1', 'EUC1-'],
  ['ap-northeast-1', 'APN1-'],
]
const ACCOUNTS = Array.from({ length: 24 }, (_, index) => String(111_122_223_333 + index * 7_919))
const ENVIRONMENTS = ['production', 'staging', 'development', '']
const TEAMS = ['orders', 'search', 'billing', 'platform', '']
/** Columns that nothing asks for, so that a reader which decodes all of them shows. */
const FILLER = [
  'pricing_rate_code',
  'pricing_rate_id',
  'line_item_line_item_description',
  'product_sku',
  'line_item_legal_entity',
  'bill_invoice_id',
]

const START = Date.UTC(2026, 0, 1)
const HOUR = 3_600_000
const GROUP = 100_000

/** The same numbers in every run. */
function generator(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function columnsOf(rows, random) {
  const text = new Map()
  const put = (name, value) => {
    const values = text.get(name) ?? []
    values.push(value)
    text.set(name, values)
  }
  const number = (name, value) => put(`#${name}`, value)
  for (let row = 0; row < rows; row += 1) {
    const [service, usage, operation, unit, price] = METERS[Math.floor(random() * METERS.length)]
    const [region, letters] = REGIONS[Math.floor(random() * random() * REGIONS.length)]
    const account = ACCOUNTS[Math.floor(random() * ACCOUNTS.length)]
    const hour = new Date(START + Math.floor(random() * 744) * HOUR)
    const amount = Math.round(random() * 1e8) / 1e7
    const cost = Math.round(price * amount * 1e10) / 1e10
    const kind = random() < 0.97 ? 'Usage' : random() < 0.5 ? 'Tax' : 'Credit'
    put(
      'identity_line_item_id',
      `${Math.floor(random() * 2 ** 52).toString(36)}${Math.floor(random() * 2 ** 52).toString(36)}${row.toString(36)}`,
    )
    put('identity_time_interval', `${hour.toISOString()}/${new Date(hour.getTime() + HOUR).toISOString()}`)
    put('bill_payer_account_id', ACCOUNTS[0])
    put('bill_bill_type', 'Anniversary')
    put('bill_billing_entity', 'AWS')
    put('@bill_billing_period_start_date', new Date(START))
    put('@bill_billing_period_end_date', new Date(Date.UTC(2026, 1, 1)))
    put('line_item_usage_account_id', account)
    put('line_item_usage_account_name', `account ${account.slice(-3)}`)
    put('line_item_line_item_type', kind)
    put('@line_item_usage_start_date', hour)
    put('@line_item_usage_end_date', new Date(hour.getTime() + HOUR))
    put('line_item_product_code', service)
    put('line_item_usage_type', `${letters}${usage}`)
    put('line_item_operation', operation)
    put('line_item_availability_zone', `${region}${'abc'[row % 3]}`)
    put('line_item_resource_id', `arn:aws:service:${region}:${account}:resource/${Math.floor(random() * 50_000).toString(16)}`)
    number('line_item_usage_amount', amount)
    put('line_item_currency_code', 'USD')
    number('line_item_unblended_rate', price)
    number('line_item_unblended_cost', kind === 'Credit' ? -cost : cost)
    number('line_item_blended_cost', cost)
    number('line_item_net_unblended_cost', cost)
    put('pricing_unit', unit)
    put('pricing_term', 'OnDemand')
    number('pricing_public_on_demand_cost', cost)
    put('product_servicecode', service)
    put('product_region_code', region)
    put('product_product_family', unit)
    number('reservation_effective_cost', 0)
    number('savings_plan_savings_plan_effective_cost', 0)
    put('resource_tags_user_environment', ENVIRONMENTS[Math.floor(random() * ENVIRONMENTS.length)])
    put('resource_tags_user_team', TEAMS[Math.floor(random() * TEAMS.length)])
    put('resource_tags_user_name', `name-${Math.floor(random() * 5000)}`)
    for (const name of FILLER) put(name, `${name} ${usage} ${region}`)
  }
  return [...text].map(([name, data]) => {
    if (name.startsWith('#')) return { name: name.slice(1), data, type: 'DOUBLE' }
    return name.startsWith('@') ? { name: name.slice(1), data, type: 'TIMESTAMP' } : { name, data, type: 'STRING' }
  })
}

/** Writes a report of so many lines; the same bytes in every run. */
async function writeBill(file, lines) {
  const random = generator(20_260_101)
  let writer
  for (let done = 0; done < lines; done += GROUP) {
    const columnData = columnsOf(Math.min(GROUP, lines - done), random)
    writer ??= new ParquetWriter({ writer: fileWriter(file), schema: schemaFromColumnData({ columnData }) })
    await writer.write({ columnData, rowGroupSize: GROUP })
  }
  await writer.finish()
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file, lines = '1000000'] = process.argv.slice(2)
  if (file === undefined || !/^\d+$/.test(lines) || Number(lines) === 0) {
    console.error('usage: node tools/bench/bill.mjs FILE [LINES]')
    process.exitCode = 2
  } else await writeBill(file, Number(lines))
}
