import type { EventEntry, Target } from './types.js'
import { accessPolicies } from './event-source-access.js'
import type { Expansion } from './expansion.js'
import { called, putFor } from './permissions.js'
import { isIntrinsic, isObj, type Obj, obj, pick, text, type Value, isThere } from './values.js'

interface Kind {
  /** The property that names the source; undefined: it has none. */
  readonly arn?: string
  /** The managed policy with which it is polled. */
  readonly managed?: string
  /** Where Kafka's own settings go. */
  readonly kafka?: string
}

/** Properties that go to the mapping as they are. */
const AS_THEY_ARE = [
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
const KINDS: Readonly<Record<string, Kind>> = {
  SQS: { arn: 'Queue', managed: 'service-role/AWSLambdaSQSQueueExecutionRole' },
  Kinesis: { arn: 'Stream', managed: 'service-role/AWSLambdaKinesisExecutionRole' },
  DynamoDB: { arn: 'Stream', managed: 'service-role/AWSLambdaDynamoDBExecutionRole' },
  MSK: { arn: 'Stream', managed: 'service-role/AWSLambdaMSKExecutionRole', kafka: 'AmazonManagedKafkaEventSourceConfig' },
  MQ: { arn: 'Broker' },
  SelfManagedKafka: { kafka: 'SelfManagedKafkaEventSourceConfig' },
  DocumentDB: { arn: 'Cluster' },
}

const DESTINATION_ACTIONS: Readonly<Record<string, string>> = { SQS: 'sqs:SendMessage', SNS: 'sns:Publish' }

/** An event that Lambda polls: a mapping, and what the role needs for it. */
export function eventSource(expansion: Expansion, target: Target, event: EventEntry): void {
  const kind = KINDS[event.type] ?? {}
  const { properties } = event
  checkFilter(expansion, target, event)
  const servers = properties['KafkaBootstrapServers']
  const made = {
    FunctionName: called(target),
    ...pick(properties, AS_THEY_ARE),
    ...obj({
      EventSourceArn: kind.arn === undefined ? undefined : properties[kind.arn],
      DestinationConfig: destination(expansion, target, event),
      SelfManagedEventSource: isThere(servers) ? { Endpoints: { KafkaBootstrapServers: servers } } : undefined,
      DocumentDBEventSourceConfig:
        event.type === 'DocumentDB' ? pick(properties, ['DatabaseName', 'CollectionName', 'FullDocument']) : undefined,
    }),
    ...kafkaSettings(expansion, target, event, kind.kafka),
  }
  putFor(expansion, target, event.id, { Type: 'AWS::Lambda::EventSourceMapping', Properties: made })
  if (kind.managed !== undefined) target.role?.arns.push(expansion.arn(`iam::aws:policy/${kind.managed}`))
  target.role?.inline.push(...accessPolicies(expansion, target, event), ...destinationPolicies(event))
}

function kafkaSettings(expansion: Expansion, target: Target, event: EventEntry, place: string | undefined): Obj {
  const { ConsumerGroupId, SchemaRegistryConfig } = event.properties
  if (ConsumerGroupId !== undefined && place === undefined)
    expansion.rejectEvent(target.source, event.name, `property ConsumerGroupId is not defined for an event of type ${event.type}`)
  const settings = obj({ ConsumerGroupId, SchemaRegistryConfig })
  return place === undefined || Object.keys(settings).length === 0 ? {} : { [place]: settings }
}

function checkFilter(expansion: Expansion, target: Target, event: EventEntry): void {
  const filter = event.properties['FilterCriteria']
  if (!isObj(filter) || isIntrinsic(filter)) return
  if (Object.keys(filter).some((key) => key !== 'Filters'))
    expansion.rejectEvent(target.source, event.name, "'FilterCriteria' must be a map with 'Filters' only")
}

/** The failure destination without SAM's `Type`. */
function destination(expansion: Expansion, target: Target, event: EventEntry): Value | undefined {
  const given = event.properties['DestinationConfig']
  if (!isObj(given)) return given
  const failure = given['OnFailure']
  if (!isObj(failure)) return expansion.rejectEvent(target.source, event.name, "property 'DestinationConfig.OnFailure' should be a map")
  const { Type: type, ...rest } = failure
  const kind = text(type)
  if (isThere(type) && (kind === undefined || !['SQS', 'SNS', 'S3', 'Kafka'].includes(kind)))
    expansion.rejectEvent(
      target.source,
      event.name,
      `the 'Type' of a failure destination is ${JSON.stringify(type)}; it is one of SQS, SNS, S3, Kafka`,
    )
  return { ...given, OnFailure: rest }
}

/** The right to write to the failure destination. */
function destinationPolicies(event: EventEntry): Obj[] {
  const given = event.properties['DestinationConfig']
  const failure = isObj(given) ? given['OnFailure'] : undefined
  if (!isObj(failure)) return []
  const kind = text(failure['Type'])
  const arn = failure['Destination'] ?? null
  const allow = (Action: string, Resource: Value): Obj => ({ Action, Effect: 'Allow', Resource })
  const policy = (Statement: Obj[]): Obj[] => [{ PolicyName: `${event.id}${kind ?? ''}Policy`, PolicyDocument: { Statement } }]
  if (kind === 'S3') return policy([allow('s3:PutObject', { 'Fn::Join': ['/', [arn, '*']] }), allow('s3:ListBucket', arn)])
  const action = kind === undefined ? undefined : DESTINATION_ACTIONS[kind]
  return action === undefined ? [] : policy([allow(action, arn)])
}
