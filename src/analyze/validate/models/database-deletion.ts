import { entryOf } from '#core/index.js'
import { at, type ResourceModel } from './model.js'

const database = { Engine: 'postgres', DBInstanceClass: 'db.t4g.medium', MasterUsername: 'root', ManageMasterUserPassword: true }
const TYPE = 'AWS::RDS::DBInstance'

export const deletionOfDatabase: ResourceModel = {
  id: 'database-deletion',
  code: 'deletion-policy-missing',
  types: [TYPE, 'AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster', 'AWS::Redshift::Cluster'],
  refs: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html'],
  examples: {
    wrong: [{ name: 'nothing is said', props: database, says: 'DeletionPolicy: Snapshot' }],
    right: [
      { name: 'said', template: { Resources: { D: { Type: TYPE, DeletionPolicy: 'Snapshot', Properties: database } } } },
      {
        name: 'said, whatever it is',
        template: { Resources: { D: { Type: TYPE, DeletionPolicy: { Ref: 'Keep' }, Properties: database } } },
      },
      { name: 'its data is in a cluster', props: { DBClusterIdentifier: 'main', DBInstanceClass: 'db.r6g.large', Engine: 'aurora-mysql' } },
      { name: 'a copy of another one', props: { SourceDBInstanceIdentifier: 'main' } },
    ],
  },
  check({ member, properties: tree, place }, { complain }) {
    const copy = ['DBClusterIdentifier', 'SourceDBInstanceIdentifier'].some((name) => at({ tree, place }, name) !== undefined)
    if (copy || entryOf(member.tree, 'DeletionPolicy') !== undefined) return
    complain(`nothing says what becomes of the data when ${member.id} is deleted; write DeletionPolicy: Snapshot or Retain`, member.place)
  },
}
