import { type InfracostRow, pieces, row, sum, times, to, without } from '../row.js'

const WORLD = [
  'us',
  'europe',
  'south_africa',
  'south_america',
  'japan',
  'australia',
  'asia_pacific',
  'india',
  'canada',
  'singapore',
  'south_korea',
  'indonesia',
]
const zones = (key: string): readonly string[] => WORLD.map((zone) => `${key}.${zone}`)
const RULES = 'the rules of the template say it'
const DIRECT = 'state outGb at the virtual interface'

/** Networks, messages and what watches over an account. */
export const SERVICE_ROWS: readonly InfracostRow[] = [
  row('aws_api_gateway_rest_api', 'AWS::ApiGateway::RestApi', to('monthly_requests', 'requests', 'request')),
  row(
    'aws_apigatewayv2_api',
    'AWS::ApiGatewayV2::Api',
    pieces('requests', 'request', 'monthly_requests', { size: 'request_size_kb', kb: 512 }),
    pieces('messages', 'message', 'monthly_messages', { size: 'message_size_kb', kb: 32 }),
    to('monthly_connection_mins', 'connectionMinutes', 'minute'),
  ),
  without(
    row(
      'aws_cloudfront_distribution',
      'AWS::CloudFront::Distribution',
      sum('internetOutGb', 'GB', zones('monthly_data_transfer_to_internet_gb')),
      sum('originGb', 'GB', zones('monthly_data_transfer_to_origin_gb')),
      sum('httpRequests', 'request', zones('monthly_http_requests')),
      sum('requests', 'request', zones('monthly_https_requests')),
      sum('shieldRequests', 'request', zones('monthly_shield_requests')),
      to('monthly_invalidation_requests', 'invalidatedPaths', 'path'),
    ),
    ['monthly_encryption_requests', 'monthly_log_lines', 'custom_ssl_certificates'],
  ),
  without(
    row('aws_globalaccelerator_endpoint_group', []),
    ['monthly_inbound_data_transfer_gb', 'monthly_outbound_data_transfer_gb'].flatMap(zones),
    'state premiumGb and internetOutGb at the accelerator',
  ),
  row('aws_nat_gateway', 'AWS::EC2::NatGateway', to('monthly_data_processed_gb', 'processedGb', 'GB')),
  row('aws_vpc_endpoint', 'AWS::EC2::VPCEndpoint', to('monthly_data_processed_gb', 'processedGb', 'GB')),
  row('aws_vpn_connection', 'AWS::EC2::VPNConnection', to('monthly_data_processed_gb', 'processedGb', 'GB')),
  row(
    'aws_ec2_transit_gateway_vpc_attachment',
    ['AWS::EC2::TransitGatewayAttachment', 'AWS::EC2::TransitGatewayVpcAttachment'],
    to('monthly_data_processed_gb', 'processedGb', 'GB'),
  ),
  row('aws_networkfirewall_firewall', 'AWS::NetworkFirewall::Firewall', to('monthly_data_processed_gb', 'processedGb', 'GB')),
  row(
    'aws_dx_gateway_association',
    'AWS::DirectConnect::DirectConnectGatewayAssociation',
    to('monthly_data_processed_gb', 'processedGb', 'GB'),
  ),
  without(
    row('aws_dx_connection', 'AWS::DirectConnect::Connection'),
    [
      'monthly_outbound_region_to_dx_location_gb',
      'monthly_outbound_from_region_to_dx_connection_location.us_east_1',
      'monthly_outbound_from_region_to_dx_connection_location.eu_west_2',
      'dx_virtual_interface_type',
      'dx_connection_type',
    ],
    DIRECT,
  ),
  without(
    row('aws_data_transfer', []),
    [
      'region',
      'monthly_intra_region_gb',
      'monthly_outbound_us_east_to_us_east_gb',
      'monthly_outbound_other_regions_gb',
      'monthly_outbound_internet_gb',
    ],
    'transfer is priced at the resource that it leaves: state internetOutGb or crossZoneGb there',
  ),
  row(
    'aws_transfer_server',
    'AWS::Transfer::Server',
    sum('transferredGb', 'GB', ['monthly_data_downloaded_gb', 'monthly_data_uploaded_gb']),
  ),
  row('aws_sqs_queue', 'AWS::SQS::Queue', pieces('requests', 'request', 'monthly_requests', { size: 'request_size_kb', kb: 64 })),
  without(
    row(
      'aws_sns_topic',
      'AWS::SNS::Topic',
      pieces('publishes', 'request', 'monthly_requests', { size: 'request_size_kb', kb: 64 }),
      times('httpDeliveries', 'notification', 'monthly_requests', ['http_subscriptions']),
      times('emails', 'notification', 'monthly_requests', ['email_subscriptions']),
      times('streamDeliveries', 'notification', 'monthly_requests', ['kinesis_subscriptions']),
      times('pushes', 'notification', 'monthly_requests', ['mobile_push_subscriptions', 'macos_subscriptions']),
    ),
    ['sms_subscriptions', 'sms_notification_price'],
    'text messages are not priced',
  ),
  without(row('aws_sns_topic_subscription', 'AWS::SNS::Subscription'), ['monthly_requests', 'request_size_kb'], 'state it at the topic'),
  without(
    row(
      'aws_cloudwatch_event_bus',
      'AWS::Events::EventBus',
      to('monthly_custom_events', 'events', 'event'),
      to('monthly_third_party_events', 'partnerEvents', 'event'),
    ),
    ['monthly_archive_processing_gb', 'archive_storage_gb', 'monthly_schema_discovery_events'],
    'archives and discoverers are resources of their own',
  ),
  row(
    'aws_cloudwatch_log_group',
    'AWS::Logs::LogGroup',
    to('storage_gb', 'storedGb', 'GB-month'),
    to('monthly_data_ingested_gb', 'ingestedGb', 'GB'),
    to('monthly_data_scanned_gb', 'queriedGb', 'GB'),
  ),
  row(
    'aws_cloudtrail',
    'AWS::CloudTrail::Trail',
    to('monthly_additional_management_events', 'copiedEvents', 'event'),
    to('monthly_data_events', 'dataEvents', 'event'),
    to('monthly_insight_events', 'insightEvents', 'event'),
  ),
  row('aws_config_config_rule', 'AWS::Config::ConfigRule', to('monthly_rule_evaluations', 'evaluations', 'evaluation')),
  ...['aws_config_organization_custom_rule', 'aws_config_organization_managed_rule'].map((name) =>
    row(name, 'AWS::Config::OrganizationConfigRule', to('monthly_rule_evaluations', 'evaluations', 'evaluation')),
  ),
  row(
    'aws_config_configuration_recorder',
    'AWS::Config::ConfigurationRecorder',
    sum('items', 'item', ['monthly_config_items', 'monthly_custom_config_items']),
  ),
  row('aws_secretsmanager_secret', 'AWS::SecretsManager::Secret', to('monthly_requests', 'requests', 'request')),
  without(row('aws_ssm_parameter', 'AWS::SSM::Parameter', to('monthly_api_interactions', 'requests', 'request')), [
    'api_throughput_limit',
    'parameter_storage_hrs',
  ]),
  without(row('aws_ssm_activation', []), ['instance_tier', 'instances'], 'CloudFormation has no type for it'),
  without(row('aws_waf_web_acl', 'AWS::WAF::WebACL', to('monthly_requests', 'requests', 'request')), ['rule_group_rules'], RULES),
  without(
    row('aws_wafv2_web_acl', 'AWS::WAFv2::WebACL', to('monthly_requests', 'requests', 'request')),
    ['rule_group_rules', 'managed_rule_group_rules'],
    RULES,
  ),
  without(
    row('aws_acmpca_certificate_authority', 'AWS::ACMPCA::CertificateAuthority'),
    ['monthly_requests'],
    'certificates are resources of their own',
  ),
  row(
    'aws_grafana_workspace',
    'AWS::Grafana::Workspace',
    to('editors_administrator_licenses', 'editors', 'user-month'),
    to('viewer_licenses', 'viewers', 'user-month'),
  ),
  row('aws_route53_resolver_endpoint', 'AWS::Route53Resolver::ResolverEndpoint', to('monthly_queries', 'queries', 'query')),
  without(
    row('aws_route53_record', 'AWS::Route53::RecordSet'),
    ['monthly_standard_queries', 'monthly_latency_based_queries', 'monthly_geo_queries'],
    'queries are priced at the hosted zone: state queries, latencyQueries and geoQueries there',
  ),
  without(row('aws_route53_health_check', 'AWS::Route53::HealthCheck'), ['endpoint_type'], 'the template says it'),
  without(row('aws_directory_service_directory', 'AWS::DirectoryService::MicrosoftAD'), [
    'additional_domain_controllers',
    'shared_accounts',
  ]),
  ...['aws_cloudformation_stack', 'aws_cloudformation_stack_set'].map((name) =>
    without(row(name, []), ['monthly_handler_operations', 'monthly_duration_secs'], 'operations of third-party types are not priced'),
  ),
]
