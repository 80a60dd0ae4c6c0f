import { defineNote, summed } from '../note.js'

const KEYS: readonly string[] = ['vpc.nat_hour', 'vpc.nat_data']

export const natGateways = defineNote({
  id: 'nat-gateways',
  refs: ['https://aws.amazon.com/vpc/pricing/'],
  examples: [
    {
      name: 'idle',
      resources: { Nat: ['AWS::EC2::NatGateway'] },
      usage: { Nat: { processedGb: 0 } },
      says: { of: ['Nat'], monthly: '32.85' }, // 730 h x 0.045
    },
    {
      name: 'with data',
      resources: { Nat: ['AWS::EC2::NatGateway'] },
      usage: { Nat: { processedGb: 100 } },
      says: { of: ['Nat'], monthly: '37.35' },
    },
    { name: 'none', resources: { Queue: ['AWS::SQS::Queue'] } },
  ],
  look({ bill }) {
    const found = summed(bill.lines.filter(({ key, monthly }) => KEYS.includes(key) && monthly !== 0n))
    return found === undefined
      ? []
      : [
          {
            ...found,
            message:
              'NAT gateways cost by the hour and for each gigabyte, on top of what leaves to the internet; gateway endpoints for S3 and DynamoDB cost nothing',
          },
        ]
  },
})
