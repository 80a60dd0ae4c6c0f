import type { JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, LogicalId, LogicalName, type Site } from './block.js'
import { issuerOf } from './cognito-user-pool.js'
import { lambdaFunction } from './lambda-function.js'
import { logGroup } from './log-group.js'

export const Route = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE', 'ANY']),
  path: z.string().regex(/^\/[A-Za-z0-9_\-./{}+]*$/),
})

const Params = z.strictObject({
  name: LogicalName.default('Http'),
  function: LogicalId,
  routes: z.array(Route).min(1).max(100),
  authentication: z
    .union([
      z.strictObject({ kind: z.literal('cognito'), pool: LogicalId, client: LogicalId }),
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('iam') }),
    ])
    .default({ kind: 'none' }),
  cors: z.array(z.string()).default([]),
  /** Requests a second that are let through, and the burst above it. */
  throttle: z.strictObject({ rate: z.int().min(1), burst: z.int().min(1) }).default({ rate: 100, burst: 200 }),
  domain: z.strictObject({ name: z.string(), certificate: z.string() }).optional(),
  key: LogicalId.optional(),
})

export interface HttpApiPorts {
  readonly api: string
  readonly stage: string
  readonly logGroup: string
}

const example = (graph: GraphBuilder, site: Site): string => lambdaFunction.add(graph, {}, site).function

export const httpApi = defineBlock<typeof Params, HttpApiPorts>({
  id: 'http-api',
  title: 'API Gateway HTTP API',
  intent: 'Take HTTPS requests, check tokens, limit the rate and hand each request to a function.',
  refs: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html'],
  params: Params,
  guarantees: ['api-stage-has-access-log'],
  examples: [
    { name: 'defaults', params: (graph, site) => ({ function: example(graph, site), routes: [{ method: 'ANY', path: '/{proxy+}' }] }) },
    {
      name: 'signed requests',
      params: (graph, site) => ({
        function: example(graph, site),
        routes: [{ method: 'GET', path: '/items/{id}' }],
        authentication: { kind: 'iam' },
      }),
    },
  ],
  vary: {
    cors: [[], ['https://shop.example.com']],
    throttle: [
      { rate: 1, burst: 1 },
      { rate: 5000, burst: 5000 },
    ],
    authentication: [{ kind: 'none' }, { kind: 'iam' }],
  },
  build(graph: GraphBuilder, params, site: Site): HttpApiPorts {
    const { name, cors } = params
    const api = graph.add('AWS::ApiGatewayV2::Api', `${name}Api`, {
      Name: sub('${AWS::StackName}'),
      ProtocolType: 'HTTP',
      ...(cors.length === 0
        ? {}
        : {
            CorsConfiguration: {
              AllowOrigins: cors,
              AllowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
              AllowHeaders: ['authorization', 'content-type'],
              MaxAge: 3600,
            },
          }),
    })
    addRoutes(graph, api, params)
    const logs = logGroup.add(graph, { id: `${name}AccessLogs`, key: params.key }, site).logGroup
    const stage = graph.add('AWS::ApiGatewayV2::Stage', `${name}Stage`, {
      ApiId: ref(api),
      StageName: '$default',
      AutoDeploy: true,
      AccessLogSettings: { DestinationArn: getAtt(logs, 'Arn'), Format: ACCESS_LOG },
      DefaultRouteSettings: {
        ThrottlingRateLimit: params.throttle.rate,
        ThrottlingBurstLimit: params.throttle.burst,
      },
    })
    graph.add('AWS::Lambda::Permission', `${name}Permission`, {
      Action: 'lambda:InvokeFunction',
      FunctionName: ref(params.function),
      Principal: 'apigateway.amazonaws.com',
      SourceArn: sub(`arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${api}}/*`),
    })
    if (params.domain === undefined) graph.output(`${name}Url`, 'Address of the API', getAtt(api, 'ApiEndpoint'))
    else addDomain(graph, name, { api, stage, ...params.domain })
    return { api, stage, logGroup: logs }
  },
})

/** One JSON line a request, without what it carried. */
const ACCESS_LOG = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
})

function addRoutes(graph: GraphBuilder, api: string, params: z.output<typeof Params>): void {
  const { name, authentication } = params
  const integration = graph.add('AWS::ApiGatewayV2::Integration', `${name}Integration`, {
    ApiId: ref(api),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: getAtt(params.function, 'Arn'),
    PayloadFormatVersion: '2.0',
  })
  const checked = authorizationOf(graph, api, name, authentication)
  params.routes.forEach(({ method, path }, index) => {
    graph.add('AWS::ApiGatewayV2::Route', `${name}Route${index + 1}`, {
      ApiId: ref(api),
      RouteKey: `${method} ${path}`,
      Target: sub(`integrations/\${${integration}}`),
      ...checked,
    })
  })
}

function authorizationOf(
  graph: GraphBuilder,
  api: string,
  name: string,
  authentication: z.output<typeof Params>['authentication'],
): JsonObject {
  if (authentication.kind === 'none') return { AuthorizationType: 'NONE' }
  if (authentication.kind === 'iam') return { AuthorizationType: 'AWS_IAM' }
  const authorizer = graph.add('AWS::ApiGatewayV2::Authorizer', `${name}Authorizer`, {
    ApiId: ref(api),
    Name: 'cognito',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: issuerOf(authentication.pool), Audience: [ref(authentication.client)] },
  })
  return { AuthorizationType: 'JWT', AuthorizerId: ref(authorizer) }
}

function addDomain(
  graph: GraphBuilder,
  prefix: string,
  parts: { readonly api: string; readonly stage: string; readonly name: string; readonly certificate: string },
): void {
  const domain = graph.add('AWS::ApiGatewayV2::DomainName', `${prefix}Domain`, {
    DomainName: parts.name,
    DomainNameConfigurations: [{ CertificateArn: parts.certificate, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' }],
  })
  graph.add('AWS::ApiGatewayV2::ApiMapping', `${prefix}Mapping`, {
    ApiId: ref(parts.api),
    DomainName: ref(domain),
    Stage: ref(parts.stage),
  })
  graph.output(`${prefix}Url`, 'Address of the API', `https://${parts.name}`)
  graph.output(`${prefix}DnsTarget`, `Point ${parts.name} here (CNAME or alias)`, getAtt(domain, 'RegionalDomainName'))
}
