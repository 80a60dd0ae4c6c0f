import type { PriceModel } from '../model.js'
import { restApi } from './apigateway/rest-api.js'
import { restStage } from './apigateway/stage.js'
import { httpOrWebSocketApi } from './apigatewayv2/api.js'
import { backupPlan } from './backup/backup-plan.js'
import { distribution } from './cloudfront/distribution.js'
import { alarm } from './cloudwatch/alarm.js'
import { compositeAlarm } from './cloudwatch/composite-alarm.js'
import { dashboard } from './cloudwatch/dashboard.js'
import { userPool } from './cognito/user-pool.js'
import { dynamodbTable } from './dynamodb/table.js'
import { elasticIp } from './ec2/eip.js'
import { flowLog } from './ec2/flow-log.js'
import { instance } from './ec2/instance.js'
import { natGateway } from './ec2/nat-gateway.js'
import { volume } from './ec2/volume.js'
import { vpcEndpoint } from './ec2/vpc-endpoint.js'
import { repository } from './ecr/repository.js'
import { ecsCluster } from './ecs/cluster.js'
import { ecsService } from './ecs/service.js'
import { cacheCluster } from './elasticache/cache-cluster.js'
import { replicationGroup } from './elasticache/replication-group.js'
import { loadBalancer } from './elasticloadbalancingv2/load-balancer.js'
import { key } from './kms/key.js'
import { lambdaAlias } from './lambda/alias.js'
import { lambdaFunction } from './lambda/function.js'
import { lambdaUrl } from './lambda/url.js'
import { lambdaVersion } from './lambda/version.js'
import { logGroup } from './logs/log-group.js'
import { metricFilter } from './logs/metric-filter.js'
import { dbCluster } from './rds/db-cluster.js'
import { dbInstance } from './rds/db-instance.js'
import { hostedZone } from './route53/hosted-zone.js'
import { bucket } from './s3/bucket.js'
import { secret } from './secretsmanager/secret.js'
import { topic } from './sns/topic.js'
import { queue } from './sqs/queue.js'
import { parameter } from './ssm/parameter.js'
import { webAcl } from './wafv2/web-acl.js'

export const ALL_MODELS: readonly PriceModel[] = [
  alarm,
  backupPlan,
  bucket,
  cacheCluster,
  compositeAlarm,
  dashboard,
  dbCluster,
  dbInstance,
  distribution,
  dynamodbTable,
  ecsCluster,
  ecsService,
  elasticIp,
  flowLog,
  hostedZone,
  httpOrWebSocketApi,
  instance,
  key,
  lambdaAlias,
  lambdaFunction,
  lambdaUrl,
  lambdaVersion,
  loadBalancer,
  logGroup,
  metricFilter,
  natGateway,
  parameter,
  queue,
  replicationGroup,
  repository,
  restApi,
  restStage,
  secret,
  topic,
  userPool,
  volume,
  vpcEndpoint,
  webAcl,
]

export const MODELS: ReadonlyMap<string, PriceModel> = new Map(ALL_MODELS.map((model) => [model.type, model]))
