import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Json, jsonOf } from '#core/index.js'
import { readTree } from '#read/text/index.js'
import { writeYaml } from '#write/yaml/index.js'
import { json } from '../nasty.js'

async function readBack(text: string, cloudFormation = false): Promise<Json | undefined> {
  const { tree, diagnostics } = await readTree(text, 'f.yaml', { cloudFormation })
  expect(diagnostics).toEqual([])
  return tree === undefined ? undefined : jsonOf(tree)
}

describe('text is quoted only where a YAML reader would take it for something else', () => {
  test.each([
    ['orders', 'orders'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/*'],
    ['rate(5 minutes)', 'rate(5 minutes)'],
    ['a#b', 'a#b'],
    ['1.2.3', '1.2.3'],
    ['python3.13', 'python3.13'],
    ['Ünïcode 😀', 'Ünïcode 😀'],
    ['$default', '$default'],
    ['a, b', 'a, b'],
    ['', "''"],
    ['012345678901', "'012345678901'"],
    ['123456789012', "'123456789012'"],
    ['yes', "'yes'"],
    ['On', "'On'"],
    ['n', "'n'"],
    ['null', "'null'"],
    ['~', "'~'"],
    ['1.0', "'1.0'"],
    ['1e3', "'1e3'"],
    ['1_000', "'1_000'"],
    ['22:30', "'22:30'"],
    ['0x1F', "'0x1F'"],
    ['.5', "'.5'"],
    ['.inf', "'.inf'"],
    ['2012-10-17', "'2012-10-17'"],
    ['*', "'*'"],
    ['::/0', "'::/0'"],
    ['-x', "'-x'"],
    ['a: b', "'a: b'"],
    ['a:', "'a:'"],
    ['a #b', "'a #b'"],
    [' a', "' a'"],
    ['a ', "'a '"],
    ['{{resolve:ssm:x}}', "'{{resolve:ssm:x}}'"],
    ['@x', "'@x'"],
    ['=', "'='"],
    ['<<', "'<<'"],
    ["it's", "it's"],
    ["'tis", '"\'tis"'],
    ['\'"', "'''\"'"],
    ['a\tb', '"a\\tb"'],
    ['\u0007', '"\\u0007"'],
    ['\u2028', '"\\u2028"'],
    ['\n', '"\\n"'],
    ['a\n\n', '"a\\n\\n"'],
    [' a\nb', '" a\\nb"'],
  ])('%j', async (text, written) => {
    expect(writeYaml({ key: text })).toBe(`key: ${written}\n`)
    expect(await readBack(`key: ${written}\n`, true)).toEqual({ key: text })
  })

  test('numbers keep their kind whatever their size', () => {
    expect(writeYaml([1, -0.5, 1e21, 1e-7, 2 ** 60])).toBe('- 1\n- -0.5\n- 1.0e+21\n- 1.0e-7\n- 1.152921504606847e+18\n')
  })
})

describe('layout', () => {
  test('lists, maps, blocks and comments', async () => {
    const value = { a: { b: [1, { c: 2, d: [] }, [3, [4]]], e: {} }, code: 'one\n\n  two\n', last: 'x\ny' }
    const comments = new Map([
      ['', 'What this file is for.'],
      ['a', `A long reason ${'that goes on '.repeat(10)}and ends.`],
      ['a.b.1.c', 'of the first key in an item'],
      ['a.b.2.0', 'of the first item in an item'],
      ['code', 'two\nlines'],
    ])
    const text = writeYaml(value, comments)
    expect(text).toBe(`# What this file is for.
# A long reason that goes on that goes on that goes on that goes on that goes on that goes
# on that goes on that goes on that goes on that goes on and ends.
a:
  b:
    - 1
    # of the first key in an item
    - c: 2
      d: []
    # of the first item in an item
    - - 3
      - - 4
  e: {}
# two
# lines
code: |
  one

    two
last: |-
  x
  y
`)
    expect(await readBack(text)).toEqual(value)
  })

  test.each([[[]], [{}], [''], ['a\nb'], [null], [true], [0]])('a file that holds only %j', async (value) => {
    expect(await readBack(writeYaml(value))).toEqual(value)
  })

  test('a comment cannot end its line and become text', async () => {
    const text = writeYaml({ a: 1 }, new Map([['a', 'x\r\ny: 2\rz: 3\u2028w: 4\u0085v: 5']]))
    expect(await readBack(text)).toEqual({ a: 1 })
  })
})

describe('what is written reads back', () => {
  test('as the same value', async () => {
    await fc.assert(
      fc.asyncProperty(
        json,
        fc.dictionary(fc.constantFrom('', 'a', 'a.0', '0', 'b.a'), fc.string({ unit: 'binary' })),
        async (value, comments) => {
          expect(await readBack(writeYaml(value, new Map(Object.entries(comments))))).toEqual(value)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('as the same value for CloudFormation too', async () => {
    await fc.assert(
      fc.asyncProperty(json, async (value) => {
        expect(await readBack(writeYaml([value]), true)).toEqual([value])
      }),
      { numRuns: 500 },
    )
  })
})
