import { namedBy } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const SECRET = 'AWS::SecretsManager::Secret'
const SCHEDULE = 'AWS::SecretsManager::RotationSchedule'

export const secretRotates: Rule = defineRule({
  id: 'secret-rotates',
  pillar: 'security',
  severity: 'low',
  title: 'Secret is changed on a schedule',
  why: 'A secret that leaked works until somebody changes it; rotation does so without being asked.',
  fix: 'Add an AWS::SecretsManager::RotationSchedule with rotation rules and a rotation function, or let RDS manage the password (ManageMasterUserPassword).',
  refs: ['https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html'],
  types: [SECRET],
  maps: { 'cdk-nag': ['AwsSolutions-SMG4', 'SecretsManagerRotationEnabled'], 'security-hub': ['SecretsManager.1'] },
  examples: {
    fail: [{ name: 'no schedule', resources: { Token: { Type: SECRET } }, subject: 'Token' }],
    pass: [
      {
        name: 'every 30 days',
        resources: {
          Token: { Type: SECRET },
          Schedule: {
            Type: SCHEDULE,
            Properties: {
              SecretId: { Ref: 'Token' },
              RotationRules: { AutomaticallyAfterDays: 30 },
              RotationLambdaARN: { Ref: 'Rotator' },
            },
          },
        },
        subject: 'Token',
      },
      {
        name: 'by the attachment to its database',
        resources: {
          Token: { Type: SECRET },
          Attached: { Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: { SecretId: { Ref: 'Token' } } },
          Schedule: { Type: SCHEDULE, Properties: { SecretId: { Ref: 'Attached' }, RotationRules: { AutomaticallyAfterDays: 30 } } },
        },
        subject: 'Token',
      },
    ],
  },
  check(node, q) {
    const attached = namedBy(node, q, 'AWS::SecretsManager::SecretTargetAttachment').map(({ from }) => from)
    const scheduled = [node, ...attached].some((secret) => namedBy(secret, q, SCHEDULE).some(({ path }) => path === 'SecretId'))
    return scheduled ? PASS : { is: 'fail', what: 'no rotation schedule' }
  },
})
