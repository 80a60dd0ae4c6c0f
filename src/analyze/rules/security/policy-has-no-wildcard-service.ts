import { isAboutEverything, isAllow, permissionsOf, wildcardActions } from '../policies.js'
import { defineRule, type Rule, type Verdict } from '../rule.js'

const POLICY = 'AWS::IAM::Policy'

export const policyHasNoWildcardService: Rule = defineRule({
  id: 'policy-has-no-wildcard-service',
  pillar: 'security',
  severity: 'high',
  title: 'IAM policy does not give everything of a service on everything',
  why: 'Whoever takes over the code behind such a policy can read, change and delete all that the service holds, in the whole account.',
  fix: 'List the actions that are needed, and name the resources they are needed on.',
  refs: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege'],
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
  maps: {
    'cdk-nag': ['IAMPolicyNoStatementsWithAdminAccess', 'IAMPolicyNoStatementsWithFullAccess'],
    checkov: ['CKV_AWS_62', 'CKV_AWS_63'],
    cfn_nag: ['F3', 'F4', 'F5'],
    'security-hub': ['IAM.1', 'IAM.21'],
  },
  examples: {
    fail: [
      { name: 'administrator', type: POLICY, props: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } } },
      {
        name: 'all of a service, inside a role',
        props: {
          Policies: [
            { PolicyName: 'a', PolicyDocument: { Statement: { Effect: 'Allow', Action: ['logs:PutLogEvents', 's3:*'], Resource: ['*'] } } },
          ],
        },
      },
      {
        name: 'everything but one service',
        type: POLICY,
        props: { PolicyDocument: { Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] } },
      },
    ],
    pass: [
      {
        name: 'all of a service on one table',
        type: POLICY,
        props: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } }] } },
      },
      {
        name: 'everything is denied',
        type: POLICY,
        props: { PolicyDocument: { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] } },
      },
    ],
    unknown: [
      {
        name: 'action from a parameter',
        type: POLICY,
        sections: { Parameters: { Action: { Type: 'String' } } },
        props: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: { Ref: 'Action' }, Resource: '*' }] } },
      },
    ],
  },
  check: (node, q) =>
    permissionsOf(node).flatMap(({ statement, path }): readonly Verdict[] => {
      if (!isAllow(statement) || !isAboutEverything(statement, q)) return []
      const [everything] = wildcardActions(statement)
      if (everything !== undefined) return [{ is: 'fail', what: `${everything} is allowed on every resource`, path: `${path}.Action` }]
      if (statement.notActions.length > 0)
        return [
          { is: 'fail', what: `everything but ${statement.notActions.join(', ')} is allowed on every resource`, path: `${path}.NotAction` },
        ]
      return statement.actions.includes(undefined) ? [{ is: 'unknown', why: 'an action is not known', path: `${path}.Action` }] : []
    }),
})
