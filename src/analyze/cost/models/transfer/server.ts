import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { lengthAt } from '../../read.js'
import { allMonth } from '../meters.js'

export const transferServer: PriceModel = definePriceModel({
  type: 'AWS::Transfer::Server',
  refs: ['https://aws.amazon.com/aws-transfer-family/pricing/'],
  usage: {
    transferredGb: { unit: 'GB', about: 'data uploaded and downloaded' },
    internetOutGb: { unit: 'GB', about: 'data that leaves for the internet' },
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: () => true }],
  meters(node, usage, q) {
    const protocols = lengthAt(q, node, 'Protocols')
    // SFTP where no protocol is named.
    const count = isUnresolved(protocols) ? protocols : Math.max(1, protocols)
    return [
      allMonth({ name: 'Protocols enabled', price: 'transfer.sftp_endpoint', unit: 'hour' }, count),
      { name: 'Data transferred', price: 'transfer.sftp_data', unit: 'GB', quantity: usage['transferredGb'] },
    ]
  },
})
