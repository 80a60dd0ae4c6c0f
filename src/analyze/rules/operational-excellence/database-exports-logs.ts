import { itemsAt, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const INSTANCE = 'AWS::RDS::DBInstance'

export const databaseExportsLogs: Rule = defineRule({
  id: 'database-exports-logs',
  pillar: 'operational-excellence',
  severity: 'low',
  title: 'Database logs outlive the database',
  why: 'Logs on the instance are gone with it, and are kept for days at most.',
  fix: 'Name the logs of the engine in EnableCloudwatchLogsExports.',
  refs: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html'],
  types: [INSTANCE, 'AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'],
  maps: { checkov: ['CKV_AWS_85', 'CKV_AWS_101'], 'security-hub': ['RDS.9', 'RDS.34', 'DocumentDB.4', 'Neptune.2'] },
  examples: {
    fail: [{ name: 'none', props: { Engine: 'postgres' } }],
    pass: [
      { name: 'one', props: { Engine: 'postgres', EnableCloudwatchLogsExports: ['postgresql'] } },
      { name: 'a member of a cluster', props: { Engine: 'aurora-mysql', DBClusterIdentifier: 'orders' } },
    ],
    unknown: [{ name: 'from a parameter', props: { EnableCloudwatchLogsExports: { Ref: 'Logs' } } }],
  },
  check(node, q) {
    const path = 'EnableCloudwatchLogsExports'
    if (node.type === INSTANCE && q.read(node, 'DBClusterIdentifier').set !== false) return PASS
    const { items, unknown } = itemsAt(node, q, path)
    if (unknown !== undefined) return unknownAt(unknown, path)
    return items.length > 0 ? PASS : { is: 'fail', what: 'no log is exported', path }
  },
})
