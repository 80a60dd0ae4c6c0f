import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { startsTraces } from '../../models/apigateway/stage.js'
import { loggedAtStage } from '../access-log.js'
import { tracesOf } from '../traces.js'

export const restStage: Flow = defineFlow({
  type: 'AWS::ApiGateway::Stage',
  refs: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html'],
  receives: ['contains'],
  flow(node, incoming, context) {
    if (incoming === undefined) return NOTHING
    return { ...loggedAtStage(incoming, context), quantities: startsTraces(node, context.q) ? [tracesOf(incoming, context)] : [] }
  },
})
