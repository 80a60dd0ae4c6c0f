import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type JsonObject, treeOf } from '#core/index.js'
import { getAtt, GraphBuilder, graphOf, plainGraph, ref, statementsOf, sub, templateJson } from '#graph/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import { writeTemplate } from '#write/cloudformation/index.js'
import { graph } from './graphs.js'

describe('a template as a graph', () => {
  test('a resource carries its attributes, its guard and where it comes from', async () => {
    const { tree } = await readTemplate(
      [
        'Resources:',
        '  Table:',
        '    Type: AWS::DynamoDB::Table',
        '    Condition: IsProd',
        '    DependsOn: Key',
        '    DeletionPolicy: Retain',
        '    UpdateReplacePolicy: !If [IsProd, Retain, Delete]',
        '    Metadata: { "aws:cdk:path": Stack/Data/Table/Resource }',
        '    Properties: { TableName: x }',
      ].join('\n'),
      'app.yaml',
    )
    const table = tree === undefined ? undefined : graphOf(tree, 'app.yaml').resources.get('Table')
    expect(table).toMatchObject({
      id: 'Table',
      type: 'AWS::DynamoDB::Table',
      guard: 'IsProd',
      attributes: {
        dependsOn: ['Key'],
        deletionPolicy: { kind: 'literal', value: 'Retain' },
        updateReplacePolicy: { kind: 'choice', condition: 'IsProd' },
      },
      origin: { file: 'app.yaml', logicalId: 'Table', constructPath: 'Stack/Data/Table/Resource' },
      span: { file: 'app.yaml', line: 2 },
    })
  })

  test('of two members with one name the last counts, as CloudFormation takes it', async () => {
    const { tree } = await readTemplate('Resources:\n  A: { Type: X::Y::Z }\n  B: { Type: T }\n  A: { Type: X::Y::W }\n', 't.yaml')
    const resources = tree === undefined ? [] : [...graphOf(tree).resources.values()]
    expect(resources.map(({ id, type }) => `${id} ${type}`)).toEqual(['A X::Y::W', 'B T'])
  })

  test.each([
    ['nothing', null],
    ['text', 'Resources'],
    ['a list', [{ Resources: {} }]],
    ['sections of the wrong shape', { Resources: [], Parameters: 'x', Outputs: null, Conditions: [], Mappings: 1 }],
    ['members of the wrong shape', { Resources: { A: null, B: 'x', C: [] }, Parameters: { P: 'x' }, Outputs: { O: 1 } }],
    [
      'what an include or a loop brings in',
      { Resources: { 'Fn::Transform': { Name: 'AWS::Include' }, 'Fn::ForEach::X': ['X', ['a'], {}] } },
    ],
  ])('%s gives a graph without resources', (_name, json) => {
    expect(plainGraph(graph(json))).toMatchObject({ resources: [], outputs: [], edges: [] })
  })

  test('a parameter of the wrong shape is still no resource', () => {
    const made = graph({ Parameters: { P: 'x' }, Resources: { A: { Type: 'T', Properties: { X: { Ref: 'P' } } } } })
    expect(made.resources.get('A')?.properties.entries.get('X')).toMatchObject({ kind: 'parameter', name: 'P' })
  })
})

describe('policy statements', () => {
  const of = (document: JsonObject): ReturnType<typeof statementsOf> => {
    const value = graph({ Resources: { R: { Type: 'T', Properties: { D: document } } } })
      .resources.get('R')
      ?.properties.entries.get('D')
    return value === undefined ? [] : statementsOf(value)
  }

  test('one or many, one or many actions and resources', () => {
    const [single] = of({ Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Principal: '*', Condition: { Bool: {} } } })
    expect(single).toMatchObject({
      effect: 'Allow',
      actions: ['s3:GetObject'],
      resources: [{ kind: 'literal', value: '*' }],
      principal: { kind: 'literal', value: '*' },
      condition: { kind: 'map' },
      path: 'Statement',
      guards: [],
    })
    const many = of({ Statement: [{ Effect: 'Deny', NotAction: ['a:b', 'c:d'], NotResource: ['x', 'y'] }, 'nonsense'] })
    expect(many.map(({ effect, notActions, notResources, path }) => ({ effect, notActions, count: notResources.length, path }))).toEqual([
      { effect: 'Deny', notActions: ['a:b', 'c:d'], count: 2, path: 'Statement.0' },
      { effect: undefined, notActions: [], count: 0, path: 'Statement.1' },
    ])
  })

  test('a principal that hangs on a condition is not taken for one of its branches', () => {
    const [statement] = of({ Statement: [{ Effect: 'Allow', Principal: { 'Fn::If': ['C', '*', { AWS: 'x' }] } }] })
    expect(statement?.principal).toMatchObject({ kind: 'choice' })
  })

  test('a document without statements has none', () => {
    expect([of({}), of({ Statement: [] }), of({ Statement: { Ref: 'AWS::NoValue' } })]).toEqual([[], [], []])
  })
})

describe('a builder', () => {
  const about = { description: 'test' }

  test('collects resources in order, with heading, comment and attributes', () => {
    const builder = new GraphBuilder()
    builder.section('Data')
    const table = builder.add('AWS::DynamoDB::Table', 'Table', { A: 1 }, { comment: 'why', deletionPolicy: 'Retain', dependsOn: [] })
    builder.append(table, 'Tags', { Key: 'a' })
    builder.append(table, 'Tags', { Key: 'b' })
    builder.update(table, (before) => ({ A: 2, Was: before['A'] ?? null }))
    builder.output('Name', 'name of the table', ref(table))
    const parameter = builder.parameter('Stage', { Type: 'String' })
    expect([builder.has('Table'), builder.has('x'), builder.typeOf(table), parameter]).toEqual([
      true,
      false,
      'AWS::DynamoDB::Table',
      { Ref: 'Stage' },
    ])
    expect(builder.document(about)).toEqual({
      description: 'test',
      parameters: { Stage: { Type: 'String' } },
      resources: [
        {
          id: 'Table',
          heading: 'Data',
          comment: 'why',
          body: {
            Type: 'AWS::DynamoDB::Table',
            DeletionPolicy: 'Retain',
            Properties: { A: 2, Tags: [{ Key: 'a' }, { Key: 'b' }], Was: 1 },
          },
        },
      ],
      outputs: { Name: { Description: 'name of the table', Value: { Ref: 'Table' } } },
    })
  })

  test.each<[string, (builder: GraphBuilder) => unknown]>([
    ['an id that is no logical id', (builder) => builder.add('T', 'a-b', {})],
    ['an id that begins with a digit, which JSON would move to the front', (builder) => builder.add('T', '1', {})],
    ['an id that is taken', (builder) => [builder.add('T', 'A', {}), builder.add('T', 'A', {})]],
    ['a change to what is not there', (builder) => builder.update('A', (before) => before)],
    ['an item for what is no list', (builder) => builder.append(builder.add('T', 'A', { P: 1 }), 'P', 1)],
  ])('refuses %s as our own bug', (_name, act) => {
    expect(() => act(new GraphBuilder())).toThrow(expect.objectContaining({ code: 'internal.invariant' }))
  })

  test('does not let a document change afterwards', () => {
    const builder = new GraphBuilder()
    builder.add('T', 'A', { List: [1] })
    const before = builder.document(about)
    builder.append('A', 'List', 2)
    builder.add('T', 'B', {})
    expect(before.resources).toEqual([{ id: 'A', body: { Type: 'T', Properties: { List: [1] } } }])
  })
})

test('the graph of a design is the graph of its template, written and read back', async () => {
  const id = fc.constantFrom('A', 'B', 'C', 'D')
  const scalar = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('012345678901', 'yes', 'null', '1e3', '${x}', '- a', 'a: b', '!Ref A', '2026-11-21', '', ' '),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
    fc.boolean(),
  )
  const leaf = fc.oneof(
    scalar,
    id.map(ref),
    id.map((of) => getAtt(of, 'Endpoint.Address')),
    id.map((of) => sub(`arn:\${AWS::Partition}:x/\${${of}}/\${!literal}`)),
    id.map((of) => ({ 'Fn::Join': ['', ['a', ref(of)]] })),
    id.map((of) => ({ 'Fn::Select': [0, { 'Fn::Split': ['/', getAtt(of, 'Arn')] }] })),
  )
  const property = fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 3 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), leaf, { maxKeys: 3 }),
  )
  const part = fc.record({
    type: fc.constantFrom('AWS::SQS::Queue', 'AWS::Lambda::Function', 'AWS::IAM::Role'),
    properties: fc.dictionary(fc.constantFrom('Role', 'Environment', 'Name', 'a.b', '200'), property, { maxKeys: 4 }),
    dependsOn: fc.array(id, { maxLength: 2 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.dictionary(id, part, { minKeys: 1 }), async (parts) => {
      const builder = new GraphBuilder()
      for (const [name, { type, properties, dependsOn }] of Object.entries(parts))
        builder.add(type, name, properties, { dependsOn, comment: 'why it is there', deletionPolicy: 'Retain', metadata: { a: 1 } })
      builder.output('Out', 'what comes out', ref(Object.keys(parts)[0] ?? ''))
      const document = builder.document({ description: 'a design' })
      const { tree, diagnostics } = await readTemplate(writeTemplate(document), 'template.yaml')
      expect(diagnostics).toEqual([])
      expect(tree === undefined ? undefined : plainGraph(graphOf(tree))).toEqual(plainGraph(graphOf(treeOf(templateJson(document)))))
    }),
    { numRuns: 150 },
  )
})
