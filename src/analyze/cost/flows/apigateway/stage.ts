import type { Flow } from '../../flow.js'
import { stageFlow } from '../access-log.js'

export const restStage: Flow = stageFlow(
  'AWS::ApiGateway::Stage',
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
)
