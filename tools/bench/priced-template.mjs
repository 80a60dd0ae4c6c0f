/** A template of `count` resources that cost money in many ways, in groups that refer to each other, as an object. Same count, same template. */
export function pricedTemplate(count) {
  const entries = []
  for (let group = 0; entries.length < count; group += 1)
    entries.push(...Object.entries(groupOf(group)).map(([name, body]) => [`${name}${group}`, body]))
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: { Environment: { Type: 'String', Default: 'prod' } },
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] } },
    Resources: Object.fromEntries(entries.slice(0, count)),
  }
}

const resource = (Type, Properties, more = {}) => ({ Type, Properties, ...more })

function groupOf(n) {
  const ref = (name) => ({ Ref: `${name}${n}` })
  const arn = (name) => ({ 'Fn::GetAtt': [`${name}${n}`, 'Arn'] })
  return {
    Api: resource('AWS::ApiGatewayV2::Api', { Name: `api-${n}`, ProtocolType: 'HTTP' }),
    Integration: resource('AWS::ApiGatewayV2::Integration', {
      ApiId: ref('Api'),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: arn('Work'),
      PayloadFormatVersion: '2.0',
    }),
    Route: resource('AWS::ApiGatewayV2::Route', {
      ApiId: ref('Api'),
      RouteKey: 'POST /orders',
      Target: { 'Fn::Join': ['/', ['integrations', ref('Integration')]] },
    }),
    Work: resource('AWS::Lambda::Function', {
      Runtime: 'python3.13',
      Handler: 'main.handler',
      Role: arn('Role'),
      MemorySize: { 'Fn::If': ['IsProd', 1024, 256] },
      Code: { ZipFile: 'pass' },
      Environment: { Variables: { TABLE: ref('Table'), QUEUE: ref('Queue') } },
    }),
    Role: resource('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        {
          PolicyName: 'data',
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:GetItem'], Resource: arn('Table') },
              { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('Queue') },
            ],
          },
        },
      ],
    }),
    Table: resource('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
    Queue: resource('AWS::SQS::Queue', { VisibilityTimeout: 180 }),
    Logs: resource('AWS::Logs::LogGroup', { LogGroupName: { 'Fn::Sub': `/aws/lambda/\${Work${n}}` }, RetentionInDays: 30 }),
    Alarm: resource('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: ref('Work') }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
    Key: resource('AWS::KMS::Key', { KeyPolicy: {} }),
    Vpc: resource('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
    Subnet: resource('AWS::EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24' }),
    Nat: resource('AWS::EC2::NatGateway', { SubnetId: ref('Subnet'), AllocationId: { 'Fn::GetAtt': [`Address${n}`, 'AllocationId'] } }),
    Address: resource('AWS::EC2::EIP', { Domain: 'vpc' }),
    Server: resource('AWS::EC2::Instance', {
      InstanceType: n % 2 === 0 ? 'm7g.xlarge' : 'c6i.4xlarge',
      SubnetId: ref('Subnet'),
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 100, VolumeType: 'gp3' } }],
    }),
    Database: resource('AWS::RDS::DBInstance', {
      Engine: 'postgres',
      DBInstanceClass: 'db.r6g.2xlarge',
      AllocatedStorage: '200',
      StorageType: 'gp3',
      MultiAZ: { 'Fn::If': ['IsProd', true, false] },
    }),
    Aurora: resource('AWS::RDS::DBCluster', { Engine: 'aurora-postgresql', EngineVersion: '16.4' }),
    Writer: resource('AWS::RDS::DBInstance', { DBClusterIdentifier: ref('Aurora'), DBInstanceClass: 'db.r7g.4xlarge' }),
    Cache: resource('AWS::ElastiCache::ReplicationGroup', {
      Engine: 'valkey',
      CacheNodeType: 'cache.r7g.xlarge',
      NumCacheClusters: 2,
      ReplicationGroupDescription: 'c',
    }),
    Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'application', Subnets: [ref('Subnet')] }),
    Search: resource('AWS::OpenSearchService::Domain', {
      ClusterConfig: { InstanceType: 'r6g.xlarge.search', InstanceCount: 3 },
      EBSOptions: { EBSEnabled: true, VolumeType: 'gp3', VolumeSize: 100 },
    }),
    Bucket: resource('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 30 }] }] },
    }),
    Topic: resource('AWS::SNS::Topic', { DisplayName: `topic-${n}` }),
    Secret: resource('AWS::SecretsManager::Secret', { GenerateSecretString: {} }),
    Stream: resource('AWS::Kinesis::Stream', { ShardCount: 2 }),
  }
}
