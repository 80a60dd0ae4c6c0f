import { stated } from '../flags.js'
import { demand } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const stateMachineWritesLogs: Rule = defineRule({
  id: 'state-machine-writes-logs',
  pillar: 'operational-excellence',
  severity: 'low',
  title: 'State machine writes its history to a log',
  why: 'The history of an express execution is kept nowhere else, and that of a standard one for 90 days.',
  fix: 'Set LoggingConfiguration with Level ALL and a log group.',
  refs: ['https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html'],
  types: ['AWS::StepFunctions::StateMachine'],
  maps: {
    'cdk-nag': ['AwsSolutions-SF1', 'StepFunctionStateMachineAllLogsToCloudWatch'],
    checkov: ['CKV_AWS_285'],
    'security-hub': ['StepFunctions.1'],
  },
  examples: {
    fail: [
      { name: 'none', props: {} },
      { name: 'errors alone', props: { LoggingConfiguration: { Level: 'ERROR' } } },
    ],
    pass: [
      {
        name: 'everything',
        props: { LoggingConfiguration: { Level: 'ALL', Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { Ref: 'Logs' } } }] } },
      },
    ],
    unknown: [{ name: 'a parameter without a value', props: { LoggingConfiguration: { Level: { Ref: 'Level' } } } }],
  },
  check: (node, q) =>
    demand(node, q, { path: 'LoggingConfiguration.Level', good: (value) => value === 'ALL', what: (value) => stated('Level', value) }),
})
