import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { loggedAtStage } from '../access-log.js'

export const httpStage: Flow = defineFlow({
  type: 'AWS::ApiGatewayV2::Stage',
  refs: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html'],
  receives: ['contains'],
  flow: (_node, incoming, context) => (incoming === undefined ? NOTHING : loggedAtStage(incoming, context)),
})
