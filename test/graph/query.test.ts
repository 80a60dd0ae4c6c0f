import { describe, expect, test } from 'vitest'
import type { Json } from '#core/index.js'
import { plainValue, queryOf } from '#graph/index.js'
import { graph, queryWith, readAt, told } from './graphs.js'

const NO_VALUE = { Ref: 'AWS::NoValue' }

const SECTIONS = {
  Parameters: {
    Stage: { Type: 'String', Default: 'dev' },
    Size: { Type: 'Number', Default: 5 },
    Subnets: { Type: 'CommaDelimitedList', Default: 'a, b ,c' },
    Ids: { Type: 'List<AWS::EC2::Subnet::Id>' },
    Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/path' },
    Open: { Type: 'String' },
    Account: { Type: 'String', Default: '001122334455' },
    constructor: { Type: 'String' },
  },
  Mappings: { M: { dev: { size: 'small', zones: ['x', 'y'] }, 'eu-west-1': { size: 'big' } } },
  Conditions: {
    Yes: { 'Fn::Equals': ['a', 'a'] },
    No: { 'Fn::Equals': ['a', 'b'] },
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    Open: { 'Fn::Equals': [{ Ref: 'Open' }, 'x'] },
  },
}

describe('reading a property', () => {
  test.each<[string, Json, string]>([
    ['text', 'x', 'known "x"'],
    ['zero', 0, 'known 0'],
    ['false', false, 'known false'],
    ['null', null, 'known null'],
    ['an empty text', '', 'known ""'],
    ['a list, not entered', ['a', { Ref: 'R' }], 'known ["a",{"$reference":"R"}]'],
    ['a map, not entered', { a: { Ref: 'R' } }, 'known keys ["a"]'],
    ['nothing', NO_VALUE, 'not set'],
    ['a reference', { Ref: 'R' }, 'unknown (set): it is a reference to R'],
    ['an attribute', { 'Fn::GetAtt': ['R', 'Arn'] }, 'unknown (set): it comes from R.Arn'],
    ['a parameter with a default', { Ref: 'Stage' }, 'known "dev"'],
    ['a number parameter', { Ref: 'Size' }, 'known 5'],
    ['a list parameter', { Ref: 'Subnets' }, 'known ["a","b","c"]'],
    ['a list parameter without a value', { Ref: 'Ids' }, 'unknown (set): parameter Ids has no value'],
    ['a parameter without a value', { Ref: 'Open' }, 'unknown (set): parameter Open has no value'],
    ['a parameter from Parameter Store', { Ref: 'Image' }, 'unknown (set): parameter Image is read from Parameter Store'],
    ['a parameter that bears the name of a method', { Ref: 'constructor' }, 'unknown (set): parameter constructor has no value'],
    ['an account id', { 'Fn::Sub': '${Account}' }, 'known "001122334455"'],
    ['a pseudo parameter', { Ref: 'AWS::AccountId' }, 'unknown (set): AWS::AccountId is not known before deployment'],
    ['the region', { Ref: 'AWS::Region' }, 'known "eu-west-1"'],
    ['a text that is known', { 'Fn::Sub': '${Stage}-${AWS::Region}-${Size}' }, 'known "dev-eu-west-1-5"'],
    ['a text that is known in part', { 'Fn::Sub': '${Stage}-${R}' }, 'unknown (set): it is a reference to R'],
    ['a joined text', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'known "a-dev"'],
    ['a joined list parameter', { 'Fn::Join': ['-', { Ref: 'Subnets' }] }, 'known "a-b-c"'],
    [
      'a joined text with an item that is absent',
      { 'Fn::Join': [',', ['a', { 'Fn::If': ['No', 'b', NO_VALUE] }, { Ref: 'Stage' }]] },
      'known "a,dev"',
    ],
    ['joined items of the branch taken', { 'Fn::Join': [',', { 'Fn::If': ['Yes', [{ Ref: 'Stage' }], []] }] }, 'known "dev"'],
    ['a selected literal', { 'Fn::Select': [1, ['a', 'b']] }, 'known "b"'],
    ['a selected parameter', { 'Fn::Select': ['0', [{ Ref: 'Stage' }, 'b']] }, 'known "dev"'],
    ['a selection from a list parameter', { 'Fn::Select': [2, { Ref: 'Subnets' }] }, 'known "c"'],
    ['a selection beyond the end', { 'Fn::Select': [9, ['a']] }, 'unknown (set): Fn::Select asks for item 9 (from 0) of a list of 1'],
    ['a selection by no number', { 'Fn::Select': ['', ['a']] }, 'unknown (set): Fn::Select cannot be computed from what it is given'],
    ['a split text', { 'Fn::Split': ['/', { 'Fn::Sub': 'a/${Stage}' }] }, 'known ["a","dev"]'],
    ['one part of a split text', { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::Sub': 'a/${Stage}' }] }] }, 'known "dev"'],
    ['a mapping', { 'Fn::FindInMap': ['M', { Ref: 'Stage' }, 'size'] }, 'known "small"'],
    ['a mapping by region', { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'size'] }, 'known "big"'],
    ['a mapping to a list', { 'Fn::FindInMap': ['M', 'dev', 'zones'] }, 'known ["x","y"]'],
    ['a mapping without the key', { 'Fn::FindInMap': ['M', 'toString', 'size'] }, 'unknown (set): mapping M has no "toString"'],
    ['a mapping with a default', { 'Fn::FindInMap': ['M', 'none', 'size', { DefaultValue: { Ref: 'Stage' } }] }, 'known "dev"'],
    [
      'a mapping by a key that is not known',
      { 'Fn::FindInMap': ['M', { Ref: 'Open' }, 'size'] },
      'unknown (set): parameter Open has no value',
    ],
    ['a choice that is decided', { 'Fn::If': ['IsProd', 'p', 'd'] }, 'known "d"'],
    ['a choice of nothing', { 'Fn::If': ['Yes', NO_VALUE, 'x'] }, 'not set'],
    ['a choice that is not decided', { 'Fn::If': ['Open', 'a', 'b'] }, 'unknown (set): it depends on condition Open'],
    ['a choice that may be nothing', { 'Fn::If': ['Open', 'a', NO_VALUE] }, 'unknown (maybe set): it depends on condition Open'],
    ['a choice of the same twice', { 'Fn::If': ['Open', 'a', { 'Fn::If': ['Yes', 'a', 'b'] }] }, 'known "a"'],
    ['a choice of nothing twice', { 'Fn::If': ['Open', NO_VALUE, NO_VALUE] }, 'not set'],
    ['a choice by a condition that is not there', { 'Fn::If': ['toString', 'a', 'b'] }, 'unknown (set): it depends on condition toString'],
    ['a function of the future', { 'Fn::Later': 'x' }, 'unknown (set): the function Fn::Later is not known here'],
    ['items that are absent are left out', ['a', NO_VALUE, { 'Fn::If': ['No', 'b', NO_VALUE] }, 'c'], 'known ["a","c"]'],
    ['an item that may be absent stays', [{ 'Fn::If': ['Open', 'b', NO_VALUE] }], 'known [{"$if":["Open","b",{"$absent":true}]}]'],
    ['entries that are absent are left out', { a: 1, b: NO_VALUE }, 'known keys ["a"]'],
  ])('%s', (_name, property, expected) => {
    expect(told(readAt({ P: property }, 'P', { sections: SECTIONS, region: 'eu-west-1' }))).toBe(expected)
  })

  test.each<[string, Json, string, string]>([
    ['a key that is there', { A: { B: 1 } }, 'A.B', 'known 1'],
    ['a key that is not there', { A: { B: 1 } }, 'A.C', 'not set'],
    ['below a literal', { A: 1 }, 'A.B', 'not set'],
    ['below nothing', { A: NO_VALUE }, 'A.B', 'not set'],
    ['an item', { A: [{ B: 1 }, { B: 2 }] }, 'A.1.B', 'known 2'],
    ['an item beyond the end', { A: [1] }, 'A.1', 'not set'],
    ['a list by a key', { A: [1] }, 'A.B', 'not set'],
    ['a list by an empty step', { A: [1] }, 'A.', 'not set'],
    ['a list by its length', { A: [1] }, 'A.length', 'not set'],
    ['a key with dots', { A: { 'token.host:sub': { B: 1 } } }, 'A.token.host:sub.B', 'known 1'],
    ['the shortest key that is there', { A: { 'B.C': 1, B: { C: 2 } } }, 'A.B.C', 'known 2'],
    ['a method of objects', { A: {} }, 'A.toString', 'not set'],
    ['below a parameter', { A: { Ref: 'Open' } }, 'A.B', 'unknown (maybe set): parameter Open has no value'],
    ['below a reference', { A: { Ref: 'R' } }, 'A.B', 'unknown (maybe set): it is a reference to R'],
    ['below a choice that is decided', { A: { 'Fn::If': ['Yes', { B: 1 }, {}] } }, 'A.B', 'known 1'],
    ['below a choice that is not', { A: { 'Fn::If': ['Open', { B: 1 }, { B: 2 }] } }, 'A.B', 'unknown (set): it depends on condition Open'],
    ['below a choice with the same in it', { A: { 'Fn::If': ['Open', { B: 1, C: 2 }, { B: 1 }] } }, 'A.B', 'known 1'],
    [
      'below a choice of which one has it',
      { A: { 'Fn::If': ['Open', { B: 1 }, {}] } },
      'A.B',
      'unknown (maybe set): it depends on condition Open',
    ],
    ['below a choice of which none has it', { A: { 'Fn::If': ['Open', { B: 1 }, NO_VALUE] } }, 'A.C', 'not set'],
  ])('%s', (_name, properties, path, expected) => {
    expect(told(readAt(properties, path, { sections: SECTIONS }))).toBe(expected)
  })

  test('given values win over defaults, and decide conditions', () => {
    const read = (given: Record<string, string>): string =>
      told(readAt({ P: { 'Fn::If': ['IsProd', { Ref: 'Size' }, 'small'] } }, 'P', { sections: SECTIONS, given }))
    expect(read({ Stage: 'prod', Size: '7' })).toBe('known 7')
    expect(read({ Stage: 'prod', Size: 'many' })).toBe('known "many"')
    expect(read({})).toBe('known "small"')
  })

  test('an unknown value comes with what it is and where it stands', () => {
    const read = readAt({ P: { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] } }, 'P')
    expect(read).toMatchObject({ known: false, reference: { target: 'Db', attribute: 'Endpoint.Address' } })
    const through = readAt({ P: { Ref: 'Db' } }, 'P.Inner')
    expect(through).toMatchObject({ known: false, reference: undefined })
  })

  test('a value that was read is read on', () => {
    const q = queryWith({ Rules: [{ Status: 'on' }, { Status: { Ref: 'Stage' } }] }, { sections: SECTIONS })
    const [resource] = q.all()
    const rules = resource === undefined ? undefined : q.read(resource, 'Rules')
    const items = rules?.known === true && Array.isArray(rules.value) ? rules.value : []
    expect(items.map((item) => told(q.read(item, 'Status')))).toEqual(['known "on"', 'known "dev"'])
    expect(items.map((item) => plainValue(item))).toEqual([{ Status: 'on' }, { Status: { $parameter: 'Stage' } }])
  })
})

describe('conditions', () => {
  const truth = (conditions: { readonly [name: string]: Json }, given: Record<string, string> = {}): boolean | undefined => {
    const q = queryOf(
      graph({ ...SECTIONS, Conditions: { ...SECTIONS.Conditions, ...conditions }, Resources: { R: { Type: 'T', Condition: 'It' } } }),
      { asOf: '2026-11-21', parameters: given },
    )
    const [resource] = q.all()
    return resource === undefined ? false : q.exists(resource)
  }
  const named = (name: string): Json => ({ Condition: name })

  test.each<[string, Json, boolean | undefined]>([
    ['equal texts', { 'Fn::Equals': ['a', 'a'] }, true],
    ['a number and its text', { 'Fn::Equals': [1, '1'] }, true],
    ['text that differs in a leading zero', { 'Fn::Equals': ['01', '1'] }, false],
    ['a number parameter as it was given', { 'Fn::Equals': [{ Ref: 'Size' }, '5'] }, true],
    ['a boolean and its text', { 'Fn::Equals': [true, 'true'] }, true],
    ['something unknown', { 'Fn::Equals': [{ Ref: 'Open' }, 'x'] }, undefined],
    ['a mapping', { 'Fn::Equals': [{ 'Fn::FindInMap': ['M', 'dev', 'size'] }, 'small'] }, true],
    ['a choice', { 'Fn::Equals': [{ 'Fn::If': ['Yes', 'a', 'b'] }, 'a'] }, true],
    ['not', { 'Fn::Not': [named('Yes')] }, false],
    ['not of unknown', { 'Fn::Not': [named('Open')] }, undefined],
    ['and of unknown and true', { 'Fn::And': [named('Open'), named('Yes')] }, undefined],
    ['and of unknown and false', { 'Fn::And': [named('Open'), named('No')] }, false],
    ['or of unknown and true', { 'Fn::Or': [named('Open'), named('Yes')] }, true],
    ['or of unknown and false', { 'Fn::Or': [named('Open'), named('No')] }, undefined],
    ['another condition', named('Yes'), true],
    ['a condition that is not there', named('toString'), undefined],
    ['something that is no condition', { 'Fn::Join': ['', ['a']] }, undefined],
    ['text', 'Yes', undefined],
  ])('%s', (_name, condition, expected) => {
    expect(truth({ It: condition })).toBe(expected)
  })

  test('stand on each other in any order, and far', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`C${index}`, named(index === 4999 ? 'Yes' : `C${index + 1}`)]),
    )
    expect(truth({ It: named('C0'), ...chain })).toBe(true)
    expect(truth({ ...chain, It: { 'Fn::Not': [named('C0')] } })).toBe(false)
  })

  test('that stand on themselves are not decided, unless it does not matter', () => {
    expect(truth({ It: named('It') })).toBeUndefined()
    expect(truth({ It: named('Other'), Other: { 'Fn::Not': [named('It')] } })).toBeUndefined()
    expect(truth({ It: { 'Fn::Or': [named('It'), named('Yes')] } })).toBe(true)
  })

  test('that each name the next one twice take no exponential time', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`C${index}`, { 'Fn::And': [named(`C${index + 1}`), named(`C${index + 1}`)] }]),
    )
    expect(truth({ It: named('C0'), ...doubling, C200: named('Open') })).toBeUndefined()
    expect(truth({ It: { 'Fn::Or': [named('It'), named('It')] } })).toBeUndefined()
  })
})

describe('what there is', () => {
  const template = {
    ...SECTIONS,
    Resources: {
      Always: { Type: 'A::B::C', Properties: { To: { Ref: 'Never' }, Also: { Ref: 'Maybe' }, Then: { Ref: 'Prod' } } },
      Never: { Type: 'A::B::C', Condition: 'No' },
      Maybe: { Type: 'A::B::D', Condition: 'Open' },
      Prod: { Type: 'A::B::D', Condition: 'IsProd' },
    },
    Outputs: {
      A: { Value: 1 },
      B: { Value: { Ref: 'Never' }, Condition: 'No' },
      C: { Value: { Ref: 'Maybe' }, Condition: 'Open' },
    },
  }
  const q = queryOf(graph(template), { asOf: '2026-11-21', region: 'eu-west-1', parameters: { Stage: 'prod' } })
  const ids = (resources: readonly { readonly id: string }[]): readonly string[] => resources.map(({ id }) => id)

  test('resources that exist or may exist, in the order of the template', () => {
    expect(ids(q.all())).toEqual(['Always', 'Maybe', 'Prod'])
    expect(ids(q.all('A::B::D'))).toEqual(['Maybe', 'Prod'])
    expect(q.all('toString')).toEqual([])
    expect(q.all().map((resource) => q.exists(resource))).toEqual([true, undefined, true])
    expect([q.get('Always')?.id, q.get('Maybe')?.id, q.get('Never'), q.get('toString')]).toEqual(['Always', 'Maybe', undefined, undefined])
  })

  test('edges to what does not exist are gone, to what may exist not certain', () => {
    const found = q.edges({}).map(({ from, to, path, certain }) => `${from.id}.${path} -> ${to.id}${certain ? '' : '?'}`)
    expect(found).toEqual(['Always.Also -> Maybe?', 'Always.Then -> Prod'])
    const [always, maybe] = [q.get('Always'), q.get('Maybe')]
    expect(always === undefined || maybe === undefined ? [] : q.edges({ from: always, to: maybe })).toHaveLength(1)
    expect(maybe === undefined ? [] : q.edges({ from: maybe })).toEqual([])
    expect(q.edges({ kind: 'invokes' })).toEqual([])
  })

  test('an edge out of a choice is there when its branch is taken, and only then', () => {
    const choice = (condition: string): readonly string[] =>
      queryOf(
        graph({
          ...SECTIONS,
          Resources: {
            A: { Type: 'T', Properties: { To: { 'Fn::If': [condition, { Ref: 'B' }, { Ref: 'C' }] } } },
            B: { Type: 'T' },
            C: { Type: 'T' },
          },
        }),
        { asOf: '2026-11-21' },
      )
        .edges({})
        .map(({ to, certain }) => `${to.id}${certain ? '' : '?'}`)
    expect(choice('Yes')).toEqual(['B'])
    expect(choice('No')).toEqual(['C'])
    expect(choice('Open')).toEqual(['B?', 'C?'])
  })

  test('outputs that are given or may be given', () => {
    expect(q.outputs().map(({ name }) => name)).toEqual(['A', 'C'])
  })

  test('region and date are those of the run', () => {
    expect([q.region, q.asOf]).toEqual(['eu-west-1', '2026-11-21'])
  })
})
