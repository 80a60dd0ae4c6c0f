/** What one resource does to another, apart from naming it. */
export type RelationKind =
  | 'contains'
  | 'routes'
  | 'invokes'
  | 'publishes'
  | 'subscribes'
  | 'reads'
  | 'writes'
  | 'assumes'
  | 'encrypts'
  | 'logs-to'

/** A property that holds a reference, and what the reference means. */
export interface Relation {
  readonly type: string
  /** Path of the property; `*` is every item or key. */
  readonly path: string
  readonly kind: RelationKind
  /** `out`: from the resource that has the property to the one it names; `in`: the other way. */
  readonly direction: 'out' | 'in'
  /** Only references to this attribute (`Endpoint.Address`). */
  readonly attribute?: string
  /** Only references to resources of this type. */
  readonly target?: string
}

function rows(type: string, kind: RelationKind, direction: 'out' | 'in', ...paths: readonly string[]): readonly Relation[] {
  return paths.map((path) => ({ type, kind, direction, path }))
}

/**
 * Which properties of the CloudFormation registry's types carry a relation (source: the property's page in the
 * CloudFormation template reference). Chains are made of single steps: API -> route -> integration -> function.
 */
export const RELATIONS: readonly Relation[] = [
  ...rows('AWS::EC2::Subnet', 'contains', 'in', 'VpcId'),
  ...rows('AWS::EC2::SecurityGroup', 'contains', 'in', 'VpcId'),
  ...rows('AWS::EC2::RouteTable', 'contains', 'in', 'VpcId'),
  ...rows('AWS::EC2::VPCEndpoint', 'contains', 'in', 'VpcId', 'SubnetIds.*'),
  ...rows('AWS::EC2::NatGateway', 'contains', 'in', 'SubnetId'),
  ...rows('AWS::EC2::Instance', 'contains', 'in', 'SubnetId', 'NetworkInterfaces.*.SubnetId'),
  ...rows('AWS::EC2::SubnetRouteTableAssociation', 'routes', 'in', 'SubnetId'),
  ...rows('AWS::EC2::SubnetRouteTableAssociation', 'routes', 'out', 'RouteTableId'),
  ...rows('AWS::EC2::Route', 'routes', 'in', 'RouteTableId'),
  ...rows(
    'AWS::EC2::Route',
    'routes',
    'out',
    'GatewayId',
    'NatGatewayId',
    'TransitGatewayId',
    'VpcPeeringConnectionId',
    'VpcEndpointId',
    'NetworkInterfaceId',
  ),
  ...rows('AWS::EC2::VPCGatewayAttachment', 'contains', 'in', 'VpcId'),
  ...rows('AWS::EC2::FlowLog', 'logs-to', 'out', 'LogGroupName', 'LogDestination'),
  ...rows('AWS::ElasticLoadBalancingV2::LoadBalancer', 'contains', 'in', 'Subnets.*', 'SubnetMappings.*.SubnetId'),
  ...rows('AWS::ElasticLoadBalancingV2::TargetGroup', 'routes', 'out', 'Targets.*.Id'),
  ...rows('AWS::ElasticLoadBalancingV2::Listener', 'routes', 'in', 'LoadBalancerArn'),
  ...rows(
    'AWS::ElasticLoadBalancingV2::Listener',
    'routes',
    'out',
    'DefaultActions.*.TargetGroupArn',
    'DefaultActions.*.ForwardConfig.TargetGroups.*.TargetGroupArn',
  ),
  ...rows('AWS::ElasticLoadBalancingV2::ListenerRule', 'routes', 'in', 'ListenerArn'),
  ...rows(
    'AWS::ElasticLoadBalancingV2::ListenerRule',
    'routes',
    'out',
    'Actions.*.TargetGroupArn',
    'Actions.*.ForwardConfig.TargetGroups.*.TargetGroupArn',
  ),
  ...rows('AWS::ECS::Service', 'routes', 'in', 'LoadBalancers.*.TargetGroupArn'),
  ...rows('AWS::ECS::Service', 'routes', 'out', 'TaskDefinition'),
  ...rows('AWS::ECS::Service', 'contains', 'in', 'Cluster', 'NetworkConfiguration.AwsvpcConfiguration.Subnets.*'),
  ...rows('AWS::ECS::TaskDefinition', 'assumes', 'out', 'TaskRoleArn', 'ExecutionRoleArn'),
  ...rows('AWS::ECS::TaskDefinition', 'logs-to', 'out', 'ContainerDefinitions.*.LogConfiguration.Options.awslogs-group'),
  {
    type: 'AWS::ECS::TaskDefinition',
    path: 'ContainerDefinitions.*.Environment.*.Value',
    kind: 'reads',
    direction: 'out',
    attribute: 'Endpoint.Address',
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    path: 'ContainerDefinitions.*.Environment.*.Value',
    kind: 'writes',
    direction: 'out',
    attribute: 'Endpoint.Address',
  },
  ...rows('AWS::Lambda::Function', 'assumes', 'out', 'Role'),
  ...rows('AWS::Lambda::Function', 'contains', 'in', 'VpcConfig.SubnetIds.*'),
  ...rows('AWS::Lambda::Function', 'logs-to', 'out', 'LoggingConfig.LogGroup'),
  { type: 'AWS::Lambda::Function', path: 'Environment.Variables.*', kind: 'reads', direction: 'out', attribute: 'Endpoint.Address' },
  { type: 'AWS::Lambda::Function', path: 'Environment.Variables.*', kind: 'writes', direction: 'out', attribute: 'Endpoint.Address' },
  ...rows('AWS::Lambda::EventSourceMapping', 'invokes', 'in', 'EventSourceArn'),
  ...rows('AWS::Lambda::EventSourceMapping', 'invokes', 'out', 'FunctionName'),
  ...rows('AWS::Lambda::Url', 'invokes', 'out', 'TargetFunctionArn'),
  ...rows('AWS::Logs::LogGroup', 'encrypts', 'in', 'KmsKeyId'),
  { type: 'AWS::Logs::LogGroup', path: 'LogGroupName', kind: 'logs-to', direction: 'in', target: 'AWS::Lambda::Function' },
  ...rows('AWS::ApiGatewayV2::Route', 'routes', 'in', 'ApiId'),
  ...rows('AWS::ApiGatewayV2::Route', 'routes', 'out', 'Target'),
  ...rows('AWS::ApiGatewayV2::Integration', 'invokes', 'out', 'IntegrationUri'),
  ...rows('AWS::ApiGatewayV2::Stage', 'contains', 'in', 'ApiId'),
  ...rows('AWS::ApiGatewayV2::Stage', 'logs-to', 'out', 'AccessLogSettings.DestinationArn'),
  ...rows('AWS::ApiGateway::Resource', 'contains', 'in', 'RestApiId'),
  ...rows('AWS::ApiGateway::Method', 'routes', 'in', 'RestApiId'),
  ...rows('AWS::ApiGateway::Method', 'invokes', 'out', 'Integration.Uri'),
  ...rows('AWS::ApiGateway::Stage', 'contains', 'in', 'RestApiId'),
  ...rows('AWS::ApiGateway::Stage', 'logs-to', 'out', 'AccessLogSetting.DestinationArn'),
  ...rows(
    'AWS::CloudFront::Distribution',
    'routes',
    'out',
    'DistributionConfig.Origins.*.DomainName',
    'DistributionConfig.Origins.*.VpcOriginConfig.VpcOriginId',
  ),
  ...rows('AWS::CloudFront::Distribution', 'logs-to', 'out', 'DistributionConfig.Logging.Bucket'),
  ...rows('AWS::CloudFront::VpcOrigin', 'routes', 'out', 'VpcOriginEndpointConfig.Arn'),
  ...rows(
    'AWS::S3::Bucket',
    'encrypts',
    'in',
    'BucketEncryption.ServerSideEncryptionConfiguration.*.ServerSideEncryptionByDefault.KMSMasterKeyID',
  ),
  ...rows('AWS::S3::Bucket', 'logs-to', 'out', 'LoggingConfiguration.DestinationBucketName'),
  ...rows(
    'AWS::S3::Bucket',
    'publishes',
    'out',
    'NotificationConfiguration.QueueConfigurations.*.Queue',
    'NotificationConfiguration.TopicConfigurations.*.Topic',
  ),
  ...rows('AWS::S3::Bucket', 'invokes', 'out', 'NotificationConfiguration.LambdaConfigurations.*.Function'),
  ...rows('AWS::DynamoDB::Table', 'encrypts', 'in', 'SSESpecification.KMSMasterKeyId'),
  ...rows('AWS::SQS::Queue', 'encrypts', 'in', 'KmsMasterKeyId'),
  ...rows('AWS::SQS::Queue', 'publishes', 'out', 'RedrivePolicy.deadLetterTargetArn'),
  ...rows('AWS::SNS::Topic', 'encrypts', 'in', 'KmsMasterKeyId'),
  ...rows('AWS::SNS::Topic', 'publishes', 'out', 'Subscription.*.Endpoint'),
  ...rows('AWS::SNS::Subscription', 'subscribes', 'in', 'TopicArn'),
  ...rows('AWS::SNS::Subscription', 'publishes', 'out', 'Endpoint'),
  ...rows('AWS::RDS::DBInstance', 'contains', 'in', 'DBSubnetGroupName', 'DBClusterIdentifier'),
  ...rows('AWS::RDS::DBInstance', 'encrypts', 'in', 'KmsKeyId'),
  ...rows('AWS::RDS::DBCluster', 'contains', 'in', 'DBSubnetGroupName'),
  ...rows('AWS::RDS::DBCluster', 'encrypts', 'in', 'KmsKeyId'),
  ...rows('AWS::RDS::DBSubnetGroup', 'contains', 'in', 'SubnetIds.*'),
  ...rows('AWS::SecretsManager::Secret', 'encrypts', 'in', 'KmsKeyId'),
  ...rows('AWS::CloudWatch::Alarm', 'publishes', 'out', 'AlarmActions.*', 'OKActions.*'),
  ...rows('AWS::Events::Rule', 'invokes', 'out', 'Targets.*.Arn'),
  ...rows('AWS::Backup::BackupVault', 'encrypts', 'in', 'EncryptionKeyArn'),
]

/** Where identity policies stand and who gets them. */
export interface PolicyPlace {
  readonly type: string
  readonly document: string
  /** `self`, or the path of references to the roles. */
  readonly holders: string
}

export const POLICY_PLACES: readonly PolicyPlace[] = [
  { type: 'AWS::IAM::Role', document: 'Policies.*.PolicyDocument', holders: 'self' },
  { type: 'AWS::IAM::Policy', document: 'PolicyDocument', holders: 'Roles.*' },
  { type: 'AWS::IAM::RolePolicy', document: 'PolicyDocument', holders: 'RoleName' },
  { type: 'AWS::IAM::ManagedPolicy', document: 'PolicyDocument', holders: 'Roles.*' },
]

/** What the allowed actions of one service mean for resources of its types. */
export interface ServiceActions {
  /** How the names of the types begin that its actions work on. */
  readonly types: string
  readonly relations: readonly { readonly verbs: RegExp; readonly kind: RelationKind }[]
}

/** What an allowed IAM action means for the graph, by the prefix of the service (source: the service authorization reference of each service). */
export const ACTION_RELATIONS: Readonly<Record<string, ServiceActions>> = {
  dynamodb: {
    types: 'AWS::DynamoDB::',
    relations: [
      { verbs: /^(Get|BatchGet|Query|Scan|ConditionCheck|PartiQLSelect|\*)/, kind: 'reads' },
      { verbs: /^(Put|Update|Delete|BatchWrite|PartiQL(Insert|Update|Delete)|\*)/, kind: 'writes' },
    ],
  },
  s3: {
    types: 'AWS::S3::',
    relations: [
      { verbs: /^(Get|List|\*)/, kind: 'reads' },
      { verbs: /^(Put|Delete|Abort|Restore|\*)/, kind: 'writes' },
    ],
  },
  sqs: {
    types: 'AWS::SQS::',
    relations: [
      { verbs: /^(ReceiveMessage|\*)/, kind: 'reads' },
      { verbs: /^(SendMessage|\*)/, kind: 'publishes' },
    ],
  },
  sns: { types: 'AWS::SNS::', relations: [{ verbs: /^(Publish|\*)/, kind: 'publishes' }] },
  lambda: { types: 'AWS::Lambda::', relations: [{ verbs: /^(InvokeFunction|InvokeAsync|\*)/, kind: 'invokes' }] },
  'rds-data': {
    types: 'AWS::RDS::',
    relations: [
      { verbs: /^(ExecuteStatement|BatchExecuteStatement|\*)/, kind: 'reads' },
      { verbs: /^(ExecuteStatement|BatchExecuteStatement|\*)/, kind: 'writes' },
    ],
  },
  secretsmanager: { types: 'AWS::SecretsManager::', relations: [{ verbs: /^(GetSecretValue|\*)/, kind: 'reads' }] },
  states: { types: 'AWS::StepFunctions::', relations: [{ verbs: /^(StartExecution|StartSyncExecution|\*)/, kind: 'invokes' }] },
  events: { types: 'AWS::Events::', relations: [{ verbs: /^(PutEvents|\*)/, kind: 'publishes' }] },
  kinesis: {
    types: 'AWS::Kinesis::',
    relations: [
      { verbs: /^(GetRecords|SubscribeToShard|\*)/, kind: 'reads' },
      { verbs: /^(PutRecord|\*)/, kind: 'writes' },
    ],
  },
}

/** A chain of two relations that is itself a relation: who assumes a role does what the role may do. */
export const COMPOSED: readonly { readonly first: RelationKind; readonly next: readonly RelationKind[] }[] = [
  { first: 'assumes', next: ['reads', 'writes', 'publishes', 'invokes'] },
]
