import { entriesAt, isTrue, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const TYPES = ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain']

export const searchDomainWritesLogs: Rule = defineRule({
  id: 'search-domain-writes-logs',
  pillar: 'operational-excellence',
  severity: 'low',
  title: 'Search domain publishes its logs',
  why: 'Without the error and slow logs nobody sees why queries fail or take long.',
  fix: 'Publish ES_APPLICATION_LOGS, SEARCH_SLOW_LOGS and INDEX_SLOW_LOGS to log groups with LogPublishingOptions.',
  refs: ['https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html'],
  types: TYPES,
  maps: { checkov: ['CKV_AWS_84'], 'security-hub': ['ES.4', 'Opensearch.4'] },
  examples: {
    fail: [
      { name: 'none', props: {} },
      {
        name: 'switched off',
        props: { LogPublishingOptions: { ES_APPLICATION_LOGS: { CloudWatchLogsLogGroupArn: { Ref: 'Logs' }, Enabled: false } } },
      },
    ],
    pass: [
      {
        name: 'errors',
        props: { LogPublishingOptions: { ES_APPLICATION_LOGS: { CloudWatchLogsLogGroupArn: { Ref: 'Logs' }, Enabled: true } } },
      },
    ],
    unknown: [{ name: 'from a parameter', props: { LogPublishingOptions: { Ref: 'Logging' } } }],
  },
  check(node, q) {
    const path = 'LogPublishingOptions'
    const read = q.read(node, path)
    if (!read.known) return unknownAt(read, path)
    const logs = entriesAt(node, q, path).map(([name, value]) => ({
      name,
      on: q.read(value, 'Enabled'),
      group: q.read(value, 'CloudWatchLogsLogGroupArn'),
    }))
    const published = logs.filter(({ on, group }) => group.set !== false && (!on.known || isTrue(scalarOf(on)) || !on.set))
    return published.length > 0 ? PASS : { is: 'fail', what: 'no log is published', path }
  },
})
