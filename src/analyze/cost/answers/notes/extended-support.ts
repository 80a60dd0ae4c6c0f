import { defineNote, summed } from '../note.js'

export const extendedSupport = defineNote({
  id: 'extended-support',
  refs: ['https://aws.amazon.com/eks/pricing/', 'https://aws.amazon.com/rds/faqs/'],
  examples: [
    {
      name: 'an old Kubernetes',
      resources: { Cluster: ['AWS::EKS::Cluster', { Version: '1.28' }] },
      says: { of: ['Cluster'], monthly: '365' }, // 730 h x 0.50
    },
    { name: 'a new one', resources: { Cluster: ['AWS::EKS::Cluster', { Version: '1.34' }] } },
  ],
  look({ bill }) {
    const found = summed(bill.lines.filter(({ key, monthly }) => key.includes('extended_support') && monthly !== 0n))
    return found === undefined
      ? []
      : [{ ...found, message: 'this version is past its standard support, and every hour costs more until it is upgraded' }]
  },
})
