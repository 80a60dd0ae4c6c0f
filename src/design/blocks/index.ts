export { ALL_BLOCKS } from './all.js'
export { alarms, type Watch } from './alarms.js'
export { backupPlan, type BackupPorts } from './backup-plan.js'
export { type AnyBlock, type Block, type DefinedBlock, keeping, type Picks, type Site } from './block.js'
export { type AuroraPorts, auroraPostgres } from './aurora-postgres.js'
export { budget } from './budget.js'
export { cognitoUserPool, type UserPoolPorts } from './cognito-user-pool.js'
export { cloudfrontVpcOrigin } from './cloudfront-vpc-origin.js'
export {
  hasVpcOrigins,
  knowsCloudFrontPrefixList,
  PREFIX_LIST_PARAMETER,
  takesCloudFrontLogs,
  vpcOriginZones,
} from './cloudfront-regions.js'
export { connectDatabase, connectTable, useBucket, useDataApi, useKey, useTable } from './connect.js'
export { type BucketPorts, dataBucket } from './data-bucket.js'
export { dynamodbTable } from './dynamodb-table.js'
export { CONTAINER, fargateService, type FargatePorts } from './fargate-service.js'
export { httpApi } from './http-api.js'
export { kmsKey } from './kms-key.js'
export { lambdaFunction } from './lambda-function.js'
export { loadBalancer, type LoadBalancerPorts } from './load-balancer.js'
export { logGroup } from './log-group.js'
export { queueWorker, type QueueWorkerPorts } from './queue-worker.js'
export { type PostgresPorts, rdsPostgres } from './rds-postgres.js'
export { restApi, type RestApiPorts } from './rest-api.js'
export { staticSite } from './static-site.js'
export { vpc, type VpcPorts } from './vpc.js'
export { webAcl, type WebAclPorts } from './web-acl.js'
