import { entryOf, type Tree } from '#core/index.js'
import { presence } from '../functions.js'
import { type ResourceModel, textOf } from './model.js'

const base = { Engine: 'postgres', DBInstanceClass: 'db.t4g.medium', AllocatedStorage: '100' }

/** Properties with which a database gets its users from elsewhere. */
const ORIGINS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'AWS::RDS::DBInstance',
    [
      'DBClusterIdentifier',
      'DBSnapshotIdentifier',
      'DBClusterSnapshotIdentifier',
      'SourceDBInstanceIdentifier',
      'SourceDBClusterIdentifier',
      'SourceDbiResourceId',
      'SourceDBInstanceAutomatedBackupsArn',
    ],
  ],
  [
    'AWS::RDS::DBCluster',
    [
      'SnapshotIdentifier',
      'SourceDBClusterIdentifier',
      'SourceDbClusterResourceId',
      'ReplicationSourceIdentifier',
      'GlobalClusterIdentifier',
    ],
  ],
])

export const credentialsOfDatabase: ResourceModel = {
  id: 'database-credentials',
  code: 'credentials-missing',
  types: [...ORIGINS.keys()],
  refs: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html'],
  examples: {
    wrong: [
      { name: 'nobody is the master', props: base, says: 'MasterUsername and a password' },
      { name: 'a user without a password', props: { ...base, MasterUsername: 'root' }, says: 'ManageMasterUserPassword: true' },
      { name: 'a password without a user', props: { ...base, ManageMasterUserPassword: true }, says: 'needs MasterUsername' },
    ],
    right: [
      { name: 'managed by AWS', props: { ...base, MasterUsername: 'root', ManageMasterUserPassword: true } },
      { name: 'in the template', props: { ...base, MasterUsername: 'root', MasterUserPassword: { Ref: 'Password' } } },
      { name: 'from a snapshot', props: { DBInstanceClass: 'db.t4g.medium', DBSnapshotIdentifier: 'before' } },
      { name: 'a replica', props: { DBInstanceClass: 'db.t4g.medium', SourceDBInstanceIdentifier: 'main' } },
      { name: 'of a cluster', props: { Engine: 'aurora-mysql', DBInstanceClass: 'db.r6g.large', DBClusterIdentifier: 'main' } },
      {
        name: 'from a snapshot or new',
        props: { ...base, DBSnapshotIdentifier: { 'Fn::If': ['Restore', 'before', { Ref: 'AWS::NoValue' }] } },
      },
    ],
  },
  check({ type, properties, place }, { complain }) {
    const origins = ORIGINS.get(type) ?? []
    if (callsForm(properties) || origins.some((name) => given(properties, name))) return
    const user = given(properties, 'MasterUsername')
    const password = given(properties, 'MasterUserPassword') || managed(properties)
    if (user && password) return
    const lacking = user ? 'a password' : password ? 'MasterUsername' : 'MasterUsername and a password'
    const how = password ? '' : ' (ManageMasterUserPassword: true lets AWS keep it)'
    complain(`a new database needs ${lacking}${how}, or a snapshot or source to come from`, place)
  },
}

/** Users may also come with what a function or a macro puts in. */
function callsForm(tree: Tree): boolean {
  return tree.kind !== 'map' || tree.entries.some(({ key }) => key.startsWith('Fn::'))
}

function given(tree: Tree, name: string): boolean {
  const entry = entryOf(tree, name)
  return entry !== undefined && presence(entry.value) !== 'absent'
}

function managed(tree: Tree): boolean {
  return given(tree, 'ManageMasterUserPassword') && textOf(entryOf(tree, 'ManageMasterUserPassword')?.value)?.toLowerCase() !== 'false'
}
