import { environmentOf } from '../environment.js'
import { demand, isTrue, itemsAt, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const TABLE = 'AWS::DynamoDB::Table'
const GLOBAL = 'AWS::DynamoDB::GlobalTable'
const SETTING = 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled'
const WHAT = 'no point-in-time recovery'

export const tableHasPointInTimeRecovery: Rule = defineRule({
  id: 'table-has-point-in-time-recovery',
  pillar: 'reliability',
  severity: 'medium',
  title: 'DynamoDB table can be brought back to any second of the last weeks',
  why: 'DynamoDB keeps no backups of its own: what a wrong deployment or a mistaken delete destroys is gone.',
  fix: 'Set PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled to true.',
  refs: ['https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html'],
  types: [TABLE, GLOBAL],
  maps: {
    'cdk-nag': ['DynamoDBPITREnabled', 'AwsSolutions-DDB3'],
    checkov: ['CKV_AWS_28', 'CKV_AWS_165'],
    cfn_nag: ['W78'],
    'security-hub': ['DynamoDB.2'],
  },
  examples: {
    fail: [
      { name: 'not said', props: {} },
      { name: 'off', props: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false } } },
      { name: 'one replica without', type: GLOBAL, props: { Replicas: [{ Region: 'eu-west-1' }] } },
    ],
    pass: [
      { name: 'on', props: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } } },
      { name: 'a test stack', props: { Tags: [{ Key: 'Environment', Value: 'test' }] } },
      {
        name: 'every replica',
        type: GLOBAL,
        props: { Replicas: [{ Region: 'eu-west-1', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }] },
      },
    ],
    unknown: [
      {
        name: 'from a parameter',
        sections: { Parameters: { Recovery: { Type: 'String' } } },
        props: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: { Ref: 'Recovery' } } },
      },
    ],
  },
  check: (node, q) => {
    if (environmentOf(node, q) === 'other') return PASS
    if (node.type === TABLE) return demand(node, q, { path: SETTING, good: isTrue, what: WHAT })
    const { items, unknown } = itemsAt(node, q, 'Replicas')
    if (unknown !== undefined) return unknownAt(unknown, 'Replicas')
    return items.map(({ path }) => demand(node, q, { path: `${path}.${SETTING}`, good: isTrue, what: WHAT }))
  },
})
