import { gigabytes } from '../../arithmetic.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { connectionMinutes, messagesOf } from '../messages.js'

export const eventApi: Flow = defineFlow({
  type: 'AWS::AppSync::Api',
  refs: ['https://docs.aws.amazon.com/appsync/latest/eventapi/event-api-welcome.html'],
  entry: () => 2,
  flow(_node, incoming, context) {
    if (incoming === undefined) return NOTHING
    const updates = context.assumption('subscribers-per-update')
    const out = gigabytes('internetOutGb', { ...incoming, perSecond: incoming.direct * updates }, incoming.inBytes, 'in')
    return {
      quantities: [
        messagesOf('operations', 'operation', incoming, { piece: 5 * 1024, context }),
        connectionMinutes(incoming, context),
        out,
      ],
    }
  },
})
