import type { JsonObject } from '#core/index.js'
import { defineChange, no } from '../change.js'
import { withChanges } from '../situation.js'
import { FUNCTION, frontDoorOf, instead, REST_API } from './front-doors.js'
import { named } from './to-containers.js'

export const httpApi = defineChange({
  id: 'http-api',
  title: 'HTTP APIs instead of REST APIs',
  caveat:
    'HTTP APIs have no usage plans and API keys, no request validation and models, no response cache, no private or edge endpoints, no web ACL',
  refs: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html'],
  apply({ situation, stacks }) {
    const what: string[] = []
    const changed = withChanges(situation, stacks, ({ q }) => {
      const door = frontDoorOf(q, [REST_API], FUNCTION)
      if (door === undefined) return undefined
      what.push(`${named(door.entrances)}: an HTTP API`)
      return {
        remove: door.doors.map(({ id }) => id),
        replace: instead(door, 'AlternativeApi'),
        add: apiOf(door.workers.map(({ id }) => id)),
      }
    })
    return changed === undefined ? no('no REST API in it calls a function') : { is: 'changed', what, situation: changed }
  },
})

function apiOf(workers: readonly string[]): JsonObject {
  const parts = workers.flatMap((worker, index): readonly (readonly [string, JsonObject])[] => [
    [
      `AlternativeRoute${index}`,
      {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId: { Ref: 'AlternativeApi' },
          RouteKey: `ANY /${index}`,
          Target: { 'Fn::Sub': `integrations/\${AlternativeIntegration${index}}` },
        },
      },
    ],
    [
      `AlternativeIntegration${index}`,
      {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: { ApiId: { Ref: 'AlternativeApi' }, IntegrationUri: { 'Fn::GetAtt': [worker, 'Arn'] } },
      },
    ],
  ])
  return { AlternativeApi: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } }, ...Object.fromEntries(parts) }
}
