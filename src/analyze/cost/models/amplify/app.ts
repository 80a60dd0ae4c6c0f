import { definePriceModel, type PriceModel } from '../../model.js'
import { textAt } from '../../read.js'

export const amplifyApp: PriceModel = definePriceModel({
  type: 'AWS::Amplify::App',
  refs: ['https://aws.amazon.com/amplify/pricing/'],
  usage: {
    buildMinutes: { unit: 'minute', about: 'minutes of building a month' },
    storedGb: { unit: 'GB-month', about: 'pages and assets kept' },
    servedGb: { unit: 'GB', about: 'data served to browsers' },
    renderRequests: { unit: 'request', about: 'pages rendered by servers a month' },
    renderGbSeconds: { unit: 'GB-second', about: 'memory of servers that render times the time they take' },
  },
  meters: (node, usage, q) => [
    { name: 'Build minutes', price: 'amplify.build', unit: 'minute', quantity: usage['buildMinutes'] },
    { name: 'Storage', price: 'amplify.hosting_stored', unit: 'GB-month', quantity: usage['storedGb'] },
    { name: 'Data served', price: 'amplify.hosting_served', unit: 'GB', quantity: usage['servedGb'] },
    ...(textAt(q, node, 'Platform') === 'WEB_COMPUTE'
      ? [
          { name: 'Rendered pages', price: 'amplify.ssr_requests', unit: 'request', quantity: usage['renderRequests'] },
          { name: 'Rendering', price: 'amplify.ssr_duration', unit: 'GB-second', quantity: usage['renderGbSeconds'] },
        ]
      : []),
  ],
})
