import { type Query, type Value, type Statement, valuesAt } from '#graph/index.js'
import { isAllow, permissionsOf } from '../policies.js'
import { scalarOf } from '../reading.js'
import { defineRule, type Rule, type Verdict } from '../rule.js'

/** The action by itself or in a pattern of IAM; all of IAM and all of everything are asked about elsewhere. */
const PASSES = /^iam:(?:passrole|pass\*|passr\w*\*)$/i
const EVERY_ROLE = /^(?:\*|arn:[^:]*:iam::[^:]*:(?:\*|role\/\*))$/

export const passRoleNamesItsRoles: Rule = defineRule({
  id: 'pass-role-names-its-roles',
  pillar: 'security',
  severity: 'high',
  title: 'Whoever may pass roles may pass named ones',
  why: 'With iam:PassRole on every role, somebody who may start a function or an instance becomes any role of the account, the administrator too.',
  fix: 'Name the roles in Resource, and the service that gets them in a condition on iam:PassedToService.',
  refs: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html'],
  types: [
    'AWS::IAM::Role',
    'AWS::IAM::Policy',
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::User',
    'AWS::IAM::Group',
    'AWS::IAM::RolePolicy',
    'AWS::IAM::UserPolicy',
    'AWS::IAM::GroupPolicy',
  ],
  maps: { cfn_nag: ['F38', 'F39', 'F40'] },
  examples: {
    fail: [
      {
        name: 'every role',
        props: {
          Policies: [{ PolicyName: 'a', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['iam:PassRole'], Resource: '*' }] } }],
        },
      },
      {
        name: 'every role of the account',
        type: 'AWS::IAM::Policy',
        props: {
          PolicyDocument: {
            Statement: { Effect: 'Allow', Action: 'iam:Pass*', Resource: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/*' } },
          },
        },
      },
    ],
    pass: [
      {
        name: 'one role',
        props: {
          Policies: [
            {
              PolicyName: 'a',
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } }] },
            },
          ],
        },
      },
      {
        name: 'to one service',
        props: {
          Policies: [
            {
              PolicyName: 'a',
              PolicyDocument: {
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: 'iam:PassRole',
                    Resource: '*',
                    Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
                  },
                ],
              },
            },
          ],
        },
      },
    ],
    unknown: [
      {
        name: 'roles from a parameter',
        props: {
          Policies: [
            { PolicyName: 'a', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: { Ref: 'Roles' } }] } },
          ],
        },
        sections: { Parameters: { Roles: { Type: 'String' } } },
      },
    ],
  },
  check: (node, q) =>
    permissionsOf(node).flatMap(({ statement, path }): readonly Verdict[] => {
      const passes = statement.actions.some((action) => action !== undefined && PASSES.test(action))
      if (!isAllow(statement) || !passes || isLimited(statement)) return []
      return statement.resources.flatMap((value): readonly Verdict[] => {
        const read = q.read(value)
        if (EVERY_ROLE.test(textOf(read.known ? value : read.value, q)))
          return [{ is: 'fail', what: 'iam:PassRole on every role', path: `${path}.Resource` }]
        return !read.known && read.value.kind === 'parameter'
          ? [{ is: 'unknown', why: `Resource: ${read.why}`, path: `${path}.Resource` }]
          : []
      })
    }),
})

function isLimited({ condition }: Statement): boolean {
  return valuesAt(condition ?? { kind: 'absent' }, '*').some(
    ({ value }) =>
      value.kind === 'map' && [...value.entries.keys()].some((key) => /^iam:(?:PassedToService|AssociatedResourceArn)$/i.test(key)),
  )
}

/** A text with its unknown parts as gaps. */
function textOf(value: Value, q: Query): string {
  const parts = value.kind === 'text' ? value.parts : [value]
  return parts.map((part) => String(scalarOf(q.read(part)) ?? '')).join('')
}
