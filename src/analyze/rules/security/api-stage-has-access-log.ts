import { demandGiven } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

const REST = 'AWS::ApiGateway::Stage'
const HTTP = 'AWS::ApiGatewayV2::Stage'

export const apiStageHasAccessLog: Rule = defineRule({
  id: 'api-stage-has-access-log',
  pillar: 'security',
  severity: 'medium',
  title: 'API Gateway stage keeps a log of requests',
  why: 'Without it nobody can tell who called the API, what was refused, and which request an error belongs to.',
  fix: 'Set the access log settings of the stage to a log group and a format with at least the request id, time, caller, route and status.',
  refs: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html'],
  types: [HTTP, REST],
  maps: {
    'cdk-nag': ['APIGWAccessLogging', 'AwsSolutions-APIG1'],
    checkov: ['CKV_AWS_76', 'CKV_AWS_95'],
    cfn_nag: ['W46', 'W69'],
    'security-hub': ['APIGateway.9'],
  },
  examples: {
    fail: [
      { name: 'HTTP API', props: { ApiId: 'a', StageName: '$default' } },
      { name: 'REST API', type: REST, props: { RestApiId: 'a' } },
    ],
    pass: [
      { name: 'HTTP API', props: { AccessLogSettings: { DestinationArn: 'arn:aws:logs:us-east-1:111122223333:log-group:api' } } },
      {
        name: 'REST API',
        type: REST,
        props: { AccessLogSetting: { DestinationArn: 'arn:aws:logs:us-east-1:111122223333:log-group:api' } },
      },
    ],
    unknown: [
      {
        name: 'only under a condition',
        sections: { Conditions: { Logged: { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, '1'] } } },
        props: { AccessLogSettings: { 'Fn::If': ['Logged', { DestinationArn: 'a' }, { Ref: 'AWS::NoValue' }] } },
      },
    ],
  },
  check: (node, q) =>
    demandGiven(node, q, node.type === HTTP ? 'AccessLogSettings.DestinationArn' : 'AccessLogSetting.DestinationArn', 'no access log'),
})
