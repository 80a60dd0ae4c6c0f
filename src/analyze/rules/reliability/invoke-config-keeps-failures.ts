import { demandGiven } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const invokeConfigKeepsFailures: Rule = defineRule({
  id: 'invoke-config-keeps-failures',
  pillar: 'reliability',
  severity: 'low',
  title: 'Asynchronous calls leave a trace when they fail',
  why: 'Whoever set how often Lambda tries again has thought of failures; without a destination the event is lost after the last try.',
  fix: 'Set DestinationConfig.OnFailure.Destination to a queue, a topic, a bucket or a function.',
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html'],
  types: ['AWS::Lambda::EventInvokeConfig'],
  maps: { 'cdk-nag': ['LambdaAsyncFailureDestination'] },
  examples: {
    fail: [{ name: 'retries alone', props: { FunctionName: { Ref: 'Worker' }, Qualifier: '$LATEST', MaximumRetryAttempts: 1 } }],
    pass: [
      {
        name: 'a queue',
        props: {
          FunctionName: { Ref: 'Worker' },
          Qualifier: '$LATEST',
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failed', 'Arn'] } } },
        },
      },
    ],
    unknown: [
      {
        name: 'depends on a condition',
        props: {
          FunctionName: { Ref: 'Worker' },
          Qualifier: '$LATEST',
          DestinationConfig: { OnFailure: { 'Fn::If': ['Kept', { Destination: 'a' }, { Ref: 'AWS::NoValue' }] } },
        },
      },
    ],
  },
  check: (node, q) => demandGiven(node, q, 'DestinationConfig.OnFailure.Destination', 'no destination for failures'),
})
