import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasErrors, isJsonObject, type Json, jsonOf, type Tree, treeOf } from '#core/index.js'
import { graphOf, plainGraph } from '#graph/index.js'
import { expandLanguage, type LanguageOptions, readTemplate } from '#read/cloudformation/index.js'

const EXTENSIONS = 'AWS::LanguageExtensions'

async function treeIn(text: string): Promise<Tree> {
  const { tree, diagnostics } = await readTemplate(text, 't.yaml')
  expect(diagnostics).toEqual([])
  if (tree === undefined) throw new TypeError('the template of this test does not read')
  return tree
}

interface Result {
  readonly sections: Readonly<Record<string, Json>>
  readonly problems: readonly string[]
}

function expanded(tree: Tree, options: LanguageOptions = {}): Result {
  const { tree: made, diagnostics } = expandLanguage(tree, options)
  const json = jsonOf(made)
  return {
    sections: isJsonObject(json) ? json : {},
    problems: diagnostics.map(({ code, severity, message, path }) => `${severity} ${code} ${(path ?? []).join('.')}: ${message}`),
  }
}

async function read(text: string, options: LanguageOptions = {}): Promise<Result> {
  return expanded(await treeIn(`Transform: ${EXTENSIONS}\n${text}`), options)
}

/** The resources of a template with one loop. */
function loop(value: Json, sections: { readonly [name: string]: Json } = {}): Result {
  return expanded(treeOf({ Transform: EXTENSIONS, ...sections, Resources: { 'Fn::ForEach::L': value } }))
}

const TOPIC = { Type: 'AWS::SNS::Topic' }

describe('Fn::ForEach', () => {
  test('makes resources, their properties and outputs, loops inside each other', async () => {
    const { sections, problems } = await read(`
Parameters:
  Names: { Type: CommaDelimitedList, Default: 'orders, users' }
Mappings:
  Keys: { orders: { k: [id, at] }, users: { k: [name] } }
Conditions:
  'Fn::ForEach::C': [N, [Orders, Users], { 'Is\${N}': !Equals [!Ref N, Orders] }]
Resources:
  'Fn::ForEach::Tables':
    - Name
    - !Ref Names
    - 'Table\${Name}':
        Type: AWS::DynamoDB::Table
        Properties:
          TableName: !Ref Name
          Comment: !Sub 'table \${Name} of \${AWS::StackName}'
          Plain: !Sub 'table \${Name}'
          Tags:
            'Fn::ForEach::Tags': [Tag, [a, b], { 'T\${Tag}': '\${Name}-\${Tag}' }]
  'Fn::ForEach::Outer':
    - Table
    - [orders, users]
    - 'Fn::ForEach::Inner':
        - Key
        - !FindInMap [Keys, !Ref Table, k]
        - 'Topic\${Table}\${Key}': { Type: 'AWS::SNS::Topic', DependsOn: ['Table\${Table}'] }
Outputs:
  'Fn::ForEach::Out':
    - Name
    - [orders]
    - 'Arn\${Name}': { Value: !GetAtt ['Table\${Name}', Arn] }
      'Computed\${Name}': { Value: !GetAtt [!Sub 'Table\${Name}', Arn] }
`)
    expect(problems).toEqual([])
    expect(sections['Conditions']).toEqual({
      IsOrders: { 'Fn::Equals': ['Orders', 'Orders'] },
      IsUsers: { 'Fn::Equals': ['Users', 'Orders'] },
    })
    const table = (name: string): Json => ({
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: name,
        Comment: { 'Fn::Sub': `table ${name} of \${AWS::StackName}` },
        Plain: `table ${name}`,
        Tags: { Ta: `${name}-a`, Tb: `${name}-b` },
      },
    })
    const topic = (name: string): Json => ({ ...TOPIC, DependsOn: [`Table${name}`] })
    expect(sections['Resources']).toEqual({
      Tableorders: table('orders'),
      Tableusers: table('users'),
      Topicordersid: topic('orders'),
      Topicordersat: topic('orders'),
      Topicusersname: topic('users'),
    })
    const arn = { Value: { 'Fn::GetAtt': ['Tableorders', 'Arn'] } }
    expect(sections['Outputs']).toEqual({ Arnorders: arn, Computedorders: arn })
  })

  test('&{} leaves out what no logical id may have, ${} does not', () => {
    const { sections } = loop(['Ip', ['10.0.0.1', 'a-b'], { 'Host&{Ip}': { ...TOPIC, Properties: { Name: 'x-${Ip}-&{Ip}' } } }])
    expect(sections['Resources']).toEqual({
      Host10001: { ...TOPIC, Properties: { Name: 'x-10.0.0.1-10001' } },
      Hostab: { ...TOPIC, Properties: { Name: 'x-a-b-ab' } },
    })
  })

  test('a number stays one where it stands alone, and keeps its zeros in a text', async () => {
    const { sections } = await read(`
Resources:
  'Fn::ForEach::L': [N, [007, 1.50, 8], { 'R&{N}': { Type: T, Properties: { Number: !Ref N, Text: 'n\${N}' } } }]
`)
    expect(sections['Resources']).toEqual({
      R007: { Type: 'T', Properties: { Number: '007', Text: 'n007' } },
      R150: { Type: 'T', Properties: { Number: 1.5, Text: 'n1.50' } },
      R8: { Type: 'T', Properties: { Number: 8, Text: 'n8' } },
    })
  })

  test('a variable of Fn::Sub is nearer than the loop, and an escaped one is left alone', () => {
    const name = { 'Fn::Sub': ['${X}-${!X}', { X: { 'Fn::Sub': '${X}!' } }] }
    const { sections } = loop(['X', ['a'], { 'R${X}': { ...TOPIC, Properties: { A: name, B: { 'Fn::Sub': '${!X}-${X}-${Y}' } } } }])
    expect(sections['Resources']).toEqual({
      Ra: { ...TOPIC, Properties: { A: { 'Fn::Sub': ['${X}-${!X}', { X: 'a!' }] }, B: { 'Fn::Sub': '${!X}-a-${Y}' } } },
    })
  })

  test('the value of a parameter that is given wins over its default', async () => {
    const text = `
Parameters: { Names: { Type: CommaDelimitedList, Default: 'a' } }
Resources: { 'Fn::ForEach::L': [N, !Ref Names, { 'R\${N}': { Type: T } }] }
`
    const names = async (options: LanguageOptions): Promise<readonly string[]> =>
      Object.keys({ ...Object((await read(text, options)).sections['Resources']) })
    expect(await names({})).toEqual(['Ra'])
    expect(await names({ parameters: { Names: 'b,c' } })).toEqual(['Rb', 'Rc'])
  })

  test('what it makes has the place of its body', async () => {
    const tree = await treeIn(`Transform: ${EXTENSIONS}
Resources:
  'Fn::ForEach::L':
    - N
    - [a, b]
    - 'R\${N}':
        Type: T
`)
    const spans = [...graphOf(expandLanguage(tree).tree).resources.values()].map(({ id, span }) => `${id} ${span?.line}:${span?.column}`)
    expect(spans).toEqual(['Ra 6:7', 'Rb 6:7'])
  })

  test.each<[string, Json, string]>([
    [
      'a parameter without a value',
      { Ref: 'Open' },
      'the items of Fn::ForEach::L are not known: parameter Open has no value; what it makes is left out',
    ],
    [
      'a parameter of the Parameter Store',
      { Ref: 'Stored' },
      'the items of Fn::ForEach::L are not known: parameter Stored is read from Parameter Store; what it makes is left out',
    ],
    [
      'zones',
      { 'Fn::GetAZs': '' },
      'the items of Fn::ForEach::L are not known: which zones an account has in a region is not known before deployment; what it makes is left out',
    ],
    [
      'one unknown item',
      ['a', { Ref: 'Open' }],
      'the items of Fn::ForEach::L are not known: parameter Open has no value; what it makes is left out',
    ],
  ])('over %s stays, with the reason', (_name, collection, message) => {
    const value = ['N', collection, { 'R${N}': TOPIC }]
    const Parameters = { Open: { Type: 'CommaDelimitedList' }, Stored: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/a' } }
    const { sections, problems } = loop(value, { Parameters })
    expect(problems).toEqual([`info loop-not-known Resources.Fn::ForEach::L: ${message}`])
    expect(sections['Resources']).toEqual({ 'Fn::ForEach::L': value })
  })

  test.each<[string, Json, string]>([
    ['no list', 'x', 'loop-shape Resources.Fn::ForEach::L: Fn::ForEach::L takes a list of three'],
    ['two parts', ['N', ['a']], 'loop-shape Resources.Fn::ForEach::L: Fn::ForEach::L takes a list of three'],
    [
      'a body of text',
      ['N', ['a'], 'x'],
      'loop-shape Resources.Fn::ForEach::L: the third part of Fn::ForEach::L, what to repeat, must be a map',
    ],
    [
      'one text for items',
      ['N', 'a,b', { 'R${N}': TOPIC }],
      'loop-collection Resources.Fn::ForEach::L: the items of Fn::ForEach::L must be a list of texts, they are "a,b"',
    ],
    [
      'a map for items',
      ['N', { a: 1 }, { 'R${N}': TOPIC }],
      'loop-collection Resources.Fn::ForEach::L: the items of Fn::ForEach::L must be a list of texts',
    ],
    [
      'a list in the list',
      ['N', [['a']], { 'R${N}': TOPIC }],
      'loop-collection Resources.Fn::ForEach::L: the items of Fn::ForEach::L must be a list of texts',
    ],
    [
      'one name for all',
      ['N', ['a', 'b'], { R: TOPIC }],
      'loop-shape Resources.Fn::ForEach::L: "R" is made in every round of Fn::ForEach::L under the same name',
    ],
    ['items that are the same', ['N', ['a', 'a'], { 'R${N}': TOPIC }], 'loop-duplicate Resources.Ra: a loop makes "Ra" a second time'],
    [
      'items that become the same',
      ['N', ['a.b', 'ab'], { 'R&{N}': TOPIC }],
      'loop-duplicate Resources.Rab: a loop makes "Rab" a second time',
    ],
    [
      'the name of the loop around it',
      ['N', ['a'], { 'Fn::ForEach::M': ['N', ['b'], { 'R${N}': TOPIC }] }],
      'loop-shape Resources.Fn::ForEach::L.Fn::ForEach::M: Fn::ForEach::M names its items "N" as the loop around it does',
    ],
  ])('with %s is an error', (_name, value, message) => {
    const { problems } = loop(value)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`error ${message}`)
  })

  test('without a name is an error, and so is one among parameters', () => {
    const tree = treeOf({
      Transform: [EXTENSIONS],
      Parameters: { 'Fn::ForEach::P': ['N', ['a'], {}] },
      Resources: { 'Fn::ForEach': ['N', ['a'], { 'R${N}': TOPIC }] },
    })
    expect(expanded(tree).problems).toEqual([
      'error loop-place Parameters.Fn::ForEach::P: Fn::ForEach::P cannot stand in Parameters; loops work in Conditions, Resources, Outputs',
      'error loop-shape Resources.Fn::ForEach: "Fn::ForEach" needs a name of letters and digits: write Fn::ForEach::NAME',
    ])
  })

  test('without the language extensions stays, and says how to switch them on', () => {
    const body = { Resources: { A: { ...TOPIC, Properties: { 'Fn::ForEach::P': ['N', ['a'], { 'R${N}': 1 }] } } } }
    const { sections, problems } = expanded(treeOf(body))
    expect(sections).toEqual(body)
    expect(problems).toEqual([
      'error needs-language-extensions Resources.A.Properties.Fn::ForEach::P: Fn::ForEach::P is read only with the language extensions; write "Transform: AWS::LanguageExtensions" at the top',
    ])
  })

  const items = (count: number): string[] => Array.from({ length: count }, (_, index) => `i${index}`)
  const nested = (levels: number, body: Json, count = 10): Json =>
    levels === 0 ? body : { [`Fn::ForEach::L${levels}`]: [`N${levels}`, items(count), nested(levels - 1, body, count)] }
  const names = (levels: number): string => Array.from({ length: levels }, (_, index) => `\${N${index + 1}}`).join('')

  test.each<[string, Json]>([
    ['ten to the twelfth resources', nested(12, { [`R${names(12)}`]: TOPIC })],
    ['two to the fortieth empty rounds', nested(40, {}, 2)],
    ['more resources than there can be', { 'Fn::ForEach::L': ['N', items(2001), { 'R${N}': TOPIC }] }],
    ['a text that doubles in every round', nested(3, { [`R${names(3)}`]: { Type: 'x${N1}'.repeat(20_000) } }, 30)],
    ['a long item in a long text', { 'Fn::ForEach::L': ['N', ['x'.repeat(500_000)], { 'R${N}': { Type: '${N}'.repeat(100_000) } }] }],
  ])('that makes %s is an error, not a hang', (_name, Resources) => {
    const { sections, problems } = expanded(treeOf({ Transform: EXTENSIONS, Resources }))
    expect(problems).toEqual([
      'error loop-too-large Resources: the loops of Resources make more than CloudFormation takes (500 resources); use fewer items or split the template',
    ])
    expect(sections['Resources']).toEqual(Resources)
  })

  test('that makes five hundred resources is fine', () => {
    const { sections, problems } = loop(['N', items(500), { 'R${N}': { ...TOPIC, Properties: { A: { Ref: 'N' } } } }])
    expect([problems, Object.keys({ ...Object(sections['Resources']) }).length]).toEqual([[], 500])
  })
})

describe('names of resources that functions put together', () => {
  test('are computed where the language extensions allow them', async () => {
    const { sections } = await read(`
Parameters: { Stage: { Type: String, Default: dev }, Open: { Type: String } }
Resources:
  A:
    Type: T
    Properties:
      A: { Ref: !Sub 'Bucket\${Stage}' }
      B: !GetAtt [!Join ['', [Bucket, !Ref Stage]], !If [X, Arn, Id]]
      C: { Ref: !Sub 'Bucket\${Open}' }
`)
    expect(sections['Resources']).toEqual({
      A: {
        Type: 'T',
        Properties: {
          A: { Ref: 'Bucketdev' },
          B: { 'Fn::GetAtt': ['Bucketdev', { 'Fn::If': ['X', 'Arn', 'Id'] }] },
          C: { Ref: { 'Fn::Sub': 'Bucket${Open}' } },
        },
      },
    })
  })
})

describe('AWS::Include', () => {
  const file = (location: Json): Json => ({ Name: 'AWS::Include', Parameters: { Location: location } })
  const FILES: Readonly<Record<string, Json>> = {
    'rest.yaml': { R2: TOPIC },
    './list.yaml': ['a', 'b'],
    'parts/dev.yaml': { Encrypted: true },
    'top.yaml': { Mappings: { M: { a: { b: 'c' } } }, Outputs: { O: { Value: 1 } } },
  }
  const include = (location: string): Tree | undefined => (FILES[location] === undefined ? undefined : treeOf(FILES[location]))

  test('of a relative path is written out, in sections, in properties and at the top', () => {
    const { sections, problems } = expanded(
      treeOf({
        Transform: [file('top.yaml'), 'AWS::Serverless-2016-10-31'],
        Parameters: { Stage: { Type: 'String', Default: 'dev' } },
        Resources: {
          'Fn::Transform': file('rest.yaml'),
          R: {
            ...TOPIC,
            Properties: {
              A: 1,
              List: { 'Fn::Transform': file('./list.yaml') },
              'Fn::Transform': file({ 'Fn::Sub': 'parts/${Stage}.yaml' }),
            },
          },
        },
      }),
      { include },
    )
    expect(problems).toEqual([])
    expect(sections).toEqual({
      Transform: ['AWS::Serverless-2016-10-31'],
      Parameters: { Stage: { Type: 'String', Default: 'dev' } },
      Resources: { R2: TOPIC, R: { ...TOPIC, Properties: { A: 1, List: ['a', 'b'], Encrypted: true } } },
      Mappings: { M: { a: { b: 'c' } } },
      Outputs: { O: { Value: 1 } },
    })
  })

  test('a loop may go through what is included', () => {
    const template = {
      Transform: [file('top.yaml'), EXTENSIONS],
      Resources: { 'Fn::ForEach::L': ['N', [{ 'Fn::FindInMap': ['M', 'a', 'b'] }], { 'R${N}': TOPIC }] },
    }
    expect(expanded(treeOf(template), { include })).toMatchObject({ problems: [], sections: { Resources: { Rc: TOPIC } } })
  })

  test.each<[string, Json, string]>([
    [
      'a bucket',
      file('s3://bucket/key'),
      'info not-known-here Resources.R.Properties.Fn::Transform: what is included is not known: "s3://bucket/key" is not on this machine',
    ],
    [
      'an absolute path',
      file('/etc/passwd'),
      'info not-known-here Resources.R.Properties.Fn::Transform: what is included is not known: "/etc/passwd" is no relative path',
    ],
    [
      'a drive of Windows',
      file('C:\\x'),
      'info not-known-here Resources.R.Properties.Fn::Transform: what is included is not known: "C:\\x" is no relative path',
    ],
    [
      'an unknown name',
      file({ Ref: 'Open' }),
      'info not-known-here Resources.R.Properties.Fn::Transform: what is included is not known: parameter Open has no value',
    ],
    [
      'nothing',
      { Name: 'AWS::Include' },
      'info not-known-here Resources.R.Properties.Fn::Transform: what is included is not known: its Parameters have no Location',
    ],
    [
      'a file that is not there',
      file('no.yaml'),
      'info not-known-here Resources.R.Properties.Fn::Transform: the included file "no.yaml" is not read',
    ],
    [
      'a macro',
      { Name: 'Mine' },
      'info not-known-here Resources.R.Properties.Fn::Transform: what the macro "Mine" makes is not known before deployment',
    ],
    [
      'a list among keys',
      file('./list.yaml'),
      'error include-shape Resources.R.Properties.Fn::Transform: what is included beside other keys must be a map',
    ],
  ])('of %s stays, with the reason', (_name, macro, problem) => {
    const template = {
      Parameters: { Open: { Type: 'String' } },
      Resources: { R: { ...TOPIC, Properties: { A: 1, 'Fn::Transform': macro } } },
    }
    expect(expanded(treeOf(template), { include })).toEqual({ sections: template, problems: [problem] })
  })
})

test('a module stays, with the reason', () => {
  const template = { Resources: { M: { Type: 'My::Net::Vpc::MODULE', Properties: {} } } }
  expect(expanded(treeOf(template))).toEqual({
    sections: template,
    problems: [
      'info not-known-here Resources.M.Type: which resources the module My::Net::Vpc::MODULE brings in is known only to the account that registered it',
    ],
  })
})

describe('a template without loops and includes', () => {
  test('comes back as the very same tree', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.boolean(), (value, extensions) => {
        const json: Json = JSON.parse(JSON.stringify(value))
        const tree = treeOf({ ...(extensions ? { Transform: EXTENSIONS } : {}), Resources: { R: { Type: 'T', Properties: json } } })
        expect(expandLanguage(tree).tree).toBe(tree)
      }),
    )
  })
})

test('any shape of loop is expanded without an exception, and expanding twice changes nothing', () => {
  const word = fc.constantFrom('A', 'B', '${A}', '&{B}', 'x${A}${B}')
  const part = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      word,
      fc.array(tie('value'), { maxLength: 3 }),
      word.map((name) => ({ Ref: name })),
      fc.tuple(word, fc.oneof(fc.array(word, { maxLength: 3 }), tie('value')), tie('value')).map((args) => ({ 'Fn::ForEach::L': args })),
      fc.tuple(word, tie('value')).map(([key, value]) => ({ [key]: value })),
      fc.dictionary(fc.constantFrom('Fn::ForEach::L', 'Fn::ForEach', 'Fn::Transform', 'Fn::Sub', 'R${A}'), tie('value'), { maxKeys: 2 }),
    ),
  })).value
  fc.assert(
    fc.property(part, (Resources) => {
      const { tree: once, diagnostics } = expandLanguage(treeOf({ Transform: EXTENSIONS, Resources }))
      // A loop that was refused inside another stands alone once the other is gone, and may then be one that can be run.
      const twice = jsonOf(expandLanguage(once).tree)
      if (!hasErrors(diagnostics)) expect(twice).toEqual(jsonOf(once))
      plainGraph(graphOf(once))
    }),
    { numRuns: 400 },
  )
})
