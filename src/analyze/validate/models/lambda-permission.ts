import type { JsonObject } from '#core/index.js'
import { linkOf, isWhole, linked, propertiesOf, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at, branchesOf, itemsOf, valuesAt } from './model.js'

const PERMISSION = 'AWS::Lambda::Permission'
const BUCKET = 'AWS::S3::Bucket'
const template = (permission: JsonObject, notify = true): JsonObject => ({
  Resources: {
    Permission: {
      Type: PERMISSION,
      Properties: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'Handler' }, Principal: 's3.amazonaws.com', ...permission },
    },
    Handler: { Type: 'AWS::Lambda::Function', Properties: {} },
    Rule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 hour)' } },
    ...(notify
      ? {
          Files: {
            Type: BUCKET,
            Properties: {
              NotificationConfiguration: {
                LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: { 'Fn::GetAtt': ['Handler', 'Arn'] } }],
              },
            },
          },
        }
      : {}),
  },
})
/** Who calls a function for a resource of a type. */
const CALLERS: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::RestApi': 'apigateway.amazonaws.com',
  'AWS::ApiGatewayV2::Api': 'apigateway.amazonaws.com',
  'AWS::Cognito::UserPool': 'cognito-idp.amazonaws.com',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'elasticloadbalancing.amazonaws.com',
  'AWS::Events::Rule': 'events.amazonaws.com',
  'AWS::IoT::TopicRule': 'iot.amazonaws.com',
  'AWS::S3::Bucket': 's3.amazonaws.com',
  'AWS::SNS::Topic': 'sns.amazonaws.com',
}

export const callerOfPermission: ResourceModel = {
  id: 'lambda-permission',
  code: 'invoke-permission',
  types: [PERMISSION, BUCKET],
  refs: [
    'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html',
  ],
  examples: {
    wrong: [
      {
        name: 'another caller',
        template: template({ Principal: 's3.amazonaws.com', SourceArn: { 'Fn::GetAtt': ['Rule', 'Arn'] } }),
        says: 'events.amazonaws.com',
      },
      { name: 'a bucket of anybody', template: template({ SourceArn: 'arn:aws:s3:::files' }), says: 'SourceAccount' },
      { name: 'nobody may', template: template({ Principal: 'sns.amazonaws.com' }), says: 's3.amazonaws.com may not invoke Handler' },
    ],
    right: [
      {
        name: 'a bucket of the account',
        template: template({ SourceArn: 'arn:aws:s3:::files', SourceAccount: { Ref: 'AWS::AccountId' } }),
      },
      { name: 'a rule', template: template({ Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': ['Rule', 'Arn'] } }, false) },
      { name: 'a caller decided at deployment', template: template({ Principal: { Ref: 'Caller' } }) },
    ],
  },
  check({ type, properties: tree, place }, context) {
    const own = { tree, place }
    if (!isWhole(own)) return
    if (type === PERMISSION) checkCaller(own, context)
    else checkNotified(own, context)
  },
}

function checkCaller(own: Located, { declared, complain }: ModelContext): void {
  const principal = textAt(own, 'Principal') ?? ''
  const source = at(own, 'SourceArn')
  if (!principal.endsWith('.amazonaws.com') || source === undefined) return
  const id = linkOf(source.tree) ?? ''
  const wanted = CALLERS[declared.typeOf(id) ?? ''] ?? principal
  if (principal !== wanted) complain(`${id} calls as ${wanted}, not as ${principal}`, at(own, 'Principal')?.place ?? own.place)
  else if (principal === 's3.amazonaws.com') checkAccount(own, source, complain)
}

/** The ARN of a bucket holds no account: another account may make a bucket of the same name. */
function checkAccount(own: Located, source: Located, complain: ModelContext['complain']): void {
  if (textAt(own, 'SourceArn')?.startsWith('arn:aws:s3:::') !== true || at(own, 'SourceAccount') !== undefined) return
  complain('the ARN of a bucket names no account; add SourceAccount', source.place)
}

/** S3 asks the functions when a bucket is made, and fails where it may not. */
function checkNotified(own: Located, { declared, complain }: ModelContext): void {
  for (const each of valuesAt(own, 'NotificationConfiguration', 'LambdaConfigurations').flatMap(itemsOf).flatMap(branchesOf)) {
    const handler = linked(each, 'Function', ['AWS::Lambda::Function', 'AWS::Serverless::Function'], declared)
    if (handler === undefined) continue
    const allowed = declared.ofType(PERMISSION).some((member) => mayCall(propertiesOf(member), handler.id))
    if (!allowed)
      complain(`s3.amazonaws.com may not invoke ${handler.id}; add an AWS::Lambda::Permission, or the bucket cannot be made`, each.place)
  }
}

function mayCall(permission: Located, handler: string): boolean {
  const names = linkOf(at(permission, 'FunctionName')?.tree)
  const principal = textAt(permission, 'Principal') ?? 's3.amazonaws.com'
  return (names === undefined || names === handler) && /^(?:s3\.|\*)/.test(principal)
}
