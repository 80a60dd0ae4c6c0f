import { demandTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

const TYPES = ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain']

export const searchDomainIsEncrypted: Rule = defineRule({
  id: 'search-domain-is-encrypted',
  pillar: 'security',
  severity: 'high',
  title: 'Search domain is encrypted at rest',
  why: 'Indices and snapshots of a domain without encryption can be read by whoever gets hold of them.',
  fix: 'Set EncryptionAtRestOptions.Enabled to true.',
  refs: ['https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html'],
  types: TYPES,
  maps: {
    'cdk-nag': ['AwsSolutions-OS8', 'OpenSearchEncryptedAtRest'],
    checkov: ['CKV_AWS_5'],
    cfn_nag: ['W54'],
    'security-hub': ['ES.1', 'Opensearch.1'],
  },
  examples: {
    fail: [
      { name: 'not said', props: {} },
      { name: 'switched off', props: { EncryptionAtRestOptions: { Enabled: false } } },
    ],
    pass: [{ name: 'encrypted', props: { EncryptionAtRestOptions: { Enabled: true } } }],
    unknown: [{ name: 'a parameter without a value', props: { EncryptionAtRestOptions: { Enabled: { Ref: 'Encrypted' } } } }],
  },
  check: (node, q) => demandTrue(node, q, 'EncryptionAtRestOptions.Enabled'),
})
