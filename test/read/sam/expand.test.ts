import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Json, treeOf } from '#core/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import { expandSam } from '#read/sam/index.js'

/** What JSON gives: the tests look at parts of it. */
type Any = ReturnType<typeof JSON.parse>

const FUNCTION = { Type: 'AWS::Serverless::Function', Properties: { CodeUri: 's3://bucket/key', Handler: 'a.b', Runtime: 'nodejs22.x' } }

function functionWith(properties: Any): Any {
  return { ...FUNCTION, Properties: { ...FUNCTION.Properties, ...properties } }
}

function expanded(resources: Any, rest: Any = {}): Any {
  const { template, diagnostics } = expandSam(treeOf({ ...rest, Resources: resources }), { region: 'eu-west-1' })
  expect(diagnostics).toEqual([])
  return template as Any
}

function refused(resources: Any, rest: Any = {}): readonly { resource?: string; message: string }[] {
  const result = expandSam(treeOf({ ...rest, Resources: resources }), { region: 'eu-west-1' })
  expect(result.template).toBeUndefined()
  return result.diagnostics
}

describe('conditions that several resources share', () => {
  const many = (count: number): Any => {
    const names = Array.from({ length: count }, (_, index) => `C${String(index).padStart(2, '0')}`)
    const event = (name: string): Any => ({ Get: { Type: 'Api', Properties: { Path: `/${name}`, Method: 'get' } } })
    return expanded(Object.fromEntries(names.map((name) => [`F${name}`, { ...functionWith({ Events: event(name) }), Condition: name }])), {
      Conditions: Object.fromEntries(names.map((name) => [name, { 'Fn::Equals': [{ Ref: 'AWS::Region' }, name] }])),
    })
  }
  const partsOf = (conditions: Any, name: string): readonly string[] =>
    conditions[name]['Fn::Or'].map(({ Condition }: { Condition: string }) => Condition)

  test.each([
    { count: 2, made: ['ServerlessRestApiCondition'] },
    { count: 10, made: ['ServerlessRestApiCondition'] },
    { count: 11, made: ['ServerlessRestApiCondition1', 'ServerlessRestApiCondition'] },
    { count: 19, made: ['ServerlessRestApiCondition1', 'ServerlessRestApiCondition'] },
    { count: 20, made: ['ServerlessRestApiCondition2', 'ServerlessRestApiCondition1', 'ServerlessRestApiCondition'] },
    { count: 45, made: [4, 3, 2, 1, ''].map((each) => `ServerlessRestApiCondition${each}`) },
  ])('$count of them', ({ count, made }) => {
    const { Conditions, Resources } = many(count)
    const shared = Object.keys(Conditions).filter((name) => name.startsWith('Serverless'))
    expect(shared).toEqual(made)
    expect(Resources.ServerlessRestApi.Condition).toBe('ServerlessRestApiCondition')
    const parts = shared.flatMap((name) => partsOf(Conditions, name))
    expect(shared.every((name) => partsOf(Conditions, name).length <= 10 && partsOf(Conditions, name).length > 1)).toBe(true)
    // Each condition is a part once, and each group but the last.
    expect(parts.toSorted()).toEqual([...Object.keys(Conditions).filter((name) => /^C\d/.test(name)), ...shared.slice(0, -1)].toSorted())
  })
})

test('what SAM drops of a WebSocket API is said where it stands', async () => {
  const text = [
    'Transform: AWS::Serverless-2016-10-31',
    'Resources:',
    '  Chat:',
    '    Type: AWS::Serverless::WebSocketApi',
    '    Condition: IsProd',
    '    DeletionPolicy: Retain',
    '    DependsOn: Other',
    '    Properties:',
    '      RouteSelectionExpression: $request.body.action',
    '      Routes: { $default: { FunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:chat" } }',
    '  Other: { Type: AWS::SQS::Queue }',
  ]
  const { tree } = await readTemplate(text.join('\n'), 'template.yaml')
  const { template, diagnostics } = expandSam(tree!)
  expect(diagnostics).toMatchObject([
    { code: 'sam-attribute-dropped', severity: 'warning', resource: 'Chat', span: { line: 5, column: 5 } },
    { code: 'sam-attribute-dropped', severity: 'warning', resource: 'Chat', span: { line: 6, column: 5 } },
  ])
  expect((template as Any).Resources.Chat).not.toHaveProperty('Condition')
})

test('an S3 event takes the filter that S3 takes', () => {
  const filter = { S3Key: { Rules: [{ Name: 'suffix', Value: '.txt' }] } }
  const event = { Type: 'S3', Properties: { Bucket: { Ref: 'In' }, Events: 's3:ObjectCreated:*', Filter: filter } }
  const { Resources } = expanded({ In: { Type: 'AWS::S3::Bucket' }, Work: functionWith({ Events: { Put: event } }) })
  expect(Resources.In.Properties.NotificationConfiguration.LambdaConfigurations[0].Filter).toEqual(filter)
})

describe('functions', () => {
  test('the event of a bucket takes the filter that its notification takes', () => {
    const filter = { S3Key: { Rules: [{ Name: 'suffix', Value: '.txt' }] } }
    const events = { Arrived: { Type: 'S3', Properties: { Bucket: { Ref: 'In' }, Events: 's3:ObjectCreated:*', Filter: filter } } }
    const { Resources } = expanded({ In: { Type: 'AWS::S3::Bucket' }, Work: functionWith({ Events: events }) })
    expect(Resources.In.Properties.NotificationConfiguration.LambdaConfigurations[0].Filter).toEqual(filter)
  })

  test('a bucket tells a function once of what two events ask for', () => {
    const event = { Type: 'S3', Properties: { Bucket: { Ref: 'In' }, Events: 's3:ObjectCreated:*' } }
    const { Resources } = expanded({ In: { Type: 'AWS::S3::Bucket' }, Work: functionWith({ Events: { One: event, Two: event } }) })
    expect(Resources.In.Properties.NotificationConfiguration.LambdaConfigurations).toHaveLength(1)
  })

  test('code in the template keeps the key that it is encrypted with', () => {
    const { Resources } = expanded({
      Work: { ...FUNCTION, Properties: { Handler: 'a.b', Runtime: 'nodejs22.x', InlineCode: 'x', SourceKMSKeyArn: 'key' } },
    })
    expect(Resources.Work.Properties.Code).toEqual({ ZipFile: 'x', SourceKMSKeyArn: 'key' })
  })

  test('an empty SSESpecification is left out', () => {
    const { Resources } = expanded({ Kept: { Type: 'AWS::Serverless::SimpleTable', Properties: { SSESpecification: {} } } })
    expect(Resources.Kept.Properties).not.toHaveProperty('SSESpecification')
  })

  test.each([
    ['of two branches', { 'Fn::If': ['C', 'AmazonS3ReadOnlyAccess'] }],
    ['that is no list', { 'Fn::If': { Ref: 'AWS::NoValue' } }],
    ['between two kinds', { 'Fn::If': ['C', 'AmazonS3ReadOnlyAccess', { SQSPollerPolicy: { QueueName: 'q' } }] }],
    ['that is wrong further in', { 'Fn::If': ['C', { 'Fn::If': ['C', 'a'] }, 'b'] }],
  ])('a choice of policies %s is refused', (_name, policy) => {
    expect(refused({ Work: functionWith({ Policies: [policy] }) })).toMatchObject([
      { resource: 'Work', message: expect.stringContaining("'Policies' has an Fn::If") },
    ])
  })

  test('a choice of roles that is no list is refused', () => {
    expect(refused({ Work: functionWith({ Role: { 'Fn::If': { Ref: 'AWS::NoValue' } } }) })).toMatchObject([{ resource: 'Work' }])
  })

  test('a connector to an invalid resource is named too', () => {
    const connector = {
      Type: 'AWS::Serverless::Connector',
      Properties: { Source: { Id: 'Work' }, Destination: { Id: 'Kept' }, Permissions: ['Read'] },
    }
    const work = { Type: 'AWS::Serverless::Function', Properties: { Handler: 'a.b' } }
    const found = refused({ Work: work, Kept: { Type: 'AWS::Serverless::SimpleTable' }, Link: connector })
    expect(new Set(found.map(({ resource }) => resource))).toEqual(new Set(['Link', 'Work']))
  })

  test('a function gets a role, and remembers where both come from', async () => {
    const text =
      'Transform: AWS::Serverless-2016-10-31\nResources:\n  Work:\n    Type: AWS::Serverless::Function\n    Properties:\n      InlineCode: x\n      Handler: a.b\n      Runtime: nodejs22.x\n'
    const { tree } = await readTemplate(text, 'template.yaml')
    const { template, origins } = expandSam(tree!)
    expect(Object.keys((template as Any).Resources).sort()).toEqual(['Work', 'WorkRole'])
    expect(template).not.toHaveProperty('Transform')
    expect(origins.get('WorkRole')).toMatchObject({ id: 'Work', span: { line: 3, column: 3 } })
  })

  test('Globals are joined, the resource wins, IgnoreGlobals leaves out', () => {
    const globals = { Globals: { Function: { Timeout: 9, Environment: { Variables: { A: '1', B: '2' } } } } }
    const { Resources } = expanded(
      { One: functionWith({ Environment: { Variables: { B: '3' } } }), Two: { ...FUNCTION, IgnoreGlobals: '*' } },
      globals,
    )
    expect(Resources.One.Properties).toMatchObject({ Timeout: 9, Environment: { Variables: { A: '1', B: '3' } } })
    expect(Resources.Two.Properties).not.toHaveProperty('Timeout')
  })

  test('policy templates and managed policies', () => {
    const { Resources } = expanded({
      Work: functionWith({ Policies: ['AmazonS3ReadOnlyAccess', { SQSPollerPolicy: { QueueName: 'q' } }] }),
    })
    const role = Resources.WorkRole.Properties
    expect(role.ManagedPolicyArns).toContain('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess')
    expect(role.Policies[0].PolicyName).toBe('WorkRolePolicy1')
    expect(JSON.stringify(role.Policies[0].PolicyDocument)).toContain('{"queueName":"q"}')
  })

  test('the version changes with the code, the alias keeps its id', () => {
    const ids = (code: string): string[] =>
      Object.keys(expanded({ Work: functionWith({ CodeUri: code, AutoPublishAlias: 'live' }) }).Resources)
    const [one, two] = [ids('s3://bucket/one'), ids('s3://bucket/two')]
    expect(one).toContain('WorkAliaslive')
    expect(one.filter((id) => id.startsWith('WorkVersion'))).not.toEqual(two.filter((id) => id.startsWith('WorkVersion')))
  })

  test('a queue that is polled', () => {
    const { Resources } = expanded({
      Work: functionWith({ Events: { In: { Type: 'SQS', Properties: { Queue: 'arn:q', BatchSize: 5 } } } }),
    })
    expect(Resources.WorkIn).toMatchObject({
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { BatchSize: 5, EventSourceArn: 'arn:q' },
    })
    expect(Resources.WorkRole.Properties.ManagedPolicyArns).toContain('arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole')
  })
})

describe('APIs', () => {
  const route = (properties: Any = {}): Any =>
    functionWith({ Events: { Get: { Type: 'Api', Properties: { Path: '/a', Method: 'get', ...properties } } } })

  test('events without an API share one, and its deployment changes with its routes', () => {
    const { Resources } = expanded({ Work: route() })
    expect(Resources.ServerlessRestApi.Properties.Body.paths['/a'].get['x-amazon-apigateway-integration'].type).toBe('aws_proxy')
    const deployment = (resources: Any): string | undefined =>
      Object.keys(resources).find((id) => id.startsWith('ServerlessRestApiDeployment'))
    expect(deployment(expanded({ Work: route({ Path: '/b' }) }).Resources)).not.toBe(deployment(Resources))
  })

  test('the default authorizer guards every route but those that say NONE', () => {
    const api = {
      Type: 'AWS::Serverless::Api',
      Properties: { StageName: 'v1', Auth: { DefaultAuthorizer: 'Pool', Authorizers: { Pool: { UserPoolArn: 'arn:p' } } } },
    }
    const event = (path: string, more: Any = {}): Any => ({
      Type: 'Api',
      Properties: { RestApiId: { Ref: 'Front' }, Path: path, Method: 'get', ...more },
    })
    const { Resources } = expanded({
      Front: api,
      Work: functionWith({ Events: { A: event('/a'), B: event('/b', { Auth: { Authorizer: 'NONE' } }) } }),
    })
    const paths = Resources.Front.Properties.Body.paths
    expect(paths['/a'].get.security).toEqual([{ Pool: [] }])
    expect(paths['/b'].get.security).toEqual([{ NONE: [] }])
  })

  test('an HTTP API', () => {
    const { Resources } = expanded({ Work: functionWith({ Events: { Any: { Type: 'HttpApi' } } }) })
    expect(Resources.ServerlessHttpApi.Properties.Body.paths.$default['x-amazon-apigateway-any-method'].isDefaultRoute).toBe(true)
    expect(Resources.ServerlessHttpApiApiGatewayDefaultStage.Properties).toMatchObject({ AutoDeploy: true, StageName: '$default' })
  })
})

test('intrinsics inside a state machine definition become substitutions', () => {
  const { Resources } = expanded({
    Flow: { Type: 'AWS::Serverless::StateMachine', Properties: { Definition: { States: { A: { Resource: { Ref: 'X' } } } } } },
  })
  expect(Resources.Flow.Properties.DefinitionSubstitutions).toEqual({ definition_substitution_1: { Ref: 'X' } })
  expect(Resources.Flow.Properties.DefinitionString['Fn::Join'][1].join('')).toContain('"Resource": "${definition_substitution_1}"')
})

test('references follow a layer to its new id', () => {
  const layer = { Type: 'AWS::Serverless::LayerVersion', Properties: { ContentUri: 's3://bucket/key' } }
  const { Resources, Outputs } = expanded(
    { Shared: layer, Work: functionWith({ Layers: [{ Ref: 'Shared' }] }) },
    { Outputs: { Layer: { Value: { 'Fn::Sub': '${Shared}' } } } },
  )
  const id = Object.keys(Resources).find((name) => name.startsWith('Shared'))
  expect(Resources.Work.Properties.Layers).toEqual([{ Ref: id }])
  expect(Outputs.Layer.Value).toEqual({ 'Fn::Sub': `\${${id}}` })
})

describe('what is refused names its resource', () => {
  test.each([
    ['a type', { Link: { Type: 'AWS::Serverless::Foo', Properties: {} } }, 'Link', 'no SAM resource of type AWS::Serverless::Foo'],
    ['connectors that are no map', { Work: { ...FUNCTION, Connectors: [] } }, 'Work', 'should be a map'],
    ['a property of a wrong type', { Work: functionWith({ PropagateTags: 'yes' }) }, 'Work', "'PropagateTags' should be true or false"],
    ['a connector without permissions', { Link: { Type: 'AWS::Serverless::Connector', Properties: {} } }, 'Link', 'is required'],
    ['an unknown property', { Work: functionWith({ Timeot: 3 }) }, 'Work', 'Timeout'],
    ['an event', { Work: functionWith({ Events: { E: { Type: 'Sqs' } } }) }, 'Work', 'SQS'],
    ['no code', { Work: { Type: 'AWS::Serverless::Function', Properties: { Handler: 'a.b', Runtime: 'x' } } }, 'Work', 'CodeUri'],
    ['a taken id', { Work: FUNCTION, WorkRole: { Type: 'AWS::IAM::Role' } }, 'Work', 'WorkRole'],
    [
      'an application',
      { App: { Type: 'AWS::Serverless::Application', Properties: { Location: { ApplicationId: 'a', SemanticVersion: '1.0.0' } } } },
      'App',
      'cannot access',
    ],
  ])('%s', (_, resources, resource, words) => {
    const [first] = refused(resources)
    expect(first?.resource).toBe(resource)
    expect(first?.message).toContain(words)
  })
})

test('a template without SAM resources stays as it is', () => {
  const name = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom('a', 'B', '3') })
  fc.assert(
    fc.property(fc.dictionary(name, fc.jsonValue()), (properties) => {
      // No template may use that name.
      fc.pre(!JSON.stringify(properties).includes('__proto__'))
      const resources = { Topic: { Type: 'AWS::SNS::Topic', Properties: JSON.parse(JSON.stringify(properties)) as Json } }
      expect(expanded(resources)).toEqual({ Resources: resources })
    }),
  )
})

const CASES = join(import.meta.dirname, '../../../../shared/cases/sam')
const MASK = (text: string): string => text.replace(/[0-9a-f]{40}/g, 'SHA').replace(/(?<=[A-Za-z])[0-9a-f]{10}(?=["}.]|Stage|$)/g, 'HASH')

function stable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stable).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, stable(inner)]),
  )
}

describe('the visible cases', () => {
  test.skipIf(!existsSync(CASES))('all expand to what the reference translator makes (skipped where the cases are absent)', async () => {
    const index: Any[] = JSON.parse(readFileSync(join(CASES, 'index.json'), 'utf8'))
    let [equal, wrongly] = [0, 0]
    for (const { input, expected: file } of index) {
      const { tree } = await readTemplate(readFileSync(join(CASES, input), 'utf8'), input)
      const result =
        tree === undefined ? undefined : expandSam(tree, { parameters: { param1: 'value1', param2: 'value2' }, region: 'ap-southeast-1' })
      const same = (value: unknown): string => JSON.stringify(stable(JSON.parse(MASK(JSON.stringify(stable(value))))))
      if (file === undefined) wrongly += result?.template === undefined ? 0 : 1
      else if (result?.template !== undefined && same(result.template) === same(JSON.parse(readFileSync(join(CASES, file), 'utf8'))))
        equal += 1
    }
    expect(equal).toBeGreaterThanOrEqual(166)
    expect(wrongly).toBe(0)
  })
})
