import { isAboutEverything, isAllow, permissionsOf, wildcardActions } from '../policies.js'
import { defineRule, type Rule, type Verdict } from '../rule.js'

/**
 * Actions that take no resource, so that only a star can be written.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html, read 2026-11.
 */
const TAKES_NO_RESOURCE =
  /^(?:xray:(?:Put(?:TraceSegments|TelemetryRecords)|GetSampling\w+)|cloudwatch:PutMetricData|ecr:GetAuthorizationToken|ssmmessages:\w+|ec2messages:\w+|ec2:Describe\w+|logs:(?:CreateLogDelivery|\w+LogDelivery|ListLogDeliveries|PutResourcePolicy|DescribeResourcePolicies)|sts:GetCallerIdentity|s3:ListAllMyBuckets|autoscaling:Describe\w+|elasticloadbalancing:Describe\w+)$/

const POLICY = 'AWS::IAM::Policy'

export const policyNamesItsResources: Rule = defineRule({
  id: 'policy-names-its-resources',
  pillar: 'security',
  severity: 'low',
  title: 'IAM policy names actions and resources in full',
  why: 'A star gives more than is meant, and more with every resource and action that comes later.',
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
  maps: {
    'cdk-nag': ['IAMNoWildcardPermissions', 'AwsSolutions-IAM5'],
    checkov: ['CKV_AWS_111'],
    cfn_nag: ['W11', 'W12', 'W13', 'F3', 'F4', 'F5'],
  },
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
        name: 'an action that takes no resource',
        type: POLICY,
        props: {
          PolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' }],
          },
        },
      },
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
      const wide = everything ? statement.actions.filter((action) => action !== undefined && !TAKES_NO_RESOURCE.test(action)) : []
      if (wide.length > 0) return [{ is: 'fail', what: `${wide.join(', ')} on every resource`, path: `${path}.Resource` }]
      const star = statement.actions.find((action) => action?.includes('*'))
      if (star !== undefined) return [{ is: 'fail', what: `${star} is more than one action`, path: `${path}.Action` }]
      return statement.actions.includes(undefined) ? [{ is: 'unknown', why: 'an action is not known', path: `${path}.Action` }] : []
    }),
})
