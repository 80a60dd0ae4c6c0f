import { policyArnEnd } from '../policies.js'
import { itemsAt, unknownAt } from '../reading.js'
import { defineRule, type Rule, type Verdict } from '../rule.js'

const ADMINISTRATOR = /:iam::aws:policy\/(?:AdministratorAccess(?:-Amplify)?|IAMFullAccess|PowerUserAccess)$/

export const roleHasNoAdministratorPolicy: Rule = defineRule({
  id: 'role-has-no-administrator-policy',
  pillar: 'security',
  severity: 'high',
  title: 'IAM role, user or group is no administrator',
  why: 'These managed policies let their holder do everything, or give itself the right to.',
  fix: 'Attach a policy with the actions that are needed; keep administration for people, with a second factor and for a short time.',
  refs: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege'],
  types: ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'],
  maps: { cfn_nag: ['W43', 'W44'], 'security-hub': ['IAM.1'] },
  examples: {
    fail: [{ name: 'administrator', props: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } }],
    pass: [
      { name: 'none', props: {} },
      { name: 'a narrow one', props: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] } },
    ],
    unknown: [
      {
        name: 'from a parameter',
        sections: { Parameters: { Policy: { Type: 'String' } } },
        props: { ManagedPolicyArns: [{ Ref: 'Policy' }] },
      },
    ],
  },
  check: (node, q) => {
    const { items, unknown } = itemsAt(node, q, 'ManagedPolicyArns')
    if (unknown !== undefined) return unknownAt(unknown, 'ManagedPolicyArns')
    return items.flatMap(({ value, path }): readonly Verdict[] => {
      const text = policyArnEnd(value, q)
      if (text === undefined) {
        const read = q.read(value)
        // A policy of this stack is judged by itself.
        return read.known || read.reference !== undefined ? [] : [unknownAt(read, path)]
      }
      return ADMINISTRATOR.test(text) ? [{ is: 'fail', what: `${text.split('/').at(-1) ?? text} is attached`, path }] : []
    })
  },
})
