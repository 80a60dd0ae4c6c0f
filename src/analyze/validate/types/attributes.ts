import type { JsonObject } from '#core/index.js'

/** A map with these keys and no others. */
function map(properties: JsonObject): JsonObject {
  return { type: 'object', additionalProperties: false, properties }
}

const TEXT: JsonObject = { type: 'string' }
const FLAG: JsonObject = { type: 'boolean' }
const COUNT: JsonObject = { type: 'integer', minimum: 0 }
const PERCENT: JsonObject = { type: 'integer', minimum: 0, maximum: 100 }
// How CloudFormation writes a duration of at most twelve hours: PT1H30M.
const DURATION: JsonObject = { type: 'string', pattern: '^PT(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?$' }

const SIGNAL = map({ Count: { type: 'integer', minimum: 1 }, Timeout: DURATION })

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html, read 2026-11. */
export const CREATION_POLICIES: ReadonlyMap<string, JsonObject> = new Map([
  ['AWS::AppStream::Fleet', map({ StartFleet: FLAG })],
  [
    'AWS::AutoScaling::AutoScalingGroup',
    map({ AutoScalingCreationPolicy: map({ MinSuccessfulInstancesPercent: PERCENT }), ResourceSignal: SIGNAL }),
  ],
  ['AWS::CloudFormation::WaitCondition', map({ ResourceSignal: SIGNAL })],
  ['AWS::EC2::Instance', map({ ResourceSignal: SIGNAL })],
])

const PROCESSES = [
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'Launch',
  'ReplaceUnhealthy',
  'ScheduledActions',
  'Terminate',
]

const SEARCH_UPDATE = map({ EnableVersionUpgrade: FLAG })

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html, read 2026-11. */
export const UPDATE_POLICIES: ReadonlyMap<string, JsonObject> = new Map([
  ['AWS::AppStream::Fleet', map({ StopBeforeUpdate: map({ Type: FLAG }), StartAfterUpdate: map({ Type: FLAG }) })],
  [
    'AWS::AutoScaling::AutoScalingGroup',
    map({
      AutoScalingReplacingUpdate: map({ WillReplace: FLAG }),
      AutoScalingRollingUpdate: map({
        MaxBatchSize: { type: 'integer', minimum: 1 },
        MinActiveInstancesPercent: PERCENT,
        MinInstancesInService: COUNT,
        MinSuccessfulInstancesPercent: PERCENT,
        PauseTime: DURATION,
        SuspendProcesses: { type: 'array', items: { type: 'string', enum: PROCESSES } },
        WaitOnResourceSignals: FLAG,
      }),
      AutoScalingScheduledAction: map({ IgnoreUnmodifiedGroupSizeProperties: FLAG }),
    }),
  ],
  ['AWS::ElastiCache::ReplicationGroup', map({ UseOnlineResharding: FLAG })],
  ['AWS::Elasticsearch::Domain', SEARCH_UPDATE],
  [
    'AWS::Lambda::Alias',
    map({
      CodeDeployLambdaAliasUpdate: {
        ...map({ AfterAllowTrafficHook: TEXT, ApplicationName: TEXT, BeforeAllowTrafficHook: TEXT, DeploymentGroupName: TEXT }),
        required: ['ApplicationName', 'DeploymentGroupName'],
      },
    }),
  ],
  ['AWS::OpenSearchService::Domain', SEARCH_UPDATE],
])

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html, read 2026-11. */
export const SNAPSHOT_TYPES: ReadonlySet<string> = new Set([
  'AWS::DocDB::DBCluster',
  'AWS::EC2::Volume',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::Neptune::DBCluster',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::Redshift::Cluster',
])
