import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { CODES, validateTemplate } from '#analyze/validate/index.js'
import { type Json, MAX_NESTING, type Tree, treeOf } from '#core/index.js'
import { testCatalog } from '../../support/catalog.js'

const catalog = testCatalog()

const NAMES = ['A', 'B', 'C', 'Stage', 'AWS::Region', 'AWS::NoValue', 'Missing', 'A.Arn', '', '${A}', '__proto__', 'constructor']
const FUNCTIONS = [
  'Ref',
  'Fn::GetAtt',
  'Fn::Sub',
  'Fn::If',
  'Fn::Join',
  'Fn::Select',
  'Fn::FindInMap',
  'Fn::Equals',
  'Fn::Not',
  'Fn::ForEach::X',
  'Fn::Transform',
  'Fn::Cidr',
  'Fn::Odd',
]
const TYPES = [
  'AWS::S3::Bucket',
  'AWS::EC2::Instance',
  'AWS::EC2::SecurityGroup',
  'AWS::IAM::Role',
  'AWS::WAFv2::WebACL',
  'AWS::Serverless::Function',
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::DynamoDB::Table',
  'Custom::X',
  'X',
]
const KEYS = [
  'Properties',
  'Type',
  'Tags',
  'Key',
  'Value',
  'VpcId',
  'SubnetId',
  'Condition',
  'DependsOn',
  'Policies',
  'PolicyDocument',
  'Statement',
  '',
]

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json>(null, true, 0, -1, 1e308, '', 'x', '{{resolve:ssm:}}', '${Stage}', ...NAMES),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.tuple(fc.constantFrom(...FUNCTIONS), tie('value')).map(([name, argument]): Json => ({ [name]: argument })),
    fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 3 })), tie('value'), { maxKeys: 4 }),
  ),
}))

const member = fc.oneof(
  value,
  fc.record<Record<string, Json>>(
    {
      Type: fc.oneof(fc.constantFrom(...TYPES, 'String', 'Number'), value),
      Properties: value,
      DependsOn: value,
      Condition: value,
      DeletionPolicy: value,
      UpdatePolicy: value,
      Default: value,
      AllowedValues: value,
      Value: value,
      Export: value,
    },
    { requiredKeys: [] },
  ),
)
const section = fc.oneof({ weight: 5, arbitrary: fc.dictionary(fc.constantFrom(...NAMES, 'Fn::Transform'), member, { maxKeys: 4 }) }, value)
const template = fc.record<Record<string, Json>>(
  {
    Transform: fc.oneof(fc.constantFrom<Json>('AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions', 'Mine'), value),
    Description: value,
    Metadata: fc.oneof(value, fc.record({ 'AWS::CloudFormation::Interface': value, 'cfn-lint': value })),
    Parameters: section,
    Mappings: section,
    Conditions: section,
    Rules: section,
    Globals: section,
    Resources: section,
    Outputs: section,
  },
  { requiredKeys: [] },
)

test('whatever has the form of a template is judged without an exception, with codes of the table, and alike each time', () => {
  fc.assert(
    fc.property(template, (json) => {
      const found = validateTemplate(treeOf(json), catalog, { region: 'us-east-1' })
      for (const { code } of found) expect(Object.keys(CODES)).toContain(code)
      expect(validateTemplate(treeOf(json), catalog, { region: 'us-east-1' })).toEqual(found)
    }),
    { numRuns: 60 },
  )
})

function nested(levels: number, wrap: (inner: Tree) => Tree): Tree {
  let tree: Tree = { kind: 'scalar', value: 'x' }
  for (let level = 0; level < levels; level += 1) tree = wrap(tree)
  return tree
}

const SHAPES: readonly (readonly [string, (inner: Tree) => Tree])[] = [
  ['lists', (inner) => ({ kind: 'list', items: [inner] })],
  ['maps', (inner) => ({ kind: 'map', entries: [{ key: 'Statement', value: inner }] })],
  ['functions', (inner) => ({ kind: 'map', entries: [{ key: 'Fn::Not', value: { kind: 'list', items: [inner] } }] })],
  [
    'choices',
    (inner) => ({
      kind: 'map',
      entries: [{ key: 'Fn::If', value: { kind: 'list', items: [{ kind: 'scalar', value: 'C' }, inner, { kind: 'scalar', value: '' }] } }],
    }),
  ],
]

test.each(SHAPES)('a bomb of %s is refused, and what is just allowed is judged', (_name, wrap) => {
  const bomb = (levels: number): Tree => {
    const inner = nested(levels, wrap)
    const property = (key: string): Tree => ({ kind: 'map', entries: [{ key, value: inner }] })
    const policy: Tree = {
      kind: 'map',
      entries: [
        { key: 'Type', value: { kind: 'scalar', value: 'AWS::IAM::Role' } },
        { key: 'Properties', value: property('AssumeRolePolicyDocument') },
      ],
    }
    return {
      kind: 'map',
      entries: [
        { key: 'Conditions', value: property('C') },
        { key: 'Resources', value: { kind: 'map', entries: [{ key: 'R', value: policy }] } },
      ],
    }
  }
  const deepest = validateTemplate(bomb(50_000), catalog)
  expect(deepest.map(({ code }) => code)).toEqual(['limit-exceeded'])
  const levels = Math.floor((MAX_NESTING - 10) / 2)
  expect(() => validateTemplate(bomb(levels), catalog)).not.toThrow()
})

test('a template in which every name is wrong is judged in time', () => {
  const resources = Object.fromEntries(
    Array.from({ length: 3000 }, (_, at): [string, Json] => [
      `Queue${at}`,
      { Type: `AWS::SQS::Queue${at}`, DependsOn: `Quee${at}`, Properties: { QueueName: { Ref: `Qeue${at}` } } },
    ]),
  )
  const found = validateTemplate(treeOf({ Resources: resources }), catalog, { region: 'us-east-1' })
  expect(found.filter(({ code }) => code !== 'limit-exceeded')).toHaveLength(9000)
})
