import { isJsonObject, type Json } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'

function trust(): Json {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
      },
    ],
  }
}

/** The role of the code itself: connections add what it may do. */
export function addTaskRole(graph: GraphBuilder, name: string): string {
  return graph.add('AWS::IAM::Role', `${name}TaskRole`, { AssumeRolePolicyDocument: trust() })
}

/** The role that starts a task: it writes the log, pulls the image and reads the secrets that become environment variables. */
export function addExecutionRole(
  graph: GraphBuilder,
  parts: { readonly name: string; readonly logs: string; readonly image: string | undefined; readonly secrets: readonly Json[] },
): string {
  const { name, logs, image, secrets } = parts
  const statements: Json[] = [
    { Sid: 'Logs', Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: getAtt(logs, 'Arn') },
    ...pulls(image),
  ]
  if (secrets.length > 0)
    statements.push({ Sid: 'Secrets', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: [...secrets] })
  return graph.add('AWS::IAM::Role', `${name}ExecutionRole`, {
    AssumeRolePolicyDocument: trust(),
    Policies: [{ PolicyName: 'start', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  })
}

const PRIVATE_IMAGE = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/

/** What pulling takes: only private repositories of ECR ask for permission. */
function pulls(image: string | undefined): readonly Json[] {
  const [, account, region, repository] = PRIVATE_IMAGE.exec(image ?? '') ?? []
  if (account === undefined) return []
  return [
    // takes no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
    { Sid: 'Registry', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    {
      Sid: 'Image',
      Effect: 'Allow',
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Resource: sub(`arn:\${AWS::Partition}:ecr:${region}:${account}:repository/${repository}`),
    },
  ]
}

/** `ValueFrom` of an ECS secret: the whole secret, or one key of its JSON (`ARN:key:stage:version`). */
export function secretField(arn: Json, key: string | undefined): Json {
  if (key === undefined) return arn
  if (typeof arn === 'string') return `${arn}:${key}::`
  const attribute = isJsonObject(arn) ? arn['Fn::GetAtt'] : undefined
  if (Array.isArray(attribute)) return sub(`\${${attribute.join('.')}}:${key}::`)
  return { 'Fn::Join': ['', [arn, `:${key}::`]] }
}
