import type { Json, JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'

interface Parts {
  readonly name: string
  readonly api: string
  readonly function: string
  readonly routes: readonly { readonly method: string; readonly path: string }[]
  readonly authorization: JsonObject
  readonly cors: readonly string[]
}

/** The tree of resources and their methods; paths share the resources of what they begin with. Returns the methods. */
export function addResources(graph: GraphBuilder, parts: Parts): readonly string[] {
  const { name, api, routes, cors } = parts
  const validator = graph.add('AWS::ApiGateway::RequestValidator', `${name}Validator`, {
    RestApiId: ref(api),
    Name: 'all',
    ValidateRequestBody: true,
    ValidateRequestParameters: true,
  })
  const resources = new Map<string, Json>([['', getAtt(api, 'RootResourceId')]])
  const ids = new Map<string, string>()
  const methods: string[] = []
  for (const { method, path } of routes) {
    const parent = resourceFor(graph, { name, api, path, resources, ids })
    methods.push(addMethod(graph, parts, { method, path, ...parent, validator }))
  }
  if (cors.length > 0)
    for (const [path, resource] of resources) methods.push(...addPreflight(graph, parts, { path, resource, id: idFor(ids, path) }))
  return methods
}

/** `/orders/{id}` -> `OrdersId`; the root is `Root`. */
function titleOf(path: string): string {
  const title = path
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('')
  return title === '' ? 'Root' : title
}

/** Different paths may have one title (`/a-b`, `/a/b`): the later ones get a number. */
function idFor(ids: Map<string, string>, path: string): string {
  const known = ids.get(path)
  if (known !== undefined) return known
  const taken = new Set(ids.values())
  const title = titleOf(path)
  let id = title
  for (let number = 2; taken.has(id); number += 1) id = `${title}${number}`
  ids.set(path, id)
  return id
}

interface Walk {
  readonly name: string
  readonly api: string
  readonly path: string
  readonly resources: Map<string, Json>
  readonly ids: Map<string, string>
}

function resourceFor(graph: GraphBuilder, { name, api, path, resources, ids }: Walk): { readonly id: string; readonly resource: Json } {
  let walked = ''
  let resource = resources.get('') ?? null
  for (const part of path.split('/').filter((each) => each !== '')) {
    const parent = resource
    walked = `${walked}/${part}`
    resource =
      resources.get(walked) ??
      ref(
        graph.add('AWS::ApiGateway::Resource', `${name}Resource${idFor(ids, walked)}`, {
          RestApiId: ref(api),
          ParentId: parent,
          PathPart: part,
        }),
      )
    resources.set(walked, resource)
  }
  return { id: idFor(ids, walked), resource }
}

function addMethod(
  graph: GraphBuilder,
  parts: Parts,
  route: { readonly method: string; readonly path: string; readonly id: string; readonly resource: Json; readonly validator: string },
): string {
  const { name, api, authorization } = parts
  const parameters = [...route.path.matchAll(/\{([^}+]+)\+?\}/g)].map(
    ([, parameter]) => [`method.request.path.${parameter}`, true] as const,
  )
  const verb = route.method.slice(0, 1) + route.method.slice(1).toLowerCase()
  return graph.add('AWS::ApiGateway::Method', `${name}${verb}${route.id}`, {
    RestApiId: ref(api),
    ResourceId: route.resource,
    HttpMethod: route.method,
    ...authorization,
    RequestValidatorId: ref(route.validator),
    ...(parameters.length === 0 ? {} : { RequestParameters: Object.fromEntries(parameters) }),
    Integration: {
      Type: 'AWS_PROXY',
      IntegrationHttpMethod: 'POST',
      Uri: sub(`arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${parts.function}.Arn}/invocations`),
    },
  })
}

/** Template text that answers with the caller's origin when it is one of those allowed. */
function allowOrigin(origins: readonly string[]): string {
  const known = origins.map((origin) => `$origin == "${origin}"`).join(' || ')
  return `#set($origin = $input.params().header.get("Origin"))#if($origin == "")#set($origin = $input.params().header.get("origin"))#end#if(${known})#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end`
}

/** What a browser asks first, and without signing in. Only resources that have a method get it. */
function addPreflight(
  graph: GraphBuilder,
  { name, api, routes, cors }: Parts,
  at: { readonly path: string; readonly resource: Json; readonly id: string },
): readonly string[] {
  const here = routes.filter((route) => route.path.replace(/\/$/, '') === at.path)
  if (here.length === 0) return []
  const headers = {
    'method.response.header.Access-Control-Allow-Headers': "'authorization,content-type'",
    'method.response.header.Access-Control-Allow-Methods': "'GET,POST,PUT,DELETE'",
    'method.response.header.Access-Control-Allow-Origin': `'${cors[0] ?? ''}'`,
    'method.response.header.Vary': "'Origin'",
  }
  return [
    graph.add('AWS::ApiGateway::Method', `${name}Options${at.id}`, {
      RestApiId: ref(api),
      ResourceId: at.resource,
      HttpMethod: 'OPTIONS',
      AuthorizationType: 'NONE',
      Integration: {
        Type: 'MOCK',
        RequestTemplates: { 'application/json': '{"statusCode":204}' },
        IntegrationResponses: [
          {
            StatusCode: '204',
            ResponseParameters: headers,
            ResponseTemplates: { 'application/json': allowOrigin(cors) },
          },
        ],
      },
      MethodResponses: [
        { StatusCode: '204', ResponseParameters: Object.fromEntries(Object.keys(headers).map((header) => [header, true])) },
      ],
    }),
  ]
}
