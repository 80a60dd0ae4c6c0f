import { isAllow, isNarrowed, namesAnybody, statementsAt } from '../policies.js'
import { defineRule, type Rule, type Verdict } from '../rule.js'

const DOCUMENT = 'AssumeRolePolicyDocument'

export const roleTrustsOnlyNamedCallers: Rule = defineRule({
  id: 'role-trusts-only-named-callers',
  pillar: 'security',
  severity: 'high',
  title: 'IAM role can be assumed by those it names alone',
  why: 'A trust policy with the principal * lets every AWS account in the world assume the role.',
  fix: 'Name the service, account or role that may assume it.',
  refs: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
  types: ['AWS::IAM::Role'],
  maps: { checkov: ['CKV_AWS_60'], cfn_nag: ['F6'] },
  examples: {
    fail: [
      {
        name: 'everybody',
        props: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }] } },
      },
      {
        name: 'everybody, written as text',
        props: {
          AssumeRolePolicyDocument: '{ "Statement": [{ "Effect": "Allow", "Principal": { "AWS": ["*"] }, "Action": "sts:AssumeRole" }] }',
        },
      },
      {
        name: 'everybody but one',
        props: {
          AssumeRolePolicyDocument: {
            Statement: [{ Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' }],
          },
        },
      },
    ],
    pass: [
      {
        name: 'a service',
        props: {
          AssumeRolePolicyDocument: {
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
        },
      },
      {
        name: 'an organization',
        props: {
          AssumeRolePolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: '*' },
                Action: 'sts:AssumeRole',
                Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } },
              },
            ],
          },
        },
      },
    ],
    unknown: [
      {
        name: 'the whole policy from a parameter',
        sections: { Parameters: { Trust: { Type: 'String' } } },
        props: { AssumeRolePolicyDocument: { Ref: 'Trust' } },
      },
    ],
  },
  check: (node, q) => {
    const whole = q.read(node, DOCUMENT)
    if (!whole.known) return { is: 'unknown', why: `${DOCUMENT}: ${whole.why}`, path: DOCUMENT }
    return statementsAt(node, DOCUMENT).flatMap(({ statement, path }): readonly Verdict[] => {
      if (!isAllow(statement) || isNarrowed(statement)) return []
      if (q.read(statement.value, 'NotPrincipal').set !== false)
        return [{ is: 'fail', what: 'everybody but those named may assume it', path: `${path}.NotPrincipal` }]
      return namesAnybody(statement, q) ? [{ is: 'fail', what: 'everybody may assume it', path: `${path}.Principal` }] : []
    })
  },
})
