import type { Query, Resource } from '#graph/index.js'
import { environmentOf } from '../environment.js'
import { isTrue, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

const INSTANCE = 'AWS::RDS::DBInstance'
const CLUSTER = 'AWS::RDS::DBCluster'
const TABLE = 'AWS::DynamoDB::Table'
/** Types of which CloudFormation takes a snapshot when nothing is said. */
const SNAPSHOT_BY_DEFAULT: readonly string[] = [INSTANCE, CLUSTER]
const KEEPING = /^(?:Retain|RetainExceptOnCreate|Snapshot)$/

export const statefulResourceIsRetained: Rule = defineRule({
  id: 'stateful-resource-is-retained',
  pillar: 'reliability',
  severity: 'medium',
  title: 'A store survives the deletion of its stack',
  why: 'Without a DeletionPolicy the data is deleted with the stack, or when the resource is taken out of the template.',
  fix: 'Set DeletionPolicy (and UpdateReplacePolicy) to Retain or Snapshot.',
  refs: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html'],
  types: [
    TABLE,
    'AWS::DynamoDB::GlobalTable',
    INSTANCE,
    CLUSTER,
    'AWS::EFS::FileSystem',
    'AWS::Cognito::UserPool',
    'AWS::Neptune::DBCluster',
    'AWS::DocDB::DBCluster',
  ],
  examples: {
    fail: [
      { name: 'no policy', props: {} },
      { name: 'deleted', type: CLUSTER, attributes: { DeletionPolicy: 'Delete' } },
      { name: 'a database instance', type: INSTANCE, props: { Engine: 'postgres' }, attributes: { DeletionPolicy: 'Delete' } },
    ],
    pass: [
      { name: 'retained', attributes: { DeletionPolicy: 'Retain' } },
      {
        name: 'an instance of a cluster holds no data',
        type: INSTANCE,
        props: { DBClusterIdentifier: 'data' },
        attributes: { DeletionPolicy: 'Delete' },
      },
      { name: 'a snapshot is the default of a cluster', type: CLUSTER },
      { name: 'protected against deletion', props: { DeletionProtectionEnabled: true } },
      { name: 'a test stack', props: { Tags: [{ Key: 'Environment', Value: 'dev' }] } },
    ],
    unknown: [
      { name: 'from a parameter', sections: { Parameters: { Keep: { Type: 'String' } } }, attributes: { DeletionPolicy: { Ref: 'Keep' } } },
    ],
  },
  check: (node, q) => {
    const policy = node.attributes.deletionPolicy
    if (policy === undefined) return SNAPSHOT_BY_DEFAULT.includes(node.type) || isSafe(node, q) ? PASS : lost('no DeletionPolicy')
    const read = q.read(policy)
    if (!read.known) return { is: 'unknown', why: `DeletionPolicy: ${read.why}`, attribute: 'DeletionPolicy' }
    const value = String(scalarOf(read))
    return KEEPING.test(value) || isSafe(node, q) ? PASS : lost(`DeletionPolicy is ${value}`)
  },
})

function lost(what: string): Verdict {
  return { is: 'fail', what, attribute: 'DeletionPolicy' }
}

function isSafe(node: Resource, q: Query): boolean {
  return isMember(node, q) || isProtected(node, q) || environmentOf(node, q) === 'other'
}

/** An instance of a cluster holds no data of its own. */
function isMember(node: Resource, q: Query): boolean {
  return node.type === INSTANCE && q.read(node, 'DBClusterIdentifier').set === true
}

function isProtected(node: Resource, q: Query): boolean {
  return ['DeletionProtectionEnabled', 'DeletionProtection'].some((name) => {
    const value = scalarOf(q.read(node, name))
    return isTrue(value) || value === 'ACTIVE'
  })
}
