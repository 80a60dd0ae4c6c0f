import { type InfracostRow, row, sum, to, without } from '../row.js'

const SECONDS_A_MONTH = 2_628_000
const ANALYTICS = ['AWS::KinesisAnalyticsV2::Application', 'AWS::KinesisAnalytics::Application']
const ELSEWHERE = 'it belongs to another resource: state it at the cluster'
const SNAPSHOT = 'CloudFormation has no type for it'

const S3_CLASSES: Readonly<Record<string, readonly string[]>> = {
  intelligent_tiering: [
    'frequent_access_storage_gb',
    'infrequent_access_storage_gb',
    'monitored_objects',
    'monthly_tier_1_requests',
    'monthly_tier_2_requests',
    'monthly_lifecycle_transition_requests',
    'monthly_select_data_scanned_gb',
    'monthly_select_data_returned_gb',
    'early_delete_gb',
  ],
  standard_infrequent_access: [
    'storage_gb',
    'monthly_tier_1_requests',
    'monthly_tier_2_requests',
    'monthly_lifecycle_transition_requests',
    'monthly_data_retrieval_gb',
    'monthly_select_data_scanned_gb',
    'monthly_select_data_returned_gb',
  ],
  one_zone_infrequent_access: [
    'storage_gb',
    'monthly_tier_1_requests',
    'monthly_tier_2_requests',
    'monthly_lifecycle_transition_requests',
    'monthly_data_retrieval_gb',
    'monthly_select_data_scanned_gb',
    'monthly_select_data_returned_gb',
  ],
  glacier_flexible_retrieval: [
    'storage_gb',
    'monthly_tier_1_requests',
    'monthly_tier_2_requests',
    'monthly_lifecycle_transition_requests',
    'monthly_standard_select_data_scanned_gb',
    'monthly_standard_select_data_returned_gb',
    'monthly_bulk_select_data_scanned_gb',
    'monthly_bulk_select_data_returned_gb',
    'monthly_expedited_select_data_scanned_gb',
    'monthly_expedited_select_data_returned_gb',
    'monthly_standard_data_retrieval_requests',
    'monthly_expedited_data_retrieval_requests',
    'monthly_standard_data_retrieval_gb',
    'monthly_expedited_data_retrieval_gb',
    'early_delete_gb',
  ],
  glacier_deep_archive: [
    'storage_gb',
    'monthly_tier_1_requests',
    'monthly_tier_2_requests',
    'monthly_lifecycle_transition_requests',
    'monthly_standard_data_retrieval_requests',
    'monthly_bulk_data_retrieval_requests',
    'monthly_standard_data_retrieval_gb',
    'monthly_bulk_data_retrieval_gb',
    'early_delete_gb',
  ],
  standard: ['monthly_select_data_scanned_gb', 'monthly_select_data_returned_gb'],
}

/** Stores and streams. */
export const DATA_ROWS: readonly InfracostRow[] = [
  without(
    row(
      'aws_dynamodb_table',
      'AWS::DynamoDB::Table',
      to('monthly_write_request_units', 'writeUnits', 'WRU'),
      to('monthly_read_request_units', 'readUnits', 'RRU'),
      to('storage_gb', 'storedGb', 'GB-month'),
      to('on_demand_backup_storage_gb', 'backupGb', 'GB-month'),
      to('monthly_data_restored_gb', 'restoredGb', 'GB'),
      to('monthly_streams_read_request_units', 'streamReads', 'sRRU'),
    ),
    ['pitr_backup_storage_gb'],
    'continuous backups are priced by the size of the table, storage_gb',
  ),
  without(
    row(
      'aws_s3_bucket',
      'AWS::S3::Bucket',
      to('standard.storage_gb', 'storedGb', 'GB-month'),
      to('standard.monthly_tier_1_requests', 'putRequests', 'request'),
      to('standard.monthly_tier_2_requests', 'getRequests', 'request'),
    ),
    ['object_tags', ...Object.entries(S3_CLASSES).flatMap(([name, keys]) => keys.map((key) => `${name}.${key}`))],
    'other storage classes and select are not priced from it',
  ),
  without(row('aws_s3_bucket_analytics_configuration', []), ['monthly_monitored_objects'], 'it is a property of the bucket'),
  without(row('aws_s3_bucket_inventory', []), ['monthly_listed_objects'], 'it is a property of the bucket: state inventoryObjects there'),
  without(row('aws_db_instance', 'AWS::RDS::DBInstance', to('additional_backup_storage_gb', 'backupGb', 'GB-month')), [
    'monthly_standard_io_requests',
    'monthly_additional_performance_insights_requests',
  ]),
  without(
    row(
      'aws_rds_cluster',
      'AWS::RDS::DBCluster',
      to('storage_gb', 'storedGb', 'GB-month'),
      sum('ioRequests', 'request', ['write_requests_per_sec', 'read_requests_per_sec'], SECONDS_A_MONTH),
      to('backup_snapshot_size_gb', 'backupGb', 'GB-month'),
      {
        name: 'changeRecords',
        unit: 'change-record',
        keys: ['average_statements_per_hr', 'change_records_per_statement', 'backtrack_window_hrs'],
        of({ average_statements_per_hr: statements, change_records_per_statement: each, backtrack_window_hrs: hours }) {
          return statements === undefined || each === undefined || hours === undefined ? undefined : statements * each * hours
        },
      },
    ),
    ['capacity_units_per_hr', 'snapshot_export_size_gb'],
    'state the capacity at the instances of the cluster',
  ),
  without(row('aws_rds_cluster_instance', 'AWS::RDS::DBInstance', to('capacity_units_per_hr', 'averageAcu', 'ACU')), [
    'monthly_additional_performance_insights_requests',
  ]),
  row('aws_docdb_cluster', 'AWS::DocDB::DBCluster', to('backup_storage_gb', 'backupGb', 'GB-month')),
  without(row('aws_docdb_cluster_instance', 'AWS::DocDB::DBInstance'), ['data_storage_gb', 'monthly_io_requests'], ELSEWHERE),
  without(row('aws_docdb_cluster_snapshot', []), ['backup_storage_gb'], SNAPSHOT),
  row(
    'aws_neptune_cluster',
    'AWS::Neptune::DBCluster',
    to('storage_gb', 'storedGb', 'GB-month'),
    to('monthly_io_requests', 'ioRequests', 'request'),
    to('backup_storage_gb', 'backupGb', 'GB-month'),
  ),
  row('aws_neptune_cluster_instance', 'AWS::Neptune::DBInstance'),
  without(row('aws_neptune_cluster_snapshot', []), ['backup_storage_gb'], SNAPSHOT),
  row('aws_elasticache_cluster', 'AWS::ElastiCache::CacheCluster', to('snapshot_storage_size_gb', 'snapshotGb', 'GB-month')),
  row('aws_elasticache_replication_group', 'AWS::ElastiCache::ReplicationGroup', to('snapshot_storage_size_gb', 'snapshotGb', 'GB-month')),
  without(
    row(
      'aws_redshift_cluster',
      'AWS::Redshift::Cluster',
      to('managed_storage_gb', 'storedGb', 'GB-month'),
      to('spectrum_data_scanned_tb', 'scannedTb', 'TB'),
    ),
    ['excess_concurrency_scaling_secs', 'backup_storage_gb'],
  ),
  without(
    row(
      'aws_efs_file_system',
      'AWS::EFS::FileSystem',
      to('storage_gb', 'storedGb', 'GB-month'),
      to('infrequent_access_storage_gb', 'infrequentGb', 'GB-month'),
      to('monthly_infrequent_access_read_gb', 'infrequentReadGb', 'GB'),
    ),
    ['monthly_infrequent_access_write_gb'],
  ),
  row('aws_fsx_windows_file_system', 'AWS::FSx::FileSystem', to('backup_storage_gb', 'backupGb', 'GB-month')),
  without(
    row(
      'aws_kinesis_stream',
      'AWS::Kinesis::Stream',
      to('monthly_on_demand_data_in_gb', 'inGb', 'GB'),
      to('monthly_on_demand_data_out_gb', 'outGb', 'GB'),
      to('monthly_on_demand_extended_retention_gb', 'extendedGb', 'GB-month'),
      sum('longTermGb', 'GB-month', ['monthly_on_demand_long_term_retention_gb', 'monthly_provisioned_long_term_retention_gb']),
      to('monthly_provisioned_put_units', 'putUnits', '25KB-unit'),
    ),
    [
      'monthly_on_demand_efo_data_out_gb',
      'monthly_provisioned_extended_retention_gb',
      'monthly_provisioned_long_term_retrieval_gb',
      'monthly_provisioned_efo_data_out_gb',
      'monthly_provisioned_efo_consumer_hours',
    ],
    'consumers are resources of their own, and shards keep data by the hour',
  ),
  row('aws_kinesis_firehose_delivery_stream', 'AWS::KinesisFirehose::DeliveryStream', to('monthly_data_ingested_gb', 'ingestedGb', 'GB')),
  ...['aws_kinesis_analytics_application', 'aws_kinesisanalyticsv2_application'].map((name) =>
    without(row(name, ANALYTICS, to('kinesis_processing_units', 'averageKpu', 'KPU')), ['durable_application_backup_gb']),
  ),
  without(row('aws_kinesisanalyticsv2_application_snapshot', []), ['durable_application_backup_gb'], SNAPSHOT),
  row('aws_mq_broker', 'AWS::AmazonMQ::Broker', to('storage_size_gb', 'storedGb', 'GB-month')),
  without(
    row('aws_glue_catalog_database', 'AWS::Glue::Database', {
      name: 'catalogRequests',
      unit: 'request',
      keys: ['monthly_requests'],
      of: ({ monthly_requests: requests = 0 }) => Math.max(0, requests - 1_000_000),
    }),
    ['monthly_objects'],
  ),
  without(
    row('aws_backup_vault', 'AWS::Backup::BackupVault'),
    [
      'monthly_efs_warm_restore_gb',
      'monthly_efs_cold_restore_gb',
      'monthly_efs_item_restore_requests',
      'monthly_efs_warm_backup_gb',
      'monthly_efs_cold_backup_gb',
      'monthly_ebs_snapshot_gb',
      'monthly_rds_snapshot_gb',
      'monthly_aurora_snapshot_gb',
      'monthly_dynamodb_backup_gb',
      'monthly_dynamodb_restore_gb',
      'monthly_fsx_windows_backup_gb',
      'monthly_fsx_lustre_backup_gb',
    ],
    'backups are priced at the plan that makes them',
  ),
]
