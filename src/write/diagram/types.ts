import type { RelationKind } from '#catalog/index.js'
import type { Category } from './model.js'

/** A question about one property. `is` lists the values that answer yes; without it, that the property is given. */
export interface Test {
  readonly path: string
  readonly is?: readonly (string | boolean)[]
}

/** A property that is worth a word in a node's box. */
export interface Figure {
  readonly path: string
  /** Written before and after the value: `{ after: ' MB' }`. */
  readonly before?: string
  readonly after?: string
  /** Values in words; a value that is not listed is printed as it is. An empty text: not printed. */
  readonly words?: Readonly<Record<string, string>>
  /** A property that names another resource: `path` is read there. */
  readonly through?: string
  /** Only the first group of this pattern is printed. */
  readonly part?: RegExp
}

/** An arrow that a resource stands for: between what its two properties name (`self`: the resource itself). */
export interface Link {
  readonly from: string
  readonly to: string
  readonly label: string
  /** Type of what `from` names when it is a parameter: the only one of that type in the other stacks. */
  readonly elsewhere?: string
}

/** Where an arrow from outside begins when nothing drawn leads to the resource. */
export interface Entry {
  readonly actor: 'users' | 'producers'
  readonly label: string
  /** Only where the internet reaches it, as far as is known. */
  readonly internet?: true
  /** The arrow is drawn even where something drawn leads to it. */
  readonly always?: true
}

/** What the network role of a resource is, where the picture needs it. */
export type NetworkRole = 'vpc' | 'subnet' | 'route-table' | 'route' | 'nat' | 'internet-gateway'

export interface DrawnType {
  readonly type: string
  /** `group`: all of one place are one box. `container`: a box that holds others. `folded`: no box; arrows pass through it. */
  readonly draw: 'node' | 'group' | 'container' | 'folded'
  /** Full name of the service and the resource; an s makes it the plural of a group. */
  readonly service: string
  readonly category: Category
  readonly glyph: string
  /** A fuller name where a property says so. */
  readonly services?: readonly { readonly when: Test; readonly service: string }[]
  readonly figures?: readonly Figure[]
  /** Names what its relations of one kind lead to: "encrypts Table". */
  readonly lists?: { readonly kind: RelationKind; readonly before: string }
  /** Folded all the same when this holds. */
  readonly foldedWhen?: Test
  /** Outside of regions: always, or when a property says so. */
  readonly global?: true | Test
  /** Properties that name subnets, where the table of relations has none. */
  readonly subnets?: readonly string[]
  readonly network?: NetworkRole
  readonly links?: readonly Link[]
  readonly entry?: Entry
  /** What calls of it speak, where nothing on the way says so. */
  readonly speaks?: string
  /** What leaves it when it invokes something by itself. */
  readonly emits?: string
  /** Names the protocol of the arrows that pass through it. */
  readonly protocol?: Figure
  /** Arrows that leave by this property are called so. */
  readonly calls?: Readonly<Record<string, string>>
}

type More = Omit<DrawnType, 'type' | 'draw' | 'service' | 'category' | 'glyph'>

function node(type: string, service: string, [category, glyph]: readonly [Category, string], more: More = {}): DrawnType {
  return { type, draw: 'node', service, category, glyph, ...more }
}

function group(type: string, service: string, [category, glyph]: readonly [Category, string], more: More = {}): DrawnType {
  return { type, draw: 'group', service, category, glyph, ...more }
}

function folded(type: string, more: More): DrawnType {
  return { type, draw: 'folded', service: type, category: 'other', glyph: '', ...more }
}

function container(type: string, service: string, network: 'vpc' | 'subnet', figures: readonly Figure[]): DrawnType {
  return { type, draw: 'container', service, category: 'network', glyph: '', network, figures }
}

const HTTPS_FROM_USERS: Entry = { actor: 'users', label: 'HTTPS' }
const PROTOCOLS = { 'http-only': 'HTTP', 'https-only': 'HTTPS', 'match-viewer': 'HTTP or HTTPS' }

/**
 * How each resource type is drawn; names are those of the AWS product pages. A type that is not listed is folded when its service is
 * listed here or helps others (`HELPER_SERVICES`), and is a plain node otherwise.
 */
export const DRAWN_TYPES: readonly DrawnType[] = [
  // Edge and network
  node('AWS::CloudFront::Distribution', 'Amazon CloudFront distribution', ['network', 'CF'], {
    global: true,
    entry: HTTPS_FROM_USERS,
    links: [{ from: 'DistributionConfig.WebACLId', to: 'self', label: 'filters', elsewhere: 'AWS::WAFv2::WebACL' }],
  }),
  folded('AWS::CloudFront::VpcOrigin', { protocol: { path: 'VpcOriginEndpointConfig.OriginProtocolPolicy', words: PROTOCOLS } }),
  node('AWS::Route53::HostedZone', 'Amazon Route 53 hosted zone', ['network', 'DNS'], { global: true, figures: [{ path: 'Name' }] }),
  container('AWS::EC2::VPC', 'VPC', 'vpc', [{ path: 'CidrBlock' }]),
  container('AWS::EC2::Subnet', 'subnet', 'subnet', []),
  folded('AWS::EC2::RouteTable', { network: 'route-table' }),
  folded('AWS::EC2::Route', { network: 'route' }),
  node('AWS::EC2::InternetGateway', 'Internet gateway', ['network', 'IGW'], { network: 'internet-gateway' }),
  node('AWS::EC2::NatGateway', 'NAT gateway', ['network', 'NAT'], { network: 'nat' }),
  group('AWS::EC2::VPCEndpoint', 'VPC endpoint', ['network', 'EP'], {
    figures: [{ path: 'ServiceName', part: /^com\.amazonaws\.[^.]+\.(.+)$/ }],
  }),
  node('AWS::EC2::TransitGateway', 'AWS Transit Gateway', ['network', 'TGW']),
  node('AWS::EC2::VPCPeeringConnection', 'VPC peering connection', ['network', 'PCX']),
  node('AWS::ElasticLoadBalancingV2::LoadBalancer', 'Application Load Balancer', ['network', 'LB'], {
    services: [{ when: { path: 'Type', is: ['network'] }, service: 'Network Load Balancer' }],
    figures: [{ path: 'Scheme', words: { internal: 'internal', 'internet-facing': 'internet-facing' } }],
    entry: { ...HTTPS_FROM_USERS, internet: true },
    links: [{ from: 'self', to: 'LoadBalancerAttributes.*.Value', label: 'logs' }],
  }),
  folded('AWS::ElasticLoadBalancingV2::Listener', { protocol: { path: 'Protocol' } }),
  folded('AWS::ElasticLoadBalancingV2::TargetGroup', { protocol: { path: 'Protocol' } }),
  node('AWS::ElasticLoadBalancing::LoadBalancer', 'Classic Load Balancer', ['network', 'LB'], {
    subnets: ['Subnets.*'],
    figures: [{ path: 'Scheme' }],
    entry: { actor: 'users', label: 'requests', internet: true },
  }),
  node('AWS::AppSync::GraphQLApi', 'AWS AppSync GraphQL API', ['network', 'API'], { entry: HTTPS_FROM_USERS, speaks: 'HTTPS' }),
  node('AWS::ApiGatewayV2::Api', 'Amazon API Gateway HTTP API', ['network', 'API'], {
    services: [{ when: { path: 'ProtocolType', is: ['WEBSOCKET'] }, service: 'Amazon API Gateway WebSocket API' }],
    entry: HTTPS_FROM_USERS,
    speaks: 'HTTPS',
  }),
  folded('AWS::ApiGatewayV2::Authorizer', { links: [{ from: 'ApiId', to: 'JwtConfiguration.Issuer', label: 'checks tokens' }] }),
  node('AWS::ApiGateway::RestApi', 'Amazon API Gateway REST API', ['network', 'API'], { entry: HTTPS_FROM_USERS, speaks: 'HTTPS' }),
  folded('AWS::ApiGateway::Authorizer', { links: [{ from: 'RestApiId', to: 'ProviderARNs.*', label: 'checks tokens' }] }),
  // Compute
  node('AWS::Lambda::Function', 'AWS Lambda function', ['compute', 'Fn'], {
    figures: [{ path: 'Runtime' }, { path: 'Architectures.0' }, { path: 'MemorySize', after: ' MB' }],
    calls: { 'DeadLetterConfig.TargetArn': 'failed events' },
  }),
  node('AWS::Lambda::Url', 'AWS Lambda function URL', ['network', 'URL'], { entry: HTTPS_FROM_USERS, speaks: 'HTTPS' }),
  node('AWS::ECS::Service', 'Amazon ECS service', ['compute', 'ECS'], {
    services: [
      { when: { path: 'LaunchType', is: ['EC2'] }, service: 'Amazon ECS service on Amazon EC2' },
      { when: { path: 'LaunchType', is: ['FARGATE'] }, service: 'Amazon ECS service on AWS Fargate' },
      {
        when: { path: 'CapacityProviderStrategy.0.CapacityProvider', is: ['FARGATE', 'FARGATE_SPOT'] },
        service: 'Amazon ECS service on AWS Fargate',
      },
    ],
    figures: [
      { path: 'DesiredCount', after: ' tasks', words: { '1': '1 task' } },
      { path: 'RuntimePlatform.CpuArchitecture', through: 'TaskDefinition', words: { ARM64: 'arm64', X86_64: 'x86_64' } },
      {
        path: 'Cpu',
        through: 'TaskDefinition',
        words: { '256': '0.25 vCPU', '512': '0.5 vCPU', '1024': '1 vCPU', '2048': '2 vCPU', '4096': '4 vCPU' },
        after: ' CPU units',
      },
      { path: 'Memory', through: 'TaskDefinition', after: ' MB' },
    ],
  }),
  node('AWS::EC2::Instance', 'Amazon EC2 instance', ['compute', 'EC2'], { figures: [{ path: 'InstanceType' }] }),
  node('AWS::AutoScaling::AutoScalingGroup', 'Amazon EC2 Auto Scaling group', ['compute', 'ASG'], {
    subnets: ['VPCZoneIdentifier.*'],
    figures: [
      { path: 'MinSize', before: 'min ' },
      { path: 'MaxSize', before: 'max ' },
    ],
  }),
  node('AWS::StepFunctions::StateMachine', 'AWS Step Functions state machine', ['compute', 'SFN']),
  node('AWS::EKS::Cluster', 'Amazon EKS cluster', ['compute', 'EKS']),
  node('AWS::Batch::JobQueue', 'AWS Batch job queue', ['compute', 'BAT']),
  node('AWS::Glue::Job', 'AWS Glue job', ['compute', 'GLU']),
  node('AWS::EMR::Cluster', 'Amazon EMR cluster', ['compute', 'EMR']),
  node('AWS::CloudFormation::Stack', 'Nested stack', ['other', 'STK']),
  node('AWS::CloudFormation::StackSet', 'AWS CloudFormation stack set', ['other', 'STK']),
  // Templates that SAM has not expanded
  node('AWS::Serverless::Function', 'AWS Lambda function', ['compute', 'Fn'], {
    figures: [{ path: 'Runtime' }, { path: 'Architectures.0' }, { path: 'MemorySize', after: ' MB' }],
  }),
  node('AWS::Serverless::Api', 'Amazon API Gateway REST API', ['network', 'API'], { entry: HTTPS_FROM_USERS, speaks: 'HTTPS' }),
  node('AWS::Serverless::HttpApi', 'Amazon API Gateway HTTP API', ['network', 'API'], { entry: HTTPS_FROM_USERS, speaks: 'HTTPS' }),
  node('AWS::Serverless::SimpleTable', 'Amazon DynamoDB table', ['data', 'DDB']),
  node('AWS::Serverless::StateMachine', 'AWS Step Functions state machine', ['compute', 'SFN']),
  node('AWS::Serverless::Application', 'Nested SAM application', ['compute', 'APP']),
  // Data
  node('AWS::DynamoDB::Table', 'Amazon DynamoDB table', ['data', 'DDB'], {
    figures: [
      { path: 'BillingMode', words: { PAY_PER_REQUEST: 'on demand', PROVISIONED: 'provisioned' } },
      { path: 'ProvisionedThroughput.ReadCapacityUnits', after: ' RCU' },
      { path: 'ProvisionedThroughput.WriteCapacityUnits', after: ' WCU' },
    ],
  }),
  node('AWS::RDS::DBInstance', 'Amazon RDS DB instance', ['data', 'RDS'], {
    foldedWhen: { path: 'DBClusterIdentifier' },
    services: [
      { when: { path: 'Engine', is: ['postgres'] }, service: 'Amazon RDS for PostgreSQL' },
      { when: { path: 'Engine', is: ['mysql'] }, service: 'Amazon RDS for MySQL' },
      { when: { path: 'Engine', is: ['mariadb'] }, service: 'Amazon RDS for MariaDB' },
    ],
    figures: [
      { path: 'DBInstanceClass' },
      { path: 'AllocatedStorage', after: ' GB' },
      { path: 'MultiAZ', words: { true: 'Multi-AZ: primary in one zone, standby in another', false: 'single-AZ' } },
    ],
  }),
  node('AWS::RDS::DBCluster', 'Amazon Aurora DB cluster', ['data', 'AUR'], {
    services: [
      { when: { path: 'Engine', is: ['aurora-postgresql'] }, service: 'Amazon Aurora PostgreSQL cluster' },
      { when: { path: 'Engine', is: ['aurora-mysql'] }, service: 'Amazon Aurora MySQL cluster' },
      { when: { path: 'Engine', is: ['postgres', 'mysql'] }, service: 'Amazon RDS Multi-AZ DB cluster' },
    ],
    figures: [
      { path: 'ServerlessV2ScalingConfiguration.MinCapacity', before: 'Serverless v2, ', after: ' ACU at least' },
      { path: 'ServerlessV2ScalingConfiguration.MaxCapacity', after: ' at most' },
    ],
  }),
  node('AWS::RDS::DBProxy', 'Amazon RDS proxy', ['data', 'RDS'], { figures: [{ path: 'EngineFamily' }], subnets: ['VpcSubnetIds.*'] }),
  node('AWS::ElastiCache::ReplicationGroup', 'Amazon ElastiCache cluster', ['data', 'EC'], {
    figures: [{ path: 'Engine' }, { path: 'CacheNodeType' }],
  }),
  node('AWS::ElastiCache::ServerlessCache', 'Amazon ElastiCache Serverless', ['data', 'EC'], {
    figures: [{ path: 'Engine' }],
    subnets: ['SubnetIds.*'],
  }),
  node('AWS::DocDB::DBCluster', 'Amazon DocumentDB cluster', ['data', 'DOC']),
  node('AWS::Redshift::Cluster', 'Amazon Redshift cluster', ['data', 'RS']),
  node('AWS::MSK::Cluster', 'Amazon MSK cluster', ['data', 'MSK'], { subnets: ['BrokerNodeGroupInfo.ClientSubnets.*'] }),
  node('AWS::MSK::ServerlessCluster', 'Amazon MSK Serverless cluster', ['data', 'MSK']),
  node('AWS::AmazonMQ::Broker', 'Amazon MQ broker', ['messaging', 'MQ'], { subnets: ['SubnetIds.*'] }),
  node('AWS::OpenSearchServerless::Collection', 'Amazon OpenSearch Serverless collection', ['data', 'OS']),
  node('AWS::OpenSearchService::Domain', 'Amazon OpenSearch Service domain', ['data', 'OS'], { subnets: ['VPCOptions.SubnetIds.*'] }),
  node('AWS::Kinesis::Stream', 'Amazon Kinesis data stream', ['data', 'KDS'], {
    entry: { actor: 'producers', label: 'records' },
    emits: 'records',
  }),
  node('AWS::KinesisFirehose::DeliveryStream', 'Amazon Data Firehose stream', ['data', 'FH']),
  // Storage
  node('AWS::S3::Bucket', 'Amazon S3 bucket', ['storage', 'S3'], { speaks: 'HTTPS', emits: 'events' }),
  node('AWS::EFS::FileSystem', 'Amazon EFS file system', ['storage', 'EFS']),
  node('AWS::ECR::Repository', 'Amazon ECR repository', ['storage', 'ECR']),
  node('AWS::Backup::BackupPlan', 'AWS Backup plan', ['storage', 'BAK']),
  folded('AWS::Backup::BackupSelection', { links: [{ from: 'BackupSelection.Resources.*', to: 'BackupPlanId', label: 'backups' }] }),
  // Messaging
  node('AWS::SQS::Queue', 'Amazon SQS queue', ['messaging', 'SQS'], {
    services: [{ when: { path: 'FifoQueue', is: [true, 'true'] }, service: 'Amazon SQS FIFO queue' }],
    entry: { actor: 'producers', label: 'messages' },
    emits: 'messages',
    calls: { 'RedrivePolicy.deadLetterTargetArn': 'failed messages' },
  }),
  node('AWS::SNS::Topic', 'Amazon SNS topic', ['messaging', 'SNS'], {
    entry: { actor: 'producers', label: 'messages' },
    figures: [{ path: 'Subscription.0.Protocol', before: 'to ' }],
    emits: 'messages',
  }),
  node('AWS::Pipes::Pipe', 'Amazon EventBridge pipe', ['messaging', 'EB'], { emits: 'events' }),
  node('AWS::Events::EventBus', 'Amazon EventBridge event bus', ['messaging', 'EB'], {
    entry: { actor: 'producers', label: 'events' },
    emits: 'events',
  }),
  node('AWS::Events::Rule', 'Amazon EventBridge rule', ['messaging', 'EB'], { figures: [{ path: 'ScheduleExpression' }], emits: 'events' }),
  node('AWS::Scheduler::Schedule', 'Amazon EventBridge schedule', ['messaging', 'EB'], {
    figures: [{ path: 'ScheduleExpression' }],
    emits: 'events',
  }),
  // Security
  node('AWS::Cognito::UserPool', 'Amazon Cognito user pool', ['security', 'COG'], {
    entry: { actor: 'users', label: 'sign in', always: true },
    figures: [{ path: 'UserPoolTier', before: 'tier ' }],
  }),
  node('AWS::KMS::Key', 'AWS KMS key', ['security', 'KMS'], { lists: { kind: 'encrypts', before: 'encrypts ' } }),
  node('AWS::SecretsManager::Secret', 'AWS Secrets Manager secret', ['security', 'SEC']),
  node('AWS::WAFv2::WebACL', 'AWS WAF web ACL', ['security', 'WAF'], { global: { path: 'Scope', is: ['CLOUDFRONT'] } }),
  folded('AWS::WAFv2::WebACLAssociation', { links: [{ from: 'WebACLArn', to: 'ResourceArn', label: 'filters' }] }),
  // Management
  group('AWS::CloudWatch::Alarm', 'Amazon CloudWatch alarm', ['management', 'CW'], {
    calls: { AlarmActions: 'alarms', OKActions: 'alarms' },
  }),
  node('AWS::CloudTrail::Trail', 'AWS CloudTrail trail', ['management', 'CT']),
]

/** Services whose resources only help others: roles, logs, scaling of something drawn, parameters. */
export const HELPER_SERVICES: ReadonlySet<string> = new Set([
  'ApplicationAutoScaling',
  'Budgets',
  'CDK',
  'CertificateManager',
  'CloudFormation',
  'Config',
  'IAM',
  'Logs',
  'ResourceGroups',
  'SSM',
  'ServiceDiscovery',
])

/** Resources of drawn services that only describe or join others, though work goes through them. */
export const HELPER_TYPES: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::VpcLink',
  'AWS::AppRunner::VpcConnector',
  'AWS::AutoScaling::LaunchConfiguration',
  'AWS::Backup::BackupVault',
  'AWS::Batch::ComputeEnvironment',
  'AWS::EC2::LaunchTemplate',
  'AWS::ECS::CapacityProvider',
  'AWS::ECS::TaskDefinition',
  'AWS::Events::ApiDestination',
  'AWS::Events::Archive',
  'AWS::MSK::BatchScramSecret',
  'AWS::SageMaker::EndpointConfig',
  'AWS::SageMaker::Model',
  'AWS::SecretsManager::RotationSchedule',
])

/** How the names of types end that describe or join others, in every service. */
export const HELPER_NAMES =
  /(?:Activation|Association|Attachment|Membership|OptionGroup|ParameterGroup|Permissions?|Policy|PolicyAttachment|Share|SubnetGroup|Version)$/
