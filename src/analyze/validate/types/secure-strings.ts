/**
 * The properties in which a secure string of Parameter Store is replaced.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm-secure-strings.html, read 2026-11.
 */
const PROPERTIES: ReadonlySet<string> = new Set([
  'AWS::DirectoryService::MicrosoftAD Password',
  'AWS::DirectoryService::SimpleAD Password',
  'AWS::ElastiCache::ReplicationGroup AuthToken',
  'AWS::IAM::User LoginProfile/Password',
  'AWS::KinesisFirehose::DeliveryStream RedshiftDestinationConfiguration/Password',
  'AWS::OpsWorks::App AppSource/Password',
  'AWS::OpsWorks::Stack CustomCookbooksSource/Password',
  'AWS::OpsWorks::Stack RdsDbInstances/DbPassword',
  'AWS::RDS::DBCluster MasterUserPassword',
  'AWS::RDS::DBInstance MasterUserPassword',
  'AWS::Redshift::Cluster MasterUserPassword',
])

const TYPES: ReadonlySet<string> = new Set([...PROPERTIES].map((row) => row.split(' ')[0] ?? ''))
const OF_AWS = /^AWS::/

/** `path`: below `Properties`. Positions in lists and functions around do not count. */
export function takesSecureString(type: string, path: readonly (string | number)[]): boolean {
  if (!OF_AWS.test(type)) return true
  const names = path.filter((step) => typeof step === 'string' && !step.startsWith('Fn::'))
  return TYPES.has(type) && PROPERTIES.has(`${type} ${names.join('/')}`)
}
