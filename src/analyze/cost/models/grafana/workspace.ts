import { definePriceModel, type PriceModel } from '../../model.js'

export const grafanaWorkspace: PriceModel = definePriceModel({
  type: 'AWS::Grafana::Workspace',
  refs: ['https://aws.amazon.com/grafana/pricing/'],
  usage: {
    editors: { unit: 'user-month', about: 'users that may edit and sign in in the month' },
    viewers: { unit: 'user-month', about: 'users that may only look and sign in in the month' },
  },
  meters: (_node, usage) => [
    { name: 'Editors', price: 'grafana.editor', unit: 'user-month', quantity: usage['editors'] },
    { name: 'Viewers', price: 'grafana.viewer', unit: 'user-month', quantity: usage['viewers'] },
  ],
})
