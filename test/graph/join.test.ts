import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '#core/index.js'
import { type Graph, plainGraph, queryOf, together, withNested, worldsOf } from '#graph/index.js'
import { graph, lines } from './graphs.js'

const AT = { region: 'eu-west-1', asOf: '2026-01-01' }

function read(of: Graph, id: string, path: string, parameters: Readonly<Record<string, string>> = {}): Json {
  const q = queryOf(of, { ...AT, parameters })
  const node = q.get(id)
  if (node === undefined) return 'no such resource'
  const found = q.read(node, path)
  if (!found.known) return `unknown: ${found.why}`
  const { value } = found
  return value === undefined || value === null || typeof value !== 'object' ? (value ?? null) : Array.isArray(value) ? value.length : 'map'
}

const stack = (parameters: JsonObject, more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::CloudFormation::Stack',
  ...more,
  Properties: { TemplateURL: './inner.yaml', Parameters: parameters },
})

const INNER = graph({
  Parameters: { Stage: { Type: 'String', Default: 'dev' }, Zones: { Type: 'CommaDelimitedList', Default: 'a' } },
  Mappings: { Sizes: { dev: { Days: 1 }, prod: { Days: 30 } } },
  Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
  Resources: {
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::Sub': '${Stage}-table' }, Zones: { Ref: 'Zones' } } },
    Logs: {
      Type: 'AWS::Logs::LogGroup',
      Condition: 'IsProd',
      DependsOn: 'Table',
      Properties: { RetentionInDays: { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'Days'] } },
    },
  },
  Outputs: { TableName: { Value: { Ref: 'Table' } }, LogName: { Condition: 'IsProd', Value: { Ref: 'Logs' } } },
})

function outer(made: JsonObject, more: JsonObject = {}): Graph {
  return graph({
    Parameters: { Environment: { Type: 'String', Default: 'dev' } },
    Conditions: { Wanted: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] } },
    Resources: {
      Inner: made,
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: { Environment: { Variables: { TABLE: { 'Fn::GetAtt': ['Inner', 'Outputs.TableName'] } } } },
      },
      ...more,
    },
  })
}

describe('nested stacks', () => {
  test('parameters are passed through, to conditions and mappings too', () => {
    const whole = withNested(outer(stack({ Stage: { Ref: 'Environment' }, Zones: 'a, b' })), new Map([['Inner', INNER]]))
    expect(read(whole, 'Inner/Table', 'TableName')).toBe('dev-table')
    expect(read(whole, 'Inner/Table', 'Zones')).toBe(2)
    expect(read(whole, 'Inner/Logs', 'RetentionInDays')).toBe('no such resource')
    expect(read(whole, 'Inner/Logs', 'RetentionInDays', { Environment: 'prod' })).toBe(30)
  })

  test('what is not given is the default of the nested stack', () => {
    const whole = withNested(outer(stack({})), new Map([['Inner', INNER]]))
    expect(read(whole, 'Inner/Table', 'TableName')).toBe('dev-table')
  })

  test('a list that is joined for a parameter is that list', () => {
    const joined = { 'Fn::Join': [',', { Ref: 'Many' }] }
    const parent = graph({
      Parameters: { Many: { Type: 'CommaDelimitedList', Default: 'x,y,z' } },
      Resources: { Inner: stack({ Zones: joined }) },
    })
    expect(read(withNested(parent, new Map([['Inner', INNER]])), 'Inner/Table', 'Zones')).toBe(3)
  })

  test('outputs lead to the resource inside, and edges with them', () => {
    const whole = withNested(outer(stack({})), new Map([['Inner', INNER]]))
    expect(lines(whole.edges)).toContain('Function -refers-> Inner/Table (Function.Environment.Variables.TABLE)')
    expect(lines(whole.edges)).toContain('Inner/Logs -depends-> Inner/Table (Inner/Logs.DependsOn)')
  })

  test('what is in a nested stack exists where both conditions hold, and the witness names the outer parameter', () => {
    const whole = withNested(outer(stack({ Stage: { Ref: 'Environment' } }, { Condition: 'Wanted' })), new Map([['Inner', INNER]]))
    const worlds = worldsOf(whole, AT)
    expect(worlds.main.all().map(({ id }) => id)).toEqual(['Function'])
    const guard = whole.resources.get('Inner/Logs')?.guard ?? ''
    expect(worlds.reach([{ condition: guard, holds: true }])).toEqual({ is: 'sometimes', main: false, witness: { Environment: 'prod' } })
  })

  test('two levels', () => {
    const middle = withNested(
      graph({ Parameters: { S: { Type: 'String' } }, Resources: { Deep: stack({ Stage: { Ref: 'S' } }) } }),
      new Map([['Deep', INNER]]),
    )
    const whole = withNested(outer(stack({ S: { Ref: 'Environment' } })), new Map([['Inner', middle]]))
    expect(read(whole, 'Inner/Deep/Table', 'TableName', { Environment: 'prod' })).toBe('prod-table')
    expect(whole.resources.get('Inner/Deep/Table')?.origin).toMatchObject({ logicalId: 'Table', stack: 'Inner/Deep' })
  })

  test('without nested stacks nothing changes', () => {
    const alone = outer(stack({}))
    expect(plainGraph(withNested(alone, new Map()))).toEqual(plainGraph(alone))
  })

  test('stacks that read outputs of each other end', () => {
    const loop = graph({
      Parameters: { In: { Type: 'String' } },
      Resources: { Q: { Type: 'AWS::SQS::Queue' } },
      Outputs: { Out: { Value: { Ref: 'In' } } },
    })
    const parent = graph({
      Resources: {
        A: stack({ In: { 'Fn::GetAtt': ['B', 'Outputs.Out'] } }),
        B: stack({ In: { 'Fn::GetAtt': ['A', 'Outputs.Out'] } }),
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::GetAtt': ['A', 'Outputs.Out'] } } },
      },
    })
    const whole = withNested(
      parent,
      new Map([
        ['A', loop],
        ['B', loop],
      ]),
    )
    expect(read(whole, 'Topic', 'TopicName')).toBe('unknown: stacks give each other the same value')
  })

  test('26 nested stacks with 40 conditions each (cfn-lint#2874)', () => {
    const names = Array.from({ length: 40 }, (_, index) => `C${index}`)
    const inner = graph({
      Parameters: { Stage: { Type: 'String' } },
      Conditions: Object.fromEntries(
        names.map((name, index): [string, Json] => {
          const equals = { 'Fn::Equals': [{ Ref: 'Stage' }, `v${index % 5}`] }
          return [name, index === 0 ? equals : { 'Fn::Or': [{ Condition: `C${index - 1}` }, equals] }]
        }),
      ),
      Resources: Object.fromEntries(
        names.map((name): [string, Json] => [
          `R${name}`,
          { Type: 'AWS::SQS::Queue', Condition: name, Properties: { DelaySeconds: { 'Fn::If': ['C7', 1, 2] } } },
        ]),
      ),
    })
    const ids = Array.from({ length: 26 }, (_, index) => `S${index}`)
    const parent = graph({
      Parameters: Object.fromEntries(ids.map((id) => [`P${id}`, { Type: 'String', Default: 'x' }])),
      Resources: Object.fromEntries(ids.map((id) => [id, stack({ Stage: { Ref: `P${id}` } })])),
    })
    const worlds = worldsOf(withNested(parent, new Map(ids.map((id) => [id, inner]))), AT)
    const explored = worlds.resources().map((node) => worlds.explore((q) => q.read(node, 'DelaySeconds'), node))
    expect(explored).toHaveLength(26 * 40 + 26)
    expect(explored.every(({ complete }) => complete)).toBe(true)
  })
})

describe('stacks together', () => {
  test('an import is what the other stack exports', () => {
    const network = graph({
      Resources: { Vpc: { Type: 'AWS::EC2::VPC' } },
      Outputs: { Id: { Value: { Ref: 'Vpc' }, Export: { Name: 'network-vpc' } } },
    })
    const app = graph({ Resources: { Vpc: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { 'Fn::ImportValue': 'network-vpc' } } } } })
    const whole = together([
      { name: 'network', graph: network },
      { name: 'app', graph: app },
    ])
    expect(lines(whole.edges)).toContain('app/Vpc -refers-> network/Vpc (app/Vpc.VpcId)')
  })

  test('parameters and conditions of the same name stay apart', () => {
    const one = graph({
      Parameters: { Stage: { Type: 'String', Default: 'dev' } },
      Conditions: { Is: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
      Resources: { A: { Type: 'AWS::SQS::Queue', Condition: 'Is' } },
    })
    const whole = together([
      { name: 'x', graph: one },
      { name: 'y', graph: one },
    ])
    expect(
      queryOf(whole, { ...AT, parameters: { 'x/Stage': 'prod' } })
        .all()
        .map(({ id }) => id),
    ).toEqual(['x/A'])
  })
})
