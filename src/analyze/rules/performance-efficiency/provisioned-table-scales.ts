import type { Query, Resource } from '#graph/index.js'
import { oncePerQuery } from '../once.js'
import { itemsAt, namedBy, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget'
const scaled = (of: string) => ({
  Type: TARGET,
  Properties: {
    ServiceNamespace: 'dynamodb',
    ScalableDimension: `dynamodb:table:${of}CapacityUnits`,
    ResourceId: { 'Fn::Sub': 'table/${Orders}' },
    MinCapacity: 1,
    MaxCapacity: 9,
  },
})

export const provisionedTableScales: Rule = defineRule({
  id: 'provisioned-table-scales',
  pillar: 'performance-efficiency',
  severity: 'medium',
  title: 'Provisioned table follows its load',
  why: 'A table with a fixed capacity refuses requests above it, and is paid for all day when nobody comes.',
  fix: 'Register the table with AWS::ApplicationAutoScaling::ScalableTarget for reads and writes, or set BillingMode to PAY_PER_REQUEST.',
  refs: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html',
  ],
  types: ['AWS::DynamoDB::Table'],
  maps: { 'cdk-nag': ['DynamoDBAutoScalingEnabled'], 'security-hub': ['DynamoDB.1'] },
  examples: {
    fail: [
      {
        name: 'fixed',
        resources: {
          Orders: {
            Type: 'AWS::DynamoDB::Table',
            Properties: { BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } },
          },
        },
        subject: 'Orders',
      },
      {
        name: 'the default mode',
        resources: {
          Orders: { Type: 'AWS::DynamoDB::Table', Properties: { ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } } },
        },
        subject: 'Orders',
      },
      {
        name: 'an index that does not',
        resources: {
          Orders: {
            Type: 'AWS::DynamoDB::Table',
            Properties: {
              GlobalSecondaryIndexes: [
                {
                  IndexName: 'by-day',
                  KeySchema: [{ AttributeName: 'day', KeyType: 'HASH' }],
                  Projection: { ProjectionType: 'ALL' },
                  ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
                },
              ],
            },
          },
          Reads: scaled('Read'),
          Writes: scaled('Write'),
        },
        subject: 'Orders',
      },
    ],
    pass: [
      { name: 'on demand', props: { BillingMode: 'PAY_PER_REQUEST' } },
      {
        name: 'both follow',
        resources: {
          Orders: { Type: 'AWS::DynamoDB::Table', Properties: { BillingMode: 'PROVISIONED' } },
          Reads: scaled('Read'),
          Writes: scaled('Write'),
        },
        subject: 'Orders',
      },
    ],
    unknown: [{ name: 'a parameter without a value', props: { BillingMode: { Ref: 'Mode' } } }],
  },
  check(node, q) {
    const mode = q.read(node, 'BillingMode')
    if (!mode.known) return unknownAt(mode, 'BillingMode')
    if (scalarOf(mode) === 'PAY_PER_REQUEST') return PASS
    const scaledBy = new Set(targetsOf(node, q).map((target) => dimensionOf(target, q)))
    const indexes = itemsAt(node, q, 'GlobalSecondaryIndexes').items.flatMap(({ value }) =>
      q.read(value, 'ProvisionedThroughput').set === false ? [] : [String(scalarOf(q.read(value, 'IndexName')))],
    )
    const fixed = [undefined, ...indexes].flatMap((index) =>
      ['Read', 'Write'].flatMap((of) =>
        scaledBy.has(dimension(of, index)) ? [] : [`${of.toLowerCase()}s${index === undefined ? '' : ` of ${index}`}`],
      ),
    )
    return fixed.length === 0 ? PASS : { is: 'fail', what: `fixed capacity for ${fixed.join(', ')}`, path: 'ProvisionedThroughput' }
  },
})

function dimension(of: string, index: string | undefined): string {
  return index === undefined ? `dynamodb:table:${of}CapacityUnits` : `dynamodb:index:${of}CapacityUnits ${index}`
}

/** What a target scales: the dimension, with the index that its resource id ends in. */
function dimensionOf(target: Resource, q: Query): string {
  const id = q.read(target, 'ResourceId')
  const last = id.known ? scalarOf(id) : id.value.kind === 'text' ? scalarOf(q.read(id.value.parts.at(-1) ?? id.value)) : undefined
  const index = /\/index\/(.+)$/.exec(String(last))?.[1]
  return `${String(scalarOf(q.read(target, 'ScalableDimension')))}${index === undefined ? '' : ` ${index}`}`
}

/** By reference, or by the name that the table is given. */
function targetsOf(table: Resource, q: Query): readonly Resource[] {
  const name = scalarOf(q.read(table, 'TableName'))
  const named = typeof name === 'string' ? (targetsByTable(q).get(name) ?? []) : []
  return [...namedBy(table, q, TARGET).map(({ from }) => from), ...named]
}

const targetsByTable = oncePerQuery((q) => {
  const found = new Map<string, Resource[]>()
  for (const target of q.all(TARGET)) {
    const name = /^table\/([^/]+)/.exec(String(scalarOf(q.read(target, 'ResourceId'))))?.[1]
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), target])
  }
  return found
})
