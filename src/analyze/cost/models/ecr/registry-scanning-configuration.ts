import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'

const NAME = 'Image scans'

/** Basic scans are free; enhanced ones are made by Inspector. Repeated scans have no price in the price book. */
export const registryScanning: PriceModel = definePriceModel({
  type: 'AWS::ECR::RegistryScanningConfiguration',
  refs: ['https://aws.amazon.com/inspector/pricing/'],
  usage: { images: { unit: 'image', about: 'images pushed a month that are scanned' } },
  meters(node, usage, q) {
    const type = orElse(textAt(q, node, 'ScanType'), 'BASIC')
    if (isUnresolved(type)) return [waiting(NAME, 'image', type)]
    return type === 'ENHANCED' ? [{ name: NAME, price: 'inspector.ecr_initial', unit: 'image', quantity: usage['images'] }] : []
  },
})
