import type { Query, Resource } from '#graph/index.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const FUNCTION = 'AWS::Lambda::Function'
const CONFIG = 'AWS::Lambda::EventInvokeConfig'
/** Services that hand an event over and do not wait for the answer. */
const ASYNCHRONOUS: readonly string[] = [
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SNS::Subscription',
  'AWS::Events::Rule',
  'AWS::Scheduler::Schedule',
]

const RULE = {
  Type: 'AWS::Events::Rule',
  Properties: { ScheduleExpression: 'rate(1 day)', Targets: [{ Id: 'a', Arn: { 'Fn::GetAtt': ['Nightly', 'Arn'] } }] },
}

export const functionHasFailureDestination: Rule = defineRule({
  id: 'function-has-failure-destination',
  pillar: 'reliability',
  severity: 'medium',
  title: 'Lambda function that is called asynchronously keeps events that fail',
  why: 'After two retries Lambda drops an event; without a destination nothing is left of it but a line in the log.',
  fix: 'Set DeadLetterConfig.TargetArn to a queue, or OnFailure of an AWS::Lambda::EventInvokeConfig.',
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html'],
  types: [FUNCTION],
  maps: { 'cdk-nag': ['LambdaDLQ'] },
  examples: {
    fail: [{ name: 'called on a schedule', resources: { Nightly: { Type: FUNCTION }, Schedule: RULE }, subject: 'Nightly' }],
    pass: [
      { name: 'called by nobody asynchronously', props: {} },
      {
        name: 'a dead-letter queue',
        resources: {
          Nightly: { Type: FUNCTION, Properties: { DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:111122223333:dead' } } },
          Schedule: RULE,
        },
        subject: 'Nightly',
      },
      {
        name: 'a destination for failures',
        resources: {
          Nightly: { Type: FUNCTION },
          Schedule: RULE,
          Config: {
            Type: CONFIG,
            Properties: {
              FunctionName: { Ref: 'Nightly' },
              Qualifier: '$LATEST',
              DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:111122223333:dead' } },
            },
          },
        },
        subject: 'Nightly',
      },
    ],
    unknown: [
      {
        name: 'a dead-letter queue under a condition',
        sections: { Conditions: { Kept: { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, '1'] } } },
        resources: {
          Nightly: {
            Type: FUNCTION,
            Properties: { DeadLetterConfig: { 'Fn::If': ['Kept', { TargetArn: 'arn' }, { Ref: 'AWS::NoValue' }] } },
          },
          Schedule: RULE,
        },
        subject: 'Nightly',
      },
    ],
  },
  check: (node, q) => {
    const caller = q
      .edges({ to: node, kind: 'refers' })
      .find(({ from, path }) => ASYNCHRONOUS.includes(from.type) && !path.includes('RoleArn'))
    if (caller === undefined || keepsFailures(node, q)) return PASS
    const config = q.read(node, 'DeadLetterConfig')
    if (!config.known) return { is: 'unknown', why: `DeadLetterConfig: ${config.why}`, path: 'DeadLetterConfig' }
    return { is: 'fail', what: `${caller.from.id} calls it asynchronously, and events that fail are dropped` }
  },
})

function keepsFailures(node: Resource, q: Query): boolean {
  if (q.read(node, 'DeadLetterConfig.TargetArn').set === true) return true
  return q
    .edges({ to: node, kind: 'refers' })
    .some(({ from }) => from.type === CONFIG && q.read(from, 'DestinationConfig.OnFailure.Destination').set === true)
}
