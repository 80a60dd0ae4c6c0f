import type { PriceModel } from '../model.js'
import { broker } from './amazonmq/broker.js'
import { amplifyApp } from './amplify/app.js'
import { buildProject } from './codebuild/project.js'
import { pipeline } from './codepipeline/pipeline.js'
import { apiDestination } from './events/api-destination.js'
import { archive } from './events/archive.js'
import { eventBus } from './events/event-bus.js'
import { discoverer } from './eventschemas/discoverer.js'
import { connector } from './kafkaconnect/connector.js'
import { streamConsumer } from './kinesis/stream-consumer.js'
import { kinesisStream } from './kinesis/stream.js'
import { sqlApplication } from './kinesisanalytics/application.js'
import { flinkApplication } from './kinesisanalyticsv2/application.js'
import { deliveryStream } from './kinesisfirehose/delivery-stream.js'
import { mskCluster } from './msk/cluster.js'
import { mskServerlessCluster } from './msk/serverless-cluster.js'
import { airflowEnvironment } from './mwaa/environment.js'
import { pipe } from './pipes/pipe.js'
import { schedule } from './scheduler/schedule.js'
import { emailIdentity } from './ses/email-identity.js'
import { topic } from './sns/topic.js'
import { queue } from './sqs/queue.js'
import { stateMachine } from './stepfunctions/state-machine.js'

export const INTEGRATION: readonly PriceModel[] = [
  airflowEnvironment,
  amplifyApp,
  apiDestination,
  archive,
  broker,
  buildProject,
  connector,
  deliveryStream,
  discoverer,
  emailIdentity,
  eventBus,
  flinkApplication,
  kinesisStream,
  mskCluster,
  mskServerlessCluster,
  pipe,
  pipeline,
  queue,
  schedule,
  sqlApplication,
  stateMachine,
  streamConsumer,
  topic,
]
