/** What sets work going. */
export type EntryKind =
  | 'distribution'
  | 'api'
  | 'url'
  | 'load-balancer'
  | 'server'
  | 'sign-in'
  | 'device'
  | 'email'
  | 'transfer'
  | 'queue'
  | 'topic'
  | 'event-bus'
  | 'event'
  | 'schedule'
  | 'stream'
  | 'upload'
  | 'table'
  | 'function'
  | 'workflow'
  | 'pipeline'
  | 'deployment'

/** From where it can be reached: anywhere, inside networks, with rights in an account, or by AWS alone. */
export type Reach = 'internet' | 'network' | 'account' | 'aws'

export interface EntryRow {
  readonly type: string
  readonly kind: EntryKind
  readonly reach: Reach
  /** Only when the property is given (and is one of these, or none of these). */
  readonly when?: { readonly path: string; readonly is?: readonly string[]; readonly not?: readonly string[] }
  /** Also where something in the graph leads to it: people sign in, whatever else uses the pool. */
  readonly always?: true
  /** Only when it leads on by one of these kinds of edges: a bucket that tells no one of uploads is no entry. */
  readonly leads?: 'events' | 'anywhere'
}

/** Where work enters; of several rows of a type the first that fits counts. Source: the guide of each service on what invokes or feeds it. */
export const ENTRY_POINTS: readonly EntryRow[] = [
  { type: 'AWS::CloudFront::Distribution', kind: 'distribution', reach: 'internet' },
  { type: 'AWS::GlobalAccelerator::Accelerator', kind: 'distribution', reach: 'internet' },
  { type: 'AWS::ApiGatewayV2::Api', kind: 'api', reach: 'internet' },
  {
    type: 'AWS::ApiGateway::RestApi',
    kind: 'api',
    reach: 'network',
    when: { path: 'EndpointConfiguration.Types.0', is: ['PRIVATE'] },
  },
  { type: 'AWS::ApiGateway::RestApi', kind: 'api', reach: 'internet' },
  // The route of an interface that stands in another template.
  { type: 'AWS::ApiGatewayV2::Route', kind: 'api', reach: 'internet' },
  { type: 'AWS::ApiGateway::Method', kind: 'api', reach: 'internet' },
  { type: 'AWS::Serverless::Api', kind: 'api', reach: 'internet' },
  { type: 'AWS::Serverless::HttpApi', kind: 'api', reach: 'internet' },
  { type: 'AWS::Serverless::GraphQLApi', kind: 'api', reach: 'internet' },
  { type: 'AWS::AppSync::GraphQLApi', kind: 'api', reach: 'internet' },
  { type: 'AWS::AppSync::Api', kind: 'api', reach: 'internet' },
  { type: 'AWS::BedrockAgentCore::Gateway', kind: 'api', reach: 'internet' },
  { type: 'AWS::Bedrock::Agent', kind: 'api', reach: 'account' },
  { type: 'AWS::Lex::Bot', kind: 'api', reach: 'account' },
  { type: 'AWS::Lambda::Url', kind: 'url', reach: 'internet' },
  { type: 'AWS::AppRunner::Service', kind: 'url', reach: 'internet' },
  { type: 'AWS::Amplify::App', kind: 'url', reach: 'internet' },
  { type: 'AWS::ElasticBeanstalk::Environment', kind: 'url', reach: 'internet' },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    kind: 'load-balancer',
    reach: 'internet',
    when: { path: 'Scheme', not: ['internal'] },
  },
  { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', kind: 'load-balancer', reach: 'network' },
  {
    type: 'AWS::ElasticLoadBalancing::LoadBalancer',
    kind: 'load-balancer',
    reach: 'internet',
    when: { path: 'Scheme', not: ['internal'] },
  },
  { type: 'AWS::ElasticLoadBalancing::LoadBalancer', kind: 'load-balancer', reach: 'network' },
  { type: 'AWS::ElasticLoadBalancingV2::Listener', kind: 'load-balancer', reach: 'network' },
  { type: 'AWS::ElasticLoadBalancingV2::ListenerRule', kind: 'load-balancer', reach: 'network' },
  { type: 'AWS::Cognito::UserPool', kind: 'sign-in', reach: 'internet', always: true, leads: 'events' },
  { type: 'AWS::IoT::TopicRule', kind: 'device', reach: 'internet' },
  { type: 'AWS::SES::ReceiptRule', kind: 'email', reach: 'internet' },
  { type: 'AWS::Transfer::Server', kind: 'transfer', reach: 'internet' },
  { type: 'AWS::Events::Rule', kind: 'schedule', reach: 'aws', when: { path: 'ScheduleExpression' } },
  { type: 'AWS::Events::Rule', kind: 'event', reach: 'aws' },
  { type: 'AWS::Scheduler::Schedule', kind: 'schedule', reach: 'aws' },
  { type: 'AWS::Glue::Trigger', kind: 'schedule', reach: 'aws', when: { path: 'Type', is: ['SCHEDULED'] } },
  { type: 'AWS::SecretsManager::RotationSchedule', kind: 'schedule', reach: 'aws' },
  { type: 'AWS::CloudWatch::Alarm', kind: 'event', reach: 'aws', leads: 'events' },
  { type: 'AWS::SQS::Queue', kind: 'queue', reach: 'account' },
  { type: 'AWS::SNS::Topic', kind: 'topic', reach: 'account' },
  { type: 'AWS::Events::EventBus', kind: 'event-bus', reach: 'account' },
  { type: 'AWS::Kinesis::Stream', kind: 'stream', reach: 'account' },
  { type: 'AWS::KinesisFirehose::DeliveryStream', kind: 'stream', reach: 'account' },
  { type: 'AWS::MSK::Cluster', kind: 'stream', reach: 'network', leads: 'anywhere' },
  { type: 'AWS::MSK::ServerlessCluster', kind: 'stream', reach: 'network', leads: 'anywhere' },
  { type: 'AWS::AmazonMQ::Broker', kind: 'queue', reach: 'network', leads: 'anywhere' },
  // A source outside of the template.
  { type: 'AWS::Lambda::EventSourceMapping', kind: 'stream', reach: 'account' },
  { type: 'AWS::Pipes::Pipe', kind: 'stream', reach: 'account' },
  { type: 'AWS::SNS::Subscription', kind: 'topic', reach: 'account' },
  { type: 'AWS::Logs::SubscriptionFilter', kind: 'stream', reach: 'account' },
  { type: 'AWS::S3::Bucket', kind: 'upload', reach: 'account', leads: 'events' },
  { type: 'AWS::DynamoDB::Table', kind: 'table', reach: 'account', leads: 'events' },
  { type: 'AWS::DocDB::DBCluster', kind: 'table', reach: 'network', leads: 'events' },
  { type: 'AWS::Lambda::Function', kind: 'function', reach: 'account' },
  { type: 'AWS::Serverless::Function', kind: 'function', reach: 'account' },
  { type: 'AWS::Serverless::StateMachine', kind: 'workflow', reach: 'account' },
  { type: 'AWS::StepFunctions::StateMachine', kind: 'workflow', reach: 'account' },
  { type: 'AWS::ECS::Service', kind: 'server', reach: 'network' },
  { type: 'AWS::EC2::Instance', kind: 'server', reach: 'network', leads: 'anywhere' },
  { type: 'AWS::AutoScaling::AutoScalingGroup', kind: 'server', reach: 'network', leads: 'anywhere' },
  { type: 'AWS::CodePipeline::Pipeline', kind: 'pipeline', reach: 'account' },
  { type: 'AWS::CodeCommit::Repository', kind: 'pipeline', reach: 'account', leads: 'anywhere' },
  { type: 'AWS::DMS::ReplicationTask', kind: 'pipeline', reach: 'account' },
  { type: 'AWS::CloudFormation::Macro', kind: 'deployment', reach: 'account' },
  { type: 'AWS::CloudFormation::CustomResource', kind: 'deployment', reach: 'account' },
]

/** Resources that stand for another one or are a name of it: nothing enters by them, and work passes through. */
export const STAND_INS: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::BasePathMapping',
  'AWS::ApiGateway::BasePathMappingV2',
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGateway::DomainNameV2',
  'AWS::ApiGateway::VpcLink',
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::DMS::Endpoint',
  'AWS::EC2::VPCEndpointService',
  'AWS::EFS::AccessPoint',
  'AWS::EFS::MountTarget',
  'AWS::KMS::Alias',
  'AWS::Lambda::Alias',
  'AWS::Lambda::Version',
  'AWS::Route53::RecordSet',
  'AWS::Route53::RecordSetGroup',
  'AWS::S3::AccessPoint',
  'AWS::StepFunctions::StateMachineAlias',
  'AWS::StepFunctions::StateMachineVersion',
])

/** Resources that only carry work from one to the next; a person would draw an arrow. */
export const CONNECTORS: ReadonlySet<string> = new Set([
  ...STAND_INS,
  'AWS::ApiGateway::Authorizer',
  'AWS::ApiGateway::Method',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::AppSync::DataSource',
  'AWS::AppSync::FunctionConfiguration',
  'AWS::AppSync::Resolver',
  'AWS::BedrockAgentCore::GatewayTarget',
  'AWS::CloudFront::VpcOrigin',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::GlobalAccelerator::EndpointGroup',
  'AWS::GlobalAccelerator::Listener',
  'AWS::Kinesis::StreamConsumer',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Logs::SubscriptionFilter',
  'AWS::RDS::DBProxyTargetGroup',
  'AWS::SNS::Subscription',
])

/** Resources that are read to be told of work: reading one leads from it to the reader. */
export const POLLED: ReadonlySet<string> = new Set([
  'AWS::SQS::Queue',
  'AWS::Kinesis::Stream',
  'AWS::MSK::Cluster',
  'AWS::MSK::ServerlessCluster',
])

/** Who has rights, for others to take on: what a role may do is done by who assumes it. */
export const PRINCIPALS: ReadonlySet<string> = new Set(['AWS::IAM::Group', 'AWS::IAM::InstanceProfile', 'AWS::IAM::Role', 'AWS::IAM::User'])
