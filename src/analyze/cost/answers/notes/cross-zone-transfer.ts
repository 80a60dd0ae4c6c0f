import { defineNote, summed } from '../note.js'

const KEYS: readonly string[] = ['datatransfer.inter_az_each_direction']

export const crossZone = defineNote({
  id: 'cross-zone-transfer',
  refs: ['https://aws.amazon.com/ec2/pricing/on-demand/'],
  examples: [
    {
      name: 'one gateway for two zones',
      resources: { Nat: ['AWS::EC2::NatGateway'] },
      usage: { Nat: { processedGb: 0, crossZoneGb: 100 } },
      says: { of: ['Nat'], monthly: '2' }, // 100 GB x 2 x 0.01
    },
    { name: 'nothing crosses', resources: { Nat: ['AWS::EC2::NatGateway'] }, usage: { Nat: { processedGb: 1 } } },
  ],
  look({ bill }) {
    const found = summed(bill.lines.filter(({ key, monthly }) => KEYS.includes(key) && monthly !== 0n))
    return found === undefined ? [] : [{ ...found, message: 'data that goes from one zone to another is paid for in both directions' }]
  },
})
