import { demandTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

export const stateMachineIsTraced: Rule = defineRule({
  id: 'state-machine-is-traced',
  pillar: 'operational-excellence',
  severity: 'low',
  title: 'State machine sends traces',
  why: 'A trace shows which step of a run took the time, across the functions it calls.',
  fix: 'Set TracingConfiguration.Enabled to true.',
  refs: ['https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html'],
  types: ['AWS::StepFunctions::StateMachine'],
  maps: { 'cdk-nag': ['AwsSolutions-SF2', 'StepFunctionStateMachineXray'], checkov: ['CKV_AWS_284'] },
  examples: {
    fail: [{ name: 'not said', props: {} }],
    pass: [{ name: 'switched on', props: { TracingConfiguration: { Enabled: true } } }],
    unknown: [{ name: 'a parameter without a value', props: { TracingConfiguration: { Enabled: { Ref: 'Traced' } } } }],
  },
  check: (node, q) => demandTrue(node, q, 'TracingConfiguration.Enabled'),
})
