import { isMap, valueAt } from './references.js'

/** Properties of a resource, references resolved. */
export type Properties = Readonly<Record<string, unknown>>

/** How a resource is asked for through its own API, and where the answer holds what the template says of it. */
export interface ReadBack {
  /** Arguments of `aws`, from the physical id. */
  readonly call: (id: string, properties: Properties) => readonly string[]
  /**
   * Where a property of the template (`A.B`: inside another, empty: the physical id) stands in the answer: a path, or what a path cannot say.
   * A property that the template does not set is not compared.
   */
  readonly has: Readonly<Record<string, Place>>
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
const listAt = (value: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const found = valueAt(value, path)
  return Array.isArray(found) ? found : []
}
const field = (value: unknown, name: string): unknown => (isMap(value) ? value[name] : undefined)
/** The entry of a list whose `key` is `wanted`. */
const where = (list: readonly unknown[], key: string, wanted: unknown): unknown => list.find((each) => field(each, key) === wanted)

type Place = string | ((answer: unknown, id: string, properties: Properties) => unknown)

/** Fields of the entry of a list whose `key` is the physical id: one call then serves all resources of a type. */
function fromList(list: string, key: string, fields: Readonly<Record<string, string>>): Readonly<Record<string, Place>> {
  return Object.fromEntries(
    Object.entries(fields).map(([property, name]) => [
      property,
      (answer: unknown, id: string) => field(where(listAt(answer, list), key, id), name),
    ]),
  )
}

/** The route of a table that leads to the destination of the resource. */
const route =
  (name: string) =>
  (answer: unknown, _id: string, { DestinationCidrBlock: to, RouteTableId: table }: Properties) =>
    field(where(listAt(where(listAt(answer, 'RouteTables'), 'RouteTableId', table), 'Routes'), 'DestinationCidrBlock', to), name)

const statement =
  (name: string) =>
  (answer: unknown, _id: string, { Principal: principal }: Properties) => {
    const policy: unknown = JSON.parse(text(field(answer, 'Policy')))
    const found = listAt(policy, 'Statement').find((each) => JSON.stringify(field(each, 'Principal')).includes(text(principal)))
    return name === 'Principal' ? (found === undefined ? undefined : principal) : field(found, name)
  }

export const READ_BACK: Readonly<Record<string, ReadBack>> = {
  'AWS::CloudWatch::Dashboard': {
    call: (id) => ['cloudwatch', 'get-dashboard', '--dashboard-name', id],
    has: { '': 'DashboardName', DashboardBody: 'DashboardBody' },
  },
  'AWS::DynamoDB::Table': {
    call: (id) => ['dynamodb', 'describe-table', '--table-name', id],
    has: {
      BillingMode: 'Table.BillingModeSummary.BillingMode',
      KeySchema: 'Table.KeySchema',
      AttributeDefinitions: 'Table.AttributeDefinitions',
      DeletionProtectionEnabled: 'Table.DeletionProtectionEnabled',
    },
  },
  'AWS::EC2::EIP': {
    call: () => ['ec2', 'describe-addresses'],
    has: fromList('Addresses', 'PublicIp', { Domain: 'Domain' }),
  },
  'AWS::EC2::FlowLog': {
    call: () => ['ec2', 'describe-flow-logs'],
    has: fromList('FlowLogs', 'FlowLogId', { ResourceId: 'ResourceId', TrafficType: 'TrafficType' }),
  },
  'AWS::EC2::InternetGateway': {
    call: () => ['ec2', 'describe-internet-gateways'],
    has: fromList('InternetGateways', 'InternetGatewayId', { '': 'InternetGatewayId' }),
  },
  'AWS::EC2::NatGateway': {
    call: () => ['ec2', 'describe-nat-gateways'],
    has: fromList('NatGateways', 'NatGatewayId', { SubnetId: 'SubnetId' }),
  },
  'AWS::EC2::Route': {
    call: () => ['ec2', 'describe-route-tables'],
    has: { DestinationCidrBlock: route('DestinationCidrBlock'), NatGatewayId: route('NatGatewayId'), GatewayId: route('GatewayId') },
  },
  'AWS::EC2::RouteTable': {
    call: () => ['ec2', 'describe-route-tables'],
    has: fromList('RouteTables', 'RouteTableId', { VpcId: 'VpcId' }),
  },
  'AWS::EC2::SecurityGroup': {
    call: () => ['ec2', 'describe-security-groups'],
    has: fromList('SecurityGroups', 'GroupId', { GroupDescription: 'Description', VpcId: 'VpcId' }),
  },
  'AWS::EC2::Subnet': {
    call: () => ['ec2', 'describe-subnets'],
    has: fromList('Subnets', 'SubnetId', { CidrBlock: 'CidrBlock', VpcId: 'VpcId', AvailabilityZone: 'AvailabilityZone' }),
  },
  'AWS::EC2::VPC': {
    call: () => ['ec2', 'describe-vpcs'],
    has: fromList('Vpcs', 'VpcId', { CidrBlock: 'CidrBlock' }),
  },
  'AWS::EC2::VPCEndpoint': {
    call: () => ['ec2', 'describe-vpc-endpoints'],
    has: fromList('VpcEndpoints', 'VpcEndpointId', { ServiceName: 'ServiceName', VpcEndpointType: 'VpcEndpointType', VpcId: 'VpcId' }),
  },
  'AWS::EC2::VPCGatewayAttachment': {
    call: () => ['ec2', 'describe-internet-gateways'],
    has: {
      VpcId: (answer, _id, { InternetGatewayId: gateway }) =>
        valueAt(where(listAt(answer, 'InternetGateways'), 'InternetGatewayId', gateway), ['Attachments', 0, 'VpcId']),
    },
  },
  // Of these three moto's CloudFormation passes on little more than what ties them together.
  'AWS::ECS::Cluster': {
    call: (id) => ['ecs', 'describe-clusters', '--clusters', id],
    has: { '': 'clusters.0.clusterName' },
  },
  'AWS::ECS::Service': {
    call: (id, { Cluster: cluster }) => ['ecs', 'describe-services', '--cluster', text(cluster), '--services', id],
    has: { '': 'services.0.serviceArn', TaskDefinition: 'services.0.taskDefinition' },
  },
  'AWS::ECS::TaskDefinition': {
    call: (id) => ['ecs', 'describe-task-definition', '--task-definition', id],
    has: { Memory: 'taskDefinition.memory', 'ContainerDefinitions.0.Image': 'taskDefinition.containerDefinitions.0.image' },
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    call: (id) => ['elbv2', 'describe-listeners', '--listener-arns', id],
    has: { Port: 'Listeners.0.Port', Protocol: 'Listeners.0.Protocol', LoadBalancerArn: 'Listeners.0.LoadBalancerArn' },
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    call: (id) => ['elbv2', 'describe-load-balancers', '--load-balancer-arns', id],
    has: { Scheme: 'LoadBalancers.0.Scheme', Type: 'LoadBalancers.0.Type', SecurityGroups: 'LoadBalancers.0.SecurityGroups' },
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    call: (id) => ['elbv2', 'describe-target-groups', '--target-group-arns', id],
    has: {
      Port: 'TargetGroups.0.Port',
      Protocol: 'TargetGroups.0.Protocol',
      HealthCheckPath: 'TargetGroups.0.HealthCheckPath',
      TargetType: 'TargetGroups.0.TargetType',
    },
  },
  'AWS::IAM::Role': {
    call: (id) => ['iam', 'get-role', '--role-name', id],
    has: { AssumeRolePolicyDocument: 'Role.AssumeRolePolicyDocument' },
  },
  'AWS::KMS::Alias': {
    call: () => ['kms', 'list-aliases'],
    has: {
      AliasName: (answer, _id, { AliasName: name }) => field(where(listAt(answer, 'Aliases'), 'AliasName', name), 'AliasName'),
      TargetKeyId: (answer, _id, { AliasName: name }) => field(where(listAt(answer, 'Aliases'), 'AliasName', name), 'TargetKeyId'),
    },
  },
  'AWS::KMS::Key': {
    call: (id) => ['kms', 'get-key-rotation-status', '--key-id', id],
    has: { EnableKeyRotation: 'KeyRotationEnabled' },
  },
  'AWS::Lambda::EventSourceMapping': {
    call: (id) => ['lambda', 'get-event-source-mapping', '--uuid', id],
    has: { BatchSize: 'BatchSize' },
  },
  'AWS::Lambda::Function': {
    call: (id) => ['lambda', 'get-function-configuration', '--function-name', id],
    has: { Runtime: 'Runtime', Handler: 'Handler', MemorySize: 'MemorySize', Timeout: 'Timeout', Description: 'Description' },
  },
  'AWS::Lambda::Permission': {
    call: (_id, { FunctionName: name }) => ['lambda', 'get-policy', '--function-name', text(name)],
    has: { Principal: statement('Principal'), Action: statement('Action') },
  },
  'AWS::Logs::LogGroup': {
    call: (id) => ['logs', 'describe-log-groups', '--log-group-name-prefix', id],
    has: { '': 'logGroups.0.logGroupName', RetentionInDays: 'logGroups.0.retentionInDays' },
  },
  'AWS::RDS::DBInstance': {
    call: (id) => ['rds', 'describe-db-instances', '--db-instance-identifier', id],
    has: {
      Engine: 'DBInstances.0.Engine',
      DBInstanceClass: 'DBInstances.0.DBInstanceClass',
      MultiAZ: 'DBInstances.0.MultiAZ',
      StorageEncrypted: 'DBInstances.0.StorageEncrypted',
    },
  },
  // These two have no physical id on moto: they are found by what the template says of them.
  'AWS::RDS::DBParameterGroup': {
    call: () => ['rds', 'describe-db-parameter-groups'],
    has: {
      Family: (answer, _id, { Description: about }) =>
        field(where(listAt(answer, 'DBParameterGroups'), 'Description', about), 'DBParameterGroupFamily'),
    },
  },
  'AWS::RDS::DBSubnetGroup': {
    call: () => ['rds', 'describe-db-subnet-groups'],
    has: {
      SubnetIds: (answer, _id, { DBSubnetGroupDescription: about }) =>
        listAt(where(listAt(answer, 'DBSubnetGroups'), 'DBSubnetGroupDescription', about), 'Subnets').map((each) =>
          field(each, 'SubnetIdentifier'),
        ),
    },
  },
  'AWS::S3::Bucket': {
    call: (id) => ['s3api', 'get-bucket-encryption', '--bucket', id],
    has: {
      'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault':
        'ServerSideEncryptionConfiguration.Rules.0.ApplyServerSideEncryptionByDefault',
    },
  },
  'AWS::SNS::Topic': {
    call: (id) => ['sns', 'get-topic-attributes', '--topic-arn', id],
    has: { '': 'Attributes.TopicArn' },
  },
  'AWS::SQS::Queue': {
    call: (id) => ['sqs', 'get-queue-attributes', '--queue-url', id, '--attribute-names', 'All'],
    has: {
      VisibilityTimeout: 'Attributes.VisibilityTimeout',
      MessageRetentionPeriod: 'Attributes.MessageRetentionPeriod',
    },
  },
}
