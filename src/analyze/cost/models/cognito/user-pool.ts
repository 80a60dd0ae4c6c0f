import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'
import { whereStated } from '../meters.js'

export const userPool: PriceModel = definePriceModel({
  type: 'AWS::Cognito::UserPool',
  refs: ['https://aws.amazon.com/cognito/pricing/'],
  usage: {
    activeUsers: { unit: 'MAU', about: 'users that sign in, sign up or refresh a token at least once in the month' },
    federatedUsers: { unit: 'MAU', about: 'users that come through SAML or OpenID Connect, who are not among the active ones' },
    machineTokens: { unit: 'token-request', about: 'tokens asked for by programs a month' },
  },
  meters(node, usage, q) {
    // New pools get the tier Essentials when the template names none.
    const tier = orElse(textAt(q, node, 'UserPoolTier'), 'ESSENTIALS')
    if (isUnresolved(tier)) return [waiting('Active users', 'MAU', tier)]
    return [
      { name: 'Active users', price: `cognito.${tier.toLowerCase()}_mau`, unit: 'MAU', quantity: usage['activeUsers'] },
      ...whereStated({ name: 'Federated users', price: 'cognito.saml_oidc_mau', unit: 'MAU' }, usage['federatedUsers']),
      ...whereStated({ name: 'Tokens of programs', price: 'cognito.m2m_token', unit: 'token-request' }, usage['machineTokens']),
    ]
  },
})
