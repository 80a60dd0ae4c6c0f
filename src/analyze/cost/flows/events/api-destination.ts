import { monthly } from '../../arithmetic.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'

export const apiDestination: Flow = defineFlow({
  type: 'AWS::Events::ApiDestination',
  refs: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html'],
  flow: (_node, incoming) => (incoming === undefined ? NOTHING : { quantities: [monthly('calls', 'invocation', incoming)] }),
})
