import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'

export const userPool: PriceModel = definePriceModel({
  type: 'AWS::Cognito::UserPool',
  refs: ['https://aws.amazon.com/cognito/pricing/'],
  usage: { activeUsers: { unit: 'MAU', about: 'users that sign in, sign up or refresh a token at least once in the month' } },
  meters(node, usage, q) {
    // New pools get the tier Essentials when the template names none.
    const tier = orElse(textAt(q, node, 'UserPoolTier'), 'ESSENTIALS')
    if (isUnresolved(tier)) return [waiting('Active users', 'MAU', tier)]
    return [{ name: 'Active users', price: `cognito.${tier.toLowerCase()}_mau`, unit: 'MAU', quantity: usage['activeUsers'] }]
  },
})
