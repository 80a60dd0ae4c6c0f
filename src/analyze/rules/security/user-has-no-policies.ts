import { itemsAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const POLICY = 'AWS::IAM::Policy'

export const userHasNoPolicies: Rule = defineRule({
  id: 'user-has-no-policies',
  pillar: 'security',
  severity: 'low',
  title: 'IAM policies are attached to groups and roles',
  why: 'Rights that are given to one person are forgotten when the person changes job; a group keeps them in one place.',
  fix: 'Attach the policy to a group or a role, and put the user in it.',
  refs: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html'],
  types: [POLICY, 'AWS::IAM::User', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::UserPolicy'],
  maps: { 'cdk-nag': ['IAMUserNoPolicies'], checkov: ['CKV_AWS_40'], cfn_nag: ['F10', 'F11', 'F12'], 'security-hub': ['IAM.2'] },
  examples: {
    fail: [
      { name: 'a policy for a user', props: { PolicyName: 'p', Users: ['someone'] } },
      { name: 'a policy inside a user', type: 'AWS::IAM::User', props: { Policies: [{ PolicyName: 'p', PolicyDocument: {} }] } },
      {
        name: 'a managed policy on a user',
        type: 'AWS::IAM::User',
        props: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
      },
    ],
    pass: [
      { name: 'a policy for a role', props: { PolicyName: 'p', Roles: ['service'] } },
      { name: 'a user in a group', type: 'AWS::IAM::User', props: { Groups: ['developers'] } },
    ],
  },
  check: (node, q) => {
    if (node.type === 'AWS::IAM::UserPolicy') return { is: 'fail', what: 'the policy is for one user' }
    const path = (node.type === 'AWS::IAM::User' ? ['Policies', 'ManagedPolicyArns'] : ['Users']).find(
      (name) => itemsAt(node, q, name).items.length > 0,
    )
    return path === undefined ? PASS : { is: 'fail', what: 'rights are given to one user', path }
  },
})
