import { demandNotFalse } from '../flags.js'
import { demand } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const kafkaIsEncryptedInTransit: Rule = defineRule({
  id: 'kafka-is-encrypted-in-transit',
  pillar: 'security',
  severity: 'medium',
  title: 'Kafka speaks TLS with clients and between brokers',
  why: 'Plain-text listeners let whoever is on the network read every message.',
  fix: 'Set EncryptionInfo.EncryptionInTransit with ClientBroker: TLS and InCluster: true.',
  refs: ['https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html'],
  types: ['AWS::MSK::Cluster'],
  maps: {
    'cdk-nag': ['AwsSolutions-MSK2', 'MSKClientToBrokerTLS', 'AwsSolutions-MSK3', 'MSKBrokerToBrokerTLS'],
    'security-hub': ['MSK.1'],
  },
  examples: {
    fail: [
      { name: 'plain text allowed', props: { EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS_PLAINTEXT' } } } },
      { name: 'plain text between brokers', props: { EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: false } } } },
    ],
    pass: [
      { name: 'TLS', props: { EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true } } } },
      { name: 'the defaults, which are TLS', props: { ClusterName: 'orders' } },
    ],
    unknown: [
      { name: 'a parameter without a value', props: { EncryptionInfo: { EncryptionInTransit: { ClientBroker: { Ref: 'Protocol' } } } } },
    ],
  },
  check(node, q) {
    const client = 'EncryptionInfo.EncryptionInTransit.ClientBroker'
    return [
      demand(node, q, {
        path: client,
        good: (value) => value === undefined || value === 'TLS',
        what: (value) => `clients may connect with ${String(value)}`,
      }),
      demandNotFalse(node, q, 'EncryptionInfo.EncryptionInTransit.InCluster'),
    ]
  },
})
