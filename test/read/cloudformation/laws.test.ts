import { extname } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, Tree } from '#core/index.js'
import { type Graph, graphOf, plainGraph, queryOf } from '#graph/index.js'
import { expandLanguage, readTemplate } from '#read/cloudformation/index.js'
import { decodeText } from '#read/text/index.js'
import { writeTree } from '#write/cloudformation/index.js'
import { CASES, templatesIn } from '../../support/cases.js'

const TEMPLATES = templatesIn('templates')

async function treeOfText(text: string, file: string): Promise<Tree> {
  const { tree } = await readTemplate(text, file)
  if (tree === undefined) throw new TypeError(`${file} does not read`)
  return tree
}

const trees = new Map<string, Promise<Tree>>()
/** Each template is read once for all laws. */
function treeIn(name: string, bytes: Uint8Array): Promise<Tree> {
  const known = trees.get(name) ?? treeOfText(decodeText(bytes, name).text ?? '', name)
  trees.set(name, known)
  return known
}

/** Where two values differ first. */
function difference(one: Json | undefined, other: Json | undefined, path = ''): string | undefined {
  if (JSON.stringify(one) === JSON.stringify(other)) return undefined
  const [left, right] = [one, other]
  if (
    left === null ||
    right === null ||
    typeof left !== 'object' ||
    typeof right !== 'object' ||
    Array.isArray(left) !== Array.isArray(right)
  )
    return `${path}: ${JSON.stringify(left)} and ${JSON.stringify(right)}`
  const [a, b] = [new Map(Object.entries(left)), new Map(Object.entries(right))]
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((key) => difference(a.get(key), b.get(key), `${path}/${key}`))
    .find((found) => found !== undefined)
}

describe('the visible templates', () => {
  // Their JSON and YAML say different things.
  const OTHER_CONTENT = [/AutoScalingRollingUpdates$/, /ECS\/.*private-vpc$/, /\/redhat$/]
  // What wrote the JSON has lost a function of its Rules (`!ValueOf`).
  const OTHER_RULES = /SapPrivateLink$/

  test.skipIf(CASES === undefined)('give the same graph as JSON and as YAML (skipped where the cases are absent)', async () => {
    const baseOf = (name: string): string => name.slice(0, -extname(name).length)
    const twins = [...new Set(TEMPLATES.map(({ name }) => baseOf(name)))]
      .map((base) => [base, TEMPLATES.filter(({ name }) => baseOf(name) === base)] as const)
      .filter(([, files]) => files.length === 2)
    expect(twins.length).toBeGreaterThan(30)
    const found: string[] = []
    for (const [base, files] of twins.filter(([name]) => !OTHER_CONTENT.some((pattern) => pattern.test(name)))) {
      const graphs: Json[] = []
      for (const { name, bytes } of files) {
        const graph = graphOf(await treeIn(name, bytes))
        graphs.push(plainGraph(OTHER_RULES.test(base) ? { ...graph, rules: new Map() } : graph))
      }
      const first = difference(graphs[0], graphs[1])
      if (first !== undefined) found.push(`${base} ${first}`)
    }
    expect(found).toEqual([])
  })

  test.skipIf(CASES === undefined)(
    'come back as the same graph when they are written and read again (skipped where the cases are absent)',
    async () => {
      const found: string[] = []
      for (const { name, bytes } of TEMPLATES) {
        const tree = await treeIn(name, bytes)
        const again = await treeOfText(writeTree(tree), name)
        const first = difference(plainGraph(graphOf(tree)), plainGraph(graphOf(again)))
        if (first !== undefined) found.push(`${name} ${first}`)
      }
      expect([TEMPLATES.length > 200, found]).toEqual([true, []])
    },
  )
})

const SMALL = [
  `Transform: AWS::LanguageExtensions
Parameters: { P: { Type: CommaDelimitedList, Default: "a,b" } }
Conditions: { C: !Not [!Equals [!Ref P, yes]] }
Mappings: { M: { a: { b: [1, 2] } } }
Resources:
  'Fn::ForEach::L': [N, !Ref P, { 'R\${N}': { Type: T, Properties: { A: !Sub '\${N}' } } }]
  Fn::Transform: { Name: AWS::Include, Parameters: { Location: x.yaml } }
  Q: &q
    Type: AWS::SQS::Queue
    Condition: C
    Properties:
      A: !If [C, !GetAtt Q.Arn, !Ref AWS::NoValue]
      B: !Cidr [!Select [0, !Split [',', '10.0.0.0/8,x']], 4, '8']
      D: '{{resolve:ssm:/a:1}}'
  S: *q
Outputs: { O: { Value: !Join [':', [!FindInMap [M, a, b], !ImportValue x]] } }
`,
  JSON.stringify({
    Resources: {
      A: {
        Type: 'AWS::Lambda::Function',
        DependsOn: ['B'],
        Properties: { Role: { 'Fn::GetAtt': ['B', 'Arn'] }, Code: { ZipFile: 'x\ny' } },
      },
      B: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: '{"Statement":[]}' }] } },
    },
  }),
  "Resources:\r\n\tA: {Type: 'x\r\ny'}\r\n",
]

/** Everything that is done with a template that was read. */
async function useAll(bytes: Uint8Array): Promise<void> {
  const { text } = decodeText(bytes, 'f.yaml')
  if (text === undefined) return
  const { tree, diagnostics } = await readTemplate(text, 'f.yaml')
  if (tree === undefined) {
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true)
    return
  }
  ask(graphOf(expandLanguage(tree).tree))
  const back = await readTemplate(writeTree(tree), 'f.yaml')
  expect(back.tree === undefined ? undefined : plainGraph(graphOf(back.tree))).toEqual(plainGraph(graphOf(tree)))
}

function ask(graph: Graph): void {
  const q = queryOf(graph, { asOf: '2026-11-21', region: 'eu-west-1' })
  for (const each of q.all()) for (const value of each.properties.entries.values()) q.read(value)
  q.edges({})
}

describe('any bytes', () => {
  const encoder = new TextEncoder()
  const sources = [
    ...SMALL.map((text) => encoder.encode(text)),
    ...TEMPLATES.map(({ bytes }) => bytes).filter(({ length }) => length < 3000),
  ]
  const pieces = [
    '"',
    "'",
    '{',
    '[',
    ']',
    '}',
    ': ',
    '- ',
    '\n',
    '\t',
    '\r',
    '!Ref ',
    '&q ',
    '*q',
    '<<: ',
    '|',
    '? ',
    '#',
    '%',
    '\0',
    '${',
    '{{resolve:ssm:',
    'Fn::ForEach::X: ',
    '\u2028',
    '\uFEFF',
  ]
  const piece = fc.oneof(
    fc.constantFrom(...pieces).map((text) => encoder.encode(text)),
    fc.uint8Array({ maxLength: 4 }),
  )
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.constantFrom(0, 1), fc.nat(60)),
    put: piece,
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    copied: fc.oneof(fc.constant(0), fc.nat(80)),
  })
  const spoiled = fc.tuple(fc.constantFrom(...sources), fc.array(edit, { minLength: 1, maxLength: 5 })).map(([source, edits]) =>
    edits.reduce<Uint8Array>((bytes, { at, length, put, from, copied }) => {
      const [place, start] = [Math.floor(at * bytes.length), Math.floor(from * bytes.length)]
      return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(start, start + copied), bytes.subarray(place + length)])
    }, source),
  )

  test('are read, expanded, made a graph, asked and written without an exception', async () => {
    await fc.assert(fc.asyncProperty(spoiled, useAll), { seed: 20_261_127, numRuns: 250 })
  })

  test('at random, too', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), useAll), { numRuns: 300 })
  })
})
