import { policyArnEnd } from '../policies.js'
import { itemsAt, unknownAt } from '../reading.js'
import { defineRule, type Rule, type Verdict } from '../rule.js'

const MANAGED_BY_AWS = /:iam::aws:policy\/(.+)$/

export const roleUsesItsOwnPolicies: Rule = defineRule({
  id: 'role-uses-its-own-policies',
  pillar: 'security',
  severity: 'low',
  title: "IAM role does not rest on AWS's managed policies",
  why: "AWS's managed policies are for everybody, so they are about every resource, and AWS adds to them over time.",
  fix: 'Write a policy with the actions and resources that are needed.',
  refs: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html'],
  types: ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'],
  maps: { 'cdk-nag': ['IAMNoManagedPolicies', 'AwsSolutions-IAM4'] },
  examples: {
    fail: [
      { name: 'a managed policy', props: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] } },
      {
        name: 'in any partition',
        props: { ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' }] },
      },
    ],
    pass: [
      { name: 'none', props: {} },
      { name: 'a policy of the account', props: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/orders'] } },
    ],
    unknown: [
      {
        name: 'list from a parameter',
        sections: { Parameters: { Policies: { Type: 'CommaDelimitedList' } } },
        props: { ManagedPolicyArns: { Ref: 'Policies' } },
      },
    ],
  },
  check: (node, q) => {
    const { items, unknown } = itemsAt(node, q, 'ManagedPolicyArns')
    if (unknown !== undefined) return unknownAt(unknown, 'ManagedPolicyArns')
    return items.flatMap(({ value, path }): readonly Verdict[] => {
      const name = MANAGED_BY_AWS.exec(policyArnEnd(value, q) ?? '')?.[1]
      return name === undefined ? [] : [{ is: 'fail', what: `${name} is managed by AWS`, path }]
    })
  },
})
