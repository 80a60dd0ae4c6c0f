import { defineNote, summed } from '../note.js'

export const interfaceEndpoints = defineNote({
  id: 'interface-endpoints',
  refs: ['https://aws.amazon.com/privatelink/pricing/'],
  examples: [
    {
      name: 'one in two zones',
      resources: { Logs: ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface', SubnetIds: ['a', 'b'] }] },
      usage: { Logs: { processedGb: 0 } },
      says: { of: ['Logs'], monthly: '14.6' }, // 2 x 730 h x 0.01
    },
    { name: 'a gateway endpoint', resources: { S3: ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }] } },
  ],
  look({ bill }) {
    const found = summed(
      bill.lines.filter(
        ({ key, monthly }) => (key === 'vpc.interface_endpoint' || key === 'vpc.interface_endpoint_data') && monthly !== 0n,
      ),
    )
    return found === undefined
      ? []
      : [{ ...found, message: 'interface endpoints cost by the hour in each zone: five of them in a zone cost what a NAT gateway does' }]
  },
})
