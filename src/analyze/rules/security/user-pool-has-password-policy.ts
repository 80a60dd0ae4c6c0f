import { demand, isTrue, numberOf, worst } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

const POLICY = 'Policies.PasswordPolicy'
const CLASSES = ['RequireUppercase', 'RequireNumbers', 'RequireSymbols'] as const
const STRONG = { MinimumLength: 12, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true }
const LEAST = 8

export const userPoolHasPasswordPolicy: Rule = defineRule({
  id: 'user-pool-has-password-policy',
  pillar: 'security',
  severity: 'medium',
  title: 'Cognito user pool asks for strong passwords',
  why: 'Short passwords of one kind of character are guessed, or found in lists of stolen ones.',
  fix: 'Set Policies.PasswordPolicy to at least 8 characters (better 12) with upper case letters, numbers and symbols.',
  refs: ['https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html'],
  types: ['AWS::Cognito::UserPool'],
  maps: { 'cdk-nag': ['CognitoUserPoolStrongPasswordPolicy', 'AwsSolutions-COG1'], 'security-hub': ['Cognito.4'] },
  examples: {
    fail: [
      { name: 'not said', props: {} },
      { name: 'short', props: { Policies: { PasswordPolicy: { ...STRONG, MinimumLength: 6 } } } },
      { name: 'letters alone', props: { Policies: { PasswordPolicy: { ...STRONG, RequireNumbers: false } } } },
    ],
    pass: [{ name: 'strong', props: { Policies: { PasswordPolicy: STRONG } } }],
    unknown: [
      {
        name: 'length from a parameter',
        sections: { Parameters: { Length: { Type: 'Number' } } },
        props: { Policies: { PasswordPolicy: { ...STRONG, MinimumLength: { Ref: 'Length' } } } },
      },
    ],
  },
  check: (node, q) =>
    worst([
      demand(node, q, {
        path: `${POLICY}.MinimumLength`,
        good: (value) => (numberOf(value) ?? 0) >= LEAST,
        what: (value) => (value === undefined ? 'no MinimumLength' : `${String(value)} characters are enough`),
      }),
      ...CLASSES.map((name) => demand(node, q, { path: `${POLICY}.${name}`, good: isTrue, what: `${name} is not true` })),
    ]),
})
