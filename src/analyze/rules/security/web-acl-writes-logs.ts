import { namedBy } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const LOGGING = 'AWS::WAFv2::LoggingConfiguration'

export const webAclWritesLogs: Rule = defineRule({
  id: 'web-acl-writes-logs',
  pillar: 'security',
  severity: 'low',
  title: 'Web ACL records what it turned away',
  why: 'Without its log nobody can tell an attack from a rule that turns customers away.',
  fix: 'Add an AWS::WAFv2::LoggingConfiguration with a log group whose name begins with aws-waf-logs-.',
  refs: ['https://docs.aws.amazon.com/waf/latest/developerguide/logging.html'],
  types: ['AWS::WAFv2::WebACL'],
  maps: { 'cdk-nag': ['WAFv2LoggingEnabled'], 'security-hub': ['WAF.11'] },
  examples: {
    fail: [{ name: 'none', resources: { Acl: { Type: 'AWS::WAFv2::WebACL' } }, subject: 'Acl' }],
    pass: [
      {
        name: 'a log',
        resources: {
          Acl: { Type: 'AWS::WAFv2::WebACL' },
          Log: { Type: LOGGING, Properties: { ResourceArn: { 'Fn::GetAtt': ['Acl', 'Arn'] }, LogDestinationConfigs: ['a'] } },
        },
        subject: 'Acl',
      },
    ],
  },
  check: (node, q) =>
    namedBy(node, q, LOGGING).some(({ path }) => path === 'ResourceArn') ? PASS : { is: 'fail', what: 'no logging configuration' },
})
