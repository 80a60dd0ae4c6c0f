import type { Json, JsonObject } from '#core/index.js'
import { treeOf } from '#core/index.js'
import { graphOf, queryOf } from '#graph/index.js'
import type { Diagram } from '#write/diagram/index.js'
import { diagramOf } from '#write/diagram/index.js'

const ref = (id: string): JsonObject => ({ Ref: id })
const att = (id: string, attribute: string): JsonObject => ({ 'Fn::GetAtt': [id, attribute] })
const sub = (text: string): JsonObject => ({ 'Fn::Sub': text })
const resource = (Type: string, Properties: JsonObject = {}): JsonObject => ({ Type, Properties })
const role = (...statements: readonly JsonObject[]): JsonObject =>
  resource('AWS::IAM::Role', { Policies: [{ PolicyName: 'Inline', PolicyDocument: { Statement: statements } }] })
const allow = (Action: readonly string[], ...Resource: readonly Json[]): JsonObject => ({ Effect: 'Allow', Action, Resource })

const alarms = (...names: readonly string[]): JsonObject => ({
  AlertsTopic: resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'email', Endpoint: 'ops@example.com' }] }),
  ...Object.fromEntries(names.map((name) => [name, resource('AWS::CloudWatch::Alarm', { AlarmActions: [ref('AlertsTopic')] })])),
})

const lambda = (id: string, properties: JsonObject, ...statements: readonly JsonObject[]): JsonObject => ({
  [`${id}Logs`]: resource('AWS::Logs::LogGroup', {}),
  [`${id}Role`]: role(...statements),
  [id]: resource('AWS::Lambda::Function', {
    Runtime: 'python3.13',
    Architectures: ['arm64'],
    MemorySize: 512,
    Role: att(`${id}Role`, 'Arn'),
    LoggingConfig: { LogGroup: ref(`${id}Logs`) },
    ...properties,
  }),
})

/** S3 behind CloudFront, logs in a bucket of their own. */
export const SITE: JsonObject = {
  SiteBucket: resource('AWS::S3::Bucket', { LoggingConfiguration: { DestinationBucketName: ref('LogBucket') } }),
  LogBucket: resource('AWS::S3::Bucket'),
  SiteAccess: resource('AWS::CloudFront::OriginAccessControl'),
  SiteDistribution: resource('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Origins: [{ Id: 'site', DomainName: att('SiteBucket', 'RegionalDomainName'), OriginAccessControlId: att('SiteAccess', 'Id') }],
      Logging: { Bucket: att('LogBucket', 'RegionalDomainName') },
    },
  }),
  SiteBucketPolicy: resource('AWS::S3::BucketPolicy', { Bucket: ref('SiteBucket') }),
  ...alarms('SiteErrorsAlarm'),
}

/** HTTP API, function, table, user pool. */
export const ORDERS: JsonObject = {
  OrdersApi: resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }),
  OrdersStage: resource('AWS::ApiGatewayV2::Stage', { ApiId: ref('OrdersApi') }),
  OrdersRoute: resource('AWS::ApiGatewayV2::Route', { ApiId: ref('OrdersApi'), Target: sub('integrations/${OrdersIntegration}') }),
  OrdersIntegration: resource('AWS::ApiGatewayV2::Integration', { ApiId: ref('OrdersApi'), IntegrationUri: att('OrdersFunction', 'Arn') }),
  OrdersAuthorizer: resource('AWS::ApiGatewayV2::Authorizer', {
    ApiId: ref('OrdersApi'),
    JwtConfiguration: { Issuer: sub('https://cognito-idp.${AWS::Region}.amazonaws.com/${OrdersUsers}'), Audience: [ref('OrdersClient')] },
  }),
  OrdersUsers: resource('AWS::Cognito::UserPool', { UserPoolTier: 'LITE' }),
  OrdersClient: resource('AWS::Cognito::UserPoolClient', { UserPoolId: ref('OrdersUsers') }),
  OrdersInvoke: resource('AWS::Lambda::Permission', { FunctionName: ref('OrdersFunction') }),
  ...lambda(
    'OrdersFunction',
    { Environment: { Variables: { TABLE: ref('OrdersTable') } } },
    allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], att('OrdersTable', 'Arn')),
  ),
  OrdersTable: resource('AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST', SSESpecification: { KMSMasterKeyId: ref('OrdersKey') } }),
  OrdersKey: resource('AWS::KMS::Key'),
  BackupVault: resource('AWS::Backup::BackupVault'),
  BackupPlan: resource('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{ TargetBackupVault: ref('BackupVault') }] } }),
  BackupSelection: resource('AWS::Backup::BackupSelection', {
    BackupPlanId: ref('BackupPlan'),
    BackupSelection: { Resources: [att('OrdersTable', 'Arn')] },
  }),
  ...alarms('FunctionErrorsAlarm', 'ApiErrorsAlarm', 'ThrottlesAlarm'),
}

/** Queue with a dead-letter queue and a worker that writes to a bucket. */
export const WORKER: JsonObject = {
  InvoicesDead: resource('AWS::SQS::Queue', { MessageRetentionPeriod: 1_209_600 }),
  InvoicesQueue: resource('AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: att('InvoicesDead', 'Arn'), maxReceiveCount: 5 } }),
  ...lambda(
    'InvoicesWorker',
    { MemorySize: 1024 },
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], att('InvoicesQueue', 'Arn')),
    allow(['s3:PutObject'], sub('${InvoicesBucket.Arn}/*')),
  ),
  InvoicesSource: resource('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: att('InvoicesQueue', 'Arn'),
    FunctionName: ref('InvoicesWorker'),
  }),
  InvoicesBucket: resource('AWS::S3::Bucket'),
  ...alarms('DeadLetterAlarm', 'AgeAlarm'),
}

const ZONES = ['A', 'B', 'C'] as const

function subnets(tier: string, toGateway: (zone: string) => JsonObject | undefined): JsonObject {
  return Object.fromEntries(
    ZONES.flatMap((zone, index) => {
      const gateway = toGateway(zone)
      const id = `${tier}Subnet${zone}`
      return [
        [id, resource('AWS::EC2::Subnet', { VpcId: ref('Vpc'), AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] } })],
        [`${id}Table`, resource('AWS::EC2::RouteTable', { VpcId: ref('Vpc') })],
        [`${id}Use`, resource('AWS::EC2::SubnetRouteTableAssociation', { SubnetId: ref(id), RouteTableId: ref(`${id}Table`) })],
        ...(gateway === undefined
          ? []
          : [[`${id}Route`, resource('AWS::EC2::Route', { RouteTableId: ref(`${id}Table`), ...gateway })] as const]),
      ]
    }),
  )
}
const each = (tier: string): readonly JsonObject[] => ZONES.map((zone) => ref(`${tier}Subnet${zone}`))

/** Three zones: CloudFront through a VPC origin to an internal load balancer, Fargate, RDS in two zones, a NAT gateway in each. */
export const SHOP: JsonObject = {
  Vpc: resource('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
  Gateway: resource('AWS::EC2::InternetGateway'),
  GatewayAttachment: resource('AWS::EC2::VPCGatewayAttachment', { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') }),
  ...subnets('Public', () => ({ GatewayId: ref('Gateway'), DestinationCidrBlock: '0.0.0.0/0' })),
  ...Object.fromEntries(ZONES.map((zone) => [`Nat${zone}`, resource('AWS::EC2::NatGateway', { SubnetId: ref(`PublicSubnet${zone}`) })])),
  ...subnets('Private', (zone) => ({ NatGatewayId: ref(`Nat${zone}`), DestinationCidrBlock: '0.0.0.0/0' })),
  ...subnets('Data', () => undefined),
  S3Endpoint: resource('AWS::EC2::VPCEndpoint', { VpcId: ref('Vpc'), ServiceName: sub('com.amazonaws.${AWS::Region}.s3') }),
  DynamoEndpoint: resource('AWS::EC2::VPCEndpoint', { VpcId: ref('Vpc'), ServiceName: sub('com.amazonaws.${AWS::Region}.dynamodb') }),
  LoadBalancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal', Subnets: each('Private') }),
  Listener: resource('AWS::ElasticLoadBalancingV2::Listener', {
    LoadBalancerArn: ref('LoadBalancer'),
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
  }),
  Targets: resource('AWS::ElasticLoadBalancingV2::TargetGroup', { Protocol: 'HTTP', VpcId: ref('Vpc') }),
  VpcOrigin: resource('AWS::CloudFront::VpcOrigin', {
    VpcOriginEndpointConfig: { Arn: ref('LoadBalancer'), OriginProtocolPolicy: 'http-only' },
  }),
  Distribution: resource('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Origins: [{ Id: 'alb', DomainName: att('LoadBalancer', 'DNSName'), VpcOriginConfig: { VpcOriginId: att('VpcOrigin', 'Id') } }],
      Logging: { Bucket: att('LogBucket', 'RegionalDomainName') },
    },
  }),
  LogBucket: resource('AWS::S3::Bucket'),
  Cluster: resource('AWS::ECS::Cluster'),
  TaskRole: role(allow(['s3:GetObject', 's3:PutObject'], sub('${MediaBucket.Arn}/*'))),
  Tasks: resource('AWS::ECS::TaskDefinition', {
    Cpu: '512',
    Memory: '1024',
    RuntimePlatform: { CpuArchitecture: 'ARM64' },
    TaskRoleArn: att('TaskRole', 'Arn'),
    ContainerDefinitions: [{ Environment: [{ Name: 'DB_HOST', Value: att('Database', 'Endpoint.Address') }] }],
  }),
  WebService: resource('AWS::ECS::Service', {
    Cluster: ref('Cluster'),
    LaunchType: 'FARGATE',
    DesiredCount: 3,
    TaskDefinition: ref('Tasks'),
    LoadBalancers: [{ TargetGroupArn: ref('Targets') }],
    NetworkConfiguration: { AwsvpcConfiguration: { Subnets: each('Private') } },
  }),
  DatabaseSubnets: resource('AWS::RDS::DBSubnetGroup', { SubnetIds: each('Data') }),
  Database: resource('AWS::RDS::DBInstance', {
    Engine: 'postgres',
    DBInstanceClass: 'db.m7g.large',
    MultiAZ: true,
    AllocatedStorage: '100',
    DBSubnetGroupName: ref('DatabaseSubnets'),
    KmsKeyId: ref('DataKey'),
  }),
  DataKey: resource('AWS::KMS::Key'),
  MediaBucket: resource('AWS::S3::Bucket'),
  BackupPlan: resource('AWS::Backup::BackupPlan'),
  BackupSelection: resource('AWS::Backup::BackupSelection', {
    BackupPlanId: ref('BackupPlan'),
    BackupSelection: { Resources: [att('Database', 'DBInstanceArn')] },
  }),
  ...alarms('HealthyHostsAlarm', 'CpuAlarm', 'StorageAlarm'),
}

export const SAMPLES: Readonly<Record<string, { readonly title: string; readonly resources: JsonObject }>> = {
  site: { title: 'site: static site', resources: SITE },
  orders: { title: 'orders: HTTP API, AWS Lambda, Amazon DynamoDB', resources: ORDERS },
  invoices: { title: 'invoices: queue and worker', resources: WORKER },
  shop: { title: 'shop: CloudFront, Fargate in 3 zones, PostgreSQL Multi-AZ', resources: SHOP },
}

export function drawn(resources: JsonObject, title = 'made up'): Diagram {
  const graph = graphOf(treeOf({ Resources: resources }))
  return diagramOf([{ name: 'main', region: 'eu-west-1', q: queryOf(graph, { region: 'eu-west-1', asOf: '2026-08-22' }) }], { title })
}
