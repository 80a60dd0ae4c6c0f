import { defineNote, summed } from '../note.js'

const KEYS: readonly string[] = ['vpc.public_ipv4_in_use', 'vpc.public_ipv4_idle']

export const publicAddresses = defineNote({
  id: 'public-addresses',
  refs: ['https://aws.amazon.com/vpc/pricing/'],
  examples: [
    { name: 'an address', resources: { Ip: ['AWS::EC2::EIP'] }, says: { of: ['Ip'], monthly: '3.65' } },
    {
      name: 'a public load balancer in two zones',
      resources: { Alb: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internet-facing', Subnets: ['a', 'b'] }] },
      says: { of: ['Alb'], monthly: '7.3' },
    },
    {
      name: 'a private one',
      resources: { Alb: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal', Subnets: ['a', 'b'] }] },
    },
  ],
  look({ bill }) {
    const found = summed(bill.lines.filter(({ key, monthly }) => KEYS.includes(key) && monthly !== 0n))
    return found === undefined
      ? []
      : [{ ...found, message: 'every public IPv4 address costs, in use or idle: of load balancers one for each zone' }]
  },
})
