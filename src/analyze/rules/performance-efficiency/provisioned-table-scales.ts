import type { Query, Resource } from '#graph/index.js'
import { oncePerQuery } from '../once.js'
import { namedBy, scalarOf, unknownAt } from '../reading.js'
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
    const scaledBy = targetsOf(node, q).map((target) => scalarOf(q.read(target, 'ScalableDimension')))
    const fixed = ['Read', 'Write'].filter((each) => !scaledBy.includes(`dynamodb:table:${each}CapacityUnits`))
    if (fixed.length === 0) return PASS
    return {
      is: 'fail',
      what: `fixed capacity for ${fixed.map((each) => `${each.toLowerCase()}s`).join(' and ')}`,
      path: 'ProvisionedThroughput',
    }
  },
})

/** By reference, or by the name that the table is given. */
function targetsOf(table: Resource, q: Query): readonly Resource[] {
  const name = scalarOf(q.read(table, 'TableName'))
  const named = typeof name === 'string' ? (targetsById(q).get(`table/${name}`) ?? []) : []
  return [...namedBy(table, q, TARGET).map(({ from }) => from), ...named]
}

const targetsById = oncePerQuery((q) => {
  const found = new Map<unknown, Resource[]>()
  for (const target of q.all(TARGET)) {
    const id = scalarOf(q.read(target, 'ResourceId'))
    found.set(id, [...(found.get(id) ?? []), target])
  }
  return found
})
