import type { Flow } from '../../flow.js'
import { stageFlow } from '../access-log.js'

export const httpStage: Flow = stageFlow(
  'AWS::ApiGatewayV2::Stage',
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html',
)
