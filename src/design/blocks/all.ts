import { alarms } from './alarms.js'
import { auroraPostgres } from './aurora-postgres.js'
import { backupPlan } from './backup-plan.js'
import type { AnyBlock } from './block.js'
import { budget } from './budget.js'
import { cloudfrontVpcOrigin } from './cloudfront-vpc-origin.js'
import { cognitoUserPool } from './cognito-user-pool.js'
import { dataBucket } from './data-bucket.js'
import { dynamodbTable } from './dynamodb-table.js'
import { fargateService } from './fargate-service.js'
import { httpApi } from './http-api.js'
import { kmsKey } from './kms-key.js'
import { lambdaFunction } from './lambda-function.js'
import { loadBalancer } from './load-balancer.js'
import { logGroup } from './log-group.js'
import { queueWorker } from './queue-worker.js'
import { rdsPostgres } from './rds-postgres.js'
import { restApi } from './rest-api.js'
import { staticSite } from './static-site.js'
import { vpc } from './vpc.js'
import { webAcl } from './web-acl.js'

/** Every block, by id. */
export const ALL_BLOCKS: readonly AnyBlock[] = [
  alarms,
  auroraPostgres,
  backupPlan,
  budget,
  cloudfrontVpcOrigin,
  cognitoUserPool,
  dataBucket,
  dynamodbTable,
  fargateService,
  httpApi,
  kmsKey,
  lambdaFunction,
  loadBalancer,
  logGroup,
  queueWorker,
  rdsPostgres,
  restApi,
  staticSite,
  vpc,
  webAcl,
]
