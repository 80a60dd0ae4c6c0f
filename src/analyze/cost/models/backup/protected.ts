import type { Query, Resource } from '#graph/index.js'

const SELECTION = 'AWS::Backup::BackupSelection'

/** Kinds of resources that AWS Backup keeps copies of, with the price of a gigabyte kept. */
export const PROTECTED: readonly { readonly type: string; readonly usage: string; readonly title: string; readonly price: string }[] = [
  { type: 'AWS::DynamoDB::Table', usage: 'tableGb', title: 'Backups of tables', price: 'backup.dynamodb_warm' },
  { type: 'AWS::S3::Bucket', usage: 'bucketGb', title: 'Backups of buckets', price: 'backup.s3_warm' },
  // The book has no price of AWS Backup for databases; it is that of their own backups.
  { type: 'AWS::RDS::DBInstance', usage: 'databaseGb', title: 'Backups of databases', price: 'rds.backup_storage' },
  { type: 'AWS::RDS::DBCluster', usage: 'clusterGb', title: 'Backups of Aurora clusters', price: 'aurora.backup' },
  { type: 'AWS::DocDB::DBCluster', usage: 'documentGb', title: 'Backups of document databases', price: 'docdb.backup' },
  { type: 'AWS::Neptune::DBCluster', usage: 'graphGb', title: 'Backups of graph databases', price: 'neptune.backup' },
  { type: 'AWS::EFS::FileSystem', usage: 'fileGb', title: 'Backups of file systems', price: 'backup.efs_warm' },
  { type: 'AWS::EC2::Volume', usage: 'volumeGb', title: 'Backups of volumes', price: 'ebs.snapshot' },
  { type: 'AWS::EC2::Instance', usage: 'instanceGb', title: 'Backups of instances', price: 'ebs.snapshot' },
]

/** Resources of the template that a plan's selections name. Selections by tag name none. */
export function selectedBy(plan: Resource, q: Query): readonly Resource[] {
  const selections = q.edges({ to: plan, kind: 'refers' }).filter(({ from }) => from.type === SELECTION)
  const found = new Map<string, Resource>()
  for (const { from } of selections)
    for (const { to, path } of q.edges({ from, kind: 'refers' })) if (path.includes('Resources')) found.set(to.id, to)
  return [...found.values()]
}

/** Whether a selection chooses by tag or by pattern, so that more may be kept than is named. */
export function selectsMore(plan: Resource, q: Query): boolean {
  const selections = q.edges({ to: plan, kind: 'refers' }).filter(({ from }) => from.type === SELECTION)
  return selections.some(({ from }) =>
    ['BackupSelection.ListOfTags', 'BackupSelection.Conditions'].some((path) => {
      const read = q.read(from, path)
      return !read.known || read.set
    }),
  )
}
