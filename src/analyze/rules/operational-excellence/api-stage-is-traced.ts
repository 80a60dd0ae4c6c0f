import { demandTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

export const apiStageIsTraced: Rule = defineRule({
  id: 'api-stage-is-traced',
  pillar: 'operational-excellence',
  severity: 'low',
  title: 'REST API sends traces',
  why: 'A trace shows whether the gateway, the function or the data behind it took the time.',
  fix: 'Set TracingEnabled to true.',
  refs: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html'],
  types: ['AWS::ApiGateway::Stage'],
  maps: { 'cdk-nag': ['APIGWXrayEnabled'], checkov: ['CKV_AWS_73'], 'security-hub': ['APIGateway.3'] },
  examples: {
    fail: [{ name: 'not said', props: { RestApiId: 'a' } }],
    pass: [{ name: 'switched on', props: { RestApiId: 'a', TracingEnabled: true } }],
    unknown: [{ name: 'a parameter without a value', props: { RestApiId: 'a', TracingEnabled: { Ref: 'Traced' } } }],
  },
  check: (node, q) => demandTrue(node, q, 'TracingEnabled'),
})
