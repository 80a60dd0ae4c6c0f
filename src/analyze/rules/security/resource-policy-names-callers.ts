import { type Query, statementsOf } from '#graph/index.js'
import { isAllow, isNarrowed, namesAnybody, type Placed, statementsAt } from '../policies.js'
import { scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

const PERMISSION = 'AWS::Lambda::Permission'
const EVENTS = 'AWS::Events::EventBusPolicy'
/** Where each type has its policy. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::SecretsManager::ResourcePolicy': 'ResourcePolicy',
  'AWS::ECR::Repository': 'RepositoryPolicyText',
}
/** Properties that leave only callers of a kind. What a function URL lets in is asked by function-url-has-authorization. */
const NARROWING = ['SourceAccount', 'SourceArn', 'PrincipalOrgID', 'FunctionUrlAuthType', 'Condition'] as const

export const resourcePolicyNamesCallers: Rule = defineRule({
  id: 'resource-policy-names-callers',
  pillar: 'security',
  severity: 'high',
  title: 'Resource policy lets in those it names alone',
  why: 'A policy that allows the principal * lets every AWS account, and for some services everybody on the internet, use the resource.',
  fix: 'Name the accounts, roles or services, or narrow the statement with aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.',
  refs: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous'],
  types: [...Object.keys(DOCUMENTS), EVENTS, PERMISSION],
  maps: {
    'cdk-nag': ['LambdaFunctionPublicAccessProhibited', 'EventBusOpenAccess', 'ECROpenAccess', 'AwsSolutions-EVB1', 'AwsSolutions-ECR1'],
    checkov: ['CKV_AWS_32', 'CKV_AWS_33'],
    cfn_nag: ['F13', 'F18', 'F21', 'F76'],
    'security-hub': ['SQS.3', 'SNS.4', 'KMS.5', 'Lambda.1'],
  },
  examples: {
    fail: [
      {
        name: 'a queue for everybody',
        props: {
          Queues: ['q'],
          PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }] },
        },
      },
      { name: 'a function for everybody', type: PERMISSION, props: { Action: 'lambda:InvokeFunction', FunctionName: 'f', Principal: '*' } },
      {
        name: 'a key for everybody',
        type: 'AWS::KMS::Key',
        props: { KeyPolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' }] } },
      },
      { name: 'an event bus for everybody', type: EVENTS, props: { StatementId: 'a', Principal: '*', Action: 'events:PutEvents' } },
    ],
    pass: [
      {
        name: 'one topic may send',
        props: {
          Queues: ['q'],
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: '*',
                Action: 'sqs:SendMessage',
                Resource: '*',
                Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:us-east-1:111122223333:t' } },
              },
            ],
          },
        },
      },
      {
        name: 'a service',
        type: PERMISSION,
        props: { Action: 'lambda:InvokeFunction', FunctionName: 'f', Principal: 'apigateway.amazonaws.com' },
      },
      {
        name: 'everybody is refused',
        props: { Queues: ['q'], PolicyDocument: { Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*' }] } },
      },
    ],
    unknown: [
      {
        name: 'caller from a parameter',
        type: PERMISSION,
        sections: { Parameters: { Caller: { Type: 'String' } } },
        props: { Action: 'lambda:InvokeFunction', FunctionName: 'f', Principal: { Ref: 'Caller' } },
      },
    ],
  },
  check: (node, q) => {
    const document = DOCUMENTS[node.type]
    if (document !== undefined) return openStatements(statementsAt(node, document), q)
    const inOne = openStatements(
      statementsOf(node.properties).map((statement) => ({ statement, path: statement.path })),
      q,
    )
    if (inOne.length > 0) return inOne
    if (NARROWING.some((name) => q.read(node, name).set !== false)) return PASS
    const principal = q.read(node, 'Principal')
    if (!principal.known) return unknownAt(principal, 'Principal')
    return scalarOf(principal) === '*' ? { is: 'fail', what: 'everybody is let in', path: 'Principal' } : PASS
  },
})

function openStatements(placed: readonly Placed[], q: Query): readonly Verdict[] {
  return placed.flatMap(({ statement, path }): readonly Verdict[] =>
    isAllow(statement) && namesAnybody(statement, q) && !isNarrowed(statement)
      ? [{ is: 'fail', what: 'a statement lets everybody in', path: `${path}.Principal` }]
      : [],
  )
}
