import { ref } from '#graph/index.js'
import {
  cognitoUserPool,
  httpApi,
  lambdaFunction,
  openBucketToFunction,
  restApi,
  useKey,
  type UserPoolPorts,
  webAcl,
} from '../blocks/index.js'
import { type Assembly, type Guide, sendsLargeBodies } from './context.js'
import { addDataApiDatabase, unprotectDatabase } from './database.js'
import { addBuckets, addTables } from './stores.js'
import { functionWatches, httpApiWatches, restApiWatches } from './watches.js'

/** What the first handler does with a table: no more is allowed. */
const CRUD = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem']

interface Routes {
  /** Path that the first handler answers, for the first call. */
  readonly first: string
  readonly routes: readonly { readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'ANY'; readonly path: string }[]
}

/** One resource a need for data: `/orders` and `/orders/{id}`; without data one route takes everything. */
function routesOf(assembly: Assembly): Routes {
  const first = assembly.requirements.data.find(({ model }) => model !== 'object')
  if (first === undefined) return { first: '/hello', routes: [{ method: 'ANY', path: '/{proxy+}' }] }
  const path = `/${first.name}`
  return {
    first: path,
    routes: [
      { method: 'POST', path },
      { method: 'GET', path: `${path}/{id}` },
      { method: 'PUT', path: `${path}/{id}` },
      { method: 'DELETE', path: `${path}/{id}` },
    ],
  }
}

export function assembleFunctionApi(assembly: Assembly): Guide {
  const { graph, site, requirements, plan, watches, notes } = assembly
  const compute = plan.compute.value
  if (compute.kind !== 'lambda') return { firstCall: [], ownCode: [], beforeTeardown: [] }
  graph.section('Function')
  const { store } = plan
  const fn = lambdaFunction.add(
    graph,
    {
      id: 'ApiFunction',
      about: `${requirements.name}: first handler, put your own code in its place`,
      runtime: requirements.workload.runtime,
      architecture: compute.architecture,
      memoryMb: compute.memoryMb,
      timeoutSeconds: compute.timeoutSeconds,
      purpose: 'api',
      store: store.value.database !== undefined ? 'sql' : store.value.tables.length > 0 ? 'table' : 'none',
    },
    site,
  )
  addTables(assembly, fn, CRUD)
  addDataApiDatabase(assembly, fn)
  addBuckets(assembly, (bucket, need) => openBucketToFunction(graph, fn, { name: need.name, bucket }))
  if (assembly.key !== undefined && store.value.buckets.length > 0) useKey(graph, fn.role, assembly.key)
  const sign = requirements.security.authentication
  if (sign === 'cognito') graph.section('Sign-in')
  const users = sign === 'cognito' ? cognitoUserPool.add(graph, { name: 'Users' }, site) : undefined
  const served = requirements.data.find(({ model }) => model !== 'object')
  const others = requirements.data.filter((need) => need !== served)
  if (served !== undefined && others.length > 0)
    notes.push({
      kind: 'not-made',
      text: `routes for ${others.map(({ name }) => name).join(', ')}: the first handler serves ${served.name}; what the others are kept in is made, and your code may use it`,
    })
  graph.section('API')
  const { routes, first } = routesOf(assembly)
  const url = addFront(assembly, fn.function, { routes, users })
  graph.output('FunctionName', 'Function that answers the requests', ref(fn.function))
  watches.push(...functionWatches(fn.function, compute.timeoutSeconds, requirements))
  return {
    ...guideOf({
      first,
      url,
      users: users !== undefined,
      signed: sign === 'iam',
      data: requirements.data.length > 0,
    }),
    beforeTeardown: unprotectDatabase(assembly),
  }
}

interface Front {
  readonly routes: Routes['routes']
  readonly users: UserPoolPorts | undefined
}

/** The API of the plan's kind; the name of the output that holds its address. */
function addFront({ graph, site, plan, requirements, watches, notes }: Assembly, fn: string, { routes, users }: Front): string {
  const sign = requirements.security.authentication
  const peak = Math.ceil(requirements.traffic.peakPerSecond * 2)
  const params = {
    function: fn,
    routes: [...routes],
    authentication: users === undefined ? ({ kind: sign === 'iam' ? 'iam' : 'none' } as const) : ({ kind: 'cognito', ...users } as const),
    cors: [...requirements.cors],
    throttle: { rate: Math.max(10, peak), burst: Math.max(20, peak) },
    domain: requirements.domain,
  }
  if (plan.front.value.kind === 'http-api') {
    const { api } = httpApi.add(graph, { name: 'Http', ...params }, site)
    watches.push(...httpApiWatches(api, requirements))
    return 'HttpUrl'
  }
  notes.push({
    kind: 'stays-after-teardown',
    text: 'the role with which API Gateway writes logs: it is set once for the account and region',
  })
  if (requirements.cors.length > 0)
    notes.push({
      kind: 'not-made',
      text: 'the Access-Control-Allow-Origin header of answers: a REST API leaves it to the function, which finds the origins in CORS_ORIGINS',
    })
  const { api, stage, stageArn } = restApi.add(graph, { name: 'Rest', ...params }, site)
  if (plan.front.value.waf)
    webAcl.add(graph, { name: 'Rest', scope: 'REGIONAL', resource: stageArn, largeBodies: sendsLargeBodies(requirements) }, site)
  watches.push(...restApiWatches(api, stage, requirements))
  return 'RestUrl'
}

interface GuideParts {
  readonly first: string
  readonly url: string
  readonly users: boolean
  readonly signed: boolean
  readonly data: boolean
}

/** The first real call and the way to one's own code. `OUTPUT` is a shell function that the README defines. */
function guideOf({ first, url, users, signed, data }: GuideParts): Omit<Guide, 'beforeTeardown'> {
  const header = users
    ? ' -H "Authorization: Bearer $TOKEN"'
    : signed
      ? ' --aws-sigv4 "aws:amz:$AWS_REGION:execute-api" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H "x-amz-security-token: $AWS_SESSION_TOKEN"'
      : ''
  const signIn = [
    {
      title: 'Make a user (choose your own address and password)',
      command:
        'aws cognito-idp admin-create-user --user-pool-id "$(OUTPUT UsersPoolId)" --username you@example.com --message-action SUPPRESS\n' +
        'aws cognito-idp admin-set-user-password --user-pool-id "$(OUTPUT UsersPoolId)" --username you@example.com --password \'Choose-Your-0wn!\' --permanent',
    },
    {
      title: 'Sign in',
      command:
        'TOKEN=$(aws cognito-idp initiate-auth --client-id "$(OUTPUT UsersClientId)" --auth-flow USER_PASSWORD_AUTH --auth-parameters \'USERNAME=you@example.com,PASSWORD=Choose-Your-0wn!\' --query AuthenticationResult.IdToken --output text)',
    },
  ]
  const call = data
    ? `curl -i -X POST "$(OUTPUT ${url})${first}"${header} -H 'Content-Type: application/json' -d '{"note": "first"}'`
    : `curl -i "$(OUTPUT ${url})${first}"${header}`
  return {
    firstCall: [...(users ? signIn : []), { title: data ? 'Store something' : 'Call it', command: call }],
    ownCode: [
      {
        title: 'In the folder of your code, with `index.py` or `index.js` at its top: put it in the place of the first handler',
        command: `zip -r code.zip . && aws lambda update-function-code --function-name "$(OUTPUT FunctionName)" --zip-file fileb://code.zip`,
      },
    ],
  }
}
