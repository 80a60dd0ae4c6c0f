import { definePriceModel, type PriceModel } from '../../model.js'

export const secret: PriceModel = definePriceModel({
  type: 'AWS::SecretsManager::Secret',
  refs: ['https://aws.amazon.com/secrets-manager/pricing/'],
  usage: { requests: { unit: 'request', about: 'API calls that read the secret, a month' } },
  meters: (_node, usage) => [
    { name: 'Secret', price: 'secretsmanager.secret', unit: 'secret-month', quantity: 1, formula: 'one secret' },
    { name: 'Secret reads', price: 'secretsmanager.api_requests', unit: 'request', quantity: usage['requests'] },
  ],
})
