import type { Query, Resource } from '#graph/index.js'
import { isTrue, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const ROUTE = 'AWS::ApiGatewayV2::Route'
const METHOD = 'AWS::ApiGateway::Method'

export const apiRouteHasAuthorization: Rule = defineRule({
  id: 'api-route-has-authorization',
  pillar: 'security',
  severity: 'medium',
  title: 'API route checks who calls it',
  why: 'A route without authorization can be called by anybody on the internet, as often as the throttle lets them.',
  fix: 'Set AuthorizationType and an authorizer, or say why the route is public: Metadata: { stanchion: { public: "the reason" } }.',
  refs: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html',
  ],
  types: [ROUTE, METHOD],
  maps: {
    'cdk-nag': ['APIGWAuthorization', 'AwsSolutions-APIG4'],
    checkov: ['CKV_AWS_59'],
    cfn_nag: ['W59'],
    'security-hub': ['APIGateway.8'],
  },
  examples: {
    fail: [
      { name: 'HTTP API', props: { ApiId: 'a', RouteKey: 'POST /orders' } },
      { name: 'REST API', type: METHOD, props: { HttpMethod: 'POST', AuthorizationType: 'NONE' } },
    ],
    pass: [
      { name: 'token', props: { RouteKey: 'POST /orders', AuthorizationType: 'JWT', AuthorizerId: 'x' } },
      { name: 'the preflight of CORS carries no token', type: METHOD, props: { HttpMethod: 'OPTIONS', AuthorizationType: 'NONE' } },
      {
        name: 'public for a reason',
        props: { RouteKey: 'GET /health' },
        attributes: { Metadata: { stanchion: { public: 'health check of the load balancer' } } },
      },
      { name: 'only a connection of a WebSocket is authorized', props: { RouteKey: 'sendMessage' } },
    ],
    unknown: [
      {
        name: 'from a parameter',
        sections: { Parameters: { Auth: { Type: 'String' } } },
        props: { RouteKey: 'GET /', AuthorizationType: { Ref: 'Auth' } },
      },
    ],
  },
  check: (node, q) => {
    if (isPublicForReason(node, q) || needsNone(node, q)) return PASS
    const type = q.read(node, 'AuthorizationType')
    if (!type.known) return unknownAt(type, 'AuthorizationType')
    const value = scalarOf(type)
    if (value !== undefined && value !== 'NONE') return PASS
    const key = isTrue(scalarOf(q.read(node, 'ApiKeyRequired')))
    return key
      ? { is: 'fail', what: 'an API key tells callers apart but is no authorization', path: 'AuthorizationType', severity: 'low' }
      : { is: 'fail', what: 'anybody may call it', path: 'AuthorizationType' }
  },
})

function isPublicForReason({ attributes: { metadata } }: Resource, q: Query): boolean {
  const reason = metadata === undefined ? undefined : scalarOf(q.read(metadata, 'stanchion.public'))
  return typeof reason === 'string' && reason.trim() !== ''
}

/** Preflight requests carry no credentials; a WebSocket is authorized when it is opened. */
function needsNone(node: Resource, q: Query): boolean {
  if (node.type === METHOD) return scalarOf(q.read(node, 'HttpMethod')) === 'OPTIONS'
  const key = scalarOf(q.read(node, 'RouteKey'))
  return typeof key === 'string' && (key.startsWith('OPTIONS ') || (!key.includes('/') && key !== '$connect' && key !== '$default'))
}
