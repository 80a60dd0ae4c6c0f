import { stated } from '../flags.js'
import { demand } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

const LEVELS = ['ERROR', 'ALL', 'INFO', 'DEBUG']

export const graphqlApiWritesLogs: Rule = defineRule({
  id: 'graphql-api-writes-logs',
  pillar: 'operational-excellence',
  severity: 'low',
  title: 'GraphQL API logs its fields',
  why: 'Without field logs nobody sees which resolver failed or was slow.',
  fix: 'Set LogConfig with a CloudWatchLogsRoleArn and FieldLogLevel ERROR or ALL.',
  refs: ['https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html'],
  types: ['AWS::AppSync::GraphQLApi'],
  maps: {
    'cdk-nag': ['AwsSolutions-ASC3', 'AppSyncGraphQLRequestLogging'],
    checkov: ['CKV_AWS_193', 'CKV_AWS_194'],
    'security-hub': ['AppSync.2'],
  },
  examples: {
    fail: [
      { name: 'none', props: { Name: 'orders', AuthenticationType: 'AWS_IAM' } },
      { name: 'no fields', props: { LogConfig: { CloudWatchLogsRoleArn: { Ref: 'Role' }, FieldLogLevel: 'NONE' } } },
    ],
    pass: [{ name: 'errors', props: { LogConfig: { CloudWatchLogsRoleArn: { Ref: 'Role' }, FieldLogLevel: 'ERROR' } } }],
    unknown: [{ name: 'a parameter without a value', props: { LogConfig: { FieldLogLevel: { Ref: 'Level' } } } }],
  },
  check: (node, q) =>
    demand(node, q, {
      path: 'LogConfig.FieldLogLevel',
      good: (value) => LEVELS.includes(String(value)),
      what: (value) => stated('FieldLogLevel', value),
    }),
})
