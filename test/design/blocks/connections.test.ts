import { describe, expect, test } from 'vitest'
import { treeOf } from '#core/index.js'
import {
  auroraPostgres,
  backupPlan,
  cloudfrontVpcOrigin,
  connectDatabase,
  dynamodbTable,
  fargateService,
  hasVpcOrigins,
  knowsCloudFrontPrefixList,
  lambdaFunction,
  loadBalancer,
  PREFIX_LIST_PARAMETER,
  queueWorker,
  rdsPostgres,
  restApi,
  type Site,
  staticSite,
  takesCloudFrontLogs,
  vpc,
} from '#design/blocks/index.js'
import { type EdgeKind, type Graph, GraphBuilder, graphOf, templateJson } from '#graph/index.js'
import { siteAt } from './samples.js'

const SITE = siteAt('eu-west-1', 'prod')

function graphIn(builder: GraphBuilder): Graph {
  return graphOf(treeOf(templateJson(builder.document({ description: 'test' }))))
}

/** `from kind to` of the edges of some kinds. */
function edges(builder: GraphBuilder, ...kinds: readonly EdgeKind[]): readonly string[] {
  return [
    ...new Set(
      graphIn(builder)
        .edges.filter(({ kind }) => kinds.includes(kind))
        .map(({ from, kind, to }) => `${from} ${kind} ${to}`),
    ),
  ]
}

function web(builder: GraphBuilder, site: Site = SITE) {
  const network = vpc.add(builder, { zones: 2, nat: 'one' }, site)
  const balancer = loadBalancer.add(builder, { vpc: network.vpc, subnets: network.privateSubnets, exposure: { kind: 'cloudfront' } }, site)
  const service = fargateService.add(
    builder,
    { vpc: network.vpc, subnets: network.privateSubnets, front: partsOf(balancer), dependsOn: network.internetRoutes },
    site,
  )
  return { network, balancer, service }
}

const partsOf = ({ loadBalancer: id, listener, securityGroup }: ReturnType<typeof loadBalancer.add>) => ({
  loadBalancer: id,
  listener,
  securityGroup,
})

describe('connections', () => {
  test('requests walk from CloudFront to the tasks', () => {
    const builder = new GraphBuilder()
    const { network, balancer } = web(builder)
    const attachment = network.internetGatewayAttachment ?? ''
    cloudfrontVpcOrigin.add(
      builder,
      { loadBalancer: balancer.loadBalancer, listener: balancer.listener, internetGatewayAttachment: attachment },
      SITE,
    )
    expect(edges(builder, 'routes')).toEqual(
      expect.arrayContaining([
        'EdgeDistribution routes EdgeVpcOrigin',
        'EdgeVpcOrigin routes WebBalancer',
        'WebBalancer routes WebListener',
        'WebListener routes WebTargets',
        'WebTargets routes WebService',
        'WebService routes WebTask',
      ]),
    )
    expect(edges(builder, 'depends')).toEqual(expect.arrayContaining([`EdgeVpcOrigin depends ${attachment}`]))
  })

  test('a private load balancer takes CloudFront alone, one on the internet HTTPS and a redirect', () => {
    const builder = new GraphBuilder()
    const network = vpc.add(builder, {}, SITE)
    const inside = loadBalancer.add(builder, { vpc: network.vpc, subnets: network.privateSubnets, exposure: { kind: 'cloudfront' } }, SITE)
    const outside = loadBalancer.add(
      builder,
      { name: 'Open', vpc: network.vpc, subnets: network.publicSubnets, exposure: { kind: 'internet', certificate: 'arn:aws:acm:x' } },
      SITE,
    )
    expect(builder.properties(inside.securityGroup)['SecurityGroupIngress']).toEqual([
      { Description: 'CloudFront', IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourcePrefixListId: { Ref: PREFIX_LIST_PARAMETER } },
    ])
    expect(builder.properties(inside.loadBalancer)['Scheme']).toBe('internal')
    expect(builder.properties(outside.listener)['Protocol']).toBe('HTTPS')
    expect(builder.properties('OpenRedirectListener')['DefaultActions']).toEqual([
      { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
    ])
  })

  test('the prefix list has a default where its id is known, and is asked for elsewhere', () => {
    for (const region of ['eu-west-1', 'me-central-1']) {
      const builder = new GraphBuilder()
      web(builder, siteAt(region, 'prod'))
      const parameter = graphIn(builder).parameters.get(PREFIX_LIST_PARAMETER)
      expect(parameter?.default === undefined).toBe(!knowsCloudFrontPrefixList(region))
    }
  })

  test.each(['rds', 'aurora'] as const)('a service uses %s: port, variables, the secret now and later, and no more', (kind) => {
    const builder = new GraphBuilder()
    const { network, service } = web(builder)
    const parameters = { vpc: network.vpc, subnets: network.dataSubnets }
    const database = kind === 'rds' ? rdsPostgres.add(builder, parameters, SITE) : auroraPostgres.add(builder, parameters, SITE)
    connectDatabase(builder, service, database)
    expect(edges(builder, 'reads', 'writes')).toEqual(
      expect.arrayContaining([`WebTask reads ${database.host}`, `WebTask writes ${database.host}`]),
    )
    const container = builder.properties(service.taskDefinition)['ContainerDefinitions']
    expect(container).toEqual([
      expect.objectContaining({
        Environment: expect.arrayContaining([
          { Name: 'DB_HOST', Value: { 'Fn::GetAtt': [database.host, 'Endpoint.Address'] } },
          { Name: 'DB_PORT', Value: '5432' },
          { Name: 'DB_NAME', Value: 'app' },
          { Name: 'DB_SECRET_ARN', Value: { 'Fn::GetAtt': [database.host, 'MasterUserSecret.SecretArn'] } },
        ]),
        Secrets: [
          { Name: 'DB_USER', ValueFrom: { 'Fn::Sub': `\${${database.host}.MasterUserSecret.SecretArn}:username::` } },
          { Name: 'DB_PASSWORD', ValueFrom: { 'Fn::Sub': `\${${database.host}.MasterUserSecret.SecretArn}:password::` } },
        ],
      }),
    ])
    expect(builder.properties(database.securityGroup)['SecurityGroupIngress']).toEqual([
      expect.objectContaining({
        FromPort: 5432,
        ToPort: 5432,
        SourceSecurityGroupId: { 'Fn::GetAtt': [service.securityGroup, 'GroupId'] },
      }),
    ])
    // to start with the password, and to read the next one: RDS changes it while the task runs
    const secret = { 'Fn::GetAtt': [database.host, 'MasterUserSecret.SecretArn'] }
    const reads = { Sid: `Secret${database.host}`, Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: secret }
    expect(JSON.stringify(builder.properties(service.executionRole)['Policies'])).toContain(JSON.stringify(reads))
    expect(builder.properties(service.taskRole)['Policies']).toEqual([
      { PolicyName: 'connections', PolicyDocument: { Version: '2012-10-17', Statement: [reads] } },
    ])
  })

  test('messages walk from the queue to the function, and failing ones to the dead letters', () => {
    const builder = new GraphBuilder()
    const worker = lambdaFunction.add(builder, { id: 'Worker', purpose: 'worker', timeoutSeconds: 60 }, SITE)
    const { queue } = queueWorker.add(builder, { ...rolesOf(worker), timeoutSeconds: 60, batchWindowSeconds: 5 }, SITE)
    expect(edges(builder, 'invokes', 'fails-to', 'reads')).toEqual(
      expect.arrayContaining([
        'WorkQueue invokes WorkSource',
        'WorkSource invokes Worker',
        'WorkQueue fails-to WorkDeadLetters',
        'Worker reads WorkQueue',
      ]),
    )
    expect(builder.properties(queue)['VisibilityTimeout']).toBe(60 * 6 + 5)
  })
})

describe('regions', () => {
  test('with VPC origins are those that AWS names', () => {
    expect(['eu-west-1', 'me-central-1', 'mx-central-1'].map(hasVpcOrigins)).toEqual([true, true, true])
    expect(['ap-southeast-6', 'cn-north-1', 'us-gov-west-1'].map(hasVpcOrigins)).toEqual([false, false, false])
  })

  test.each(['eu-west-1', 'eu-south-1'])('decide whether a distribution has access logs: %s', (region) => {
    const builder = new GraphBuilder()
    staticSite.add(builder, {}, siteAt(region, 'prod'))
    expect(JSON.stringify(builder.properties('SiteDistribution')).includes('"Logging"')).toBe(takesCloudFrontLogs(region))
  })
})

test('a backup plan keeps recovery points as long as the environment asks, of what it is given alone', () => {
  const builder = new GraphBuilder()
  const table = { 'Fn::GetAtt': [dynamodbTable.add(builder, {}, SITE).table, 'Arn'] }
  const { plan } = backupPlan.add(builder, { resources: [table] }, SITE)
  expect(builder.properties(plan)).toMatchObject({ BackupPlan: { BackupPlanRule: [{ Lifecycle: { DeleteAfterDays: 35 } }] } })
  expect(builder.properties('DailyBackupSelection')).toMatchObject({ BackupSelection: { Resources: [table] } })
})

const rolesOf = ({ function: id, role }: ReturnType<typeof lambdaFunction.add>) => ({ function: id, role })

describe('a REST API', () => {
  const deploymentOf = (paths: readonly string[]): string => {
    const builder = new GraphBuilder()
    const { function: fn } = lambdaFunction.add(builder, {}, SITE)
    restApi.add(builder, { function: fn, routes: paths.map((path) => ({ method: 'GET' as const, path })) }, SITE)
    const found = [...graphIn(builder).resources.values()].filter(({ type }) => type === 'AWS::ApiGateway::Deployment')
    return found.map(({ id }) => id).join(' ')
  }

  test('gets a new deployment when a route changes, and only then', () => {
    expect(deploymentOf(['/items'])).toBe(deploymentOf(['/items']))
    expect(deploymentOf(['/items', '/items/{id}'])).not.toBe(deploymentOf(['/items']))
  })

  test('is pictured after its methods and after the answers it gives itself', () => {
    const builder = new GraphBuilder()
    const { function: fn } = lambdaFunction.add(builder, {}, SITE)
    restApi.add(builder, { function: fn, routes: [{ method: 'GET', path: '/items' }], cors: ['https://shop.example.com'] }, SITE)
    const deployment = builder.document({ description: '' }).resources.find(({ body }) => body['Type'] === 'AWS::ApiGateway::Deployment')
    expect(deployment?.body['DependsOn']).toEqual(['RestDefault4XX', 'RestDefault5XX', 'RestGetItems', 'RestOptionsItems'])
  })

  test('shares the resources of common beginnings, and tells apart paths that look alike', () => {
    const builder = new GraphBuilder()
    const { function: fn } = lambdaFunction.add(builder, {}, SITE)
    const paths = ['/a/b', '/a/{b}', '/a-b', '/a/b/c', '/']
    restApi.add(builder, { function: fn, routes: paths.map((path) => ({ method: 'GET' as const, path })) }, SITE)
    const parts = [...graphIn(builder).resources.values()].filter(({ type }) => type === 'AWS::ApiGateway::Resource')
    expect(parts.map(({ id }) => builder.properties(id)['PathPart'])).toEqual(['a', 'b', '{b}', 'a-b', 'c'])
  })
})
