import type { EventEntry, Target } from './types.js'
import type { Expansion } from './expansion.js'
import { called, putFor } from './permissions.js'
import { isIntrinsic, isList, isObj, listOf, type Obj, obj, objOr, pick, text, type Value } from './values.js'

interface Kind {
  /** The property that names the source; undefined: it has none. */
  readonly arn?: string
  readonly needs: readonly string[]
  readonly managed?: string
  readonly own: readonly string[]
}

/** Properties that every kind takes to its event source mapping. */
const COMMON = [
  'BatchSize',
  'StartingPosition',
  'StartingPositionTimestamp',
  'Enabled',
  'MaximumBatchingWindowInSeconds',
  'MaximumRetryAttempts',
  'BisectBatchOnFunctionError',
  'MaximumRecordAgeInSeconds',
  'ParallelizationFactor',
  'Topics',
  'Queues',
  'SourceAccessConfigurations',
  'TumblingWindowInSeconds',
  'FunctionResponseTypes',
  'KmsKeyArn',
  'FilterCriteria',
  'ScalingConfig',
  'ProvisionedPollerConfig',
  'MetricsConfig',
  'LoggingConfig',
] as const

/** Events that Lambda polls. Source: AWS SAM developer guide, "EventSource", read 2026-11-21. */
export const EVENT_SOURCES: Readonly<Record<string, Kind>> = {
  SQS: { arn: 'Queue', needs: ['Queue'], managed: 'service-role/AWSLambdaSQSQueueExecutionRole', own: [] },
  Kinesis: { arn: 'Stream', needs: ['Stream', 'StartingPosition'], managed: 'service-role/AWSLambdaKinesisExecutionRole', own: [] },
  DynamoDB: { arn: 'Stream', needs: ['Stream', 'StartingPosition'], managed: 'service-role/AWSLambdaDynamoDBExecutionRole', own: [] },
  MSK: {
    arn: 'Stream',
    needs: ['Stream', 'StartingPosition'],
    managed: 'service-role/AWSLambdaMSKExecutionRole',
    own: ['ConsumerGroupId', 'SchemaRegistryConfig'],
  },
  MQ: { arn: 'Broker', needs: ['Broker'], own: ['DynamicPolicyName'] },
  SelfManagedKafka: { needs: [], own: ['ConsumerGroupId', 'KafkaBootstrapServers', 'SchemaRegistryConfig'] },
  DocumentDB: {
    arn: 'Cluster',
    needs: ['Cluster', 'DatabaseName'],
    own: ['DatabaseName', 'CollectionName', 'FullDocument', 'SecretsManagerKmsKeyId'],
  },
}

const DESTINATION_ACTIONS: Readonly<Record<string, string>> = { SQS: 'sqs:SendMessage', SNS: 'sns:Publish' }

/** An event that Lambda polls: a mapping, and what the role needs for it. */
export function eventSource(expansion: Expansion, target: Target, event: EventEntry): void {
  const kind = EVENT_SOURCES[event.type]
  if (kind === undefined) return
  const { properties } = event
  const known = [
    ...COMMON,
    ...kind.own,
    ...(kind.arn === undefined ? [] : [kind.arn]),
    'DestinationConfig',
    'FunctionName',
    'SecretsManagerKmsKeyId',
    'ConsumerGroupId',
  ]
  for (const key of Object.keys(properties))
    if (!known.includes(key))
      expansion.rejectEvent(target.source, event.name, `property ${key} is not defined for an event of type ${event.type}`)
  const missing = kind.needs.filter((key) => properties[key] === undefined || properties[key] === null)
  if (missing.length > 0) {
    expansion.reject(
      target.source.id,
      `${event.id} (event ${event.name}): missing required property ${missing.map((key) => `'${key}'`).join(', ')}`,
      ['Properties', 'Events', event.name],
    )
    return
  }
  const made = {
    FunctionName: called(target),
    ...pick(properties, COMMON),
    ...obj({
      EventSourceArn: kind.arn === undefined ? undefined : properties[kind.arn],
      DestinationConfig: destination(expansion, target, event),
    }),
    ...ownFields(expansion, target, event),
  }
  putFor(expansion, target, event.id, { Type: 'AWS::Lambda::EventSourceMapping', Properties: made })
  if (kind.managed !== undefined) target.role?.arns.push(expansion.arn(`iam::aws:policy/${kind.managed}`))
}

/** The failure destination without SAM's `Type`, and the right to write there. */
function destination(expansion: Expansion, target: Target, event: EventEntry): Value | undefined {
  const given = event.properties['DestinationConfig']
  if (given === undefined) return undefined
  const failure = objOr(given)['OnFailure']
  if (!isObj(failure)) {
    expansion.rejectEvent(target.source, event.name, "'OnFailure' is a required field for 'DestinationConfig'")
    return undefined
  }
  const { Type: type, ...rest } = failure
  const arn = rest['Destination']
  const kind = text(type === undefined ? undefined : expansion.resolve(type))
  if (kind !== undefined && arn !== undefined) grantDestination(expansion, target, event, { kind, arn })
  return { OnFailure: rest }
}

function grantDestination(
  expansion: Expansion,
  target: Target,
  event: EventEntry,
  to: { readonly kind: string; readonly arn: Value },
): void {
  const { kind, arn } = to
  const grant = (statements: Obj[], version: Obj): void => {
    target.role?.inline.push({ PolicyName: `${event.id}${kind}Policy`, PolicyDocument: { ...version, Statement: statements } })
  }
  if (kind === 'Kafka') return
  if (kind === 'S3') {
    const objects = { 'Fn::Join': ['/', [arn, '*']] }
    grant(
      [
        { Action: 's3:PutObject', Effect: 'Allow', Resource: objects },
        { Action: 's3:ListBucket', Effect: 'Allow', Resource: arn },
      ],
      {},
    )
    return
  }
  const action = DESTINATION_ACTIONS[kind]
  if (action === undefined)
    return expansion.rejectEvent(
      target.source,
      event.name,
      `'Type: ${kind}' is no kind of failure destination; it is one of SQS, SNS, S3, Kafka`,
    )
  grant([{ Action: action, Effect: 'Allow', Resource: arn }], {})
}

function ownFields(expansion: Expansion, target: Target, event: EventEntry): Obj {
  const { properties } = event
  const group = obj({ ConsumerGroupId: properties['ConsumerGroupId'], SchemaRegistryConfig: properties['SchemaRegistryConfig'] })
  if (event.type === 'MSK') {
    mskPolicy(expansion, target, event)
    return Object.keys(group).length === 0 ? {} : { AmazonManagedKafkaEventSourceConfig: group }
  }
  if (event.type === 'MQ') return broker(expansion, target, event)
  if (event.type === 'SelfManagedKafka') return kafka(expansion, target, event)
  if (event.type === 'DocumentDB') return documents(expansion, target, event)
  return {}
}

/** The secret of the one BASIC_AUTH entry; undefined after a report. */
function basicAuth(expansion: Expansion, target: Target, event: EventEntry): Value | undefined {
  const list = event.properties['SourceAccessConfigurations']
  const reject = (message: string): undefined => expansion.rejectEvent(target.source, event.name, message)
  if (!isList(list) || list.length === 0) return reject(`no SourceAccessConfigurations for an event of type ${event.type} provided`)
  const basic = list.filter((entry) => objOr(entry)['Type'] === 'BASIC_AUTH')
  if (basic.length === 0) return reject('SourceAccessConfigurations needs an entry of type BASIC_AUTH')
  if (basic.length > 1) return reject('multiple BASIC_AUTH entries in SourceAccessConfigurations')
  const uri = objOr(basic[0])['URI']
  return uri === undefined ? reject('the BASIC_AUTH entry of SourceAccessConfigurations has no URI') : uri
}

function decrypt(kmsKey: Value | undefined): Obj[] {
  if (kmsKey === undefined) return []
  const resource = { 'Fn::Sub': ['arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${key}', { key: kmsKey }] }
  return [{ Action: 'kms:Decrypt', Effect: 'Allow', Resource: resource }]
}

function broker(expansion: Expansion, target: Target, event: EventEntry): Obj {
  const secret = basicAuth(expansion, target, event)
  if (secret === undefined) return {}
  const { properties } = event
  const statements: Obj[] = [
    { Action: ['secretsmanager:GetSecretValue'], Effect: 'Allow', Resource: secret },
    { Action: ['mq:DescribeBroker'], Effect: 'Allow', Resource: properties['Broker'] ?? null },
    ...decrypt(properties['SecretsManagerKmsKeyId']),
  ]
  const name = properties['DynamicPolicyName'] === true ? `${event.id}AMQPolicy` : 'SamAutoGeneratedAMQPolicy'
  target.role?.inline.push({ PolicyName: name, PolicyDocument: { Statement: statements } })
  return {}
}

function documents(expansion: Expansion, target: Target, event: EventEntry): Obj {
  const secret = basicAuth(expansion, target, event)
  if (secret === undefined) return {}
  const { properties } = event
  const statements: Obj[] = [
    { Action: ['secretsmanager:GetSecretValue'], Effect: 'Allow', Resource: secret },
    {
      Action: ['rds:DescribeDBClusterParameters'],
      Effect: 'Allow',
      Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster-pg:*' },
    },
    {
      Action: ['rds:DescribeDBSubnetGroups'],
      Effect: 'Allow',
      Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:subgrp:*' },
    },
    { Action: ['rds:DescribeDBClusters'], Effect: 'Allow', Resource: properties['Cluster'] ?? null },
    { Action: NETWORK, Effect: 'Allow', Resource: '*' },
    ...decrypt(properties['SecretsManagerKmsKeyId']),
  ]
  target.role?.inline.push({ PolicyName: 'SamAutoGeneratedDocumentDBPolicy', PolicyDocument: { Statement: statements } })
  return { DocumentDBEventSourceConfig: pick(properties, ['DatabaseName', 'CollectionName', 'FullDocument']) }
}

const NETWORK = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
]

/** What the role needs for the secrets of an MSK source and for its schema registry. */
function mskPolicy(expansion: Expansion, target: Target, event: EventEntry): void {
  const registry = objOr(event.properties['SchemaRegistryConfig'])
  if (registry['SchemaRegistryURI'] !== undefined || registry['AccessConfigs'] !== undefined)
    return expansion.rejectEvent(target.source, event.name, "'SchemaRegistryConfig' of an MSK event is not supported yet")
  const secrets = listOf(event.properties['SourceAccessConfigurations']).flatMap((entry) => {
    const { Type, URI } = objOr(entry)
    return Type === 'CLIENT_CERTIFICATE_TLS_AUTH' && URI !== undefined ? [URI] : []
  })
  if (secrets.length === 0) return
  const statement = secrets.map((secret): Obj => ({ Action: ['secretsmanager:GetSecretValue'], Effect: 'Allow', Resource: secret }))
  target.role?.inline.push({ PolicyName: 'MSKExecutionRolePolicy', PolicyDocument: { Statement: statement } })
}

function kafka(expansion: Expansion, target: Target, event: EventEntry): Obj {
  const { properties } = event
  const configurations = properties['SourceAccessConfigurations']
  if (properties['Topics'] === undefined)
    expansion.rejectEvent(target.source, event.name, 'no Topics provided for self managed kafka as an event source')
  else if (listOf(properties['Topics']).length !== 1 && !isIntrinsic(properties['Topics']))
    expansion.rejectEvent(target.source, event.name, 'a self managed kafka event takes exactly one topic')
  if (configurations !== undefined && !isList(configurations))
    expansion.rejectEvent(target.source, event.name, 'SourceAccessConfigurations for self managed kafka event should be a list')
  const servers = properties['KafkaBootstrapServers']
  const statements = kafkaStatements(expansion, target, event)
  if (statements.length > 0)
    target.role?.inline.push({
      PolicyName: 'SelfManagedKafkaExecutionRolePolicy',
      PolicyDocument: { Version: '2012-10-17', Statement: statements },
    })
  const group = obj({ ConsumerGroupId: properties['ConsumerGroupId'], SchemaRegistryConfig: properties['SchemaRegistryConfig'] })
  return obj({
    SelfManagedEventSource: servers === undefined ? undefined : { Endpoints: { KafkaBootstrapServers: servers } },
    SelfManagedKafkaEventSourceConfig: Object.keys(group).length === 0 ? undefined : group,
  })
}

function kafkaStatements(expansion: Expansion, target: Target, event: EventEntry): Obj[] {
  const entries = listOf(event.properties['SourceAccessConfigurations']).map(objOr)
  const types = entries.map((entry) => text(entry['Type']))
  if (types.includes('VPC_SUBNET') !== types.includes('VPC_SECURITY_GROUP'))
    expansion.rejectEvent(
      target.source,
      event.name,
      'VPC_SUBNET and VPC_SECURITY_GROUP in SourceAccessConfigurations must both be provided',
    )
  const secrets = entries.flatMap(({ Type, URI }) =>
    typeof Type === 'string' && /_AUTH$|CERTIFICATE/.test(Type) && URI !== undefined ? [URI] : [],
  )
  const read: Obj[] = secrets.map((secret) => ({ Action: ['secretsmanager:GetSecretValue'], Effect: 'Allow', Resource: secret }))
  const network: Obj[] = types.includes('VPC_SUBNET') ? [{ Action: NETWORK, Effect: 'Allow', Resource: '*' }] : []
  return [...read, ...network, ...decrypt(event.properties['SecretsManagerKmsKeyId'])]
}
