import { describe, expect, test } from 'vitest'
import { type Diagnostic, jsonOf, type Tree } from '#core/index.js'
import { type ReadOptions, readTree } from '#read/text/index.js'

const CLOUDFORMATION: ReadOptions = { cloudFormation: true }

async function json(text: string, options: ReadOptions = {}): Promise<unknown> {
  const { tree, diagnostics } = await readTree(text, 'f.yaml', options)
  expect(diagnostics).toEqual([])
  return tree === undefined ? undefined : jsonOf(tree)
}

const brief = ({ code, severity, span }: Diagnostic): string => `${severity} ${code} ${span?.line}:${span?.column}`

async function problems(text: string, options: ReadOptions = {}): Promise<readonly string[]> {
  return (await readTree(text, 'f.yaml', options)).diagnostics.map(brief)
}

describe('unquoted scalars', () => {
  test.each([
    ['true', true],
    ['False', false],
    ['yes', 'yes'],
    ['on', 'on'],
    ['null', null],
    ['~', null],
    ['12', 12],
    ['-3', -3],
    ['1.10', 1.1],
    ['1e3', 1000],
    ['0x1F', 31],
    ['0o17', 15],
    ['012345678901', '012345678901'],
    ['007', '007'],
    ['12345678901234567890', '12345678901234567890'],
    ['2012-10-17', '2012-10-17'],
    ['22:30', '22:30'],
    ['1_000', '1_000'],
    ['.inf', '.inf'],
    ['.nan', '.nan'],
    ['.', '.'],
    ['1.2.3', '1.2.3'],
  ])('%s as YAML 1.2', async (written, value) => {
    expect(await json(`a: ${written}\n`)).toEqual({ a: value })
  })

  test.each([
    ['yes', true],
    ['No', false],
    ['ON', true],
    ['off', false],
    ['y', 'y'],
    ['n', 'n'],
    ['1e3', '1e3'],
    ['12e45678', '12e45678'],
    ['1.5e+3', 1500],
    ['0o17', '0o17'],
    ['123456789012', '123456789012'],
    ['12345678901', 12345678901],
    ['+5', 5],
    ['0', 0],
    ['0.5', 0.5],
    ['00.5', '00.5'],
  ])('%s as CloudFormation', async (written, value) => {
    expect(await json(`a: ${written}`, CLOUDFORMATION)).toEqual({ a: value })
  })

  test('what is quoted is text', async () => {
    expect(await json('a: [ "yes", \'1\', "null", "" ]', CLOUDFORMATION)).toEqual({ a: ['yes', '1', 'null', ''] })
  })

  test('raw keeps the written text of what is not text', async () => {
    const { tree } = await readTree('a: 1.10\nb: yes\nc: text\nd: "2"\n', 'f.yaml', CLOUDFORMATION)
    const raws = tree?.kind === 'map' ? tree.entries.map(({ value }) => (value.kind === 'scalar' ? value.raw : '')) : []
    expect(raws).toEqual(['1.10', 'yes', undefined, undefined])
  })

  test('keys are the text that is written', async () => {
    expect(await json('yes: 1\n012: 2\nnull: 3\n"a b": 4\n', CLOUDFORMATION)).toEqual({ yes: 1, '012': 2, null: 3, 'a b': 4 })
  })
})

describe('short forms', () => {
  test.each([
    ['!Ref Vpc', { Ref: 'Vpc' }],
    ['!Ref 123', { Ref: '123' }],
    ['!Condition IsProd', { Condition: 'IsProd' }],
    ['!GetAtt Db.Endpoint.Address', { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] }],
    ['!GetAtt [Db, Arn]', { 'Fn::GetAtt': ['Db', 'Arn'] }],
    ['!GetAtt Db', { 'Fn::GetAtt': 'Db' }],
    ['!Sub "a: ${B}"', { 'Fn::Sub': 'a: ${B}' }],
    ['!GetAZs ""', { 'Fn::GetAZs': '' }],
    ['!GetAZs', { 'Fn::GetAZs': '' }],
    ['!Base64 yes', { 'Fn::Base64': 'yes' }],
    ['!Select [0, !GetAZs ""]', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
    ['!If [A, !Ref B, !Ref "AWS::NoValue"]', { 'Fn::If': ['A', { Ref: 'B' }, { Ref: 'AWS::NoValue' }] }],
    [
      '!Transform { Name: AWS::Include, Parameters: { Location: s3 } }',
      { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3' } } },
    ],
    ['!And [!Condition A, !Not [!Equals [1, 2]]]', { 'Fn::And': [{ Condition: 'A' }, { 'Fn::Not': [{ 'Fn::Equals': [1, 2] }] }] }],
  ])('%s', async (written, value) => {
    expect(await json(`a: ${written}\n`, CLOUDFORMATION)).toEqual({ a: value })
  })

  test('a function on the lines below its tag', async () => {
    expect(await json('a: !Join\n  - ""\n  - - x\n    - !Ref Y\nb: !Sub |\n  one\n  ${Two}\n', CLOUDFORMATION)).toEqual({
      a: { 'Fn::Join': ['', ['x', { Ref: 'Y' }]] },
      b: { 'Fn::Sub': 'one\n${Two}\n' },
    })
  })

  test('standard tags', async () => {
    expect(await json('a: !!str 12\nb: !!int 12\nc: !!map {}\nd: ! 12\n!!str e: 1\n', CLOUDFORMATION)).toEqual({
      a: '12',
      b: 12,
      c: {},
      d: '12',
      e: 1,
    })
  })

  test('an unknown tag is an error with the nearest one, and a function nobody knows', async () => {
    const { tree, diagnostics } = await readTree('a: 1\nb: !GetAttr x.y\n', 'f.yaml', CLOUDFORMATION)
    expect(diagnostics).toEqual([
      {
        code: 'unknown-tag',
        severity: 'error',
        message: 'unknown tag "!GetAttr" (did you mean "GetAtt"?)',
        path: ['b'],
        span: { file: 'f.yaml', line: 2, column: 4, endLine: 2, endColumn: 12 },
      },
    ])
    expect(tree === undefined ? undefined : jsonOf(tree)).toEqual({ a: 1, b: { 'Fn::GetAttr': 'x.y' } })
  })

  test('a tag of the packager rain is a warning', async () => {
    expect(await problems('a: !Rain::Embed file.py\n', CLOUDFORMATION)).toEqual(['warning unknown-tag 1:4'])
  })

  test('outside CloudFormation every tag is an error', async () => {
    expect(await problems('a: !Ref x\n')).toEqual(['error unknown-tag 1:4'])
  })

  test('a short form directly inside another is refused with the way out', async () => {
    const { tree, diagnostics } = await readTree('a: !Base64 !Sub x\n', 'f.yaml', CLOUDFORMATION)
    expect(tree).toBeUndefined()
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'a short form cannot stand directly inside another; write the outer one in full, for example "Fn::Base64: !Sub …"',
    ])
  })
})

/** Places of every value and key, by path. */
const spans = (tree: Tree | undefined): Record<string, string> => {
  const found: Record<string, string> = {}
  const walk = (node: Tree, path: string): void => {
    const { span } = node
    found[path] = span === undefined ? 'none' : `${span.line}:${span.column}-${span.endLine}:${span.endColumn}`
    if (node.kind === 'list') node.items.forEach((item, index) => walk(item, `${path}/${index}`))
    if (node.kind !== 'map') return
    for (const { key, value, keySpan } of node.entries) {
      found[`${path}/${key} key`] = `${keySpan?.line}:${keySpan?.column}-${keySpan?.endLine}:${keySpan?.endColumn}`
      walk(value, `${path}/${key}`)
    }
  }
  if (tree !== undefined) walk(tree, '')
  return found
}

describe('places', () => {
  test('YAML', async () => {
    const text = 'a: "x"\r\nb:\r\n  - [1, 2 ] # end\r\n  - !GetAtt D.E\r\nc: |\r\n  one\r\n  two\r\nd:\r\n'
    expect(spans((await readTree(text, 'f', CLOUDFORMATION)).tree)).toEqual({
      '': '1:1-8:2',
      '/a key': '1:1-1:2',
      '/a': '1:4-1:7',
      '/b key': '2:1-2:2',
      '/b': '3:3-4:16',
      '/b/0': '3:5-3:12',
      '/b/0/0': '3:6-3:7',
      '/b/0/1': '3:9-3:10',
      '/b/1': '4:5-4:16',
      '/b/1/Fn::GetAtt key': '4:5-4:12',
      '/b/1/Fn::GetAtt': '4:13-4:16',
      '/b/1/Fn::GetAtt/0': '4:13-4:14',
      '/b/1/Fn::GetAtt/1': '4:15-4:16',
      '/c key': '5:1-5:2',
      '/c': '6:3-7:6',
      '/d key': '8:1-8:2',
      '/d': '8:2-8:2',
    })
  })

  test('JSON', async () => {
    expect(spans((await readTree('{\n  "a": [1,\n "x"],\n  "b": {}\n}\n', 'f')).tree)).toEqual({
      '': '1:1-5:2',
      '/a key': '2:3-2:6',
      '/a': '2:8-3:6',
      '/a/0': '2:9-2:10',
      '/a/1': '3:2-3:5',
      '/b key': '4:3-4:6',
      '/b': '4:8-4:10',
    })
  })

  test('a byte order mark takes no column', async () => {
    expect(spans((await readTree('\uFEFFa: 1\n', 'f')).tree)['/a']).toBe('1:4-1:5')
  })
})

describe('keys that stand twice', () => {
  test('both stay, the last one counts, and a warning names both lines', async () => {
    const { tree, diagnostics } = await readTree('a:\n  b: 1\n  c: 2\n  b: 3\n', 'f.yaml')
    expect(tree === undefined ? undefined : jsonOf(tree)).toEqual({ a: { b: 3, c: 2 } })
    expect(tree?.kind === 'map' && tree.entries[0]?.value.kind === 'map' ? tree.entries[0].value.entries.length : 0).toBe(3)
    expect(diagnostics).toEqual([
      {
        code: 'duplicate-key',
        severity: 'warning',
        message: 'key "b" stands twice in one map (first on line 2); only the last one counts',
        path: ['a', 'b'],
        span: { file: 'f.yaml', line: 4, column: 3, endLine: 4, endColumn: 4 },
      },
    ])
  })

  test('an error where keys are strict, in JSON and in large maps too', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `"k${index}": ${index}`).join(',\n')
    expect(await problems(`{${many},\n"k7": 0}`, { strictKeys: true })).toEqual(['error duplicate-key 41:1'])
  })
})

describe('anchors, aliases, merges', () => {
  test('are written out; own keys win, then the first source', async () => {
    const text = 'x: &x { a: 1, b: 2 }\ny: &y { b: 3, c: 4 }\nz:\n  <<: [*x, *y]\n  a: 0\nw: *x\n'
    expect(await json(text)).toMatchObject({ z: { a: 0, b: 2, c: 4 }, w: { a: 1, b: 2 } })
  })

  test('CloudFormation itself refuses them: said once', async () => {
    expect(await problems('x: &x { a: 1 }\ny: *x\nz: { <<: *x }\n', CLOUDFORMATION)).toEqual(['warning yaml-alias 2:4'])
  })

  test('a quoted << is a key like any other', async () => {
    expect(await json('"<<": { a: 1 }\n', CLOUDFORMATION)).toEqual({ '<<': { a: 1 } })
  })

  test('wrong ones are errors', async () => {
    expect(await problems('a: *nope\nb: &b [ *b ]\nc: { <<: 5 }\n')).toEqual([
      'error unknown-anchor 1:4',
      'error unknown-anchor 2:9',
      'error bad-merge 3:10',
    ])
  })

  test('an alias can be a key', async () => {
    expect(await json('a: &k name\n*k : 1\n')).toEqual({ a: 'name', name: 1 })
  })
})

describe('a lower indent, as CloudFormation takes it', () => {
  const text = 'a:\n  b: !Sub \'{\n  "x": [\n 1 ]\n}\'\n  c: {\n  d: 1, # note }\n\n e: [\n"f, ]",\n \'g\' ]\n}\n  h: "i\n j"\nk: l\n'

  test('quoted text and brackets go on', async () => {
    expect(await json(text, CLOUDFORMATION)).toEqual({
      a: { b: { 'Fn::Sub': '{ "x": [ 1 ] }' }, c: { d: 1, e: ['f, ]', 'g'] }, h: 'i j' },
      k: 'l',
    })
  })

  test('places are those of the file, not of what the parser was shown', async () => {
    const { tree } = await readTree(text, 'f', CLOUDFORMATION)
    expect(spans(tree)).toMatchObject({ '/a/c/e/0': '10:1-10:7', '/a/c/e/1': '11:2-11:5', '/k key': '15:1-15:2', '/k': '15:4-15:5' })
  })

  test('elsewhere it stays an error', async () => {
    expect(await problems(text)).not.toEqual([])
  })
})

describe('broken files', () => {
  test('several syntax errors of one YAML file, each with its place', async () => {
    const text = 'Resources:\n  A:\n    Type: x: y\n  B:\n\tType: z\n  C:\n    - [1, 2\n  D: @x\n'
    const { tree, diagnostics } = await readTree(text, 'f.yaml', CLOUDFORMATION)
    expect(tree).toBeUndefined()
    expect(diagnostics.map(({ span }) => span?.line)).toEqual(expect.arrayContaining([3, 5, 8]))
    expect(diagnostics.every(({ code, severity }) => code === 'syntax' && severity === 'error')).toBe(true)
  })

  test.each([
    ['a:\n  b: 1\n   c: 2\n', ['3:4 this key is indented deeper than the one above, which has a value already']],
    ['a: "x\nb: 1\nc: 2\n', ['1:4 this quoted text is not closed; a quote is missing at its end']],
    ["a: 'it's'\n", ['1:8 this stands after the end of a value; if it belongs to it, quote the whole (at "s\'")']],
    [
      'a: b: c\nd: @e\n',
      ['1:4 a second ": " on one line; quote the text, or begin a new line', '2:4 a text cannot begin with "@"; quote it'],
    ],
    ['a: 1\nb\nc: 2\n', ['2:1 a ":" is missing after this key (at "b")']],
    ['a:\n\t- b\n', ['2:1 a tab in the indentation; use blanks']],
    ['a: |x\n  b\n', ['1:5 nothing may follow "|" or ">" on its line; the text begins on the next (at "x")']],
    ['a: "\\d"\n', ['1:5 an unknown escape in double quotes; write a backslash as \\\\ or use single quotes']],
    ['a:\n    b: 1\n  c: 2\n', ['3:1 the indentation fits no line above (at "c: 2")']],
  ])('YAML %j in plain words', async (text, messages) => {
    const { diagnostics } = await readTree(text, 'f.yaml', CLOUDFORMATION)
    expect(diagnostics.map(({ message, span }) => `${span?.line}:${span?.column} ${message}`)).toEqual(messages)
  })

  test('several mistakes of one JSON file in plain words', async () => {
    const { diagnostics } = await readTree(
      '{\n  "a": 1\n  "b": [1 2],\n  "c": tru,\n  d: 4,\n  "e": "x\\q",\n}\n',
      'f.json',
      CLOUDFORMATION,
    )
    expect(diagnostics.map(({ message, span }) => `${span?.line}:${span?.column} ${message}`)).toEqual([
      '3:3 a "," is missing before this key',
      '3:11 a "," is missing before this item',
      '4:8 "tru" is not JSON; put text in double quotes',
      '5:3 a key in double quotes is expected, not "d"',
      '6:10 "\\q" is no JSON escape; write a backslash as \\\\',
      '6:13 a comma before the closing "}"; remove it',
    ])
  })

  test.each([
    ['{ "a": [1, 2 }', '1:14 "}" closes nothing; what is open was opened on line 1'],
    ['{ "a": 1', '1:9 the text ends before the "}" of line 1'],
    ['{ "a": "x\n, "b": 1', '1:8 the closing double quote is missing on this line'],
  ])('JSON %j', async (text, first) => {
    const { diagnostics } = await readTree(text, 'f.json', CLOUDFORMATION)
    expect(diagnostics.map(({ message, span }) => `${span?.line}:${span?.column} ${message}`)[0]).toBe(first)
  })

  test('what only YAML takes is read, with a warning for CloudFormation', async () => {
    expect(await problems('{ "a": 1, }', CLOUDFORMATION)).toEqual(['warning not-strict-json 1:9'])
    expect(await json('{ a: 1, b: [x, y], }')).toEqual({ a: 1, b: ['x', 'y'] })
  })

  test.each([
    ['', 'error empty-file 1:1'],
    [' \n\t\n', 'error empty-file 1:1'],
    ['# nothing\n', 'error empty-file undefined:undefined'],
    ['---\n', 'error empty-file undefined:undefined'],
    ['a: 1\nb: \0\n', 'error binary-file 2:4'],
    ['a: 1\n---\nb: 2\n', 'error several-documents 2:1'],
    ['? [a]\n: 1\n', 'error key-not-text 1:3'],
    ['a: {{ x }}\n', 'error key-not-text 1:5'],
    ['a: \u0007\n', 'error syntax 1:4'],
  ])('%j', async (text, problem) => {
    expect(await problems(text, CLOUDFORMATION)).toEqual([problem])
  })

  test('the words of the parser that reading at a lower indent rests on', async () => {
    const { diagnostics } = await readTree("a:\n  b: 'x\n y'\n", 'f.yaml')
    expect(diagnostics).not.toEqual([])
    expect(await json("a:\n  b: 'x\n y'\n", CLOUDFORMATION)).toEqual({ a: { b: 'x y' } })
    expect(await json('a:\n  b: "x\n y"\n', CLOUDFORMATION)).toEqual({ a: { b: 'x y' } })
    expect(await json('a:\n  b: [x,\n y]\n', CLOUDFORMATION)).toEqual({ a: { b: ['x', 'y'] } })
  })
})
