import { type InfracostRow, type Rule, row, to, type Values, without } from '../row.js'

const MONTH_HOURS = 730
const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer'

/** Source: https://aws.amazon.com/elasticloadbalancing/pricing/ (read 2025-10). Gigabytes come by the month and count by the hour. */
const CAPACITY: Rule = {
  name: 'capacityUnits',
  unit: 'LCU',
  keys: ['new_connections', 'active_connections', 'processed_bytes_gb', 'rule_evaluations'],
  of: ({ new_connections: fresh = 0, active_connections: open = 0, processed_bytes_gb: gb = 0, rule_evaluations: rules = 0 }: Values) =>
    Math.max(fresh / 25, open / 3000, gb / MONTH_HOURS, rules / 1000),
}

/** An express workflow is billed by 64 MB and by 100 ms. Source: https://aws.amazon.com/step-functions/pricing/ */
const EXPRESS: Rule = {
  name: 'gbSeconds',
  unit: 'GB-second',
  keys: ['memory_mb', 'workflow_duration_ms'],
  of({ monthly_requests: requests, memory_mb: memory, workflow_duration_ms: ms }: Values) {
    if (requests === undefined || memory === undefined || ms === undefined) return undefined
    return (requests * Math.ceil(memory / 64) * 64 * Math.ceil(ms / 100)) / 10_240
  },
}

const HOST = 'hosts and their reservations are not priced from a usage file'

/** Keys of Infracost's usage files (source: Infracost's reference of usage keys, read 2026-08). */
export const COMPUTE_ROWS: readonly InfracostRow[] = [
  row(
    'aws_lambda_function',
    'AWS::Lambda::Function',
    to('monthly_requests', 'requests', 'request'),
    to('request_duration_ms', 'durationMs', 'ms'),
  ),
  without(
    row('aws_lambda_provisioned_concurrency_config', []),
    ['monthly_duration_hrs', 'request_duration_ms', 'monthly_requests', 'architecture', 'memory_mb'],
    'the alias or version in the template says how much is provisioned',
  ),
  row('aws_autoscaling_group', 'AWS::AutoScaling::AutoScalingGroup', to('instances', 'averageInstances', 'instance')),
  row('aws_eks_node_group', 'AWS::EKS::Nodegroup', to('instances', 'averageNodes', 'node')),
  without(
    row('aws_instance', 'AWS::EC2::Instance'),
    ['monthly_hrs'],
    'an instance runs all month unless it is said otherwise with --what-if',
  ),
  without(row('aws_ec2_host', []), [], HOST),
  without(row('aws_cloudhsm_v2_hsm', []), ['monthly_hrs'], 'CloudFormation has no type for it'),
  without(
    row('aws_elastic_beanstalk_environment', 'AWS::ElasticBeanstalk::Environment'),
    [
      ...['additional_backup_storage_gb', 'monthly_standard_io_requests', 'monthly_additional_performance_insights_requests'].map(
        (key) => `db.${key}`,
      ),
      'ec2.monthly_cpu_credit_hrs',
      ...['storage_gb', 'monthly_data_ingested_gb', 'monthly_data_scanned_gb'].map((key) => `cloudwatch.${key}`),
      ...['new_connections', 'active_connections', 'processed_bytes_gb', 'rule_evaluations'].map((key) => `lb.${key}`),
      'elb.monthly_data_processed_gb',
    ],
    'what an environment makes is not in the template',
  ),
  row('aws_alb', LOAD_BALANCER, CAPACITY),
  row('aws_lb', LOAD_BALANCER, CAPACITY),
  row('aws_elb', 'AWS::ElasticLoadBalancing::LoadBalancer', to('monthly_data_processed_gb', 'processedGb', 'GB')),
  row(
    'aws_sfn_state_machine',
    'AWS::StepFunctions::StateMachine',
    to('monthly_transitions', 'transitions', 'transition'),
    to('monthly_requests', 'requests', 'request'),
    EXPRESS,
  ),
  row('aws_codebuild_project', 'AWS::CodeBuild::Project', to('monthly_build_mins', 'buildMinutes', 'minute')),
  row('aws_glue_job', 'AWS::Glue::Job', to('monthly_hours', 'runHours', 'hour')),
  row('aws_glue_crawler', 'AWS::Glue::Crawler', to('monthly_hours', 'dpuHours', 'DPU-hour')),
  without(
    row(
      'aws_mwaa_environment',
      'AWS::MWAA::Environment',
      to('additional_workers', 'workerHours', 'hour', MONTH_HOURS),
      to('meta_database_gb', 'storedGb', 'GB-month'),
    ),
    ['additional_schedulers'],
  ),
  row('aws_ecr_repository', 'AWS::ECR::Repository', to('storage_gb', 'storedGb', 'GB-month')),
  without(
    row('aws_ebs_snapshot', []),
    ['monthly_list_block_requests', 'monthly_get_block_requests', 'monthly_put_block_requests', 'fast_snapshot_restore_hours'],
    'CloudFormation has no type for it',
  ),
  row('aws_ebs_volume', 'AWS::EC2::Volume', to('monthly_standard_io_requests', 'ioRequests', 'request')),
]
