import type { JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref } from '#graph/index.js'
import { NO_EGRESS } from './vpc.js'

export const POSTGRES_PORT = 5432

/** Rule that lets a group reach PostgreSQL. */
export function postgresFrom(group: string): JsonObject {
  return {
    Description: `PostgreSQL from ${group}`,
    IpProtocol: 'tcp',
    FromPort: POSTGRES_PORT,
    ToPort: POSTGRES_PORT,
    SourceSecurityGroupId: getAtt(group, 'GroupId'),
  }
}

/** Subnet group and security group of a database; nobody reaches it but the groups named. */
export function addDatabaseNetwork(
  graph: GraphBuilder,
  parts: { readonly name: string; readonly vpc: string; readonly subnets: readonly string[]; readonly allowed: readonly string[] },
): { readonly subnetGroup: string; readonly securityGroup: string } {
  const { name, vpc, subnets, allowed } = parts
  const subnetGroup = graph.add('AWS::RDS::DBSubnetGroup', `${name}SubnetGroup`, {
    DBSubnetGroupDescription: 'Subnets without a way out',
    SubnetIds: subnets.map(ref),
  })
  const securityGroup = graph.add('AWS::EC2::SecurityGroup', `${name}SecurityGroup`, {
    GroupDescription: 'Database: reached by its clients alone',
    VpcId: ref(vpc),
    ...(allowed.length === 0 ? {} : { SecurityGroupIngress: allowed.map(postgresFrom) }),
    SecurityGroupEgress: NO_EGRESS,
  })
  return { subnetGroup, securityGroup }
}
