import { demand, isTrue } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const identityPoolRefusesGuests: Rule = defineRule({
  id: 'identity-pool-refuses-guests',
  pillar: 'security',
  severity: 'medium',
  title: 'Cognito identity pool gives credentials to known users alone',
  why: 'With guests allowed, anybody on the internet gets AWS credentials of the unauthenticated role.',
  fix: 'Set AllowUnauthenticatedIdentities to false.',
  refs: ['https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html'],
  types: ['AWS::Cognito::IdentityPool'],
  maps: {
    'cdk-nag': ['CognitoUserPoolNoUnauthenticatedLogins', 'AwsSolutions-COG7'],
    checkov: ['CKV_AWS_366'],
    cfn_nag: ['W57'],
    'security-hub': ['Cognito.2'],
  },
  examples: {
    fail: [{ name: 'guests', props: { AllowUnauthenticatedIdentities: true } }],
    pass: [{ name: 'no guests', props: { AllowUnauthenticatedIdentities: false } }],
    unknown: [
      {
        name: 'from a parameter',
        sections: { Parameters: { Guests: { Type: 'String' } } },
        props: { AllowUnauthenticatedIdentities: { Ref: 'Guests' } },
      },
    ],
  },
  check: (node, q) =>
    demand(node, q, { path: 'AllowUnauthenticatedIdentities', good: (value) => !isTrue(value), what: 'guests get credentials' }),
})
