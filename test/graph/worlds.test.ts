import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '#core/index.js'
import { type Graph, type Query, queryOf, type Resource, type WorldRun, worldsOf } from '#graph/index.js'
import { graph } from './graphs.js'

const AT = { region: 'eu-west-1', asOf: '2026-01-01' }

function resource(of: Graph, id: string): Resource {
  const found = of.resources.get(id)
  if (found === undefined) throw new TypeError(`no resource ${id}`)
  return found
}

/** What a query says of a property, as plain data. */
function told(q: Query, of: Graph, id: string, path: string): Json {
  const read = q.read(resource(of, id), path)
  if (!read.known) return `unknown: ${read.why}`
  const { value } = read
  if (value === undefined) return 'not set'
  return value === null || typeof value !== 'object' ? value : 'a collection'
}

function worlds(
  template: JsonObject,
  path: string,
  id = 'R',
): readonly { readonly result: Json; readonly main: boolean; readonly witness: Json }[] {
  const of = graph(template)
  const { runs } = worldsOf(of, AT).explore((q) => told(q, of, id, path), resource(of, id))
  return runs.map(({ result, main, witness }) => ({ result, main, witness: witness() ?? null }))
}

const bucket = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  R: { Type: 'AWS::S3::Bucket', ...more, Properties: properties },
})

describe('worlds', () => {
  test('a property that no parameter decides has one', () => {
    expect(worlds({ Resources: bucket({ BucketName: 'a' }) }, 'BucketName')).toEqual([])
  })

  test('a choice has two, the main one first, the other with what leads there', () => {
    const template = {
      Parameters: { Environment: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] } },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] } },
      Resources: bucket({ BucketName: { 'Fn::If': ['IsProd', 'p', 'd'] } }),
    }
    expect(worlds(template, 'BucketName')).toEqual([
      { result: 'd', main: true, witness: {} },
      { result: 'p', main: false, witness: { Environment: 'prod' } },
    ])
  })

  test('a parameter with allowed values has one for each of them', () => {
    const template = {
      Parameters: { Class: { Type: 'String', Default: 'b', AllowedValues: ['a', 'b', 'c'] } },
      Resources: bucket({ BucketName: { 'Fn::Sub': 'x-${Class}' } }),
    }
    expect(worlds(template, 'BucketName')).toEqual([
      { result: 'x-b', main: true, witness: {} },
      { result: 'x-a', main: false, witness: { Class: 'a' } },
      { result: 'x-c', main: false, witness: { Class: 'c' } },
    ])
  })

  test('a parameter without a value makes several main worlds', () => {
    const template = {
      Parameters: { Environment: { Type: 'String' } },
      Conditions: { IsProd: { 'Fn::Equals': ['prod', { Ref: 'Environment' }] } },
      Resources: bucket({ BucketName: { 'Fn::If': ['IsProd', 'p', 'd'] } }),
    }
    expect(worlds(template, 'BucketName')).toEqual([
      { result: 'p', main: true, witness: { Environment: 'prod' } },
      { result: 'd', main: true, witness: { Environment: 'any value but prod' } },
    ])
  })

  test('what contradicts itself is no world', () => {
    const template = {
      Parameters: { Environment: { Type: 'String', Default: 'dev' } },
      Conditions: {
        IsProd: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] },
        IsTest: { 'Fn::Equals': [{ Ref: 'Environment' }, 'test'] },
      },
      Resources: bucket({
        BucketName: { 'Fn::If': ['IsProd', { 'Fn::If': ['IsTest', 'both', 'p'] }, { 'Fn::If': ['IsTest', 't', 'neither'] }] },
      }),
    }
    expect(worlds(template, 'BucketName').map(({ result }) => result)).toEqual(['neither', 'p', 't'])
  })

  test('a guarded resource is looked at where it exists alone', () => {
    const template = {
      Parameters: { Environment: { Type: 'String', Default: 'dev' } },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] } },
      Resources: bucket({ BucketName: { 'Fn::If': ['IsProd', 'p', 'd'] } }, { Condition: 'IsProd' }),
    }
    expect(worlds(template, 'BucketName')).toEqual([{ result: 'p', main: false, witness: { Environment: 'prod' } }])
  })

  test('a value that is given is fixed', () => {
    const of = graph({
      Parameters: { Environment: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] } },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] } },
      Resources: bucket({ BucketName: { 'Fn::If': ['IsProd', 'p', 'd'] } }),
    })
    const { runs } = worldsOf(of, { ...AT, parameters: { Environment: 'prod' } }).explore((q) => told(q, of, 'R', 'BucketName'))
    expect(runs.map(({ result, main }) => ({ result, main }))).toEqual([{ result: 'p', main: true }])
  })

  test('a mapping that a parameter chooses the row of is looked up for every row', () => {
    const template = {
      Parameters: { Environment: { Type: 'String', Default: 'dev' } },
      Mappings: { Sizes: { dev: { Keep: 'no' }, prod: { Keep: 'yes' } } },
      Conditions: { Keeps: { 'Fn::Equals': [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Environment' }, 'Keep'] }, 'yes'] } },
      Resources: bucket({ BucketName: { 'Fn::If': ['Keeps', 'kept', 'lost'] } }),
    }
    expect(worlds(template, 'BucketName').slice(0, 2)).toEqual([
      { result: 'lost', main: true, witness: {} },
      { result: 'kept', main: false, witness: { Environment: 'prod' } },
    ])
  })

  test('parameters that are compared with each other', () => {
    const template = {
      Parameters: { A: { Type: 'String', Default: 'x' }, B: { Type: 'String', Default: 'y' } },
      Conditions: { Same: { 'Fn::Equals': [{ Ref: 'A' }, { Ref: 'B' }] } },
      Resources: bucket({ BucketName: { 'Fn::If': ['Same', 'same', 'other'] } }),
    }
    const found = worlds(template, 'BucketName')
    expect(found.map(({ result }) => result)).toEqual(['other', 'same'])
    expect(Object.keys(found[1]?.witness ?? {})).toHaveLength(1)
  })

  test('a condition that nothing decides offline is open in the main world', () => {
    const template = {
      Conditions: { Shared: { 'Fn::Equals': [{ 'Fn::ImportValue': 'stage' }, 'prod'] } },
      Resources: bucket({ BucketName: { 'Fn::If': ['Shared', 'a', 'b'] } }),
    }
    expect(worlds(template, 'BucketName')).toEqual([
      { result: 'a', main: true, witness: {} },
      { result: 'b', main: true, witness: {} },
    ])
  })

  const RULES = {
    Parameters: {
      Environment: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] },
      Class: { Type: 'String', Default: 'small' },
      Other: { Type: 'String' },
    },
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] }, IsSmall: { 'Fn::Equals': [{ Ref: 'Class' }, 'small'] } },
    Rules: {
      Large: {
        RuleCondition: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] },
        Assertions: [{ Assert: { 'Fn::Contains': [['large', 'huge'], { Ref: 'Class' }] }, AssertDescription: 'prod is large' }],
      },
      Named: { Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Other' }, ''] }] } }] },
    },
  }

  test('what a rule forbids is no world, and what it demands is in the witness', () => {
    const template = { ...RULES, Resources: bucket({ BucketName: { 'Fn::If': ['IsProd', { 'Fn::If': ['IsSmall', 'both', 'p'] }, 'd'] } }) }
    expect(worlds(template, 'BucketName')).toEqual([
      { result: 'd', main: true, witness: {} },
      { result: 'p', main: false, witness: { Class: 'large', Environment: 'prod' } },
    ])
  })

  test('a rule that the given values break is told, and the rest is looked at', () => {
    const of = graph({ ...RULES, Resources: bucket({}, { Condition: 'IsProd' }) })
    const all = worldsOf(of, { ...AT, parameters: { Environment: 'prod' } })
    expect(all.brokenRules()).toEqual([
      { rule: 'Large', assertion: 0, description: 'prod is large', parameters: ['Class', 'Environment'], given: true },
    ])
    expect(all.reach([{ condition: 'IsProd', holds: true }])).toMatchObject({ is: 'sometimes', main: true })
    expect(worldsOf(of, AT).brokenRules()).toEqual([])
  })

  test('more worlds than are looked at are said to be more', () => {
    const names = Array.from({ length: 12 }, (_, index) => `P${index}`)
    const of = graph({
      Parameters: Object.fromEntries(names.map((name) => [name, { Type: 'String', Default: 'a', AllowedValues: ['a', 'b'] }])),
      Resources: bucket({ BucketName: { 'Fn::Sub': names.map((name) => `\${${name}}`).join('-') } }),
    })
    const { runs, complete } = worldsOf(of, AT).explore((q) => told(q, of, 'R', 'BucketName'))
    expect({ some: runs.length > 1, complete }).toEqual({ some: true, complete: false })
  })

  test('conditions chained 40 deep over 30 parameters (cfn-lint#3356, checkov#5325)', () => {
    const of = graph(chained())
    const all = worldsOf(of, AT)
    const explored = all.resources().map((each) => all.explore((q) => told(q, of, each.id, 'BucketName'), each))
    expect(explored.every(({ complete }) => complete)).toBe(true)
    expect(explored.flatMap(({ runs }) => runs).every((run) => run.witness() !== undefined)).toBe(true)
  })
})

/** 40 conditions that stand on each other, over 30 parameters, and 40 leaves up to four choices deep. */
function chained(): JsonObject {
  const equals = (index: number, text: string): JsonObject => ({ 'Fn::Equals': [{ Ref: `P${index % 30}` }, text] })
  const before = (index: number): JsonObject => ({ Condition: `C${index - 1}` })
  const condition = (index: number): JsonObject => {
    if (index === 0) return equals(0, 'b')
    if (index % 3 === 0) return { 'Fn::And': [before(index), equals(index, 'b')] }
    return index % 3 === 1 ? { 'Fn::Or': [before(index), equals(index, 'b')] } : { 'Fn::Not': [before(index)] }
  }
  const leaf = (index: number, depth: number): Json =>
    depth === 0 ? `leaf-${index}` : { 'Fn::If': [`C${(index * 7 + depth * 11) % 40}`, leaf(index, depth - 1), { Ref: 'AWS::NoValue' }] }
  const range = (length: number): number[] => Array.from({ length }, (_, index) => index)
  return {
    Parameters: Object.fromEntries(range(30).map((index) => [`P${index}`, { Type: 'String', Default: 'a' }])),
    Conditions: Object.fromEntries(range(40).map((index) => [`C${index}`, condition(index)])),
    Resources: Object.fromEntries(
      range(40).map((index) => [
        `R${index}`,
        { Type: 'AWS::S3::Bucket', Condition: `C${index}`, Properties: { BucketName: leaf(index, 4) } },
      ]),
    ),
  }
}

const VALUES = ['a', 'b', 'c']
const NAMES = ['P', 'Q', 'S']

const { formula } = fc.letrec<{ formula: Json }>((tie) => ({
  formula: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES)).map(([name, text]): Json => ({ 'Fn::Equals': [{ Ref: name }, text] })),
    fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES)).map(([a, b]): Json => ({ 'Fn::Equals': [{ Ref: a }, { Ref: b }] })),
    fc.constantFrom('C0', 'C1', 'C2').map((Condition): Json => ({ Condition })),
    tie('formula').map((each): Json => ({ 'Fn::Not': [each] })),
    fc.array(tie('formula'), { minLength: 2, maxLength: 3 }).map((parts): Json => ({ 'Fn::And': parts })),
    fc.array(tie('formula'), { minLength: 2, maxLength: 3 }).map((parts): Json => ({ 'Fn::Or': parts })),
  ),
}))

/** Conditions that name those before them alone. */
const conditions = fc
  .tuple(formula, formula, formula, formula)
  .map((all): JsonObject => Object.fromEntries(all.map((each, index) => [`C${index}`, earlier(each, index)])))

function earlier(each: Json, index: number): Json {
  if (Array.isArray(each)) return each.map((part) => earlier(part, index))
  if (each === null || typeof each !== 'object') return each
  const named = Object.entries(each)
  return Object.fromEntries(
    named.map(([key, value]): [string, Json] =>
      key === 'Condition' && typeof value === 'string' && Number(value.slice(1)) >= index
        ? ['Fn::Equals', [{ Ref: 'P' }, 'a']]
        : [key, earlier(value, index)],
    ),
  )
}

const { choice } = fc.letrec<{ choice: Json }>((tie) => ({
  choice: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json>('x', 'y', { Ref: 'AWS::NoValue' }),
    fc.constantFrom(...NAMES).map((Ref): Json => ({ Ref })),
    fc.tuple(fc.constantFrom('C0', 'C1', 'C2', 'C3'), tie('choice'), tie('choice')).map((args): Json => ({ 'Fn::If': args })),
  ),
}))

/** Every assignment of the parameters, with how many differ from the defaults. */
const ASSIGNMENTS = VALUES.flatMap((P) => VALUES.flatMap((Q) => VALUES.map((S) => ({ P, Q, S }))))

const { demand } = fc.letrec<{ demand: Json }>((tie) => ({
  demand: fc.oneof(
    { depthSize: 'small' },
    fc
      .tuple(fc.array(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 2 }), fc.constantFrom(...NAMES))
      .map(([list, Ref]): Json => ({ 'Fn::Contains': [list, { Ref }] })),
    fc
      .tuple(fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }), fc.constantFrom(...VALUES))
      .map(([list, text]): Json => ({ 'Fn::EachMemberEquals': [list.map((Ref) => ({ Ref })), text] })),
    fc
      .tuple(fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }), fc.array(fc.constantFrom(...VALUES), { maxLength: 2 }))
      .map(([list, texts]): Json => ({ 'Fn::EachMemberIn': [list.map((Ref) => ({ Ref })), texts] })),
    fc.constantFrom(...VALUES).map((text): Json => ({ 'Fn::EachMemberEquals': [{ 'Fn::RefAll': 'String' }, text] })),
    fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES)).map(([a, b]): Json => ({ 'Fn::Equals': [{ Ref: a }, { Ref: b }] })),
    tie('demand').map((each): Json => ({ 'Fn::Not': [each] })),
    fc.tuple(tie('demand'), tie('demand')).map((parts): Json => ({ 'Fn::And': parts })),
    fc.tuple(tie('demand'), tie('demand')).map((parts): Json => ({ 'Fn::Or': parts })),
  ),
}))

type Named = Readonly<Record<string, string>>

/** What the functions of rules come out as, by the words of AWS's guide. */
const OUTCOMES: Readonly<Record<string, (one: Json, other: Json) => Json>> = {
  'Fn::Contains': (list, text) => listed(list).includes(text),
  'Fn::EachMemberEquals': (list, text) => listed(list).every((item) => item === text),
  'Fn::EachMemberIn': (list, texts) => listed(list).every((item) => listed(texts).includes(item)),
  'Fn::Equals': (one, other) => one === other,
  'Fn::Not': (one) => one !== true,
  'Fn::And': (one, other) => one === true && other === true,
  'Fn::Or': (one, other) => one === true || other === true,
}

function listed(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : []
}

function callOf(each: Json): readonly [string, Json] {
  const entries = each === null || typeof each !== 'object' || Array.isArray(each) ? [] : Object.entries(each)
  return entries[0] ?? ['', null]
}

function outcome(each: Json, values: Named): Json {
  if (Array.isArray(each)) return each.map((item) => outcome(item, values))
  const [name, argument] = callOf(each)
  if (name === 'Fn::RefAll') return Object.values(values)
  if (typeof argument === 'string') return values[argument] ?? null
  const [one = null, other = null] = listed(argument).map((item) => outcome(item, values))
  return OUTCOMES[name]?.(one, other) ?? each
}

describe('laws of worlds', () => {
  test('worlds that break a rule are none, unless the main world breaks it', () => {
    fc.assert(
      fc.property(conditions, fc.option(demand, { nil: undefined }), demand, fc.boolean(), (Conditions, RuleCondition, Assert, holds) => {
        const Parameters = Object.fromEntries(NAMES.map((name) => [name, { Type: 'String', Default: 'a', AllowedValues: VALUES }]))
        const Rules = { Sound: { ...(RuleCondition === undefined ? {} : { RuleCondition }), Assertions: [{ Assert }] } }
        const of = graph({ Parameters, Conditions, Rules, Resources: bucket({}, { Condition: 'C3' }) })
        const sound = (values: Named): boolean =>
          (RuleCondition !== undefined && outcome(RuleCondition, values) !== true) || outcome(Assert, values) === true
        const all = worldsOf(of, AT)
        const main = sound({ P: 'a', Q: 'a', S: 'a' })
        expect(all.brokenRules().length === 0).toBe(main)
        const there = ASSIGNMENTS.filter(
          (parameters) => (!main || sound(parameters)) && queryOf(of, { ...AT, parameters }).exists(resource(of, 'R')) === holds,
        )
        const reach = all.reach([{ condition: 'C3', holds }])
        expect(reach.is !== 'never').toBe(there.length > 0)
        if (reach.is !== 'sometimes') return
        const sizes = there.map((parameters) => Object.values(parameters).filter((text) => text !== 'a').length)
        expect(Object.keys(reach.witness).length).toBe(Math.min(...sizes))
        expect(there).toContainEqual({ P: 'a', Q: 'a', S: 'a', ...reach.witness })
      }),
      { numRuns: 300 },
    )
  })

  test('they are what trying every assignment finds, each with its smallest witness', () => {
    fc.assert(
      fc.property(conditions, choice, fc.option(fc.constantFrom('C0', 'C3'), { nil: undefined }), (Conditions, value, guard) => {
        const Parameters = Object.fromEntries(NAMES.map((name) => [name, { Type: 'String', Default: 'a', AllowedValues: VALUES }]))
        const of = graph({ Parameters, Conditions, Resources: bucket({ V: value }, guard === undefined ? {} : { Condition: guard }) })
        const subject = resource(of, 'R')
        const fewest = new Map<string, number>()
        for (const parameters of ASSIGNMENTS) {
          const q = queryOf(of, { ...AT, parameters })
          if (q.exists(subject) !== true) continue
          const changed = Object.values(parameters).filter((text) => text !== 'a').length
          const key = JSON.stringify(told(q, of, 'R', 'V'))
          fewest.set(key, Math.min(changed, fewest.get(key) ?? 9))
        }
        const explored = worldsOf(of, AT).explore((q) => told(q, of, 'R', 'V'), subject)
        const runs: readonly WorldRun<Json>[] =
          explored.runs.length > 0 || guard !== undefined ? explored.runs : [{ result: explored.result, main: true, witness: () => ({}) }]
        const found = new Map<string, number>()
        for (const { result, main, witness } of runs) {
          const parameters = { P: 'a', Q: 'a', S: 'a', ...witness() }
          expect(told(queryOf(of, { ...AT, parameters }), of, 'R', 'V')).toEqual(result)
          const size = Object.keys(witness() ?? {}).length
          expect(main).toBe(size === 0)
          const key = JSON.stringify(result)
          found.set(key, Math.min(size, found.get(key) ?? 9))
        }
        expect(found).toEqual(fewest)
      }),
      { numRuns: 300 },
    )
  })

  test('a guard is reachable exactly when an assignment leads there', () => {
    fc.assert(
      fc.property(conditions, fc.boolean(), fc.boolean(), (Conditions, one, other) => {
        const Parameters = Object.fromEntries(NAMES.map((name) => [name, { Type: 'String', Default: 'a', AllowedValues: VALUES }]))
        const of = graph({ Parameters, Conditions, Resources: bucket({}, { Condition: 'C2' }) })
        const guards = [
          { condition: 'C2', holds: one },
          { condition: 'C3', holds: other },
        ]
        const twin = graph({ Parameters, Conditions, Resources: { A: { Type: 'T', Condition: 'C2' }, B: { Type: 'T', Condition: 'C3' } } })
        const possible = ASSIGNMENTS.some((parameters) => {
          const q = queryOf(twin, { ...AT, parameters })
          return q.exists(resource(twin, 'A')) === one && q.exists(resource(twin, 'B')) === other
        })
        expect(worldsOf(of, AT).reach(guards).is !== 'never').toBe(possible)
      }),
      { numRuns: 300 },
    )
  })
})
