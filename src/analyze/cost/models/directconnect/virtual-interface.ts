import { definePriceModel, type Meter, type PriceModel } from '../../model.js'

/** What leaves AWS through a connection pays by region and location; the price book has the United States. */
export function virtualInterface(type: string): PriceModel {
  return definePriceModel({
    type,
    refs: ['https://aws.amazon.com/directconnect/pricing/'],
    usage: { outGb: { unit: 'GB', about: 'data out through the connection' } },
    meters(_node, usage, q): readonly Meter[] {
      const inside = q.region?.startsWith('us-') === true
      return [{ name: 'Data out', price: `directconnect.dto_${inside ? 'us' : 'elsewhere'}`, unit: 'GB', quantity: usage['outGb'] }]
    },
  })
}
