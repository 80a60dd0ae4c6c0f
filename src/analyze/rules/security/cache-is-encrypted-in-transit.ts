import { demandTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

export const cacheIsEncryptedInTransit: Rule = defineRule({
  id: 'cache-is-encrypted-in-transit',
  pillar: 'security',
  severity: 'medium',
  title: 'Cache speaks TLS',
  why: 'Without TLS, sessions and tokens in the cache cross the network in plain text, and Redis AUTH and users cannot be used.',
  fix: 'Set TransitEncryptionEnabled to true and connect with rediss://.',
  refs: ['https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html'],
  types: ['AWS::ElastiCache::ReplicationGroup'],
  maps: {
    'cdk-nag': ['AwsSolutions-AEC3', 'ElastiCacheRedisClusterEncryption'],
    checkov: ['CKV_AWS_30'],
    cfn_nag: ['F33'],
    'security-hub': ['ElastiCache.5'],
  },
  examples: {
    fail: [
      { name: 'not said', props: { ReplicationGroupDescription: 'sessions' } },
      { name: 'switched off', props: { TransitEncryptionEnabled: false } },
    ],
    pass: [{ name: 'switched on', props: { TransitEncryptionEnabled: true } }],
    unknown: [{ name: 'a parameter without a value', props: { TransitEncryptionEnabled: { Ref: 'Tls' } } }],
  },
  check: (node, q) => demandTrue(node, q, 'TransitEncryptionEnabled'),
})
