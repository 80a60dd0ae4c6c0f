import type { Total } from './total.js'
import { get } from './total.js'

export const INTEGRATION_TOTALS: readonly Total[] = [
  {
    name: 'a pair of ActiveMQ brokers, a cluster of RabbitMQ, and one broker',
    page: 'amazon-mq/pricing/',
    stack: {
      Pair: [
        'AWS::AmazonMQ::Broker',
        { EngineType: 'ACTIVEMQ', DeploymentMode: 'ACTIVE_STANDBY_MULTI_AZ', HostInstanceType: 'mq.m5.large' },
      ],
      Cluster: ['AWS::AmazonMQ::Broker', { EngineType: 'RABBITMQ', DeploymentMode: 'CLUSTER_MULTI_AZ', HostInstanceType: 'mq.m5.large' }],
      One: ['AWS::AmazonMQ::Broker', { EngineType: 'RABBITMQ', DeploymentMode: 'SINGLE_INSTANCE', HostInstanceType: 'mq.t3.micro' }],
    },
    usage: { Pair: { storedGb: 10 }, Cluster: { storedGb: 20 }, One: { storedGb: 0 } },
    sum: [730 * 0.576, 10 * 0.3, 730 * 0.864, 20 * 0.1, 730 * 0.02704],
    monthly: '$1,075.94',
  },
  {
    name: 'events of a bus, archived and sent on',
    page: 'eventbridge/pricing/',
    stack: {
      Bus: ['AWS::Events::EventBus', { Name: 'orders' }],
      Partner: ['AWS::Events::EventBus', { Name: 'aws.partner/x', EventSourceName: 'aws.partner/x' }],
      Archive: ['AWS::Events::Archive', { SourceArn: get('Bus', 'Arn') }],
      Destination: ['AWS::Events::ApiDestination', { InvocationEndpoint: 'https://example.com' }],
      Discoverer: ['AWS::EventSchemas::Discoverer', { SourceArn: get('Bus', 'Arn') }],
    },
    usage: {
      Bus: { events: 10e6 },
      Partner: { partnerEvents: 1e6 },
      Archive: { archivedGb: 5, storedGb: 50 },
      Destination: { calls: 1e6 },
      Discoverer: { events: 5e6 },
    },
    sum: [10 * 1, 1 * 1, 5 * 0.1, 50 * 0.023, 0.2, 5e6 * 0.0000001],
    monthly: '$13.35',
  },
  {
    name: 'a pipe, and a schedule that fires every minute',
    page: 'eventbridge/pricing/',
    stack: { Pipe: ['AWS::Pipes::Pipe'], Clock: ['AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 minute)' }] },
    usage: { Pipe: { requests: 10e6 } },
    sum: [10 * 0.4, 730 * 60 * 0.000001],
    monthly: '$4.04',
  },
  {
    name: 'a standard workflow, and an express one whose duration crosses a tier',
    page: 'step-functions/pricing/',
    stack: {
      Standard: ['AWS::StepFunctions::StateMachine', { TracingConfiguration: { Enabled: true } }],
      Express: ['AWS::StepFunctions::StateMachine', { StateMachineType: 'EXPRESS' }],
    },
    usage: { Standard: { transitions: 1e6, traces: 100_000 }, Express: { requests: 10e6, gbSeconds: 5e6 } },
    sum: [1e6 * 0.000025, 100_000 * 0.000005, 10 * 1, 3.6e6 * 0.00001667, 1.4e6 * 0.00000833],
    monthly: '$107.17',
  },
  {
    name: 'a stream of four shards that keeps three days, with a consumer of its own',
    page: 'kinesis/data-streams/pricing/',
    stack: {
      Stream: ['AWS::Kinesis::Stream', { ShardCount: 4, RetentionPeriodHours: 72 }],
      Consumer: ['AWS::Kinesis::StreamConsumer', { StreamARN: get('Stream', 'Arn') }],
    },
    usage: { Stream: { putUnits: 100e6 }, Consumer: { readGb: 200 } },
    sum: [4 * 730 * 0.015, 100e6 * 0.000000014, 4 * 730 * 0.02, 4 * 730 * 0.015, 200 * 0.013],
    monthly: '$150.00',
  },
  {
    name: 'a stream on demand that keeps thirty days',
    page: 'kinesis/data-streams/pricing/',
    stack: { Stream: ['AWS::Kinesis::Stream', { StreamModeDetails: { StreamMode: 'ON_DEMAND' }, RetentionPeriodHours: 720 }] },
    usage: { Stream: { inGb: 100, outGb: 200, extendedGb: 50, longTermGb: 100 } },
    sum: [730 * 0.04, 100 * 0.08, 200 * 0.04, 50 * 0.1, 100 * 0.023],
    monthly: '$52.50',
  },
  {
    name: 'a stream in Singapore',
    page: 'kinesis/data-streams/pricing/',
    region: 'ap-southeast-1',
    stack: { Stream: ['AWS::Kinesis::Stream', { ShardCount: 2 }] },
    usage: { Stream: { putUnits: 0 } },
    sum: [2 * 730 * 0.0184],
    monthly: '$26.86',
  },
  {
    name: '600,000 GB delivered, which cross a tier',
    page: 'firehose/pricing/',
    stack: {
      Delivery: [
        'AWS::KinesisFirehose::DeliveryStream',
        {
          ExtendedS3DestinationConfiguration: {
            DataFormatConversionConfiguration: { Enabled: true },
            DynamicPartitioningConfiguration: { Enabled: true },
          },
        },
      ],
    },
    usage: { Delivery: { ingestedGb: 600_000, convertedGb: 1000, partitionedGb: 2000 } },
    sum: [512_000 * 0.029, 88_000 * 0.025, 1000 * 0.018, 2000 * 0.02],
    monthly: '$17,106.00',
  },
  {
    name: 'data delivered into a network',
    page: 'firehose/pricing/',
    stack: {
      Delivery: [
        'AWS::KinesisFirehose::DeliveryStream',
        { AmazonopensearchserviceDestinationConfiguration: { VpcConfiguration: { SubnetIds: ['a', 'b'] } } },
      ],
    },
    usage: { Delivery: { ingestedGb: 100, networkGb: 100 } },
    sum: [100 * 0.029, 2 * 730 * 0.01, 100 * 0.01],
    monthly: '$18.50',
  },
  {
    name: 'an application of Flink of four parallel tasks, and one of SQL',
    page: 'managed-service-apache-flink/pricing/',
    stack: {
      Flink: [
        'AWS::KinesisAnalyticsV2::Application',
        {
          RuntimeEnvironment: 'FLINK-1_20',
          ApplicationConfiguration: {
            FlinkApplicationConfiguration: {
              ParallelismConfiguration: { ConfigurationType: 'CUSTOM', Parallelism: 4, ParallelismPerKPU: 1, AutoScalingEnabled: false },
            },
          },
        },
      ],
      Sql: ['AWS::KinesisAnalytics::Application', { Inputs: [] }],
    },
    usage: { Sql: { averageKpu: 1 } },
    sum: [(4 + 1) * 730 * 0.11, 730 * 0.11],
    monthly: '$481.80',
  },
  {
    name: 'three Kafka brokers, a cluster without brokers, and two connect workers',
    page: 'msk/pricing/',
    stack: {
      Brokers: [
        'AWS::MSK::Cluster',
        {
          NumberOfBrokerNodes: 3,
          StorageMode: 'TIERED',
          BrokerNodeGroupInfo: { InstanceType: 'kafka.m5.large', StorageInfo: { EBSStorageInfo: { VolumeSize: 100 } } },
        },
      ],
      Serverless: ['AWS::MSK::ServerlessCluster'],
      Connect: ['AWS::KafkaConnect::Connector', { Capacity: { ProvisionedCapacity: { McuCount: 1, WorkerCount: 2 } } }],
    },
    usage: { Brokers: { tieredGb: 1000 }, Serverless: { partitions: 50, writtenGb: 100, readGb: 200, storedGb: 500 } },
    sum: [3 * 730 * 0.21, 3 * 100 * 0.1, 1000 * 0.06, 730 * 0.75, 50 * 730 * 0.0015, 100 * 0.1, 200 * 0.05, 500 * 0.1, 2 * 730 * 0.11],
    monthly: '$1,382.75',
  },
  {
    name: 'a small Airflow with three workers at least',
    page: 'managed-workflows-for-apache-airflow/pricing/',
    stack: { Airflow: ['AWS::MWAA::Environment', { Name: 'a', EnvironmentClass: 'mw1.small', MinWorkers: 3 }] },
    usage: { Airflow: { storedGb: 10 } },
    sum: [730 * 0.49, 2 * 730 * 0.055, 10 * 0.1],
    monthly: '$439.00',
  },
  {
    name: 'e-mails, topics and queues',
    page: 'sns/pricing/',
    stack: {
      Mail: ['AWS::SES::EmailIdentity', { EmailIdentity: 'example.com' }],
      Topic: ['AWS::SNS::Topic', { Subscription: [{ Protocol: 'https', Endpoint: 'https://example.com' }] }],
      Ordered: ['AWS::SNS::Topic', { FifoTopic: true }],
      Queue: ['AWS::SQS::Queue', { FifoQueue: true }],
    },
    usage: {
      Mail: { emails: 50_000 },
      Topic: { publishes: 10e6, httpDeliveries: 1e6, pushes: 1e6 },
      Ordered: { publishes: 1e6, publishedGb: 10, fifoDeliveries: 2e6, deliveredGb: 20 },
      Queue: { requests: 10e6 },
    },
    sum: [50_000 * 0.0001, 10 * 0.5, 1 * 0.6, 1 * 0.5, 1 * 0.3, 10 * 0.017, 2e6 * 0.00000001, 20 * 0.001, 10 * 0.5],
    monthly: '$16.61',
  },
  {
    name: '150 billion requests to a queue in Sao Paulo, a third in the second tier',
    page: 'sqs/pricing/',
    region: 'sa-east-1',
    stack: { Queue: ['AWS::SQS::Queue'] },
    usage: { Queue: { requests: 150e9 } },
    sum: [100e9 * 0.0000004, 50e9 * 0.00000039],
    monthly: '$59,500.00',
  },
  {
    name: 'a site that Amplify builds, serves and renders',
    page: 'amplify/pricing/',
    stack: { Site: ['AWS::Amplify::App', { Name: 's', Platform: 'WEB_COMPUTE' }] },
    usage: { Site: { buildMinutes: 500, storedGb: 5, servedGb: 50, renderRequests: 1e6, renderGbSeconds: 10_000 } },
    sum: [500 * 0.01, 5 * 0.023, 50 * 0.15, 1e6 * 0.0000003, 10_000 * 0.0000555556],
    monthly: '$13.47',
  },
  {
    name: 'builds of two sizes, and pipelines of both kinds',
    page: 'codebuild/pricing/',
    stack: {
      Small: ['AWS::CodeBuild::Project', { Environment: { Type: 'LINUX_CONTAINER', ComputeType: 'BUILD_GENERAL1_MEDIUM', Image: 'x' } }],
      Arm: ['AWS::CodeBuild::Project', { Environment: { Type: 'ARM_CONTAINER', ComputeType: 'BUILD_GENERAL1_LARGE', Image: 'x' } }],
      Old: ['AWS::CodePipeline::Pipeline', { RoleArn: 'r', Stages: [] }],
      New: ['AWS::CodePipeline::Pipeline', { RoleArn: 'r', Stages: [], PipelineType: 'V2' }],
    },
    usage: { Small: { buildMinutes: 1000 }, Arm: { buildMinutes: 100 }, New: { actionMinutes: 2000 } },
    sum: [1000 * 0.01, 100 * 0.015, 1, 2000 * 0.002],
    monthly: '$16.50',
  },
]
