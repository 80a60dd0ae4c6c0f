import { scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

/** Policies that still take TLS 1.0 or 1.1, by how their names begin or end. */
const OLD = /^ELBSecurityPolicy-(?:2016-08|2015-\d+|TLS-1-[01]-|FS-2018-06|FS-1-1-|TLS13-1-[01]-)/
const SECURE = ['HTTPS', 'TLS']

export const listenerUsesModernTls: Rule = defineRule({
  id: 'listener-uses-modern-tls',
  pillar: 'security',
  severity: 'medium',
  title: 'Listener takes TLS 1.2 or newer alone',
  why: 'TLS 1.0 and 1.1 have known weaknesses, and the policy that is taken when none is named still allows them.',
  fix: 'Set SslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06 or a newer policy.',
  refs: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html'],
  types: ['AWS::ElasticLoadBalancingV2::Listener'],
  maps: { checkov: ['CKV_AWS_103'], cfn_nag: ['W55'], 'security-hub': ['ELB.17'] },
  examples: {
    fail: [
      { name: 'none named', props: { Port: 443, Protocol: 'HTTPS' } },
      { name: 'an old one', props: { Port: 443, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-2016-08' } },
      { name: 'TLS 1.3 and everything before', props: { Port: 443, Protocol: 'TLS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-0-2021-06' } },
    ],
    pass: [
      { name: 'TLS 1.2 and 1.3', props: { Port: 443, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' } },
      { name: 'no TLS here', props: { Port: 80, Protocol: 'HTTP' } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { Port: 443, Protocol: 'HTTPS', SslPolicy: { Ref: 'Policy' } } }],
  },
  check(node, q) {
    const path = 'SslPolicy'
    if (!SECURE.includes(String(scalarOf(q.read(node, 'Protocol'))))) return PASS
    const read = q.read(node, path)
    if (!read.known) return unknownAt(read, path)
    const policy = scalarOf(read)
    if (policy === undefined) return { is: 'fail', what: 'no SslPolicy: the default takes TLS 1.0', path }
    return OLD.test(String(policy)) ? { is: 'fail', what: `${String(policy)} takes TLS 1.0 or 1.1`, path } : PASS
  },
})
