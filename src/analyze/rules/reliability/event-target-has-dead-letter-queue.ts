import { itemsAt, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

export const eventTargetHasDeadLetterQueue: Rule = defineRule({
  id: 'event-target-has-dead-letter-queue',
  pillar: 'reliability',
  severity: 'low',
  title: 'EventBridge keeps what it could not deliver',
  why: 'After a day of retries EventBridge drops an event that a target did not take; only a dead-letter queue keeps it.',
  fix: 'Set DeadLetterConfig of each target.',
  refs: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html'],
  types: ['AWS::Events::Rule'],
  maps: { 'cdk-nag': ['EventBusDLQ'] },
  examples: {
    fail: [
      {
        name: 'one of two has none',
        props: {
          Targets: [
            {
              Id: 'a',
              Arn: 'arn:aws:lambda:us-east-1:111122223333:function:a',
              DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Dead', 'Arn'] } },
            },
            { Id: 'b', Arn: 'arn:aws:lambda:us-east-1:111122223333:function:b' },
          ],
        },
      },
    ],
    pass: [
      {
        name: 'every target',
        props: {
          Targets: [
            {
              Id: 'a',
              Arn: 'arn:aws:lambda:us-east-1:111122223333:function:a',
              DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Dead', 'Arn'] } },
            },
          ],
        },
      },
      { name: 'no targets', props: { ScheduleExpression: 'rate(1 day)' } },
    ],
    unknown: [{ name: 'targets from a parameter', props: { Targets: { Ref: 'Targets' } } }],
  },
  check(node, q) {
    const { items, unknown } = itemsAt(node, q, 'Targets')
    if (unknown !== undefined) return unknownAt(unknown, 'Targets')
    return items.map(
      ({ value, path }): Verdict =>
        q.read(value, 'DeadLetterConfig').set === false ? { is: 'fail', what: 'no DeadLetterConfig', path } : PASS,
    )
  },
})
