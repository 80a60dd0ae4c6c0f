import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { lengthAt } from '../../read.js'
import { fixed } from '../meters.js'

/** WAF Classic, global and regional, has the prices of its successor. */
export function classicWebAcl(type: string): PriceModel {
  return definePriceModel({
    type,
    refs: ['https://aws.amazon.com/waf/pricing/'],
    usage: { requests: { unit: 'request', about: 'requests that it looks at, a month' } },
    meters(node, usage, q) {
      const rules = lengthAt(q, node, 'Rules')
      return [
        fixed({ name: 'Web ACL', price: 'waf.web_acl', unit: 'acl-month' }, 1, 'one web ACL'),
        {
          name: 'Rules',
          price: 'waf.rule',
          unit: 'rule-month',
          quantity: rules,
          formula: isUnresolved(rules) ? undefined : `${rules} rules`,
        },
        { name: 'Requests', price: 'waf.requests', unit: 'request', quantity: usage['requests'] },
      ]
    },
  })
}
