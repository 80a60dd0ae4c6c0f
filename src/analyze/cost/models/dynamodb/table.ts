import type { Query, Resource } from '#graph/index.js'
import { HOURS_A_MONTH } from '#spec/index.js'
import { factor, isUnresolved, type Measure, product, type Unresolved } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { isGiven, isOn, itemsAt, numberAt, orElse, textAt, waiting } from '../../read.js'
import { type Named, whereStated } from '../meters.js'

/** What is billed only where someone does it: by the name of its quantity. */
const EXTRAS: readonly (readonly [string, Named])[] = [
  ['backupGb', { name: 'Backups on demand', price: 'dynamodb.backup_ondemand', unit: 'GB-month' }],
  ['streamReads', { name: 'Reads of the stream', price: 'dynamodb.streams_reads', unit: 'sRRU' }],
  ['exportedGb', { name: 'Exports', price: 'dynamodb.export_s3', unit: 'GB' }],
  ['restoredGb', { name: 'Restores', price: 'dynamodb.restore', unit: 'GB' }],
]

export const dynamodbTable: PriceModel = definePriceModel({
  type: 'AWS::DynamoDB::Table',
  refs: ['https://aws.amazon.com/dynamodb/pricing/on-demand/', 'https://aws.amazon.com/dynamodb/pricing/provisioned/'],
  usage: {
    readUnits: { unit: 'RRU', about: 'read request units a month: 4 KB each, half for eventually consistent reads' },
    writeUnits: { unit: 'WRU', about: 'write request units a month: 1 KB each, again for every index' },
    readCapacity: { unit: 'RCU', about: 'read capacity units, mean over the month, of a table that scales' },
    writeCapacity: { unit: 'WCU', about: 'write capacity units, mean over the month, of a table that scales' },
    storedGb: { unit: 'GB-month', about: 'data and indexes' },
    backupGb: { unit: 'GB-month', about: 'backups on demand that are kept' },
    streamReads: { unit: 'sRRU', about: 'reads of the stream a month by applications; those of Lambda are free' },
    changeRecords: { unit: 'unit', about: 'change data capture units for Kinesis a month' },
    importedGb: { unit: 'GB', about: 'data imported from S3, in the month it is imported' },
    exportedGb: { unit: 'GB', about: 'data exported to S3 a month' },
    restoredGb: { unit: 'GB', about: 'data restored from backups a month' },
  },
  meters(node, usage, q) {
    const mode = orElse(textAt(q, node, 'BillingMode'), 'PROVISIONED')
    if (isUnresolved(mode)) return [waiting('Reads', 'RRU', mode), waiting('Writes', 'WRU', mode)]
    const tableClass = orElse(textAt(q, node, 'TableClass'), 'STANDARD')
    if (isUnresolved(tableClass)) return [waiting('Table class', '', tableClass)]
    const ia = tableClass === 'STANDARD_INFREQUENT_ACCESS' ? '_ia' : ''
    return [
      ...(mode === 'PAY_PER_REQUEST' ? onDemand(usage, ia) : provisioned(node, usage, q, ia)),
      { name: 'Storage', price: `dynamodb.storage${ia}`, unit: 'GB-month', quantity: usage['storedGb'] },
      ...(isOn(q, node, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled')
        ? [{ name: 'Point-in-time recovery', price: 'dynamodb.pitr', unit: 'GB-month', quantity: usage['storedGb'] }]
        : []),
      ...(!isGiven(q, node, 'KinesisStreamSpecification')
        ? []
        : [{ name: 'Change records', price: 'dynamodb.kinesis_cdc', unit: 'unit', quantity: usage['changeRecords'] }]),
      ...(!isGiven(q, node, 'ImportSourceSpecification')
        ? []
        : [{ name: 'Import', price: 'dynamodb.import_s3', unit: 'GB', quantity: usage['importedGb'] }]),
      ...EXTRAS.flatMap(([name, meter]) => whereStated(meter, usage[name])),
    ]
  },
})

function onDemand(usage: ModelUsage, ia: string): readonly Meter[] {
  return [
    { name: 'Reads on demand', price: `dynamodb.ondemand_rru${ia}`, unit: 'RRU', quantity: usage['readUnits'] },
    { name: 'Writes on demand', price: `dynamodb.ondemand_wru${ia}`, unit: 'WRU', quantity: usage['writeUnits'] },
  ]
}

function provisioned(node: Resource, usage: ModelUsage, q: Query, ia: string): readonly Meter[] {
  return [
    {
      name: 'Read capacity',
      price: `dynamodb.provisioned_rcu${ia}`,
      unit: 'RCU-hour',
      quantity: capacityHours(node, usage['readCapacity'], q, 'ReadCapacityUnits'),
    },
    {
      name: 'Write capacity',
      price: `dynamodb.provisioned_wcu${ia}`,
      unit: 'WCU-hour',
      quantity: capacityHours(node, usage['writeCapacity'], q, 'WriteCapacityUnits'),
    },
  ]
}

/** What the table scales to on average where that is known, else what it and its indexes are given. */
function capacityHours(node: Resource, scaled: Measure | undefined, q: Query, property: string): Measure {
  if (scaled !== undefined && typeof scaled === 'object' && 'value' in scaled) return product(scaled, factor(HOURS_A_MONTH, '730 h'))
  const own = capacityAt(numberAt(q, node, `ProvisionedThroughput.${property}`))
  if (isUnresolved(own)) return own
  let units = own
  for (const index of itemsAt(q, node, 'GlobalSecondaryIndexes')) {
    const more = capacityAt(numberAt(q, index, `ProvisionedThroughput.${property}`))
    if (isUnresolved(more)) return more
    units += more
  }
  return product(units, factor(HOURS_A_MONTH, '730 h'))
}

function capacityAt(value: number | undefined | Unresolved): number | Unresolved {
  return value ?? { unresolved: 'ProvisionedThroughput', why: 'a provisioned table states its capacity' }
}
