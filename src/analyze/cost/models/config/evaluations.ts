import { definePriceModel, type PriceModel } from '../../model.js'

/** Rules, alone or in packs, are billed by evaluation; rules of an organization in each account. */
export function evaluated(type: string, about: string): PriceModel {
  return definePriceModel({
    type,
    refs: ['https://aws.amazon.com/config/pricing/'],
    usage: { evaluations: { unit: 'evaluation', about } },
    meters: (_node, usage) => [
      { name: 'Rule evaluations', price: 'config.rule_evaluation', unit: 'evaluation', quantity: usage['evaluations'] },
    ],
  })
}
