import { stated } from '../flags.js'
import { scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const apiDomainUsesModernTls: Rule = defineRule({
  id: 'api-domain-uses-modern-tls',
  pillar: 'security',
  severity: 'medium',
  title: 'Domain of a REST API takes TLS 1.2 or newer alone',
  why: 'TLS 1.0 has known weaknesses. What a domain takes when nothing is said hangs on the kind of its endpoint and on when it was made.',
  fix: 'Set SecurityPolicy to TLS_1_2 or a newer policy.',
  refs: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html'],
  types: ['AWS::ApiGateway::DomainName'],
  maps: { checkov: ['CKV_AWS_206'], cfn_nag: ['W62'] },
  examples: {
    fail: [
      { name: 'not said', props: { DomainName: 'api.example.com' } },
      { name: 'TLS 1.0', props: { DomainName: 'api.example.com', SecurityPolicy: 'TLS_1_0' } },
    ],
    pass: [
      { name: 'TLS 1.2', props: { DomainName: 'api.example.com', SecurityPolicy: 'TLS_1_2' } },
      { name: 'TLS 1.3', props: { DomainName: 'api.example.com', SecurityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09' } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { DomainName: 'api.example.com', SecurityPolicy: { Ref: 'Policy' } } }],
  },
  check(node, q) {
    const path = 'SecurityPolicy'
    const read = q.read(node, path)
    if (!read.known) return unknownAt(read, path)
    const policy = scalarOf(read)
    if (policy === undefined) return { is: 'fail', what: stated(path, policy), path, severity: 'low' }
    return policy === 'TLS_1_0' ? { is: 'fail', what: stated(path, policy), path } : PASS
  },
})
