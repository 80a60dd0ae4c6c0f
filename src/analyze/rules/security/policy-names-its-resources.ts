import { isAboutEverything, isAllow, permissionsOf, wildcardActions } from '../policies.js'
import { defineRule, type Rule, type Verdict } from '../rule.js'

const POLICY = 'AWS::IAM::Policy'

export const policyNamesItsResources: Rule = defineRule({
  id: 'policy-names-its-resources',
  pillar: 'security',
  severity: 'low',
  title: 'IAM policy names actions and resources in full',
  why: 'A star gives more than is meant, and more with every resource and action that comes later. Some actions, such as those of X-Ray, take no resource: there it is right.',
  fix: 'Name the resources by reference, and the actions in full.',
  refs: ['https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html'],
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
  maps: { 'cdk-nag': ['IAMNoWildcardPermissions', 'AwsSolutions-IAM5'], checkov: ['CKV_AWS_111'], cfn_nag: ['W11', 'W12', 'W13'] },
  examples: {
    fail: [
      {
        name: 'every resource',
        type: POLICY,
        props: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: '*' }] } },
      },
      {
        name: 'every action of a kind',
        props: {
          Policies: [
            { PolicyName: 'a', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::files/a' }] } },
          ],
        },
      },
    ],
    pass: [
      {
        name: 'named',
        type: POLICY,
        props: {
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } }] },
        },
      },
    ],
    unknown: [
      {
        name: 'action from a parameter',
        type: POLICY,
        sections: { Parameters: { Action: { Type: 'String' } } },
        props: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: { Ref: 'Action' }, Resource: 'arn:aws:s3:::files/a' }] } },
      },
    ],
  },
  check: (node, q) =>
    permissionsOf(node).flatMap(({ statement, path }): readonly Verdict[] => {
      if (!isAllow(statement)) return []
      const everything = isAboutEverything(statement, q)
      // Said by policy-has-no-wildcard-service already.
      if (everything && (wildcardActions(statement).length > 0 || statement.notActions.length > 0)) return []
      if (everything) return [{ is: 'fail', what: `${statement.actions.join(', ')} on every resource`, path: `${path}.Resource` }]
      const star = statement.actions.find((action) => action?.includes('*'))
      if (star !== undefined) return [{ is: 'fail', what: `${star} is more than one action`, path: `${path}.Action` }]
      return statement.actions.includes(undefined) ? [{ is: 'unknown', why: 'an action is not known', path: `${path}.Action` }] : []
    }),
})
