import { demandTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

const TYPES = ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain']

export const searchDomainRequiresHttps: Rule = defineRule({
  id: 'search-domain-requires-https',
  pillar: 'security',
  severity: 'medium',
  title: 'Search domain answers over HTTPS alone',
  why: 'Queries and documents over plain HTTP can be read and changed on the way.',
  fix: 'Set DomainEndpointOptions.EnforceHTTPS to true, with a TLSSecurityPolicy of TLS 1.2.',
  refs: ['https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html'],
  types: TYPES,
  maps: { checkov: ['CKV_AWS_83'], 'security-hub': ['ES.8', 'Opensearch.8'] },
  examples: {
    fail: [{ name: 'not said', props: {} }],
    pass: [{ name: 'enforced', props: { DomainEndpointOptions: { EnforceHTTPS: true } } }],
    unknown: [{ name: 'a parameter without a value', props: { DomainEndpointOptions: { EnforceHTTPS: { Ref: 'Https' } } } }],
  },
  check: (node, q) => demandTrue(node, q, 'DomainEndpointOptions.EnforceHTTPS'),
})
