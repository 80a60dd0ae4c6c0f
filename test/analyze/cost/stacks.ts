import type { JsonObject } from '#core/index.js'
import type { DataNeed, Traffic } from '#spec/index.js'
import { type Stack, trafficAt } from './support.js'

const GB = 1024 ** 3
const get = (id: string, attribute: string): JsonObject => ({ 'Fn::GetAtt': [id, attribute] })
const ref = (id: string): JsonObject => ({ Ref: id })

function need(model: DataNeed['model'], change: Partial<DataNeed> = {}): DataNeed {
  return { name: 'orders', model, sizeBytes: 50 * GB, itemBytes: 2048, readShare: 0.8, consistency: 'eventual', ...change }
}

function role(actions: readonly string[], resource: JsonObject): Stack[string] {
  const statement = { Effect: 'Allow', Action: [...actions], Resource: resource }
  return ['AWS::IAM::Role', { Policies: [{ PolicyName: 'app', PolicyDocument: { Statement: [statement] } }] }]
}

export interface Sample {
  readonly name: string
  readonly stack: Stack
  readonly traffic: (perSecond: number) => Traffic
}

const api: Sample = {
  name: 'an HTTP API over a table',
  stack: {
    Api: ['AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }],
    Stage: ['AWS::ApiGatewayV2::Stage', { ApiId: ref('Api'), AccessLogSettings: { DestinationArn: get('AccessLog', 'Arn') } }],
    AccessLog: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }],
    Read: [
      'AWS::ApiGatewayV2::Route',
      { ApiId: ref('Api'), RouteKey: 'GET /orders', Target: { 'Fn::Sub': 'integrations/${Integration}' } },
    ],
    Write: [
      'AWS::ApiGatewayV2::Route',
      { ApiId: ref('Api'), RouteKey: 'POST /orders', Target: { 'Fn::Sub': 'integrations/${Integration}' } },
    ],
    Integration: ['AWS::ApiGatewayV2::Integration', { ApiId: ref('Api'), IntegrationUri: get('Function', 'Arn') }],
    Role: role(['dynamodb:GetItem', 'dynamodb:PutItem'], get('OrdersTable', 'Arn')),
    Function: [
      'AWS::Lambda::Function',
      {
        MemorySize: 512,
        Architectures: ['arm64'],
        Role: get('Role', 'Arn'),
        LoggingConfig: { LogGroup: ref('Log') },
        TracingConfig: { Mode: 'Active' },
      },
    ],
    Log: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }],
    OrdersTable: [
      'AWS::DynamoDB::Table',
      { BillingMode: 'PAY_PER_REQUEST', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
    ],
    Pool: ['AWS::Cognito::UserPool', { UserPoolTier: 'LITE' }],
  },
  traffic: (perSecond) => trafficAt(perSecond, { users: 5000, data: [need('key-value')] }),
}

const worker: Sample = {
  name: 'a queue and its worker',
  stack: {
    Queue: ['AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: get('Dead', 'Arn'), maxReceiveCount: 5 } }],
    Dead: ['AWS::SQS::Queue'],
    Source: ['AWS::Lambda::EventSourceMapping', { EventSourceArn: get('Queue', 'Arn'), FunctionName: ref('Worker') }],
    Role: [
      'AWS::IAM::Role',
      {
        Policies: [
          {
            PolicyName: 'app',
            PolicyDocument: {
              Statement: [
                { Effect: 'Allow', Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], Resource: get('Queue', 'Arn') },
                { Effect: 'Allow', Action: 's3:PutObject', Resource: { 'Fn::Sub': '${OrdersBucket.Arn}/*' } },
              ],
            },
          },
        ],
      },
    ],
    Worker: ['AWS::Lambda::Function', { Role: get('Role', 'Arn') }],
    OrdersBucket: ['AWS::S3::Bucket'],
  },
  traffic: (perSecond) => trafficAt(perSecond, { kind: 'worker', data: [need('object', { readShare: 0.5 })] }),
}

const site: Sample = {
  name: 'a static site',
  stack: {
    Pages: ['AWS::S3::Bucket'],
    Logs: ['AWS::S3::Bucket', { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 90 }] } }],
    Distribution: [
      'AWS::CloudFront::Distribution',
      {
        DistributionConfig: {
          Origins: [{ Id: 'pages', DomainName: get('Pages', 'RegionalDomainName') }],
          DefaultCacheBehavior: { TargetOriginId: 'pages' },
          Logging: { Bucket: get('Logs', 'DomainName') },
        },
      },
    ],
  },
  traffic: (perSecond) => trafficAt(perSecond, { kind: 'static-site', payload: { inBytes: 512, outBytes: 20_480 } }),
}

const subnets = (tier: string): Stack =>
  Object.fromEntries([0, 1].map((zone) => [`${tier}${zone}`, ['AWS::EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: `10.0.${zone}.0/24` }]]))

function wayOut(zone: number): Stack {
  return {
    [`Address${zone}`]: ['AWS::EC2::EIP'],
    [`Nat${zone}`]: ['AWS::EC2::NatGateway', { SubnetId: ref(`Public${zone}`), AllocationId: get(`Address${zone}`, 'AllocationId') }],
    [`Table${zone}`]: ['AWS::EC2::RouteTable', { VpcId: ref('Vpc') }],
    [`Route${zone}`]: [
      'AWS::EC2::Route',
      { RouteTableId: ref(`Table${zone}`), NatGatewayId: ref(`Nat${zone}`), DestinationCidrBlock: '0.0.0.0/0' },
    ],
    [`Association${zone}`]: [
      'AWS::EC2::SubnetRouteTableAssociation',
      { SubnetId: ref(`Private${zone}`), RouteTableId: ref(`Table${zone}`) },
    ],
  }
}

/** A private load balancer behind CloudFront, containers, and a database in two zones. */
export const shopStack: Stack = {
  Vpc: ['AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }],
  ...subnets('Public'),
  ...subnets('Private'),
  ...wayOut(0),
  ...wayOut(1),
  FlowLogs: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }],
  FlowLog: ['AWS::EC2::FlowLog', { ResourceId: ref('Vpc'), ResourceType: 'VPC', LogGroupName: ref('FlowLogs'), TrafficType: 'ALL' }],
  Distribution: [
    'AWS::CloudFront::Distribution',
    {
      DistributionConfig: {
        Origins: [{ Id: 'app', DomainName: get('Balancer', 'DNSName'), VpcOriginConfig: { VpcOriginId: get('Origin', 'Id') } }],
        DefaultCacheBehavior: { TargetOriginId: 'app' },
      },
    },
  ],
  Origin: ['AWS::CloudFront::VpcOrigin', { VpcOriginEndpointConfig: { Arn: ref('Balancer') } }],
  Balancer: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal', Subnets: [ref('Private0'), ref('Private1')] }],
  Listener: [
    'AWS::ElasticLoadBalancingV2::Listener',
    { LoadBalancerArn: ref('Balancer'), DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Group') }] },
  ],
  Group: ['AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType: 'ip' }],
  Cluster: ['AWS::ECS::Cluster'],
  Task: [
    'AWS::ECS::TaskDefinition',
    {
      Cpu: '256',
      Memory: '512',
      RuntimePlatform: { CpuArchitecture: 'ARM64' },
      ContainerDefinitions: [
        {
          Name: 'app',
          Environment: [{ Name: 'DB_HOST', Value: get('Database', 'Endpoint.Address') }],
          LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': ref('TaskLogs') } },
        },
      ],
    },
  ],
  TaskLogs: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }],
  Service: [
    'AWS::ECS::Service',
    {
      Cluster: ref('Cluster'),
      LaunchType: 'FARGATE',
      TaskDefinition: ref('Task'),
      LoadBalancers: [{ TargetGroupArn: ref('Group'), ContainerName: 'app', ContainerPort: 80 }],
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', Subnets: [ref('Private0'), ref('Private1')] } },
    },
  ],
  Scaling: [
    'AWS::ApplicationAutoScaling::ScalableTarget',
    { ServiceNamespace: 'ecs', ResourceId: { 'Fn::Sub': 'service/${Cluster}/${Service.Name}' }, MinCapacity: 2, MaxCapacity: 50 },
  ],
  SubnetGroup: ['AWS::RDS::DBSubnetGroup', { DBSubnetGroupDescription: 'data', SubnetIds: [ref('Private0'), ref('Private1')] }],
  Database: [
    'AWS::RDS::DBInstance',
    {
      Engine: 'postgres',
      DBInstanceClass: 'db.t4g.micro',
      AllocatedStorage: '20',
      StorageType: 'gp3',
      MultiAZ: true,
      BackupRetentionPeriod: 7,
      ManageMasterUserPassword: true,
      DBSubnetGroupName: ref('SubnetGroup'),
    },
  ],
}

const shop: Sample = {
  name: 'containers over a database',
  stack: shopStack,
  traffic: (perSecond) => trafficAt(perSecond, { kind: 'web', data: [need('relational', { sizeBytes: 10 * GB })] }),
}

const aurora: Sample = {
  name: 'an API over Aurora through the Data API',
  stack: {
    Api: ['AWS::ApiGateway::RestApi'],
    Method: [
      'AWS::ApiGateway::Method',
      {
        RestApiId: ref('Api'),
        Integration: { Uri: { 'Fn::Sub': 'arn:aws:apigateway:x:lambda:path/functions/${Function.Arn}/invocations' } },
      },
    ],
    Options: ['AWS::ApiGateway::Method', { RestApiId: ref('Api'), Integration: { Type: 'MOCK' } }],
    Role: role(['rds-data:ExecuteStatement'], get('Cluster', 'DBClusterArn')),
    Function: ['AWS::Lambda::Function', { MemorySize: 256, Role: get('Role', 'Arn') }],
    Cluster: [
      'AWS::RDS::DBCluster',
      {
        Engine: 'aurora-postgresql',
        EnableHttpEndpoint: true,
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 64 },
        BackupRetentionPeriod: 7,
      },
    ],
    Writer: [
      'AWS::RDS::DBInstance',
      { DBClusterIdentifier: ref('Cluster'), DBInstanceClass: 'db.serverless', Engine: 'aurora-postgresql' },
    ],
    Reader: [
      'AWS::RDS::DBInstance',
      { DBClusterIdentifier: ref('Cluster'), DBInstanceClass: 'db.serverless', Engine: 'aurora-postgresql' },
    ],
  },
  traffic: (perSecond) => trafficAt(perSecond, { data: [need('relational')] }),
}

export const SAMPLES: readonly Sample[] = [api, worker, site, shop, aurora]
