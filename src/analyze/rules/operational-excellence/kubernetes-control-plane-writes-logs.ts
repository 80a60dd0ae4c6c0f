import { itemsAt, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const LOGS = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']

export const kubernetesControlPlaneWritesLogs: Rule = defineRule({
  id: 'kubernetes-control-plane-writes-logs',
  pillar: 'operational-excellence',
  severity: 'medium',
  title: 'Kubernetes control plane writes its logs',
  why: 'Who asked the API server for what, and who was refused, is recorded nowhere else.',
  fix: 'Enable the log types api, audit, authenticator, controllerManager and scheduler in Logging.ClusterLogging.',
  refs: ['https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html'],
  types: ['AWS::EKS::Cluster'],
  maps: { 'cdk-nag': ['AwsSolutions-EKS2', 'EKSClusterControlPlaneLogs'], 'security-hub': ['EKS.8'] },
  examples: {
    fail: [
      { name: 'none', props: { Name: 'orders' } },
      { name: 'the audit log alone', props: { Logging: { ClusterLogging: { EnabledTypes: [{ Type: 'audit' }] } } } },
    ],
    pass: [
      {
        name: 'all of them',
        props: {
          Logging: {
            ClusterLogging: {
              EnabledTypes: [
                { Type: 'api' },
                { Type: 'audit' },
                { Type: 'authenticator' },
                { Type: 'controllerManager' },
                { Type: 'scheduler' },
              ],
            },
          },
        },
      },
    ],
    unknown: [{ name: 'from a parameter', props: { Logging: { ClusterLogging: { EnabledTypes: { Ref: 'Types' } } } } }],
  },
  check(node, q) {
    const path = 'Logging.ClusterLogging.EnabledTypes'
    const { items, unknown } = itemsAt(node, q, path)
    if (unknown !== undefined) return unknownAt(unknown, path)
    const on = items.map(({ value }) => scalarOf(q.read(value, 'Type')))
    const missing = LOGS.filter((log) => !on.includes(log))
    return missing.length === 0 ? PASS : { is: 'fail', what: `not written: ${missing.join(', ')}`, path }
  },
})
