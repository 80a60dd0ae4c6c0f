import { isTrue, itemsAt, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const redshiftRequiresTls: Rule = defineRule({
  id: 'redshift-requires-tls',
  pillar: 'security',
  severity: 'medium',
  title: 'Redshift refuses connections without TLS',
  why: 'Without require_ssl a client that asks for no TLS gets none, and its password crosses the network in plain text.',
  fix: 'Set the parameter require_ssl to true in the parameter group of the cluster.',
  refs: ['https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html'],
  types: ['AWS::Redshift::ClusterParameterGroup'],
  maps: { checkov: ['CKV_AWS_105'], 'security-hub': ['Redshift.2'] },
  examples: {
    fail: [
      { name: 'not said', props: { Description: 'orders', ParameterGroupFamily: 'redshift-1.0' } },
      { name: 'switched off', props: { Parameters: [{ ParameterName: 'require_ssl', ParameterValue: 'false' }] } },
    ],
    pass: [{ name: 'required', props: { Parameters: [{ ParameterName: 'require_ssl', ParameterValue: 'true' }] } }],
    unknown: [
      { name: 'a parameter without a value', props: { Parameters: [{ ParameterName: 'require_ssl', ParameterValue: { Ref: 'Tls' } }] } },
    ],
  },
  check(node, q) {
    const { items, unknown } = itemsAt(node, q, 'Parameters')
    if (unknown !== undefined) return unknownAt(unknown, 'Parameters')
    const found = items.find(({ value }) => String(scalarOf(q.read(value, 'ParameterName'))).toLowerCase() === 'require_ssl')
    if (found === undefined) return { is: 'fail', what: 'require_ssl is not set', path: 'Parameters' }
    const path = `${found.path}.ParameterValue`
    const read = q.read(found.value, 'ParameterValue')
    if (!read.known) return unknownAt(read, path)
    return isTrue(scalarOf(read)) ? PASS : { is: 'fail', what: 'require_ssl is false', path }
  },
})
