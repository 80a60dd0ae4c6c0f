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
  readonly has: Readonly<Record<string, string | ((answer: unknown, id: string, properties: Properties) => unknown)>>
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
const listAt = (value: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const found = valueAt(value, path)
  return Array.isArray(found) ? found : []
}
const field = (value: unknown, name: string): unknown => (isMap(value) ? value[name] : undefined)
/** The entry of a list whose `key` is `wanted`. */
const where = (list: readonly unknown[], key: string, wanted: unknown): unknown => list.find((each) => field(each, key) === wanted)

/** The route of a table that leads to the destination of the resource. */
const route =
  (name: string) =>
  (answer: unknown, _id: string, { DestinationCidrBlock: to }: Properties) =>
    field(where(listAt(answer, 'RouteTables', 0, 'Routes'), 'DestinationCidrBlock', to), name)
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
    call: (id) => ['ec2', 'describe-addresses', '--public-ips', id],
    has: { Domain: 'Addresses.0.Domain' },
  },
  'AWS::EC2::FlowLog': {
    call: (id) => ['ec2', 'describe-flow-logs', '--flow-log-ids', id],
    has: { ResourceId: 'FlowLogs.0.ResourceId', TrafficType: 'FlowLogs.0.TrafficType' },
  },
  'AWS::EC2::InternetGateway': {
    call: (id) => ['ec2', 'describe-internet-gateways', '--internet-gateway-ids', id],
    has: { '': 'InternetGateways.0.InternetGatewayId' },
  },
  'AWS::EC2::NatGateway': {
    call: (id) => ['ec2', 'describe-nat-gateways', '--nat-gateway-ids', id],
    has: { SubnetId: 'NatGateways.0.SubnetId' },
  },
  'AWS::EC2::Route': {
    call: (_id, { RouteTableId: table }) => ['ec2', 'describe-route-tables', '--route-table-ids', text(table)],
    has: { DestinationCidrBlock: route('DestinationCidrBlock'), NatGatewayId: route('NatGatewayId'), GatewayId: route('GatewayId') },
  },
  'AWS::EC2::RouteTable': {
    call: (id) => ['ec2', 'describe-route-tables', '--route-table-ids', id],
    has: { VpcId: 'RouteTables.0.VpcId' },
  },
  'AWS::EC2::SecurityGroup': {
    call: (id) => ['ec2', 'describe-security-groups', '--group-ids', id],
    has: { GroupDescription: 'SecurityGroups.0.Description', VpcId: 'SecurityGroups.0.VpcId' },
  },
  'AWS::EC2::SecurityGroupIngress': {
    call: (_id, { GroupId: group }) => ['ec2', 'describe-security-groups', '--group-ids', text(group)],
    has: {
      FromPort: 'SecurityGroups.0.IpPermissions.0.FromPort',
      SourceSecurityGroupId: 'SecurityGroups.0.IpPermissions.0.UserIdGroupPairs.0.GroupId',
    },
  },
  'AWS::EC2::Subnet': {
    call: (id) => ['ec2', 'describe-subnets', '--subnet-ids', id],
    has: { CidrBlock: 'Subnets.0.CidrBlock', VpcId: 'Subnets.0.VpcId', AvailabilityZone: 'Subnets.0.AvailabilityZone' },
  },
  'AWS::EC2::VPC': {
    call: (id) => ['ec2', 'describe-vpcs', '--vpc-ids', id],
    has: { CidrBlock: 'Vpcs.0.CidrBlock' },
  },
  'AWS::EC2::VPCEndpoint': {
    call: (id) => ['ec2', 'describe-vpc-endpoints', '--vpc-endpoint-ids', id],
    has: { ServiceName: 'VpcEndpoints.0.ServiceName', VpcEndpointType: 'VpcEndpoints.0.VpcEndpointType', VpcId: 'VpcEndpoints.0.VpcId' },
  },
  'AWS::EC2::VPCGatewayAttachment': {
    call: (_id, { InternetGatewayId: gateway }) => ['ec2', 'describe-internet-gateways', '--internet-gateway-ids', text(gateway)],
    has: { VpcId: 'InternetGateways.0.Attachments.0.VpcId' },
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
