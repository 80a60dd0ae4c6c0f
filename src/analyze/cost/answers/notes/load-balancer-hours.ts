import { defineNote, summed } from '../note.js'

export const loadBalancerHours = defineNote({
  id: 'load-balancer-hours',
  refs: ['https://aws.amazon.com/elasticloadbalancing/pricing/'],
  examples: [
    {
      name: 'a private one',
      resources: { Alb: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal', Subnets: ['a', 'b'] }] },
      says: { of: ['Alb'], monthly: '16.425' }, // 730 h x 0.0225
    },
    { name: 'none', resources: { Queue: ['AWS::SQS::Queue'] } },
  ],
  look({ bill }) {
    const found = summed(bill.lines.filter(({ key, monthly }) => /^elb\.[a-z]+_hour$/.test(key) && monthly !== 0n))
    return found === undefined
      ? []
      : [{ ...found, message: 'load balancers cost by the hour whether anything comes or not, and a public one its addresses besides' }]
  },
})
