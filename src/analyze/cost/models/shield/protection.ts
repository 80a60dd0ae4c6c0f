import type { Query, Resource } from '#graph/index.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { fixed } from '../meters.js'

const TYPE = 'AWS::Shield::Protection'
const DISTRIBUTION = 'AWS::CloudFront::Distribution'

/** Protections are part of Shield Advanced, one subscription for an organization: it stands at the first one of the template. */
export const shieldProtection: PriceModel = definePriceModel({
  type: TYPE,
  refs: ['https://aws.amazon.com/shield/pricing/'],
  usage: { outGb: { unit: 'GB', about: 'data out of the protected resource' } },
  meters: (node, usage, q) => [
    ...(q.all(TYPE)[0]?.id === node.id
      ? [fixed({ name: 'Shield Advanced', price: 'shield.advanced_monthly_fee', unit: 'org-month' }, 1, 'one organization')]
      : []),
    dataOut(node, usage['outGb'], q),
  ],
})

function dataOut(node: Resource, quantity: Meter['quantity'], q: Query): Meter {
  const edge = q.edges({ from: node, kind: 'refers' }).some(({ to }) => to.type === DISTRIBUTION)
  return { name: 'Data out of what is protected', price: `shield.advanced_dto_${edge ? 'cloudfront' : 'elb'}`, unit: 'GB', quantity }
}
