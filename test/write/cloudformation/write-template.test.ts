import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Json, type JsonObject, jsonOf } from '#core/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import type { TemplateDocument } from '#graph/index.js'
import { writeTemplate } from '#write/cloudformation/index.js'
import { json, scalar, text } from '../nasty.js'

async function readBack(written: string): Promise<Json | undefined> {
  const { tree, diagnostics } = await readTemplate(written, 'template.yaml')
  expect(diagnostics.filter(({ severity, code }) => severity === 'error' && code !== 'section-shape')).toEqual([])
  return tree === undefined ? undefined : jsonOf(tree)
}

function bodyOf(value: Json): string {
  const written = writeTemplate({ resources: [{ id: 'R', body: { V: value } }] })
  return written.split('\n').slice(4, -1).join('\n')
}

describe('functions', () => {
  test.each<[string, Json, string]>([
    ['Ref', { Ref: 'Vpc' }, '    V: !Ref Vpc'],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, '    V: !Ref AWS::Region'],
    ['GetAtt', { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] }, '    V: !GetAtt Db.Endpoint.Address'],
    ['GetAtt in one text stays as it is', { 'Fn::GetAtt': 'Db.Arn' }, '    V:\n      Fn::GetAtt: Db.Arn'],
    ['GetAtt with a function', { 'Fn::GetAtt': ['Db', { Ref: 'A' }] }, '    V:\n      Fn::GetAtt:\n        - Db\n        - !Ref A'],
    ['GetAtt of an id with a dot', { 'Fn::GetAtt': ['Module.Db', 'Arn'] }, '    V:\n      Fn::GetAtt:\n        - Module.Db\n        - Arn'],
    ['Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::x' }, '    V: !Sub arn:${AWS::Partition}:s3:::x'],
    ['Sub over lines', { 'Fn::Sub': 'a\nb\n' }, '    V: !Sub |\n      a\n      b'],
    ['Sub with names', { 'Fn::Sub': ['${A}', { A: { Ref: 'B' } }] }, '    V: !Sub\n      - ${A}\n      - A: !Ref B'],
    ['GetAZs of here', { 'Fn::GetAZs': '' }, "    V: !GetAZs ''"],
    ['GetAZs of a function', { 'Fn::GetAZs': { Ref: 'AWS::Region' } }, '    V:\n      Fn::GetAZs: !Ref AWS::Region'],
    ['Base64 of a function', { 'Fn::Base64': { 'Fn::Sub': 'x' } }, '    V:\n      Fn::Base64: !Sub x'],
    ['Select', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, "    V: !Select\n      - 0\n      - !GetAZs ''"],
    [
      'Cidr',
      { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, 6, 8] },
      '    V: !Cidr\n      - !GetAtt Vpc.CidrBlock\n      - 6\n      - 8',
    ],
    ['Join of nothing', { 'Fn::Join': ['', []] }, "    V: !Join\n      - ''\n      - []"],
    ['an empty function', { 'Fn::Join': [] }, '    V: !Join []'],
    ['a condition in a function', { 'Fn::Not': [{ Condition: 'A' }] }, '    V: !Not\n      - Condition: A'],
    ['Transform', { 'Fn::Transform': { Name: 'X' } }, '    V:\n      Fn::Transform:\n        Name: X'],
    ['a map that only looks like one', { Ref: 'A', Other: 1 }, '    V:\n      Ref: A\n      Other: 1'],
    ['a number where text belongs', { 'Fn::Base64': 5 }, '    V:\n      Fn::Base64: 5'],
    ['text that looks like a number', { Ref: '012' }, "    V: !Ref '012'"],
  ])('%s', async (_, value, written) => {
    expect(bodyOf(value)).toBe(written)
    expect(await readBack(writeTemplate({ resources: [{ id: 'R', body: { V: value } }] }))).toMatchObject({
      Resources: { R: { V: value } },
    })
  })
})

test('layout of a whole template', () => {
  const document: TemplateDocument = {
    header: ['Orders: made by a design.', ''],
    description: 'Orders API',
    outputs: { Url: { Value: { 'Fn::Sub': 'https://${Api}' } } },
    parameters: { Stage: { Type: 'String', Default: '1.0' } },
    conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    mappings: { Accounts: { '012345678901': { on: 'yes' } } },
    resources: [
      {
        id: 'Worker',
        heading: 'Compute',
        comment: 'Takes orders off the queue, six at a time, so that a burst does not reach the database all at once and time out.',
        body: {
          Type: 'AWS::Lambda::Function',
          Properties: { Code: { ZipFile: 'def handler(event, context):\n\n    return 1\n' }, Timeout: 30 },
          DependsOn: ['Queue'],
        },
      },
      { id: 'Queue', comment: 'Holds orders.', body: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain' } },
    ],
  }
  expect(writeTemplate(document)).toBe(`# Orders: made by a design.
#
AWSTemplateFormatVersion: '2010-09-09'
Description: Orders API

Parameters:
  Stage:
    Type: String
    Default: '1.0'

Mappings:
  Accounts:
    '012345678901':
      'on': 'yes'

Conditions:
  Prod: !Equals
    - !Ref Stage
    - prod

Resources:
  # ---- Compute ----

  # Takes orders off the queue, six at a time, so that a burst does not reach the database
  # all at once and time out.
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Code:
        ZipFile: |
          def handler(event, context):

              return 1
      Timeout: 30
    DependsOn:
      - Queue

  # Holds orders.
  Queue:
    Type: AWS::SQS::Queue
    DeletionPolicy: Retain

Outputs:
  Url:
    Value: !Sub https://\${Api}
`)
})

describe('what is written reads back', () => {
  const FUNCTIONS = [
    'Ref',
    'Condition',
    'Fn::GetAtt',
    'Fn::Sub',
    'Fn::Join',
    'Fn::Select',
    'Fn::GetAZs',
    'Fn::Base64',
    'Fn::Cidr',
    'Fn::If',
    'Fn::Not',
    'Fn::ImportValue',
    'Fn::Transform',
    'Fn::Length',
    'Fn::Unknown',
  ]
  const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      scalar,
      fc.tuple(fc.constantFrom(...FUNCTIONS), fc.oneof(text, tie('value'))).map(([name, argument]) => ({ [name]: argument })),
      fc
        .tuple(fc.constantFrom(...FUNCTIONS), fc.array(fc.oneof(text, tie('value')), { maxLength: 3 }))
        .map(([name, list]) => ({ [name]: list })),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(text, fc.constantFrom('Name', 'Type', ...FUNCTIONS)), tie('value'), { maxKeys: 3 }),
    ),
  })).value
  const section: fc.Arbitrary<JsonObject> = fc.dictionary(text, fc.dictionary(text, value, { maxKeys: 2 }), { maxKeys: 2 })
  const document: fc.Arbitrary<TemplateDocument> = fc.record(
    {
      header: fc.array(text, { maxLength: 2 }),
      description: text,
      metadata: fc.dictionary(text, json, { maxKeys: 2 }),
      parameters: section,
      rules: section,
      mappings: section,
      conditions: section,
      resources: fc.uniqueArray(
        fc.record(
          { id: text, body: fc.dictionary(text, value, { maxKeys: 3 }), comment: text, heading: text },
          { requiredKeys: ['id', 'body'] },
        ),
        { minLength: 1, maxLength: 3, selector: ({ id }) => id },
      ),
      outputs: section,
    },
    { requiredKeys: ['resources'] },
  )

  test('whatever stands in it, comments included', async () => {
    await fc.assert(
      fc.asyncProperty(document, async (template) => {
        const { description, metadata, parameters, rules, mappings, conditions, resources, outputs } = template
        const sections = {
          Description: description,
          Metadata: metadata,
          Parameters: parameters,
          Rules: rules,
          Mappings: mappings,
          Conditions: conditions,
          Resources: Object.fromEntries(resources.map(({ id, body }) => [id, body])),
          Outputs: outputs,
        }
        const present = Object.entries(sections).filter(([, each]) => each !== undefined)
        const back = await readBack(writeTemplate(template))
        expect(JSON.stringify(back)).toBe(JSON.stringify(Object.fromEntries([['AWSTemplateFormatVersion', '2010-09-09'], ...present])))
      }),
      { numRuns: 1000 },
    )
  })
})
