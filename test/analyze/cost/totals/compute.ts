import type { Total } from './total.js'
import { disk, get, ref } from './total.js'

const template = (type: string, gigabytes: number): Total['stack'][string] => [
  'AWS::EC2::LaunchTemplate',
  { LaunchTemplateData: { InstanceType: type, BlockDeviceMappings: [disk(gigabytes)] } },
]
const launched = { LaunchTemplateId: ref('Template'), Version: '1' }
const EC2 = 'ec2/pricing/on-demand/'

export const COMPUTE_TOTALS: readonly Total[] = [
  {
    name: 'an instance with a disk and detailed monitoring',
    page: EC2,
    stack: { Box: ['AWS::EC2::Instance', { InstanceType: 't3.medium', Monitoring: true, BlockDeviceMappings: [disk(20)] }] },
    sum: [730 * 0.0416, 20 * 0.08, 2.1],
    monthly: '$34.07',
  },
  {
    name: 'an instance in Ireland whose root volume comes with its image',
    page: EC2,
    region: 'eu-west-1',
    stack: { Box: ['AWS::EC2::Instance', { InstanceType: 'm6g.large' }] },
    usage: { Box: { rootGb: 30 } },
    sum: [730 * 0.086, 30 * 0.11],
    monthly: '$66.08',
  },
  {
    name: 'an instance from a launch template, in unlimited mode',
    page: EC2,
    stack: {
      Template: [
        'AWS::EC2::LaunchTemplate',
        {
          LaunchTemplateData: {
            InstanceType: 't4g.large',
            BlockDeviceMappings: [disk(8)],
            CreditSpecification: { CPUCredits: 'unlimited' },
            NetworkInterfaces: [{ AssociatePublicIpAddress: true }],
          },
        },
      ],
      Box: ['AWS::EC2::Instance', { LaunchTemplate: launched }],
    },
    usage: { Box: { surplusCreditHours: 100 } },
    sum: [730 * 0.0672, 8 * 0.08, 100 * 0.04, 730 * 0.005],
    monthly: '$57.35',
  },
  {
    name: 'a gp3 volume with more IOPS and throughput than are included',
    page: 'ebs/pricing/',
    stack: { Disk: ['AWS::EC2::Volume', { Size: 500, VolumeType: 'gp3', Iops: 6000, Throughput: 250 }] },
    sum: [500 * 0.08, (6000 - 3000) * 0.005, (250 - 125) * 0.04],
    monthly: '$60.00',
  },
  {
    name: 'a magnetic volume and what it is asked for',
    page: 'ebs/previous-generation/',
    stack: { Disk: ['AWS::EC2::Volume', { Size: 100, VolumeType: 'standard' }] },
    usage: { Disk: { ioRequests: 10e6 } },
    sum: [100 * 0.05, 10e6 * 0.00000005],
    monthly: '$5.50',
  },
  {
    name: 'an io2 volume of 40,000 IOPS, which cross a tier',
    page: 'ebs/pricing/',
    stack: { Disk: ['AWS::EC2::Volume', { Size: 100, VolumeType: 'io2', Iops: 40_000 }] },
    sum: [100 * 0.125, 32_000 * 0.065, 8000 * 0.0455],
    monthly: '$2,456.50',
  },
  {
    name: 'three instances of a group',
    page: EC2,
    stack: {
      Template: template('t3.medium', 8),
      Group: ['AWS::AutoScaling::AutoScalingGroup', { MinSize: '3', MaxSize: '3', LaunchTemplate: launched }],
    },
    sum: [3 * 730 * 0.0416, 3 * 8 * 0.08],
    monthly: '$93.02',
  },
  {
    name: 'a group that ran 2.5 instances on average',
    page: EC2,
    region: 'us-west-2',
    stack: {
      Configuration: ['AWS::AutoScaling::LaunchConfiguration', { InstanceType: 'c5.large', BlockDeviceMappings: [disk(10)] }],
      Group: ['AWS::AutoScaling::AutoScalingGroup', { MinSize: '2', MaxSize: '4', LaunchConfigurationName: ref('Configuration') }],
    },
    usage: { Group: { averageInstances: 2.5 } },
    sum: [2.5 * 730 * 0.085, 2.5 * 10 * 0.08],
    monthly: '$157.12',
  },
  {
    name: 'a group of four, of which one and half of the others are on demand',
    page: EC2,
    stack: {
      Template: template('t3.medium', 8),
      Group: [
        'AWS::AutoScaling::AutoScalingGroup',
        {
          MinSize: '4',
          MaxSize: '4',
          MixedInstancesPolicy: {
            InstancesDistribution: { OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 50 },
            LaunchTemplate: { LaunchTemplateSpecification: launched, Overrides: [{ InstanceType: 'm5.large' }] },
          },
        },
      ],
    },
    sum: [3 * 730 * 0.096, 4 * 8 * 0.08],
    monthly: '$212.80',
    leftOut: 1,
  },
  {
    name: 'a fleet on demand, and what a spot fleet has on demand',
    page: EC2,
    stack: {
      Template: template('c5.large', 10),
      Fleet: [
        'AWS::EC2::EC2Fleet',
        {
          LaunchTemplateConfigs: [{ LaunchTemplateSpecification: launched }],
          TargetCapacitySpecification: { TotalTargetCapacity: 2, DefaultTargetCapacityType: 'on-demand' },
        },
      ],
      Spot: [
        'AWS::EC2::SpotFleet',
        {
          SpotFleetRequestConfigData: {
            TargetCapacity: 3,
            OnDemandTargetCapacity: 1,
            LaunchSpecifications: [{ InstanceType: 'm5.large', BlockDeviceMappings: [disk(10)] }],
          },
        },
      ],
    },
    sum: [2 * 730 * 0.085, 2 * 10 * 0.08, 730 * 0.096, 3 * 10 * 0.08],
    monthly: '$198.18',
    leftOut: 1,
  },
  {
    name: 'a reservation of two instances that nothing runs in',
    page: EC2,
    stack: { Reservation: ['AWS::EC2::CapacityReservation', { InstanceType: 'm5.large', InstanceCount: 2 }] },
    usage: { Reservation: { unusedInstances: 2 } },
    sum: [2 * 730 * 0.096],
    monthly: '$140.16',
  },
  {
    name: 'two Fargate tasks in Stockholm, with Container Insights',
    page: 'fargate/pricing/',
    region: 'eu-north-1',
    stack: {
      Cluster: ['AWS::ECS::Cluster', { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] }],
      Task: ['AWS::ECS::TaskDefinition', { Cpu: '512', Memory: '1024' }],
      Service: ['AWS::ECS::Service', { Cluster: ref('Cluster'), LaunchType: 'FARGATE', DesiredCount: 2, TaskDefinition: ref('Task') }],
    },
    usage: { Cluster: { insightsLogGb: 2 } },
    sum: [2 * 730 * 0.5 * 0.0445, 2 * 730 * 1 * 0.0049, (8 + 11 + 6) * 0.3, 2 * 0.54],
    monthly: '$48.22',
  },
  {
    name: 'a Windows task',
    page: 'fargate/pricing/',
    stack: {
      Task: [
        'AWS::ECS::TaskDefinition',
        { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
      ],
      Service: ['AWS::ECS::Service', { LaunchType: 'FARGATE', DesiredCount: 1, TaskDefinition: ref('Task') }],
    },
    sum: [730 * 0.046552, 730 * 2 * 0.00511175, 730 * 0.046],
    monthly: '$75.03',
  },
  {
    name: 'a Kubernetes cluster of a version in extended support, three nodes, and pods on Fargate',
    page: 'eks/pricing/',
    stack: {
      Cluster: ['AWS::EKS::Cluster', { Version: '1.28' }],
      Template: template('m5.large', 50),
      Nodes: [
        'AWS::EKS::Nodegroup',
        { ClusterName: ref('Cluster'), LaunchTemplate: { Id: ref('Template') }, ScalingConfig: { MinSize: 3, DesiredSize: 3, MaxSize: 3 } },
      ],
      Pods: ['AWS::EKS::FargateProfile', { ClusterName: ref('Cluster') }],
    },
    usage: { Pods: { vcpuHours: 1000, memoryGbHours: 2000 } },
    sum: [730 * 0.1, 730 * 0.5, 3 * 730 * 0.096, 3 * 50 * 0.08, 1000 * 0.04048, 2000 * 0.004445],
    monthly: '$709.61',
  },
  {
    name: 'a Kubernetes cluster of a supported version and the nodes that EKS gives by itself',
    page: 'eks/pricing/',
    region: 'eu-central-1',
    stack: {
      Cluster: ['AWS::EKS::Cluster', { Version: '1.34' }],
      Nodes: ['AWS::EKS::Nodegroup', { ClusterName: ref('Cluster') }],
    },
    sum: [730 * 0.1, 2 * 730 * 0.048, 2 * 20 * 0.119],
    monthly: '$147.84',
  },
  {
    name: 'batch jobs on Fargate and on instances',
    page: 'batch/pricing/',
    stack: {
      Light: ['AWS::Batch::ComputeEnvironment', { Type: 'MANAGED', ComputeResources: { Type: 'FARGATE' } }],
      Heavy: ['AWS::Batch::ComputeEnvironment', { Type: 'MANAGED', ComputeResources: { Type: 'EC2', InstanceTypes: ['c5.xlarge'] } }],
    },
    usage: { Light: { vcpuHours: 500, memoryGbHours: 1000 }, Heavy: { vcpuHours: 400 } },
    sum: [500 * 0.04048, 1000 * 0.004445, (400 / 4) * 0.17],
    monthly: '$41.68',
  },
  {
    name: 'an App Runner service of one vCPU and 2 GB, active for 100 hours, with 20 hours of a second instance',
    page: 'apprunner/pricing/',
    stack: {
      App: [
        'AWS::AppRunner::Service',
        { SourceConfiguration: { AutoDeploymentsEnabled: true, ImageRepository: { ImageIdentifier: 'x' } } },
      ],
    },
    usage: { App: { activeHours: 100, scaledHours: 20 } },
    sum: [730 * 2 * 0.007, 100 * 1 * 0.064, 20 * 2 * 0.007, 1],
    monthly: '$17.90',
  },
  {
    name: 'an environment of two instances behind a load balancer',
    page: 'elasticbeanstalk/pricing/',
    stack: {
      Site: [
        'AWS::ElasticBeanstalk::Environment',
        {
          OptionSettings: [
            { Namespace: 'aws:autoscaling:launchconfiguration', OptionName: 'InstanceType', Value: 't3.small' },
            { Namespace: 'aws:autoscaling:asg', OptionName: 'MinSize', Value: '2' },
            { Namespace: 'aws:elasticbeanstalk:environment', OptionName: 'LoadBalancerType', Value: 'application' },
          ],
        },
      ],
    },
    usage: { Site: { rootGb: 10 } },
    sum: [2 * 730 * 0.0208, 2 * 10 * 0.1, 730 * 0.0225],
    monthly: '$48.79',
  },
  {
    name: 'three million calls of a function of 512 MB for 200 ms, and 100 GB streamed',
    page: 'lambda/pricing/',
    stack: {
      Function: ['AWS::Lambda::Function', { MemorySize: 512, LoggingConfig: { LogGroup: '/app' } }],
      Url: ['AWS::Lambda::Url', { TargetFunctionArn: get('Function', 'Arn') }],
    },
    usage: { Function: { requests: 3e6, durationMs: 200 }, Url: { streamedGb: 100, internetOutGb: 0 } },
    sum: [3 * 0.2, 3e6 * 0.2 * 0.5 * 0.0000166667, 100 * 0.008],
    monthly: '$6.40',
  },
  {
    name: 'eight billion GB seconds, of which two are in the second tier',
    page: 'lambda/pricing/',
    stack: { Function: ['AWS::Lambda::Function', { MemorySize: 1024, LoggingConfig: { LogGroup: '/app' } }] },
    usage: { Function: { requests: 8e9, durationMs: 1000 } },
    sum: [8000 * 0.2, 6e9 * 0.0000166667, 2e9 * 0.000015],
    monthly: '$131,600.20',
  },
  {
    name: 'ten environments of 1 GB kept warm',
    page: 'lambda/pricing/',
    region: 'ap-northeast-1',
    stack: {
      Function: ['AWS::Lambda::Function', { MemorySize: 1024, LoggingConfig: { LogGroup: '/app' } }],
      Alias: [
        'AWS::Lambda::Alias',
        { FunctionName: ref('Function'), ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 8 } },
      ],
      Version: [
        'AWS::Lambda::Version',
        { FunctionName: ref('Function'), ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 } },
      ],
    },
    usage: { Function: { requests: 0, durationMs: 0 } },
    sum: [(8 + 2) * 730 * 3600 * 0.0000053835],
    monthly: '$141.48',
  },
  {
    name: 'a Hadoop cluster, without what EMR takes for its instances',
    page: 'emr/pricing/',
    stack: {
      Cluster: [
        'AWS::EMR::Cluster',
        {
          Instances: {
            MasterInstanceGroup: { InstanceType: 'm5.xlarge', InstanceCount: 1 },
            CoreInstanceGroup: {
              InstanceType: 'm5.xlarge',
              InstanceCount: 2,
              EbsConfiguration: {
                EbsBlockDeviceConfigs: [{ VolumesPerInstance: 2, VolumeSpecification: { SizeInGB: 32, VolumeType: 'gp2' } }],
              },
            },
          },
        },
      ],
    },
    sum: [3 * 730 * 0.192, 2 * 2 * 32 * 0.1],
    monthly: '$433.28',
    leftOut: 2,
  },
  {
    name: 'a group of a cluster that is somewhere else',
    page: 'emr/pricing/',
    stack: { Tasks: ['AWS::EMR::InstanceGroupConfig', { InstanceType: 'c5.xlarge', InstanceCount: 2, InstanceRole: 'TASK' }] },
    sum: [2 * 730 * 0.17],
    monthly: '$248.20',
    leftOut: 1,
  },
  {
    name: 'an inference endpoint, a notebook, an app for 40 hours and a training cluster',
    page: 'sagemaker/pricing/',
    stack: {
      Config: [
        'AWS::SageMaker::EndpointConfig',
        { ProductionVariants: [{ VariantName: 'a', InstanceType: 'ml.m5.large', InitialInstanceCount: 2, ModelName: 'm' }] },
      ],
      Endpoint: ['AWS::SageMaker::Endpoint', { EndpointConfigName: get('Config', 'EndpointConfigName') }],
      Notebook: ['AWS::SageMaker::NotebookInstance', { InstanceType: 'ml.t3.medium' }],
      App: ['AWS::SageMaker::App', { ResourceSpec: { InstanceType: 'ml.m5.xlarge' } }],
      Cluster: [
        'AWS::SageMaker::Cluster',
        { InstanceGroups: [{ InstanceGroupName: 'workers', InstanceType: 'ml.c5.xlarge', InstanceCount: 2 }] },
      ],
    },
    usage: { Endpoint: { processedGb: 100 }, App: { runHours: 40 } },
    sum: [2 * 730 * 0.115, 100 * 0.016, 730 * 0.05, 40 * 0.23, 2 * 730 * 0.204],
    monthly: '$513.04',
    leftOut: 1,
  },
  {
    name: 'images in a private and a public registry, and enhanced scans',
    page: 'ecr/pricing/',
    stack: {
      Private: ['AWS::ECR::Repository'],
      Public: ['AWS::ECR::PublicRepository'],
      Scans: ['AWS::ECR::RegistryScanningConfiguration', { ScanType: 'ENHANCED' }],
    },
    usage: { Private: { storedGb: 50 }, Public: { storedGb: 10, downloadedGb: 100 }, Scans: { images: 200 } },
    sum: [50 * 0.1, 10 * 0.1, 100 * 0.09, 200 * 0.09],
    monthly: '$33.00',
  },
]
