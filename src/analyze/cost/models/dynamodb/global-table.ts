import type { Query, Resource, Value } from '#graph/index.js'
import { isUnresolved, type Measure, type Unresolved } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { isGiven, isOn, itemsAt, numberAt, orElse, textAt, waiting } from '../../read.js'
import { allMonth } from '../meters.js'

export const globalTable: PriceModel = definePriceModel({
  type: 'AWS::DynamoDB::GlobalTable',
  refs: ['https://aws.amazon.com/dynamodb/pricing/on-demand/', 'https://aws.amazon.com/dynamodb/pricing/provisioned/'],
  usage: {
    readUnits: { unit: 'RRU', about: 'read request units a month in each region' },
    writeUnits: { unit: 'WRU', about: 'write request units a month, in all regions together: each is written in every region' },
    readCapacity: { unit: 'RCU', about: 'read capacity units in each region, mean over the month' },
    writeCapacity: { unit: 'WCU', about: 'write capacity units, mean over the month, in every region the same' },
    storedGb: { unit: 'GB-month', about: 'data and indexes, in one region' },
    changeRecords: { unit: 'unit', about: 'change data capture units a month, in one region' },
  },
  meters(node, usage, q) {
    const mode = orElse(textAt(q, node, 'BillingMode'), 'PROVISIONED')
    if (isUnresolved(mode)) return [waiting('Reads', 'RRU', mode), waiting('Writes', 'WRU', mode)]
    const replicas = itemsAt(q, node, 'Replicas')
    return replicas.flatMap((replica) => {
      const region = textAt(q, replica, 'Region') ?? { unresolved: 'Replicas.Region', why: 'it is not given' }
      if (isUnresolved(region)) return [waiting('Replica', '', region)]
      const place: Place = { node, replica, region, alone: replicas.length === 1 }
      return mode === 'PAY_PER_REQUEST'
        ? [...onDemand(place, usage, q), ...kept(place, usage, q)]
        : [...provisioned(place, usage, q), ...kept(place, usage, q)]
    })
  },
})

interface Place {
  readonly node: Resource
  readonly replica: Value
  readonly region: string
  /** A table in one region writes at the price of any other table. */
  readonly alone: boolean
}

function classOf({ replica }: Place, q: Query): string {
  return textAt(q, replica, 'TableClass') === 'STANDARD_INFREQUENT_ACCESS' ? '_ia' : ''
}

function onDemand(place: Place, usage: ModelUsage, q: Query): readonly Meter[] {
  const { region, alone } = place
  const ia = classOf(place, q)
  return [
    { region, name: `Reads on demand in ${region}`, price: `dynamodb.ondemand_rru${ia}`, unit: 'RRU', quantity: usage['readUnits'] },
    {
      region,
      name: `Writes on demand in ${region}`,
      price: alone ? `dynamodb.ondemand_wru${ia}` : `dynamodb.ondemand_replicated_wru${ia}`,
      unit: alone ? 'WRU' : 'rWRU',
      quantity: usage['writeUnits'],
    },
  ]
}

function provisioned(place: Place, usage: ModelUsage, q: Query): readonly Meter[] {
  const { node, replica, region, alone } = place
  const ia = classOf(place, q)
  const reads = capacityOf(usage['readCapacity'], {
    fixed: numberAt(q, replica, 'ReadProvisionedThroughputSettings.ReadCapacityUnits'),
    least: numberAt(q, replica, 'ReadProvisionedThroughputSettings.ReadCapacityAutoScalingSettings.MinCapacity'),
    name: 'readCapacity',
  })
  const writes = capacityOf(usage['writeCapacity'], {
    fixed: undefined,
    least: numberAt(q, node, 'WriteProvisionedThroughputSettings.WriteCapacityAutoScalingSettings.MinCapacity'),
    name: 'writeCapacity',
  })
  const read = { region, price: `dynamodb.provisioned_rcu${ia}`, unit: 'RCU-hour' }
  const write = {
    region,
    price: alone ? `dynamodb.provisioned_wcu${ia}` : `dynamodb.provisioned_rwcu${ia}`,
    unit: alone ? 'WCU-hour' : 'rWCU-hour',
  }
  return [
    ...reads.map(({ units, title }) => allMonth({ ...read, name: `Read capacity${title} in ${region}` }, units)),
    ...writes.map(({ units, title }) => allMonth({ ...write, name: `Write capacity${title} in ${region}` }, units)),
  ]
}

interface Capacity {
  readonly units: Measure
  readonly title: string
}

/** The average where it is stated; else what is given, or the least that scaling leaves and what nobody stated above it. */
function capacityOf(
  stated: Measure | undefined,
  given: { readonly fixed: number | undefined | Unresolved; readonly least: number | undefined | Unresolved; readonly name: string },
): readonly Capacity[] {
  if (typeof stated === 'object' && 'value' in stated) return [{ units: stated, title: '' }]
  if (given.fixed !== undefined) return [{ units: given.fixed, title: '' }]
  if (given.least === undefined) return [{ units: { needs: given.name }, title: '' }]
  return [
    { units: given.least, title: '' },
    { units: { needs: given.name }, title: ' above the least' },
  ]
}

function kept(place: Place, usage: ModelUsage, q: Query): readonly Meter[] {
  const { replica, region } = place
  const stored = usage['storedGb']
  return [
    { region, name: `Storage in ${region}`, price: `dynamodb.storage${classOf(place, q)}`, unit: 'GB-month', quantity: stored },
    ...(isOn(q, replica, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled')
      ? [{ region, name: `Point-in-time recovery in ${region}`, price: 'dynamodb.pitr', unit: 'GB-month', quantity: stored }]
      : []),
    ...(!isGiven(q, replica, 'KinesisStreamSpecification')
      ? []
      : [{ region, name: `Change records in ${region}`, price: 'dynamodb.kinesis_cdc', unit: 'unit', quantity: usage['changeRecords'] }]),
  ]
}
