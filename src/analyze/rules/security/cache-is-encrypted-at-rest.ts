import { demandTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

const DAX = 'AWS::DAX::Cluster'

export const cacheIsEncryptedAtRest: Rule = defineRule({
  id: 'cache-is-encrypted-at-rest',
  pillar: 'security',
  severity: 'medium',
  title: 'Cache is encrypted at rest',
  why: 'Caches write what they hold to disk when they synchronize, back up and swap; encryption can only be chosen when they are made.',
  fix: 'Set AtRestEncryptionEnabled (ElastiCache) or SSESpecification.SSEEnabled (DAX) to true.',
  refs: [
    'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html',
  ],
  types: ['AWS::ElastiCache::ReplicationGroup', DAX],
  maps: {
    'cdk-nag': ['AwsSolutions-AEC3', 'ElastiCacheRedisClusterEncryption', 'AwsSolutions-DDB4', 'DAXEncrypted'],
    checkov: ['CKV_AWS_29', 'CKV_AWS_47'],
    cfn_nag: ['F25', 'W83'],
    'security-hub': ['ElastiCache.4', 'DynamoDB.3'],
  },
  examples: {
    fail: [
      { name: 'not said', props: { ReplicationGroupDescription: 'sessions' } },
      { name: 'DAX, switched off', type: DAX, props: { SSESpecification: { SSEEnabled: false } } },
    ],
    pass: [
      { name: 'encrypted', props: { AtRestEncryptionEnabled: true } },
      { name: 'DAX', type: DAX, props: { SSESpecification: { SSEEnabled: true } } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { AtRestEncryptionEnabled: { Ref: 'Encrypted' } } }],
  },
  check: (node, q) => demandTrue(node, q, node.type === DAX ? 'SSESpecification.SSEEnabled' : 'AtRestEncryptionEnabled'),
})
