/** What a policy document is for: that decides which elements its statements must have. */
export interface PolicyKind {
  /** `identity`: what somebody may do; `trust`: who may assume a role; `resource`: who may use a resource; `any`: not known. */
  readonly is: 'identity' | 'trust' | 'resource' | 'any'
  /** Prefixes of the actions that the service takes in such a policy; undefined: of every service. */
  readonly services?: readonly string[]
  /** Whether each statement names resources. Undefined: either way. */
  readonly resources?: 'required' | 'refused'
  /** Statements may have the same Sid, and only texts that IAM would refuse. */
  readonly looseSids?: boolean
  /** The service refuses actions and condition keys that it does not know. IAM takes them and grants nothing. */
  readonly strict?: boolean
  /** `*` is no resource here. */
  readonly noWildcard?: boolean
}

const IDENTITY: PolicyKind = { is: 'identity', resources: 'required' }
const TRUST: PolicyKind = { is: 'trust', services: ['sts'], resources: 'refused' }
const ANY: PolicyKind = { is: 'any' }

const bucket: PolicyKind = {
  is: 'resource',
  services: ['s3'],
  resources: 'required',
  looseSids: true,
  strict: true,
  noWildcard: true,
}
const topic: PolicyKind = { is: 'resource', services: ['sns'], resources: 'required', strict: true }
const queue: PolicyKind = { is: 'resource', services: ['sqs'] }
const resource = (...services: readonly string[]): PolicyKind => ({ is: 'resource', services })

/**
 * Where policy documents stand: the property that holds one, by the type of the resource. Below other keys a document is found by its name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html, read 2026-11.
 */
const KINDS: Readonly<Record<string, Readonly<Record<string, PolicyKind>>>> = {
  'AWS::IAM::Role': { PolicyDocument: IDENTITY, AssumeRolePolicyDocument: TRUST },
  'AWS::IAM::User': { PolicyDocument: IDENTITY },
  'AWS::IAM::Group': { PolicyDocument: IDENTITY },
  'AWS::IAM::Policy': { PolicyDocument: IDENTITY },
  'AWS::IAM::ManagedPolicy': { PolicyDocument: IDENTITY },
  'AWS::IAM::RolePolicy': { PolicyDocument: IDENTITY },
  'AWS::IAM::UserPolicy': { PolicyDocument: IDENTITY },
  'AWS::IAM::GroupPolicy': { PolicyDocument: IDENTITY },
  'AWS::SSO::PermissionSet': { InlinePolicy: IDENTITY },
  'AWS::Serverless::Function': { Policies: IDENTITY, AssumeRolePolicyDocument: TRUST },
  'AWS::Serverless::StateMachine': { Policies: IDENTITY },
  'AWS::S3::BucketPolicy': { PolicyDocument: bucket },
  'AWS::S3::AccessPoint': { Policy: { is: 'resource', services: ['s3'], resources: 'required', looseSids: true } },
  'AWS::SNS::TopicPolicy': { PolicyDocument: topic },
  'AWS::SNS::TopicInlinePolicy': { PolicyDocument: topic },
  'AWS::SQS::QueuePolicy': { PolicyDocument: queue },
  'AWS::SQS::QueueInlinePolicy': { PolicyDocument: queue },
  'AWS::KMS::Key': { KeyPolicy: resource('kms') },
  'AWS::KMS::ReplicaKey': { KeyPolicy: resource('kms') },
  'AWS::SecretsManager::ResourcePolicy': { ResourcePolicy: resource('secretsmanager') },
  'AWS::ECR::Repository': { RepositoryPolicyText: resource('ecr') },
  'AWS::ECR::PublicRepository': { RepositoryPolicyText: resource('ecr-public') },
  'AWS::ECR::RegistryPolicy': { PolicyText: resource('ecr') },
  'AWS::ApiGateway::RestApi': { Policy: resource('execute-api') },
  'AWS::EFS::FileSystem': { FileSystemPolicy: resource('elasticfilesystem') },
  'AWS::Backup::BackupVault': { AccessPolicy: resource('backup') },
  'AWS::Logs::ResourcePolicy': { PolicyDocument: resource('logs') },
  'AWS::Events::EventBus': { Policy: resource('events') },
  'AWS::OpenSearchService::Domain': { AccessPolicies: resource('es') },
  'AWS::Elasticsearch::Domain': { AccessPolicies: resource('es') },
  'AWS::CodeArtifact::Domain': { PermissionsPolicyDocument: resource('codeartifact') },
  'AWS::CodeArtifact::Repository': { PermissionsPolicyDocument: resource('codeartifact') },
  'AWS::DynamoDB::Table': { PolicyDocument: resource('dynamodb') },
  'AWS::Kinesis::ResourcePolicy': { ResourcePolicy: resource('kinesis') },
  'AWS::EC2::VPCEndpoint': { PolicyDocument: ANY },
  'AWS::IoT::Policy': { PolicyDocument: { is: 'any', services: ['iot'] } },
}

/** Properties that hold a policy document, whatever the type. */
const DOCUMENT = /^(?:PolicyDocument|AssumeRolePolicyDocument|KeyPolicy|ResourcePolicy|RepositoryPolicyText|BucketPolicy|FileSystemPolicy)$/

/** What the policy document under a key is for; undefined for a key that holds none. */
export function kindAt(type: string, key: string): PolicyKind | undefined {
  const known = KINDS[type]?.[key]
  return known ?? (DOCUMENT.test(key) ? ANY : undefined)
}
