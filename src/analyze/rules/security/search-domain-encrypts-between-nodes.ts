import { demandTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

const TYPES = ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain']

export const searchDomainEncryptsBetweenNodes: Rule = defineRule({
  id: 'search-domain-encrypts-between-nodes',
  pillar: 'security',
  severity: 'medium',
  title: 'Search domain encrypts what its nodes say to each other',
  why: 'Without it documents and queries cross the network between the nodes in plain text.',
  fix: 'Set NodeToNodeEncryptionOptions.Enabled to true.',
  refs: ['https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html'],
  types: TYPES,
  maps: {
    'cdk-nag': ['AwsSolutions-OS2', 'OpenSearchNodeToNodeEncryption'],
    checkov: ['CKV_AWS_6'],
    cfn_nag: ['W85'],
    'security-hub': ['ES.3', 'Opensearch.3'],
  },
  examples: {
    fail: [
      { name: 'not said', props: {} },
      { name: 'switched off', props: { NodeToNodeEncryptionOptions: { Enabled: false } } },
    ],
    pass: [{ name: 'encrypted', props: { NodeToNodeEncryptionOptions: { Enabled: true } } }],
    unknown: [{ name: 'a parameter without a value', props: { NodeToNodeEncryptionOptions: { Enabled: { Ref: 'Encrypted' } } } }],
  },
  check: (node, q) => demandTrue(node, q, 'NodeToNodeEncryptionOptions.Enabled'),
})
