import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { lengthAt } from '../../read.js'

/** Its rules, each once; the group itself is a rule of the web ACLs that use it. */
export const ruleGroup: PriceModel = definePriceModel({
  type: 'AWS::WAFv2::RuleGroup',
  refs: ['https://aws.amazon.com/waf/pricing/'],
  usage: {},
  meters(node, _usage, q) {
    const rules = lengthAt(q, node, 'Rules')
    return [
      {
        name: 'Rules of the group',
        price: 'waf.rule',
        unit: 'rule-month',
        quantity: rules,
        formula: isUnresolved(rules) ? undefined : `${rules} rules`,
      },
    ]
  },
})
