import { valuesAt } from '#graph/index.js'
import { statementsAt } from '../policies.js'
import { defineRule, type Rule, type Verdict } from '../rule.js'

const NEGATED = ['NotAction', 'NotResource', 'NotPrincipal']
/** Where each type has its policies. */
const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Role': ['AssumeRolePolicyDocument', 'Policies.*.PolicyDocument'],
  'AWS::IAM::User': ['Policies.*.PolicyDocument'],
  'AWS::IAM::Group': ['Policies.*.PolicyDocument'],
  'AWS::IAM::Policy': ['PolicyDocument'],
  'AWS::IAM::ManagedPolicy': ['PolicyDocument'],
  'AWS::IAM::RolePolicy': ['PolicyDocument'],
  'AWS::IAM::UserPolicy': ['PolicyDocument'],
  'AWS::IAM::GroupPolicy': ['PolicyDocument'],
  'AWS::S3::BucketPolicy': ['PolicyDocument'],
  'AWS::SNS::TopicPolicy': ['PolicyDocument'],
  'AWS::SQS::QueuePolicy': ['PolicyDocument'],
}

export const policyAllowsByName: Rule = defineRule({
  id: 'policy-allows-by-name',
  pillar: 'security',
  severity: 'medium',
  title: 'Policy says what it allows, not what it leaves out',
  why: 'Allow with NotAction, NotResource or NotPrincipal grants everything else, and every action and service that AWS adds later.',
  fix: 'List the actions, resources and principals that are allowed; keep the Not elements for Deny.',
  refs: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
  ],
  types: Object.keys(DOCUMENTS),
  maps: { cfn_nag: ['W14', 'W15', 'W16', 'W17', 'W18', 'W19', 'W20', 'W21', 'W22', 'W23', 'F6', 'F7', 'F8', 'F9'] },
  examples: {
    fail: [
      {
        name: 'NotAction',
        props: { Policies: [{ PolicyName: 'a', PolicyDocument: { Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] } }] },
      },
      {
        name: 'NotPrincipal of a queue',
        type: 'AWS::SQS::QueuePolicy',
        props: {
          Queues: ['q'],
          PolicyDocument: {
            Statement: { Effect: 'Allow', NotPrincipal: { AWS: '111122223333' }, Action: 'sqs:SendMessage', Resource: '*' },
          },
        },
      },
    ],
    pass: [
      {
        name: 'by name',
        props: {
          Policies: [{ PolicyName: 'a', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] } }],
        },
      },
      {
        name: 'a denial of all but some',
        props: { Policies: [{ PolicyName: 'a', PolicyDocument: { Statement: [{ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }] } }] },
      },
    ],
    unknown: [
      {
        name: 'the effect hangs on a parameter',
        props: {
          Policies: [
            { PolicyName: 'a', PolicyDocument: { Statement: [{ Effect: { Ref: 'Effect' }, NotAction: 'iam:*', Resource: '*' }] } },
          ],
        },
      },
    ],
  },
  check: (node) =>
    (DOCUMENTS[node.type] ?? []).flatMap((document) =>
      statementsAt(node, document).flatMap(({ statement, path }): readonly Verdict[] => {
        const negated = NEGATED.find((element) => valuesAt(statement.value, element).length > 0)
        if (negated === undefined || statement.effect === 'Deny') return []
        if (statement.effect === undefined)
          return [{ is: 'unknown', why: `whether a statement with ${negated} allows or denies is not known`, path }]
        return [{ is: 'fail', what: `Allow with ${negated}`, path: `${path}.${negated}` }]
      }),
    ),
})
