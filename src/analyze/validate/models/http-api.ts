import type { JsonObject } from '#core/index.js'
import { isWhole, linked, linkOf, propertiesOf, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at, textOf, valuesAt } from './model.js'

const API = 'AWS::ApiGatewayV2::Api'
const ROUTE = 'AWS::ApiGatewayV2::Route'
const INTEGRATION = 'AWS::ApiGatewayV2::Integration'
const template = (route: JsonObject, integration: JsonObject = {}, ProtocolType = 'HTTP'): JsonObject => ({
  Resources: {
    Api: { Type: API, Properties: { Name: 'a', ProtocolType } },
    Route: { Type: ROUTE, Properties: { ApiId: { Ref: 'Api' }, RouteKey: 'GET /orders', ...route } },
    Integration: {
      Type: INTEGRATION,
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: 'arn',
        PayloadFormatVersion: '2.0',
        ...integration,
      },
    },
  },
})

export const routeOfHttpApi: ResourceModel = {
  id: 'http-api',
  code: 'http-api',
  types: [ROUTE, INTEGRATION],
  refs: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html'],
  examples: {
    wrong: [
      { name: 'the id alone', template: template({ Target: { Ref: 'Integration' } }), says: 'integrations/${Integration}' },
      { name: 'a path alone', template: template({ RouteKey: '/orders' }), says: 'GET /orders' },
      { name: 'no such method', template: template({ RouteKey: 'FETCH /orders' }), says: '"FETCH"' },
      { name: 'a kind of REST APIs', template: template({}, { IntegrationType: 'MOCK' }), says: 'MOCK' },
      { name: 'no version', template: template({}, { PayloadFormatVersion: { Ref: 'AWS::NoValue' } }), says: 'PayloadFormatVersion' },
    ],
    right: [
      { name: 'a route', template: template({ Target: { 'Fn::Sub': 'integrations/${Integration}' } }) },
      { name: 'joined', template: template({ Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] } }) },
      { name: 'all others', template: template({ RouteKey: '$default' }) },
      { name: 'messages', template: template({ RouteKey: 'sendMessage' }, { IntegrationType: 'MOCK' }, 'WEBSOCKET') },
      { name: 'an API from elsewhere', props: { ApiId: { 'Fn::ImportValue': 'api' }, RouteKey: 'sendMessage' } },
    ],
  },
  check({ type, properties: tree, place }, context) {
    const own = { tree, place }
    const api = linked(own, 'ApiId', [API], context.declared)
    if (type === ROUTE) checkTarget(own, context)
    if (api === undefined || textAt(propertiesOf(api), 'ProtocolType') !== 'HTTP' || !isWhole(own)) return
    if (type === ROUTE) checkKey(own, context)
    else checkIntegration(own, context)
  },
}

function checkTarget(own: Located, { declared, complain }: ModelContext): void {
  for (const { tree, place } of valuesAt(own, 'Target')) {
    const id = linkOf(tree)
    if (id !== undefined && declared.typeOf(id) === INTEGRATION)
      complain(`a route names its target with its kind; write Fn::Sub: integrations/\${${id}}`, place)
  }
}

const METHODS: ReadonlySet<string> = new Set(['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'])

function checkKey(own: Located, { complain }: ModelContext): void {
  for (const { tree, place } of valuesAt(own, 'RouteKey')) {
    const key = textOf(tree)
    if (key === undefined || key === '$default' || key.includes('${')) continue
    const [, method = '', path] = /^(\S+)\s+(\S*)$/.exec(key) ?? []
    if (path?.startsWith('/') !== true)
      complain(`"${key}" is no key of a route; write a method and a path (GET /orders) or $default`, place, { atValue: true })
    else if (!METHODS.has(method))
      complain(`a route has no method "${method}"; it has ${[...METHODS].join(', ')}`, place, { atValue: true })
  }
}

function checkIntegration(own: Located, { complain }: ModelContext): void {
  const kind = textAt(own, 'IntegrationType')
  if (kind !== undefined && !['AWS_PROXY', 'HTTP_PROXY'].includes(kind) && !kind.includes('${'))
    complain(
      `an HTTP API has no integration of the type ${kind}; write AWS_PROXY or HTTP_PROXY`,
      at(own, 'IntegrationType')?.place ?? own.place,
    )
  else if (kind === 'AWS_PROXY' && at(own, 'IntegrationSubtype') === undefined && at(own, 'PayloadFormatVersion') === undefined)
    complain('an integration of an HTTP API with a function needs PayloadFormatVersion: "2.0" or "1.0"', own.place)
}
