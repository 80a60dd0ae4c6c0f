import { callIn } from '../functions.js'
import { at, type ResourceModel } from './model.js'

const database = { Engine: 'postgres', DBInstanceClass: 'db.t4g.medium' }

/** Properties with which a database lies where another one does, or in a network by another way. */
const ELSEWHERE = ['DBSubnetGroupName', 'DBClusterIdentifier', 'SourceDBInstanceIdentifier', 'DBSecurityGroups']

export const networkOfDatabase: ResourceModel = {
  id: 'database-network',
  code: 'default-network',
  types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'],
  refs: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html'],
  examples: {
    wrong: [{ name: 'no subnets', props: database, says: 'the default VPC' }],
    right: [
      { name: 'in subnets', props: { ...database, DBSubnetGroupName: { Ref: 'Subnets' } } },
      { name: 'in those of its cluster', props: { ...database, DBClusterIdentifier: 'main' } },
    ],
  },
  check({ properties: tree, place }, { complain }) {
    if (callIn(tree) !== undefined || ELSEWHERE.some((name) => at({ tree, place }, name) !== undefined)) return
    complain('without DBSubnetGroupName the database is put into the default VPC of the region, or fails where there is none', place)
  },
}
