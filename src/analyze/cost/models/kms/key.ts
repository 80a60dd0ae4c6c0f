import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt } from '../../read.js'
import { whereStated } from '../meters.js'

/** Rotated key material adds up to two more key-months in later years; they are not counted. */
export const key: PriceModel = definePriceModel({
  type: 'AWS::KMS::Key',
  refs: ['https://aws.amazon.com/kms/pricing/'],
  usage: {
    requests: { unit: 'request', about: 'cryptographic requests a month, those of AWS services included' },
    rsaPairs: { unit: 'request', about: 'RSA data key pairs made a month' },
    eccPairs: { unit: 'request', about: 'ECC data key pairs made a month' },
  },
  meters(node, usage, q) {
    const spec = orElse(textAt(q, node, 'KeySpec'), 'SYMMETRIC_DEFAULT')
    const requests = isUnresolved(spec) ? spec : isCheap(spec) ? 'kms.requests' : 'kms.asymmetric_requests'
    return [
      { name: 'Customer managed key', price: 'kms.cmk', unit: 'key-month', quantity: 1, formula: 'one key' },
      { name: 'Key requests', price: requests, unit: 'request', quantity: usage['requests'] },
      ...whereStated({ name: 'RSA data key pairs', price: 'kms.rsa_datakeypair', unit: 'request' }, usage['rsaPairs']),
      ...whereStated({ name: 'ECC data key pairs', price: 'kms.ecc_datakeypair', unit: 'request' }, usage['eccPairs']),
    ]
  },
})

/** Symmetric keys, those of message codes, and RSA of 2,048 bits have the lower price. */
function isCheap(spec: string): boolean {
  return spec === 'SYMMETRIC_DEFAULT' || spec === 'RSA_2048' || spec.startsWith('HMAC')
}
