export { ALL_BLOCKS } from './all.js'
export { alarms, type Watch } from './alarms.js'
export { backupPlan } from './backup-plan.js'
export { type AnyBlock, type Picks, type Site } from './block.js'
export { auroraPostgres } from './aurora-postgres.js'
export { BUDGET_TYPE, budget } from './budget.js'
export { cognitoUserPool, type UserPoolPorts } from './cognito-user-pool.js'
export { cloudfrontVpcOrigin } from './cloudfront-vpc-origin.js'
export {
  hasVpcOrigins,
  knowsCloudFrontPrefixList,
  PREFIX_LIST_PARAMETER,
  takesCloudFrontLogs,
  vpcOriginZones,
} from './cloudfront-regions.js'
export {
  connectDatabase,
  connectTable,
  openBucketToContainer,
  openBucketToFunction,
  openTableToFunction,
  useBucket,
  useDataApi,
  useKey,
  useTable,
  useTableKey,
} from './connect.js'
export { dataBucket } from './data-bucket.js'
export { dynamodbTable } from './dynamodb-table.js'
export { fargateService } from './fargate-service.js'
export { httpApi } from './http-api.js'
export { kmsKey } from './kms-key.js'
export { lambdaFunction } from './lambda-function.js'
export { loadBalancer } from './load-balancer.js'
export { queueWorker } from './queue-worker.js'
export { rdsPostgres } from './rds-postgres.js'
export { restApi } from './rest-api.js'
export { staticSite } from './static-site.js'
export { vpc } from './vpc.js'
export { webAcl } from './web-acl.js'
