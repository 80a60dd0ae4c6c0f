/** What `Ref` and `Fn::GetAtt … Arn` give for a type: the form of its ARN with a name `x`. */
interface ArnForm {
  readonly arn: string
  /** What `Ref` gives when that is no ARN, which no policy takes as a resource. */
  readonly ref?: string
}

/** The return values of each type in the CloudFormation template reference, read 2026-11. */
const FORMS: Readonly<Record<string, ArnForm>> = {
  'AWS::S3::Bucket': { arn: 'arn:aws:s3:::x', ref: 'its name' },
  'AWS::DynamoDB::Table': { arn: 'arn:aws:dynamodb:*:*:table/x', ref: 'its name' },
  'AWS::DynamoDB::GlobalTable': { arn: 'arn:aws:dynamodb:*:*:table/x', ref: 'its name' },
  'AWS::Serverless::SimpleTable': { arn: 'arn:aws:dynamodb:*:*:table/x', ref: 'its name' },
  'AWS::Lambda::Function': { arn: 'arn:aws:lambda:*:*:function:x', ref: 'its name' },
  'AWS::Serverless::Function': { arn: 'arn:aws:lambda:*:*:function:x', ref: 'its name' },
  'AWS::SQS::Queue': { arn: 'arn:aws:sqs:*:*:x', ref: 'its URL' },
  'AWS::SNS::Topic': { arn: 'arn:aws:sns:*:*:x' },
  'AWS::KMS::Key': { arn: 'arn:aws:kms:*:*:key/x', ref: 'its id' },
  'AWS::IAM::Role': { arn: 'arn:aws:iam::*:role/x', ref: 'its name' },
  'AWS::IAM::User': { arn: 'arn:aws:iam::*:user/x', ref: 'its name' },
  'AWS::IAM::Group': { arn: 'arn:aws:iam::*:group/x', ref: 'its name' },
  'AWS::Logs::LogGroup': { arn: 'arn:aws:logs:*:*:log-group:x:*', ref: 'its name' },
  'AWS::Kinesis::Stream': { arn: 'arn:aws:kinesis:*:*:stream/x', ref: 'its name' },
  'AWS::KinesisFirehose::DeliveryStream': { arn: 'arn:aws:firehose:*:*:deliverystream/x', ref: 'its name' },
  'AWS::StepFunctions::StateMachine': { arn: 'arn:aws:states:*:*:stateMachine:x' },
  'AWS::SecretsManager::Secret': { arn: 'arn:aws:secretsmanager:*:*:secret:x' },
  'AWS::ECR::Repository': { arn: 'arn:aws:ecr:*:*:repository/x', ref: 'its name' },
  'AWS::Events::EventBus': { arn: 'arn:aws:events:*:*:event-bus/x', ref: 'its name' },
  'AWS::CodeBuild::Project': { arn: 'arn:aws:codebuild:*:*:project/x', ref: 'its name' },
  'AWS::CodeCommit::Repository': { arn: 'arn:aws:codecommit:*:*:x', ref: 'its id' },
}

/** Attributes that give the ARN of the resource itself. */
const ARN_ATTRIBUTES: ReadonlySet<string> = new Set(['Arn', 'TopicArn', 'QueueArn'])

export type TypeOf = (id: string) => string | undefined

function formOf(id: string, typeOf: TypeOf): ArnForm | undefined {
  const type = typeOf(id)
  return type !== undefined && Object.hasOwn(FORMS, type) ? FORMS[type] : undefined
}

/** The form of the ARN that an attribute gives; undefined when it is not known. */
export function arnOfAttribute(id: string, attribute: string, typeOf: TypeOf): string | undefined {
  return ARN_ATTRIBUTES.has(attribute) ? formOf(id, typeOf)?.arn : undefined
}

/** The form of the ARN that `Ref` gives; undefined when it gives none or that is not known. */
export function arnOfRef(id: string, typeOf: TypeOf): string | undefined {
  const form = formOf(id, typeOf)
  return form?.ref === undefined ? form?.arn : undefined
}

/** What `Ref` gives instead of an ARN: "its name"; undefined when it gives one or that is not known. */
export function noArnOfRef(id: string, typeOf: TypeOf): string | undefined {
  return formOf(id, typeOf)?.ref
}
