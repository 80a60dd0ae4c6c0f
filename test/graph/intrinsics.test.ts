import { describe, expect, test } from 'vitest'
import type { Json } from '#core/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import { graphOf, plainValue } from '#graph/index.js'
import { plainOf, valueOf } from './graphs.js'

const PARAMETERS = { Stage: { Type: 'String' }, Zones: { Type: 'List<AWS::EC2::Subnet::Id>' } }

describe('an intrinsic function in its long form', () => {
  test.each<[string, Json, Json]>([
    ['Ref of a resource', { Ref: 'Bucket' }, { $reference: 'Bucket' }],
    ['Ref of a parameter', { Ref: 'Stage' }, { $parameter: 'Stage' }],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, { $pseudo: 'AWS::Region' }],
    ['Ref of AWS::NoValue', { Ref: 'AWS::NoValue' }, { $absent: true }],
    ['GetAtt as text', { 'Fn::GetAtt': 'Table.Arn' }, { $reference: 'Table.Arn' }],
    ['GetAtt as text, dotted attribute', { 'Fn::GetAtt': 'Db.Endpoint.Address' }, { $reference: 'Db.Endpoint.Address' }],
    ['GetAtt as list', { 'Fn::GetAtt': ['Table', 'Arn'] }, { $reference: 'Table.Arn' }],
    ['GetAtt as list, dotted attribute', { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] }, { $reference: 'Db.Endpoint.Address' }],
    ['GetAtt as list of three', { 'Fn::GetAtt': ['Nested', 'Outputs', 'Arn'] }, { $reference: 'Nested.Outputs.Arn' }],
    [
      'GetAtt with a computed attribute',
      { 'Fn::GetAtt': ['Nested', { 'Fn::Sub': 'Outputs.${Stage}' }] },
      { $call: ['Fn::GetAtt', { $reference: 'Nested' }, { $text: ['Outputs.', { $parameter: 'Stage' }] }] },
    ],
    ['Sub without variables', { 'Fn::Sub': 'plain' }, 'plain'],
    ['Sub of nothing', { 'Fn::Sub': '' }, ''],
    [
      'Sub of everything',
      { 'Fn::Sub': 'a-${Stage}-${AWS::Region}-${Table.Arn}-${Bucket}/b' },
      {
        $text: [
          'a-',
          { $parameter: 'Stage' },
          '-',
          { $pseudo: 'AWS::Region' },
          '-',
          { $reference: 'Table.Arn' },
          '-',
          { $reference: 'Bucket' },
          '/b',
        ],
      },
    ],
    ['Sub with an escaped variable', { 'Fn::Sub': '${!Stage}-x' }, '${Stage}-x'],
    ['Sub with blanks in the braces', { 'Fn::Sub': '${ Stage }' }, { $text: [{ $parameter: 'Stage' }] }],
    ['Sub with a shell variable that is not closed', { 'Fn::Sub': 'a ${b' }, 'a ${b'],
    [
      'Sub with a map, which wins over what has the same name',
      { 'Fn::Sub': ['${Stage}/${Own}/${a.b}', { Stage: 'mine', Own: { Ref: 'Bucket' }, 'a.b': 'dotted' }] },
      { $text: ['mine', '/', { $reference: 'Bucket' }, '/', 'dotted'] },
    ],
    ['Join', { 'Fn::Join': [':', ['a', { Ref: 'Stage' }, 'b']] }, { $text: ['a', ':', { $parameter: 'Stage' }, ':', 'b'] }],
    ['Join with nothing between', { 'Fn::Join': ['', ['a', 'b']] }, { $text: ['a', 'b'] }],
    ['Join of no items', { 'Fn::Join': [',', []] }, ''],
    ['Join of a list that is not known', { 'Fn::Join': [',', { Ref: 'Zones' }] }, { $call: ['Fn::Join', ',', { $parameter: 'Zones' }] }],
    [
      'Join of an item that may be absent',
      { 'Fn::Join': [',', ['a', { 'Fn::If': ['C', 'b', { Ref: 'AWS::NoValue' }] }]] },
      { $call: ['Fn::Join', ',', ['a', { $if: ['C', 'b', { $absent: true }] }]] },
    ],
    ['If', { 'Fn::If': ['C', 'a', { Ref: 'AWS::NoValue' }] }, { $if: ['C', 'a', { $absent: true }] }],
    ['Select', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, { $call: ['Fn::Select', 0, { $call: ['Fn::GetAZs', ''] }] }],
    [
      'FindInMap',
      { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'k'] },
      { $call: ['Fn::FindInMap', 'M', { $pseudo: 'AWS::Region' }, 'k'] },
    ],
    ['a function of the future', { 'Fn::Later': { a: { Ref: 'Bucket' } } }, { $call: ['Fn::Later', { a: { $reference: 'Bucket' } }] }],
    ['a function beside another key is a map', { Ref: 'Bucket', x: 1 }, { Ref: 'Bucket', x: 1 }],
    ['an empty map', {}, {}],
  ])('%s', (_name, written, expected) => {
    expect(plainOf(written, PARAMETERS)).toEqual(expected)
  })

  test.each<[string, Json]>([
    ['Ref of a list', { Ref: ['a'] }],
    ['GetAtt without an attribute', { 'Fn::GetAtt': 'Table' }],
    ['GetAtt with an empty attribute', { 'Fn::GetAtt': 'Table.' }],
    ['GetAtt of an attribute of nothing', { 'Fn::GetAtt': '.Arn' }],
    ['GetAtt of one item', { 'Fn::GetAtt': ['Table'] }],
    ['GetAtt of a map', { 'Fn::GetAtt': {} }],
    ['GetAtt of a computed resource', { 'Fn::GetAtt': [{ Ref: 'Stage' }, 'Arn'] }],
    ['Sub of a map', { 'Fn::Sub': {} }],
    ['Sub of a text alone in a list', { 'Fn::Sub': ['a'] }],
    ['Sub with a list of variables', { 'Fn::Sub': ['a', []] }],
    ['Join without a list', { 'Fn::Join': [','] }],
    ['Join with a computed delimiter', { 'Fn::Join': [{ Ref: 'Stage' }, []] }],
    ['If with two arguments', { 'Fn::If': ['C', 'a'] }],
    ['If of a text', { 'Fn::If': 'C' }],
  ])('%s is unknown, with what it takes', (_name, written) => {
    expect(valueOf(written, PARAMETERS)).toMatchObject({ kind: 'unknown', why: expect.stringMatching(/Ref|Fn::/) })
  })

  test('with a million open braces is read in linear time', () => {
    expect(plainOf({ 'Fn::Sub': '${'.repeat(1_000_000) })).toBe('${'.repeat(1_000_000))
  })
})

test('names and texts keep what was written: leading zeros, and quotes only where they belong', async () => {
  const { tree } = await readTemplate(
    [
      'Parameters: { "007": { Type: String, Default: 012345678901 } }',
      'Resources:',
      '  R:',
      '    Type: A::B::C',
      '    Properties:',
      '      Number: !Ref 007',
      '      Sub: !Sub 010',
      '      Quoted: !Sub "a\\t${007}"',
      "      WithMap: !Sub ['x''${Y}', { Y: 1.50 }]",
    ].join('\n'),
    't.yaml',
  )
  if (tree === undefined) throw new TypeError('the template of this test does not read')
  const properties = graphOf(tree).resources.get('R')?.properties
  expect(properties === undefined ? undefined : plainValue(properties)).toEqual({
    Number: { $parameter: '007' },
    Sub: '010',
    Quoted: { $text: ['a\t', { $parameter: '007' }] },
    WithMap: { $text: ["x'", 1.5] },
  })
})
