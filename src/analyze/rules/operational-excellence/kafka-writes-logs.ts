import { isTrue, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const kafkaWritesLogs: Rule = defineRule({
  id: 'kafka-writes-logs',
  pillar: 'operational-excellence',
  severity: 'low',
  title: 'Kafka brokers write their logs',
  why: 'Without broker logs there is nothing to look at when clients cannot connect or partitions move.',
  fix: 'Enable CloudWatchLogs, Firehose or S3 in LoggingInfo.BrokerLogs.',
  refs: ['https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html'],
  types: ['AWS::MSK::Cluster'],
  maps: { 'cdk-nag': ['AwsSolutions-MSK6', 'MSKBrokerLogging'], checkov: ['CKV_AWS_80', 'CKV2_AWS_25'] },
  examples: {
    fail: [
      { name: 'none', props: { ClusterName: 'orders' } },
      { name: 'switched off', props: { LoggingInfo: { BrokerLogs: { S3: { Enabled: false } } } } },
    ],
    pass: [{ name: 'to a bucket', props: { LoggingInfo: { BrokerLogs: { S3: { Enabled: true, Bucket: { Ref: 'Logs' } } } } } }],
    unknown: [{ name: 'a parameter without a value', props: { LoggingInfo: { BrokerLogs: { S3: { Enabled: { Ref: 'Logged' } } } } } }],
  },
  check(node, q) {
    const reads = ['CloudWatchLogs', 'Firehose', 'S3'].map((name) => ({
      path: `LoggingInfo.BrokerLogs.${name}.Enabled`,
      read: q.read(node, `LoggingInfo.BrokerLogs.${name}.Enabled`),
    }))
    if (reads.some(({ read }) => isTrue(scalarOf(read)))) return PASS
    for (const { read, path } of reads) if (!read.known) return unknownAt(read, path)
    return { is: 'fail', what: 'no broker log is enabled', path: 'LoggingInfo' }
  },
})
