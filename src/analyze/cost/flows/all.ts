import type { Flow } from '../flow.js'
import { restApi } from './apigateway/rest-api.js'
import { restStage } from './apigateway/stage.js'
import { httpApi } from './apigatewayv2/api.js'
import { httpStage } from './apigatewayv2/stage.js'
import { dataSource } from './appsync/data-source.js'
import { eventApi } from './appsync/event-api.js'
import { graphqlApi } from './appsync/graphql-api.js'
import { resolver } from './appsync/resolver.js'
import { backupPlan } from './backup/backup-plan.js'
import { distribution } from './cloudfront/distribution.js'
import { userPool } from './cognito/user-pool.js'
import { dynamodbTable } from './dynamodb/table.js'
import { flowLog } from './ec2/flow-log.js'
import { natGateway } from './ec2/nat-gateway.js'
import { vpcEndpoint } from './ec2/vpc-endpoint.js'
import { ecsCluster } from './ecs/cluster.js'
import { ecsService } from './ecs/service.js'
import { taskDefinition } from './ecs/task-definition.js'
import { accessPoint } from './efs/access-point.js'
import { fileSystem } from './efs/file-system.js'
import { serverlessCache } from './elasticache/serverless-cache.js'
import { classicLoadBalancer } from './elasticloadbalancing/load-balancer.js'
import { loadBalancer } from './elasticloadbalancingv2/load-balancer.js'
import { apiDestination } from './events/api-destination.js'
import { archive } from './events/archive.js'
import { eventBus } from './events/event-bus.js'
import { rule } from './events/rule.js'
import { streamConsumer } from './kinesis/stream-consumer.js'
import { kinesisStream } from './kinesis/stream.js'
import { deliveryStream } from './kinesisfirehose/delivery-stream.js'
import { key } from './kms/key.js'
import { eventSourceMapping } from './lambda/event-source-mapping.js'
import { lambdaFunction } from './lambda/function.js'
import { lambdaUrl } from './lambda/url.js'
import { logGroup } from './logs/log-group.js'
import { pipe } from './pipes/pipe.js'
import { dbCluster } from './rds/db-cluster.js'
import { dbInstance } from './rds/db-instance.js'
import { bucket } from './s3/bucket.js'
import { schedule } from './scheduler/schedule.js'
import { secret } from './secretsmanager/secret.js'
import { topic } from './sns/topic.js'
import { queue } from './sqs/queue.js'
import { stateMachine } from './stepfunctions/state-machine.js'
import { loggingConfiguration } from './wafv2/logging-configuration.js'
import { webAcl } from './wafv2/web-acl.js'

export const ALL_FLOWS: readonly Flow[] = [
  accessPoint,
  apiDestination,
  archive,
  backupPlan,
  bucket,
  classicLoadBalancer,
  dataSource,
  dbCluster,
  dbInstance,
  deliveryStream,
  distribution,
  dynamodbTable,
  ecsCluster,
  ecsService,
  eventApi,
  eventBus,
  eventSourceMapping,
  fileSystem,
  flowLog,
  graphqlApi,
  httpApi,
  httpStage,
  key,
  kinesisStream,
  lambdaFunction,
  lambdaUrl,
  loadBalancer,
  logGroup,
  loggingConfiguration,
  natGateway,
  pipe,
  queue,
  resolver,
  restApi,
  restStage,
  rule,
  schedule,
  secret,
  serverlessCache,
  stateMachine,
  streamConsumer,
  taskDefinition,
  topic,
  userPool,
  vpcEndpoint,
  webAcl,
]

export const FLOWS: ReadonlyMap<string, Flow> = new Map(ALL_FLOWS.map((flow) => [flow.type, flow]))
