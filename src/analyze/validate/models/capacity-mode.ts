import type { JsonObject } from '#core/index.js'
import { isWhole, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at, itemsOf, valuesAt } from './model.js'

const STREAM = 'AWS::Kinesis::Stream'
const FILES = 'AWS::EFS::FileSystem'
const TABLE = 'AWS::DynamoDB::Table'
const one = (Type: string, Properties: JsonObject): JsonObject => ({ Resources: { One: { Type, Properties } } })
const table: JsonObject = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
}

export const modeOfCapacity: ResourceModel = {
  id: 'capacity-mode',
  code: 'capacity-mode',
  types: [STREAM, FILES, TABLE],
  refs: [
    'https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html',
    'https://docs.aws.amazon.com/efs/latest/ug/performance.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html',
  ],
  examples: {
    wrong: [
      {
        name: 'shards on demand',
        template: one(STREAM, { StreamModeDetails: { StreamMode: 'ON_DEMAND' }, ShardCount: 2 }),
        says: 'takes no ShardCount',
      },
      {
        name: 'no shards',
        template: one(STREAM, { Name: 's', StreamModeDetails: { StreamMode: 'PROVISIONED' } }),
        says: 'needs ShardCount',
      },
      {
        name: 'a rate that is not bought',
        template: one(FILES, { ThroughputMode: 'bursting', ProvisionedThroughputInMibps: 100 }),
        says: 'ThroughputMode: provisioned',
      },
      { name: 'no rate', template: one(FILES, { ThroughputMode: 'provisioned' }), says: 'needs ProvisionedThroughputInMibps' },
      { name: 'a table without capacity', template: one(TABLE, table), says: 'PAY_PER_REQUEST' },
      {
        name: 'an index with capacity on demand',
        template: one(TABLE, {
          ...table,
          BillingMode: 'PAY_PER_REQUEST',
          GlobalSecondaryIndexes: [
            {
              IndexName: 'i',
              KeySchema: table['KeySchema'] ?? [],
              Projection: {},
              ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
            },
          ],
        }),
        says: 'takes no ProvisionedThroughput',
      },
    ],
    right: [
      { name: 'on demand', template: one(STREAM, { StreamModeDetails: { StreamMode: 'ON_DEMAND' } }) },
      { name: 'shards', template: one(STREAM, { ShardCount: 2 }) },
      { name: 'a rate', template: one(FILES, { ThroughputMode: 'provisioned', ProvisionedThroughputInMibps: 100 }) },
      { name: 'a table on demand', template: one(TABLE, { ...table, BillingMode: 'PAY_PER_REQUEST' }) },
      {
        name: 'a table with capacity',
        template: one(TABLE, { ...table, ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } }),
      },
      { name: 'a mode decided at deployment', template: one(TABLE, { ...table, BillingMode: { Ref: 'Mode' } }) },
    ],
  },
  check({ type, properties: tree, place }, { complain }) {
    const own = { tree, place }
    if (!isWhole(own)) return
    if (type === STREAM) checkStream(own, complain)
    else if (type === FILES) checkFiles(own, complain)
    else checkTable(own, complain)
  },
}

type Complain = ModelContext['complain']

function checkStream(own: Located, complain: Complain): void {
  const mode = textAt(own, 'StreamModeDetails', 'StreamMode')
  const shards = at(own, 'ShardCount')
  if (mode === 'ON_DEMAND' && shards !== undefined) complain('a stream on demand takes no ShardCount', shards.place)
  if (mode === 'PROVISIONED' && shards === undefined) complain('a provisioned stream needs ShardCount', own.place)
}

function checkFiles(own: Located, complain: Complain): void {
  const mode = at(own, 'ThroughputMode') === undefined ? 'bursting' : textAt(own, 'ThroughputMode')
  const rate = at(own, 'ProvisionedThroughputInMibps')
  if (mode === 'provisioned' && rate === undefined) complain('ThroughputMode: provisioned needs ProvisionedThroughputInMibps', own.place)
  if (mode !== undefined && mode !== 'provisioned' && rate !== undefined)
    complain('ProvisionedThroughputInMibps needs ThroughputMode: provisioned', rate.place)
}

function checkTable(own: Located, complain: Complain): void {
  const mode = at(own, 'BillingMode') === undefined ? 'none' : textAt(own, 'BillingMode')
  if (mode === 'none' && at(own, 'ProvisionedThroughput') === undefined)
    complain('a table needs BillingMode: PAY_PER_REQUEST or ProvisionedThroughput', own.place)
  for (const index of valuesAt(own, 'GlobalSecondaryIndexes').flatMap(itemsOf)) {
    const units = at(index, 'ProvisionedThroughput')
    if (mode === 'PAY_PER_REQUEST' && units !== undefined)
      complain('an index of a table on demand takes no ProvisionedThroughput', units.place)
  }
}
