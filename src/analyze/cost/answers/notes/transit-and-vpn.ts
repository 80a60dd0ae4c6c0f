import { defineNote, summed } from '../note.js'

export const privateLinks = defineNote({
  id: 'transit-and-vpn',
  refs: ['https://aws.amazon.com/transit-gateway/pricing/', 'https://aws.amazon.com/vpn/pricing/'],
  examples: [
    {
      name: 'a VPN connection',
      resources: { Vpn: ['AWS::EC2::VPNConnection', { Type: 'ipsec.1' }] },
      says: { of: ['Vpn'], monthly: '36.5' }, // 730 h x 0.05
    },
    { name: 'none', resources: { Queue: ['AWS::SQS::Queue'] } },
  ],
  look({ bill }) {
    const found = summed(
      bill.lines.filter(({ key, monthly }) => (key.startsWith('vpc.tgw_') || key === 'vpc.site_to_site_vpn') && monthly !== 0n),
    )
    return found === undefined
      ? []
      : [
          {
            ...found,
            message: 'attachments of transit gateways and VPN connections cost by the hour, and transit gateways each gigabyte besides',
          },
        ]
  },
})
