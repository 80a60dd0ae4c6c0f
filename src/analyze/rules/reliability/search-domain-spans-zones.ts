import { environmentOf } from '../environment.js'
import { demandTrue } from '../flags.js'
import { isTrue, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const DOMAIN = 'AWS::OpenSearchService::Domain'

export const searchDomainSpansZones: Rule = defineRule({
  id: 'search-domain-spans-zones',
  pillar: 'reliability',
  severity: 'medium',
  title: 'Search domain survives the loss of a zone',
  why: 'A domain in one zone is gone while that zone is.',
  fix: 'Set ClusterConfig.ZoneAwarenessEnabled to true with two or three zones, or MultiAZWithStandbyEnabled.',
  refs: ['https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html'],
  types: [DOMAIN, 'AWS::Elasticsearch::Domain'],
  maps: { 'cdk-nag': ['AwsSolutions-OS7', 'OpenSearchZoneAwareness'] },
  examples: {
    fail: [
      { name: 'not said', props: {} },
      { name: 'switched off', props: { ClusterConfig: { ZoneAwarenessEnabled: false } } },
    ],
    pass: [
      { name: 'zone awareness', props: { ClusterConfig: { ZoneAwarenessEnabled: true } } },
      { name: 'with a standby', props: { ClusterConfig: { MultiAZWithStandbyEnabled: true } } },
      { name: 'of a test stack', props: { Tags: [{ Key: 'Environment', Value: 'test' }] } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { ClusterConfig: { ZoneAwarenessEnabled: { Ref: 'Zones' } } } }],
  },
  check(node, q) {
    if (environmentOf(node, q) === 'other') return PASS
    const config = node.type === DOMAIN ? 'ClusterConfig' : 'ElasticsearchClusterConfig'
    return isTrue(scalarOf(q.read(node, `${config}.MultiAZWithStandbyEnabled`)))
      ? PASS
      : demandTrue(node, q, `${config}.ZoneAwarenessEnabled`)
  },
})
