import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entryOf, isJsonObject, type Json, jsonOf, jsonText, StanchionError, type Tree, treeOf } from '#core/index.js'

// `__proto__` as a key that is really there, as JSON.parse makes it.
const HOSTILE: Json = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "toString": [null], "": ""}')

function nested(depth: number): Json {
  let json: Json = 'end'
  for (let level = 0; level < depth; level += 1) json = level % 2 === 0 ? [json] : { a: json }
  return json
}

describe('plain data and trees', () => {
  test('go back and forth without loss', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const json: Json = JSON.parse(JSON.stringify(value))
        expect(JSON.stringify(jsonOf(treeOf(json)))).toBe(JSON.stringify(json))
      }),
    )
  })

  test('keep keys that JavaScript gives a meaning', () => {
    expect(JSON.stringify(jsonOf(treeOf(HOSTILE)))).toBe(JSON.stringify(HOSTILE))
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('nested 500 levels deep are taken', () => {
    expect(JSON.stringify(jsonOf(treeOf(nested(500))))).toBe(JSON.stringify(nested(500)))
  })

  test('nested without end are refused with a code, and the stack holds', () => {
    expect(() => treeOf(nested(100_000))).toThrow(expect.objectContaining({ code: 'input.too-large' }))
    let deep: Tree = { kind: 'scalar', value: 1 }
    for (let level = 0; level < 100_000; level += 1) deep = { kind: 'list', items: [deep] }
    expect(() => jsonOf(deep)).toThrow(StanchionError)
  })
})

describe('entry of a map', () => {
  const twice: Tree = {
    kind: 'map',
    entries: [
      { key: 'a', value: { kind: 'scalar', value: 1 } },
      { key: 'a', value: { kind: 'scalar', value: 2 } },
    ],
  }
  test('is the last one where a key stands twice', () => {
    expect(entryOf(twice, 'a')?.value).toEqual({ kind: 'scalar', value: 2 })
  })

  test.each([
    ['no such key', twice, 'b'],
    ['a list', treeOf([1]), '0'],
    ['text', treeOf('a'), 'length'],
    ['a map, asked for a method of objects', treeOf({}), 'toString'],
    ['nothing', undefined, 'a'],
  ])('is undefined in %s', (_name, tree, key) => {
    expect(entryOf(tree, key)).toBeUndefined()
  })
})

test.each([
  [{}, true],
  [[], false],
  [null, false],
  ['{}', false],
  [undefined, false],
])('%j is a JSON object: %s', (value, expected) => {
  expect(isJsonObject(value)).toBe(expected)
})

test('JSON text keeps the order of keys and ends in a line feed', () => {
  expect(jsonText({ b: 1, a: [2] })).toBe('{\n  "b": 1,\n  "a": [\n    2\n  ]\n}\n')
})
