import type { Query, Resource, Value } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { itemsAt, lengthAt, textAt } from '../../read.js'
import { whereStated } from '../meters.js'

/** AWS's managed rule groups that cost more than a rule. */
const BOT_CONTROL = 'AWSManagedRulesBotControlRuleSet'
const FRAUD: readonly unknown[] = ['AWSManagedRulesATPRuleSet', 'AWSManagedRulesACFPRuleSet']

export const webAcl: PriceModel = definePriceModel({
  type: 'AWS::WAFv2::WebACL',
  refs: ['https://aws.amazon.com/waf/pricing/'],
  usage: {
    requests: { unit: 'request', about: 'requests that it looks at, a month' },
    captchaAttempts: { unit: 'attempt', about: 'captchas that are answered, a month' },
  },
  meters(node, usage, q) {
    const rules = lengthAt(q, node, 'Rules')
    return [
      { name: 'Web ACL', price: 'waf.web_acl', unit: 'acl-month', quantity: 1, formula: 'one web ACL' },
      {
        name: 'Rules',
        price: 'waf.rule',
        unit: 'rule-month',
        quantity: rules,
        formula: isUnresolved(rules) ? undefined : `${rules} rules and rule groups`,
      },
      { name: 'Requests', price: 'waf.requests', unit: 'request', quantity: usage['requests'] },
      ...whereStated({ name: 'Captchas', price: 'waf.captcha_attempt', unit: 'attempt' }, usage['captchaAttempts']),
      ...managed(node, q).flatMap((name) => subscription(name, usage['requests'])),
    ]
  },
})

function managed(node: Resource, q: Query): readonly ReturnType<typeof textAt>[] {
  return itemsAt(q, node, 'Rules').map((rule: Value) => textAt(q, rule, 'Statement.ManagedRuleGroupStatement.Name'))
}

function subscription(name: ReturnType<typeof textAt>, requests: Meter['quantity']): readonly Meter[] {
  if (name === BOT_CONTROL)
    return [
      { name: 'Bot Control', price: 'waf.bot_control_subscription', unit: 'acl-month', quantity: 1, formula: 'one web ACL' },
      { name: 'Bot Control requests', price: 'waf.bot_control_requests', unit: 'request', quantity: requests },
    ]
  return FRAUD.includes(name)
    ? [{ name: 'Fraud control', price: 'waf.atp_subscription', unit: 'acl-month', quantity: 1, formula: 'one web ACL' }]
    : []
}
