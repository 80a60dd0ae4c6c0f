import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'
import { fixed } from '../meters.js'

const METER = { name: 'Private authority', unit: 'ca-month' }

export const certificateAuthority: PriceModel = definePriceModel({
  type: 'AWS::ACMPCA::CertificateAuthority',
  refs: ['https://aws.amazon.com/private-ca/pricing/'],
  usage: {},
  meters(node, _usage, q) {
    const mode = orElse(textAt(q, node, 'UsageMode'), 'GENERAL_PURPOSE')
    if (isUnresolved(mode)) return [waiting(METER.name, METER.unit, mode)]
    const price = mode === 'SHORT_LIVED_CERTIFICATE' ? 'acmpca.short_lived_ca' : 'acmpca.private_ca'
    return [fixed({ ...METER, price }, 1, 'one authority')]
  },
})
