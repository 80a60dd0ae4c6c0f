import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, LogicalId, LogicalName, type Site } from './block.js'
import { cognitoUserPool } from './cognito-user-pool.js'
import { setVariable } from './connect.js'
import { Route } from './http-api.js'
import { lambdaFunction } from './lambda-function.js'
import { logGroup } from './log-group.js'
import { addAccountLogging } from './rest-api-account.js'
import { addResources } from './rest-api-resources.js'

const Params = z.strictObject({
  name: LogicalName.default('Rest'),
  function: LogicalId,
  routes: z.array(Route).min(1).max(100),
  authentication: z
    .union([
      /** API Gateway checks that the token is of the pool; which client it was made for, the function has to check. */
      z.strictObject({ kind: z.literal('cognito'), pool: LogicalId, client: LogicalId }),
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('iam') }),
    ])
    .default({ kind: 'none' }),
  /** Origins that browsers may call from. The function answers with `Access-Control-Allow-Origin` itself; it finds them in `CORS_ORIGINS`. */
  cors: z.array(z.string().regex(/^(\*|https?:\/\/[A-Za-z0-9.:-]+)$/)).default([]),
  /** Requests a second that are let through, and the burst above it. */
  throttle: z.strictObject({ rate: z.int().min(1), burst: z.int().min(1) }).default({ rate: 100, burst: 200 }),
  domain: z.strictObject({ name: z.string(), certificate: z.string() }).optional(),
  /** Logical id of a KMS key for the log groups. */
  key: LogicalId.optional(),
})

type Parameters = z.output<typeof Params>

export interface RestApiPorts {
  readonly api: string
  readonly stage: string
  readonly logGroup: string
  /** ARN of the stage, which a web acl guards, as template value. */
  readonly stageArn: Json
}

const example = (graph: GraphBuilder, site: Site): string => lambdaFunction.add(graph, {}, site).function

export const restApi = defineBlock<typeof Params, RestApiPorts>({
  id: 'rest-api',
  title: 'API Gateway REST API',
  intent: 'Take HTTPS requests, validate them, check tokens, limit the rate, and be guarded by a web acl.',
  refs: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
  ],
  params: Params,
  guarantees: ['api-stage-has-access-log', 'api-validates-requests', 'log-group-has-retention'],
  examples: [
    { name: 'defaults', params: (graph, site) => ({ function: example(graph, site), routes: [{ method: 'ANY', path: '/{proxy+}' }] }) },
    {
      name: 'users of a pool, from a browser',
      params: (graph, site) => ({
        function: example(graph, site),
        routes: [
          { method: 'GET', path: '/items' },
          { method: 'POST', path: '/items' },
          { method: 'GET', path: '/items/{id}' },
        ],
        authentication: { kind: 'cognito', ...cognitoUserPool.add(graph, {}, site) },
        cors: ['https://shop.example.com', 'https://admin.example.com'],
      }),
    },
    {
      name: 'own domain',
      params: (graph, site) => ({
        name: 'Public',
        function: example(graph, site),
        routes: [{ method: 'GET', path: '/' }],
        domain: {
          name: 'api.example.com',
          certificate: `arn:aws:acm:${site.region}:111122223333:certificate/11111111-2222-3333-4444-555555555555`,
        },
      }),
    },
  ],
  vary: {
    cors: [[], ['https://shop.example.com']],
    throttle: [
      { rate: 1, burst: 1 },
      { rate: 5000, burst: 5000 },
    ],
    routes: [
      [{ method: 'ANY', path: '/' }],
      [
        { method: 'GET', path: '/orders/{id}/lines/{line}' },
        { method: 'DELETE', path: '/orders/{id}' },
      ],
    ],
  },
  build(graph: GraphBuilder, params, site: Site): RestApiPorts {
    const { name, cors } = params
    const api = graph.add('AWS::ApiGateway::RestApi', `${name}Api`, {
      Name: sub('${AWS::StackName}'),
      EndpointConfiguration: { Types: ['REGIONAL'] },
    })
    if (cors.length > 0) {
      setVariable(graph, params.function, 'CORS_ORIGINS', cors.join(','))
      addErrorResponses(graph, name, api, cors)
    }
    const methods = addResources(graph, { ...params, api, authorization: authorizationOf(graph, api, params) })
    const deployment = addDeployment(graph, { name, api, methods })
    const logs = logGroup.add(graph, { id: `${name}AccessLogs`, key: params.key }, site).logGroup
    const stage = addStage(graph, params, { api, deployment, logs }, site)
    graph.add('AWS::Lambda::Permission', `${name}Permission`, {
      Action: 'lambda:InvokeFunction',
      FunctionName: ref(params.function),
      Principal: 'apigateway.amazonaws.com',
      SourceArn: sub(`arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${api}}/*`),
    })
    if (params.domain === undefined)
      graph.output(`${name}Url`, 'Address of the API', sub(`https://\${${api}}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/${STAGE}`))
    else addDomain(graph, name, { api, stage, ...params.domain })
    return {
      api,
      stage,
      logGroup: logs,
      stageArn: sub(`arn:\${AWS::Partition}:apigateway:\${AWS::Region}::/restapis/\${${api}}/stages/\${${stage}}`),
    }
  },
})

const STAGE = 'live'

/** One JSON line a request, without what it carried. */
const ACCESS_LOG = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  route: '$context.resourcePath',
  status: '$context.status',
  bytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationError: '$context.integration.error',
})

function authorizationOf(graph: GraphBuilder, api: string, { name, authentication }: Parameters): JsonObject {
  if (authentication.kind === 'none') return { AuthorizationType: 'NONE' }
  if (authentication.kind === 'iam') return { AuthorizationType: 'AWS_IAM' }
  const authorizer = graph.add('AWS::ApiGateway::Authorizer', `${name}Authorizer`, {
    RestApiId: ref(api),
    Name: 'cognito',
    Type: 'COGNITO_USER_POOLS',
    IdentitySource: 'method.request.header.Authorization',
    ProviderARNs: [getAtt(authentication.pool, 'Arn')],
  })
  return { AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: ref(authorizer) }
}

/** Answers that API Gateway gives itself (not signed in, throttled, broken) can be read from the first origin; they choose by no condition. */
function addErrorResponses(graph: GraphBuilder, name: string, api: string, origins: readonly string[]): void {
  for (const kind of ['4XX', '5XX']) {
    graph.add('AWS::ApiGateway::GatewayResponse', `${name}Default${kind}`, {
      RestApiId: ref(api),
      ResponseType: `DEFAULT_${kind}`,
      ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': `'${origins[0] ?? ''}'` },
    })
  }
}

/** A deployment is a picture of the methods: only a new one, under a new name, takes a change to the stage. */
function addDeployment(
  graph: GraphBuilder,
  parts: { readonly name: string; readonly api: string; readonly methods: readonly string[] },
): string {
  const { name, api, methods } = parts
  const answers = [`${name}Default4XX`, `${name}Default5XX`].filter((id) => graph.has(id))
  const pictured = [...[`${name}Authorizer`].filter((id) => graph.has(id)), ...answers, ...methods]
  const described = JSON.stringify(pictured.map((id) => [id, graph.properties(id)]))
  const mark = createHash('sha256').update(described).digest('hex').slice(0, 8)
  return graph.add(
    'AWS::ApiGateway::Deployment',
    `${name}Deployment${mark}`,
    { RestApiId: ref(api) },
    {
      comment: 'The end of its name follows from the methods: when they change, a new deployment is made and the stage takes it.',
      // what is made after the picture is not in it
      dependsOn: [...answers, ...methods],
    },
  )
}

function addStage(
  graph: GraphBuilder,
  params: Parameters,
  parts: { readonly api: string; readonly deployment: string; readonly logs: string },
  site: Site,
): string {
  const { name, throttle, key } = params
  const account = addAccountLogging(graph, name)
  const errors = graph.add(
    'AWS::Logs::LogGroup',
    `${name}ErrorLogs`,
    {
      LogGroupName: sub(`API-Gateway-Execution-Logs_\${${parts.api}}/${STAGE}`),
      RetentionInDays: site.defaults.logRetentionDays,
      ...(key === undefined ? {} : { KmsKeyId: getAtt(key, 'Arn') }),
    },
    {
      comment: 'API Gateway writes errors to this name; made here, so that they are not kept for ever.',
      deletionPolicy: 'Delete',
      updateReplacePolicy: 'Delete',
    },
  )
  return graph.add(
    'AWS::ApiGateway::Stage',
    `${name}Stage`,
    {
      RestApiId: ref(parts.api),
      DeploymentId: ref(parts.deployment),
      StageName: STAGE,
      TracingEnabled: true,
      AccessLogSetting: { DestinationArn: getAtt(parts.logs, 'Arn'), Format: ACCESS_LOG },
      MethodSettings: [
        {
          ResourcePath: '/*',
          HttpMethod: '*',
          LoggingLevel: 'ERROR',
          DataTraceEnabled: false,
          ThrottlingRateLimit: throttle.rate,
          ThrottlingBurstLimit: throttle.burst,
        },
      ],
    },
    { dependsOn: [account, errors] },
  )
}

function addDomain(
  graph: GraphBuilder,
  prefix: string,
  parts: { readonly api: string; readonly stage: string; readonly name: string; readonly certificate: string },
): void {
  const domain = graph.add('AWS::ApiGateway::DomainName', `${prefix}Domain`, {
    DomainName: parts.name,
    RegionalCertificateArn: parts.certificate,
    EndpointConfiguration: { Types: ['REGIONAL'] },
    SecurityPolicy: 'TLS_1_2',
  })
  graph.add('AWS::ApiGateway::BasePathMapping', `${prefix}Mapping`, {
    DomainName: ref(domain),
    RestApiId: ref(parts.api),
    Stage: ref(parts.stage),
  })
  graph.output(`${prefix}Url`, 'Address of the API', `https://${parts.name}`)
  graph.output(`${prefix}DnsTarget`, `Point ${parts.name} here (CNAME or alias)`, getAtt(domain, 'RegionalDomainName'))
}
