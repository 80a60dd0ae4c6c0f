import type { PriceModel } from '../model.js'
import { athenaCapacity } from './athena/capacity-reservation.js'
import { athenaWorkGroup } from './athena/work-group.js'
import { backupPlan } from './backup/backup-plan.js'
import { dataSyncTask } from './datasync/task.js'
import { daxCluster } from './dax/cluster.js'
import { docdbCluster } from './docdb/db-cluster.js'
import { docdbInstance } from './docdb/db-instance.js'
import { globalTable } from './dynamodb/global-table.js'
import { dynamodbTable } from './dynamodb/table.js'
import { efsFileSystem } from './efs/file-system.js'
import { cacheCluster } from './elasticache/cache-cluster.js'
import { replicationGroup } from './elasticache/replication-group.js'
import { serverlessCache } from './elasticache/serverless-cache.js'
import { elasticsearchDomain } from './elasticsearch/domain.js'
import { fsxFileSystem } from './fsx/file-system.js'
import { crawler } from './glue/crawler.js'
import { glueDatabase } from './glue/database.js'
import { devEndpoint } from './glue/dev-endpoint.js'
import { glueJob } from './glue/job.js'
import { mlTransform } from './glue/ml-transform.js'
import { gluePartition } from './glue/partition.js'
import { glueTable } from './glue/table.js'
import { neptuneCluster } from './neptune/db-cluster.js'
import { neptuneInstance } from './neptune/db-instance.js'
import { collection } from './opensearchserverless/collection.js'
import { searchDomain } from './opensearchservice/domain.js'
import { dbCluster } from './rds/db-cluster.js'
import { dbInstance } from './rds/db-instance.js'
import { dbProxy } from './rds/db-proxy.js'
import { dbProxyEndpoint } from './rds/db-proxy-endpoint.js'
import { globalCluster } from './rds/global-cluster.js'
import { redshiftCluster } from './redshift/cluster.js'
import { namespace } from './redshiftserverless/namespace.js'
import { workgroup } from './redshiftserverless/workgroup.js'
import { bucket } from './s3/bucket.js'
import { directoryBucket } from './s3express/directory-bucket.js'
import { objectLambdaAccessPoint } from './s3objectlambda/access-point.js'
import { timestreamDatabase } from './timestream/database.js'
import { timestreamTable } from './timestream/table.js'
import { transferServer } from './transfer/server.js'

export const DATA: readonly PriceModel[] = [
  athenaCapacity,
  athenaWorkGroup,
  backupPlan,
  bucket,
  cacheCluster,
  collection,
  crawler,
  dataSyncTask,
  daxCluster,
  dbCluster,
  dbInstance,
  dbProxy,
  dbProxyEndpoint,
  devEndpoint,
  directoryBucket,
  docdbCluster,
  docdbInstance,
  dynamodbTable,
  efsFileSystem,
  elasticsearchDomain,
  fsxFileSystem,
  globalCluster,
  globalTable,
  glueDatabase,
  glueJob,
  gluePartition,
  glueTable,
  mlTransform,
  namespace,
  neptuneCluster,
  neptuneInstance,
  objectLambdaAccessPoint,
  redshiftCluster,
  replicationGroup,
  searchDomain,
  serverlessCache,
  timestreamDatabase,
  timestreamTable,
  transferServer,
  workgroup,
]
