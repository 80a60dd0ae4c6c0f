import type { Flow } from '../flow.js'
import { restApi } from './apigateway/rest-api.js'
import { restStage } from './apigateway/stage.js'
import { httpApi } from './apigatewayv2/api.js'
import { httpStage } from './apigatewayv2/stage.js'
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
import { loadBalancer } from './elasticloadbalancingv2/load-balancer.js'
import { key } from './kms/key.js'
import { lambdaFunction } from './lambda/function.js'
import { lambdaUrl } from './lambda/url.js'
import { logGroup } from './logs/log-group.js'
import { dbCluster } from './rds/db-cluster.js'
import { dbInstance } from './rds/db-instance.js'
import { bucket } from './s3/bucket.js'
import { secret } from './secretsmanager/secret.js'
import { topic } from './sns/topic.js'
import { queue } from './sqs/queue.js'
import { loggingConfiguration } from './wafv2/logging-configuration.js'
import { webAcl } from './wafv2/web-acl.js'

export const ALL_FLOWS: readonly Flow[] = [
  backupPlan,
  bucket,
  dbCluster,
  dbInstance,
  distribution,
  dynamodbTable,
  ecsCluster,
  ecsService,
  flowLog,
  httpApi,
  httpStage,
  key,
  lambdaFunction,
  lambdaUrl,
  loadBalancer,
  logGroup,
  loggingConfiguration,
  natGateway,
  queue,
  restApi,
  restStage,
  secret,
  taskDefinition,
  topic,
  userPool,
  vpcEndpoint,
  webAcl,
]

export const FLOWS: ReadonlyMap<string, Flow> = new Map(ALL_FLOWS.map((flow) => [flow.type, flow]))
