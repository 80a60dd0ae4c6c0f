import { count } from '../../amounts.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'

export const userPool: Flow = defineFlow({
  type: 'AWS::Cognito::UserPool',
  refs: ['https://aws.amazon.com/cognito/pricing/'],
  receives: [],
  flow(_node, _incoming, { traffic: { users } }) {
    if (users === undefined) return NOTHING
    return { quantities: [{ name: 'activeUsers', unit: 'MAU', value: users, formula: `${count(users)} a month`, origin: 'users' }] }
  },
})
