import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'
import { allMonth } from '../meters.js'

const NAME = 'Domain controllers'
/** A directory has one in each of two zones. */
const CONTROLLERS = 2

export const microsoftAd: PriceModel = definePriceModel({
  type: 'AWS::DirectoryService::MicrosoftAD',
  refs: ['https://aws.amazon.com/directoryservice/pricing/'],
  usage: {},
  meters(node, _usage, q) {
    // Enterprise is what a directory gets where the template names no edition.
    const edition = orElse(textAt(q, node, 'Edition'), 'Enterprise')
    if (isUnresolved(edition)) return [waiting(NAME, 'hour', edition)]
    return [
      allMonth(
        { name: `${NAME} (${edition})`, price: `directoryservice.microsoft_ad_${edition.toLowerCase()}_dc`, unit: 'hour' },
        CONTROLLERS,
      ),
    ]
  },
})
