import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonOf } from '#core/index.js'
import { readTree } from '#read/text/index.js'

const TEMPLATE = `AWSTemplateFormatVersion: '2010-09-09'
Parameters: { A: { Type: String, Default: "a\\tb" } }
Resources:
  Bucket: &bucket
    Type: AWS::S3::Bucket # comment
    Properties:
      BucketName: !Sub
        - '\${A}-\${B}'
        - B: !Select [0, !GetAZs '']
      Tags: [{ Key: k, Value: !Ref A }]
  Other:
    <<: *bucket
    Code: |-
      line one

        line two
    Text: >
      folded
      text
`

describe('reading what JSON.stringify writes', () => {
  test('gives the same value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2, '\t'), async (value, indent) => {
        const { tree, diagnostics } = await readTree(JSON.stringify([value], null, indent), 'f.json', { cloudFormation: true })
        expect(diagnostics).toEqual([])
        expect(tree === undefined ? undefined : JSON.stringify(jsonOf(tree))).toBe(JSON.stringify([value]))
      }),
      { numRuns: 300 },
    )
  })

  test('gives the same text for any string, escaped or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const { tree } = await readTree(JSON.stringify([text, { [text]: text }]), 'f.json')
        expect(tree === undefined ? undefined : jsonOf(tree)).toEqual([text, { [text]: text }])
      }),
    )
  })
})

describe('reading anything', () => {
  const spoiled = fc
    .array(
      fc.tuple(
        fc.nat(TEMPLATE.length),
        fc.nat(6),
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 3 }),
          fc.constantFrom('"', "'", '{', '[', ']', '}', ':', '- ', '\n', '\t', '!', '&a', '*a', '<<: ', '|', '>', '? ', '# ', '%'),
        ),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((edits) => edits.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), TEMPLATE))

  test('never throws, and a missing tree always has its reason', async () => {
    await fc.assert(
      fc.asyncProperty(spoiled, fc.boolean(), async (text, cloudFormation) => {
        const { tree, diagnostics } = await readTree(text, 'f.yaml', { cloudFormation })
        if (tree === undefined) expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true)
        const lines = text.split(/\r\n|\r|\n/).length
        for (const { span } of diagnostics)
          if (span !== undefined) expect(span.line >= 1 && span.column >= 1 && span.endLine <= lines).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })

  test('never throws for letters at random', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'{}[]:,-?!&*|>"\'%@`# \n\tab1'.split('')), maxLength: 60 }), async (text) => {
        const { tree, diagnostics } = await readTree(text, 'f.yaml', { cloudFormation: true })
        expect(tree !== undefined || diagnostics.length > 0).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('hostile text is refused by a bound, not by running out of stack or time', () => {
  const codesOf = async (text: string, options = {}): Promise<readonly string[]> =>
    (await readTree(text, 'f', { cloudFormation: true, ...options })).diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code }) => code)

  test.each([
    ['brackets', '['.repeat(100_000)],
    ['closed brackets', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['JSON maps', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['YAML maps in braces', `a: ${'{a: '.repeat(50_000)}`],
    ['dashes', '- '.repeat(50_000)],
    ['question marks', '? '.repeat(50_000)],
    ['indents', Array.from({ length: 1500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['tags on tags', Array.from({ length: 1500 }, (_, depth) => `${' '.repeat(depth)}- !Not`).join('\n')],
    ['broken and deep', `a: b: c\n${'['.repeat(100_000)}`],
    ['quotes at a lower indent', `a:\n  b:\n${"    - 'x\n'\n".repeat(3000)}`],
    ['anchors on anchors', '&a '.repeat(20_000)],
    ['a quote that is not closed on every line', 'a: "x\n'.repeat(10_000)],
    ['brackets at a lower indent', `a:\n  b:\n${'    - [\n'.repeat(3000)}`],
  ])('%s', async (_, text) => {
    const codes = await codesOf(text)
    expect(codes.every((code) => ['too-deep', 'syntax', 'key-not-text'].includes(code))).toBe(true)
    expect(codes).not.toEqual([])
  })

  test('tags and aliases that nobody knows are listed a thousand times', async () => {
    const anchors = Array.from({ length: 2000 }, (_, index) => `a${index}: &a${index} x\n`)
    const lines = Array.from({ length: 20_000 }, (_, index) => `b${index}: [!T${index} x, *b${index}]\n`)
    expect(await codesOf([...anchors, ...lines].join(''))).toHaveLength(1000)
  })

  test('fifty megabytes are refused before they are looked at', async () => {
    expect(await codesOf('a: 1\n'.repeat(10_000_000))).toEqual(['too-large'])
  })

  test('aliases of aliases', async () => {
    const lines = Array.from(
      { length: 40 },
      (_, level) => `a${level + 1}: &a${level + 1} [${Array.from({ length: 10 }, () => `*a${level}`).join(', ')}]`,
    )
    expect(await codesOf(['a0: &a0 x', ...lines].join('\n'))).toEqual(['too-many-nodes'])
  })

  test('merges of merges', async () => {
    const lines = Array.from(
      { length: 60 },
      (_, level) => `a${level + 1}: &a${level + 1} { <<: [*a${level}, *a${level}], k${level}: { <<: *a${level} } }`,
    )
    expect(await codesOf(['a0: &a0 { x: 1 }', ...lines].join('\n'), { maxNodes: 100_000 })).toEqual(['too-many-nodes'])
  })

  test('aliases that nest deeper than the text does', async () => {
    const lines = Array.from({ length: 300 }, (_, level) => `a${level + 1}: &a${level + 1} [*a${level}]`)
    expect(await codesOf(['a0: &a0 x', ...lines].join('\n'))).toEqual(['too-deep'])
  })

  test('too many values, too long a text', async () => {
    expect(await codesOf('[1, 2, 3, 4]', { maxNodes: 4 })).toEqual(['too-many-nodes'])
    expect(await codesOf('[1, 2, 3, 4]', { maxNodes: 5 })).toEqual([])
    expect(await codesOf('[[1]]', { maxDepth: 1 })).toEqual(['too-deep'])
    expect(await codesOf('a: 1', { maxLength: 3 })).toEqual(['too-large'])
  })

  test('a key that stands again and again is listed a thousand times', async () => {
    const { diagnostics } = await readTree('a: 1\n'.repeat(20_000), 'f')
    expect([diagnostics.length, diagnostics.at(-1)?.code]).toEqual([1001, 'more-problems'])
  })
})
