import { itemsAt, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const ON = ['enabled', 'enhanced']

export const clusterHasContainerInsights: Rule = defineRule({
  id: 'cluster-has-container-insights',
  pillar: 'operational-excellence',
  severity: 'low',
  title: 'ECS cluster reports Container Insights',
  why: 'Without them there are no figures of memory, network and restarts by task, and a service that fails slowly looks healthy.',
  fix: 'Add the cluster setting containerInsights with the value enabled or enhanced.',
  refs: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html'],
  types: ['AWS::ECS::Cluster'],
  maps: {
    'cdk-nag': ['AwsSolutions-ECS4', 'ECSClusterCloudWatchContainerInsights'],
    checkov: ['CKV_AWS_65'],
    'security-hub': ['ECS.12'],
  },
  examples: {
    fail: [
      { name: 'not said', props: {} },
      { name: 'switched off', props: { ClusterSettings: [{ Name: 'containerInsights', Value: 'disabled' }] } },
    ],
    pass: [
      { name: 'enabled', props: { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] } },
      { name: 'enhanced', props: { ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] } },
    ],
    unknown: [
      { name: 'a parameter without a value', props: { ClusterSettings: [{ Name: 'containerInsights', Value: { Ref: 'Insights' } }] } },
    ],
  },
  check(node, q) {
    const path = 'ClusterSettings'
    const settings = itemsAt(node, q, path)
    if (settings.unknown !== undefined) return unknownAt(settings.unknown, path)
    const found = settings.items.find(({ value }) => scalarOf(q.read(value, 'Name')) === 'containerInsights')
    if (found === undefined) return { is: 'fail', what: 'containerInsights is not set', path }
    const read = q.read(found.value, 'Value')
    if (!read.known) return unknownAt(read, `${found.path}.Value`)
    const value = String(scalarOf(read))
    return ON.includes(value) ? PASS : { is: 'fail', what: `containerInsights is ${value}`, path: `${found.path}.Value` }
  },
})
