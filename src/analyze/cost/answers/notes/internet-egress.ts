import { defineNote, summed } from '../note.js'

const KEYS: readonly string[] = ['datatransfer.out_internet']

export const internetEgress = defineNote({
  id: 'internet-egress',
  refs: ['https://aws.amazon.com/ec2/pricing/on-demand/'],
  examples: [
    {
      name: 'a hundred gigabytes',
      resources: { Api: ['AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }] },
      usage: { Api: { requests: 0, internetOutGb: 100 } },
      says: { of: ['Api'], monthly: '9' },
    },
    {
      name: 'none',
      resources: { Api: ['AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }] },
      usage: { Api: { requests: 0, internetOutGb: 0 } },
    },
  ],
  look({ bill }) {
    const found = summed(bill.lines.filter(({ key, monthly }) => KEYS.includes(key) && monthly !== 0n))
    return found === undefined
      ? []
      : [
          {
            ...found,
            message:
              'data that leaves to the internet is paid for by the gigabyte; CloudFront in front costs less for each, and gives away a terabyte a month',
          },
        ]
  },
})
