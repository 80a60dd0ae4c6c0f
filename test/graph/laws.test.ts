import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Json, type MapEntry, type Tree, treeOf } from '#core/index.js'
import { type Graph, graphOf, plainGraph, queryOf, referencesIn, statementsOf, valuesAt } from '#graph/index.js'
import { graph, lines } from './graphs.js'

const NAMES = ['A', 'B', 'C', 'D', 'constructor', '__proto__']
const name = fc.constantFrom(...NAMES)

/** Property values that are mostly what templates hold, functions of every kind included. */
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json>('x', 0, true, null, 'dynamodb:GetItem', '*', 'Allow', ''),
    name.map((Ref) => ({ Ref })),
    fc.tuple(name, fc.constantFrom('Arn', 'Endpoint.Address')).map((pair) => ({ 'Fn::GetAtt': pair })),
    fc.tuple(name, name).map(([a, b]) => ({ 'Fn::Sub': `\${${a}.Arn}/\${${b}}` })),
    fc.tuple(name, tie('value'), tie('value')).map((args) => ({ 'Fn::If': args })),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => ({ 'Fn::Join': [',', items] })),
    fc
      .constantFrom('Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::Select', 'Fn::FindInMap', 'Fn::Split')
      .chain((key) => tie('value').map((argument) => ({ [key]: argument }))),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        'Environment',
        'Variables',
        'Role',
        'Policies',
        'PolicyDocument',
        'Statement',
        'Effect',
        'Action',
        'Resource',
        '__proto__',
        'a.b',
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
}))

const resource = fc
  .record(
    {
      Type: fc.constantFrom(
        'AWS::Lambda::Function',
        'AWS::IAM::Role',
        'AWS::DynamoDB::Table',
        'AWS::SQS::Queue',
        'AWS::EC2::Subnet',
        'toString',
      ),
      Properties: fc.oneof(
        fc.record({ Role: value, Environment: fc.record({ Variables: value }), VpcId: value }),
        fc.record({
          Policies: fc.array(
            fc.record({
              PolicyDocument: fc.record({
                Statement: fc.array(fc.record({ Effect: fc.constant('Allow'), Action: value, Resource: value }), { maxLength: 2 }),
              }),
            }),
            { maxLength: 2 },
          ),
        }),
        value,
      ),
      DependsOn: fc.oneof(name, fc.array(name)),
      Condition: name,
    },
    { requiredKeys: ['Type'] },
  )
  .map((body): Json => body)

const template = fc.record({
  Parameters: fc.dictionary(name, fc.record({ Type: fc.constantFrom('String', 'Number', 'CommaDelimitedList'), Default: value })),
  Conditions: fc.dictionary(
    name,
    fc.oneof(
      value,
      fc
        .constantFrom('Fn::And', 'Fn::Or', 'Fn::Not')
        .chain((key) => fc.array(name.map((Condition) => ({ Condition }))).map((args): Json => ({ [key]: args }))),
    ),
  ),
  Mappings: fc.dictionary(name, value),
  Resources: fc.dictionary(fc.constantFrom(...NAMES), resource, { minKeys: 1 }),
  Outputs: fc.dictionary(name, value),
})

/** Everything that can be asked of a graph, once. */
function askAll(asked: Graph): void {
  const q = queryOf(asked, { asOf: '2026-11-21', region: 'eu-west-1', parameters: { A: 'x', __proto__: 'y' } })
  for (const each of q.all()) {
    q.exists(each)
    q.read(each)
    for (const { path } of referencesIn(each.properties)) q.read(each, path)
    for (const [key, inside] of each.properties.entries) {
      q.read(each, `${key}.a.0.__proto__`)
      q.read(inside, '0')
      statementsOf(inside)
      valuesAt(inside, '*.*')
    }
  }
  q.edges({})
  q.outputs()
  JSON.stringify(plainGraph(asked))
}

describe('a graph of any JSON', () => {
  test('is made and asked without an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
        askAll(graph(JSON.parse(JSON.stringify(json))))
      }),
    )
  })

  test('that looks like a template is made and asked without an exception', () => {
    fc.assert(
      fc.property(template, (json) => askAll(graph(JSON.parse(JSON.stringify(json))))),
      { numRuns: 500 },
    )
  })

  test('leaves the prototype of objects alone', () => {
    askAll(graph(JSON.parse('{"Resources": {"__proto__": {"Type": "T", "Properties": {"__proto__": {"polluted": 1}}}}}')))
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('is there to be asked however deep the tree', () => {
    const wrappings: readonly ((tree: Tree) => Tree)[] = [
      (tree) => ({ kind: 'list', items: [tree] }),
      (tree) => mapTree([{ key: 'a', value: tree }]),
      (tree) => mapTree([{ key: 'Fn::If', value: { kind: 'list', items: [treeOf('A'), tree, tree] } }]),
      (tree) => mapTree([{ key: 'Fn::Join', value: { kind: 'list', items: [treeOf(''), { kind: 'list', items: [tree] }] } }]),
      (tree) => mapTree([{ key: 'Fn::Split', value: { kind: 'list', items: [treeOf('/'), tree] } }]),
    ]
    for (const wrap of wrappings) {
      // A choice holds its branches twice: 2^n values for n choices, so those are few.
      const levels = wrap === wrappings[2] ? 10 : 20_000
      let deep: Tree = treeOf({ Ref: 'R' })
      for (let level = 0; level < levels; level += 1) deep = wrap(deep)
      const resources = mapTree([
        {
          key: 'R',
          value: mapTree([
            { key: 'Type', value: treeOf('T') },
            { key: 'Properties', value: mapTree([{ key: 'P', value: deep }]) },
          ]),
        },
      ])
      const made = graphOf(
        mapTree([
          { key: 'Resources', value: resources },
          { key: 'Conditions', value: mapTree([{ key: 'A', value: deep }]) },
        ]),
      )
      askAll(made)
      if (levels > 1000) expect(JSON.stringify(plainGraph(made))).toContain('nested more than 1000 levels deep')
    }
  })
})

function mapTree(entries: readonly MapEntry[]): Tree {
  return { kind: 'map', entries }
}

describe('edges', () => {
  test('are a set that follows from the set of resources, whatever their order', () => {
    fc.assert(
      fc.property(
        template.chain((json) =>
          fc.tuple(fc.constant(json), fc.shuffledSubarray(Object.keys(json.Resources), { minLength: Object.keys(json.Resources).length })),
        ),
        ([json, order]) => {
          const shuffled = { ...json, Resources: Object.fromEntries(order.map((id) => [id, json.Resources[id] ?? null])) }
          expect(lines(graph(shuffled).edges).toSorted()).toEqual(lines(graph(json).edges).toSorted())
        },
      ),
      { numRuns: 300 },
    )
  })

  test('lead from and to resources that are there, and each is there once', () => {
    fc.assert(
      fc.property(template, (json) => {
        const made = graph(json)
        for (const { from, to, at } of made.edges) expect([from, to, at].every((id) => made.resources.has(id))).toBe(true)
        expect(new Set(lines(made.edges)).size).toBe(made.edges.length)
      }),
      { numRuns: 300 },
    )
  })
})

describe('work', () => {
  /** Processor time to make and ask a graph of this many resources: the least of several runs. */
  function effort(size: number): number {
    const json = treeOf(chain(size / 3))
    const runs = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage().user
      const q = queryOf(graphOf(json), { asOf: '2026-11-21' })
      for (const each of q.all()) q.edges({ from: each, to: each })
      return process.cpuUsage().user - before
    })
    return Math.min(...runs)
  }

  function chain(size: number): Json {
    const resources: Record<string, Json> = {}
    for (let index = 0; index < size; index += 1) {
      resources[`F${index}`] = {
        Type: 'AWS::Lambda::Function',
        Properties: { Role: { 'Fn::GetAtt': [`R${index}`, 'Arn'] }, Environment: { Variables: { TABLE: { Ref: `T${index}` } } } },
      }
      resources[`R${index}`] = {
        Type: 'AWS::IAM::Role',
        Properties: {
          Policies: [
            {
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: { 'Fn::GetAtt': [`T${index}`, 'Arn'] } }] },
            },
          ],
        },
      }
      resources[`T${index}`] = { Type: 'AWS::DynamoDB::Table', Properties: {} }
    }
    return { Resources: resources }
  }

  test('grows with the number of resources, not with its square', () => {
    // Ten times the resources: 10 where the effort is linear, 100 where it is quadratic.
    expect(effort(12_000) / effort(1200)).toBeLessThan(50)
  })

  test('on a graph of 10,200 resources is done', () => {
    const made = graph(chain(3400))
    expect([made.resources.size, made.edges.length]).toEqual([10_200, 3400 * 8])
  })
})
