import { demand } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const userPoolRequiresMfa: Rule = defineRule({
  id: 'user-pool-requires-mfa',
  pillar: 'security',
  severity: 'low',
  title: 'Cognito user pool asks for a second factor',
  why: 'A stolen password alone is then enough to act as the user. For customers the second factor is often left optional; for staff it should not be.',
  fix: 'Set MfaConfiguration to ON, with EnabledMfas SOFTWARE_TOKEN_MFA.',
  refs: ['https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html'],
  types: ['AWS::Cognito::UserPool'],
  maps: { 'cdk-nag': ['CognitoUserPoolMFA', 'AwsSolutions-COG2'], cfn_nag: ['F78'], 'security-hub': ['Cognito.5'] },
  examples: {
    fail: [
      { name: 'not said', props: {} },
      { name: 'optional', props: { MfaConfiguration: 'OPTIONAL' } },
    ],
    pass: [{ name: 'required', props: { MfaConfiguration: 'ON' } }],
    unknown: [
      { name: 'from a parameter', sections: { Parameters: { Mfa: { Type: 'String' } } }, props: { MfaConfiguration: { Ref: 'Mfa' } } },
    ],
  },
  check: (node, q) =>
    demand(node, q, {
      path: 'MfaConfiguration',
      good: (value) => value === 'ON',
      what: (value) => (value === 'OPTIONAL' ? 'the second factor is optional' : 'no second factor is asked for'),
    }),
})
