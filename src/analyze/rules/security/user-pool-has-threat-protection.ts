import { demand } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const userPoolHasThreatProtection: Rule = defineRule({
  id: 'user-pool-has-threat-protection',
  pillar: 'security',
  severity: 'low',
  title: 'Cognito user pool watches for stolen accounts',
  why: 'Threat protection notices passwords from leaks and sign-ins from unusual places. It needs the PLUS tier, which costs more for each user.',
  fix: 'Set UserPoolTier to PLUS and UserPoolAddOns.AdvancedSecurityMode to ENFORCED where the accounts are worth it.',
  refs: ['https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html'],
  types: ['AWS::Cognito::UserPool'],
  maps: { 'cdk-nag': ['AwsSolutions-COG3'], 'security-hub': ['Cognito.1'] },
  examples: {
    fail: [{ name: 'not said', props: {} }],
    pass: [{ name: 'enforced', props: { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } } }],
    unknown: [
      {
        name: 'from a parameter',
        sections: { Parameters: { Mode: { Type: 'String' } } },
        props: { UserPoolAddOns: { AdvancedSecurityMode: { Ref: 'Mode' } } },
      },
    ],
  },
  check: (node, q) =>
    demand(node, q, {
      path: 'UserPoolAddOns.AdvancedSecurityMode',
      good: (value) => value === 'ENFORCED',
      what: (value) => (value === 'AUDIT' ? 'threats are only recorded' : 'threat protection is off'),
    }),
})
