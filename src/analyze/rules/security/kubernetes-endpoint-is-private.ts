import { isFalse, itemsAt, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const kubernetesEndpointIsPrivate: Rule = defineRule({
  id: 'kubernetes-endpoint-is-private',
  pillar: 'security',
  severity: 'medium',
  title: 'Kubernetes API is not open to the internet',
  why: 'The API server of a cluster rules everything in it; on a public address anybody can try.',
  fix: 'Set EndpointPublicAccess to false, or name the networks that may reach it in PublicAccessCidrs.',
  refs: ['https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html'],
  types: ['AWS::EKS::Cluster'],
  maps: { 'cdk-nag': ['AwsSolutions-EKS1', 'EKSClusterNoEndpointPublicAccess'], 'security-hub': ['EKS.1'] },
  examples: {
    fail: [
      { name: 'the default', props: { ResourcesVpcConfig: { SubnetIds: ['subnet-1', 'subnet-2'] } } },
      { name: 'open to everybody', props: { ResourcesVpcConfig: { EndpointPublicAccess: true, PublicAccessCidrs: ['0.0.0.0/0'] } } },
    ],
    pass: [
      { name: 'private', props: { ResourcesVpcConfig: { EndpointPublicAccess: false, EndpointPrivateAccess: true } } },
      { name: 'for one network', props: { ResourcesVpcConfig: { PublicAccessCidrs: ['203.0.113.0/24'] } } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { ResourcesVpcConfig: { EndpointPublicAccess: { Ref: 'Public' } } } }],
  },
  check(node, q) {
    const path = 'ResourcesVpcConfig.EndpointPublicAccess'
    const read = q.read(node, path)
    if (!read.known) return unknownAt(read, path)
    if (isFalse(scalarOf(read))) return PASS
    const networks = itemsAt(node, q, 'ResourcesVpcConfig.PublicAccessCidrs')
    if (networks.unknown !== undefined) return unknownAt(networks.unknown, 'ResourcesVpcConfig.PublicAccessCidrs')
    const open = networks.items.length === 0 || networks.items.some(({ value }) => String(scalarOf(q.read(value))).endsWith('/0'))
    return open ? { is: 'fail', what: 'the endpoint is open to the internet', path } : PASS
  },
})
