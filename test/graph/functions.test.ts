import { Buffer } from 'node:buffer'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '#core/index.js'
import { plainOf, queryWith, readAt, told } from './graphs.js'

const OPEN: Json = { Ref: 'Open' }
const NO_VALUE: Json = { Ref: 'AWS::NoValue' }
const MAYBE: Json = { 'Fn::If': ['Maybe', 'x', NO_VALUE] }
const SECTIONS = {
  Parameters: {
    Open: { Type: 'String' },
    Stage: { Type: 'String', Default: 'dev' },
    Image: { Type: 'String', Default: '{{resolve:ssm:/image}}' },
    Names: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Size: { Type: 'Number', Default: 3 },
    First: { Type: 'AWS::EC2::VPC::Id', Default: 'vpc-1' },
    Second: { Type: 'AWS::EC2::VPC::Id', Default: 'vpc-2' },
  },
  Mappings: {
    M: { dev: { size: 'small', list: ['x', 'y'] } },
    Included: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } } },
  },
  Conditions: { Maybe: { 'Fn::Equals': [OPEN, 'x'] } },
}

function read(value: Json, region = 'eu-west-1'): string {
  return told(readAt({ P: value }, 'P', { sections: SECTIONS, region }))
}

describe('a function whose arguments are known', () => {
  test.each<[string, Json, string]>([
    ['Base64', { 'Fn::Base64': { 'Fn::Sub': 'stage ${Stage} ü' } }, `known "${Buffer.from('stage dev ü').toString('base64')}"`],
    ['Length of a list', { 'Fn::Length': ['a', { Ref: 'Stage' }, NO_VALUE] }, 'known 2'],
    ['Length of one item', { 'Fn::Length': [{ Ref: 'Stage' }] }, 'known 1'],
    ['Length of a parameter', { 'Fn::Length': { Ref: 'Names' } }, 'known 2'],
    ['Length of a split text', { 'Fn::Length': { 'Fn::Split': ['-', 'a-b-c'] } }, 'known 3'],
    ['Length of a list of a mapping', { 'Fn::Length': { 'Fn::FindInMap': ['M', 'dev', 'list'] } }, 'known 2'],
    [
      'ToJsonString, functions and missing values inside',
      {
        'Fn::ToJsonString': { a: { Ref: 'Stage' }, n: { Ref: 'Size' }, deep: [{ b: { 'Fn::Sub': 'x-${Stage}' } }, NO_VALUE], no: NO_VALUE },
      },
      `known ${JSON.stringify('{"a":"dev","n":3,"deep":[{"b":"x-dev"}]}')}`,
    ],
    ['ToJsonString of a list', { 'Fn::ToJsonString': [1, true, null, 'x'] }, `known ${JSON.stringify('[1,true,null,"x"]')}`],
    [
      'FindInMap, keys from functions',
      { 'Fn::FindInMap': [{ 'Fn::Sub': 'M' }, { Ref: 'Stage' }, { 'Fn::Join': ['', ['si', 'ze']] }] },
      'known "small"',
    ],
    [
      'FindInMap with a default of a function',
      { 'Fn::FindInMap': ['None', 'k', 'l', { DefaultValue: { 'Fn::Sub': '${Stage}!' } }] },
      'known "dev!"',
    ],
    ['FindInMap with a default list', { 'Fn::FindInMap': ['M', 'dev', 'l', { DefaultValue: ['a', 'b'] }] }, 'known ["a","b"]'],
    ['Contains', { 'Fn::Contains': [['a', OPEN, 'b'], 'b'] }, 'known true'],
    ['EachMemberEquals', { 'Fn::EachMemberEquals': [['a', OPEN, 'b'], 'a'] }, 'known false'],
    ['EachMemberIn', { 'Fn::EachMemberIn': [{ Ref: 'Names' }, ['b', 'a', 'c']] }, 'known true'],
    ['RefAll', { 'Fn::RefAll': 'AWS::EC2::VPC::Id' }, 'known ["vpc-1","vpc-2"]'],
    ['Partition', { Ref: 'AWS::Partition' }, 'known "aws"'],
    [
      'an ARN',
      { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::b-${AWS::Region}.${AWS::URLSuffix}' },
      'known "arn:aws:s3:::b-eu-west-1.amazonaws.com"',
    ],
  ])('%s', (_name, value, expected) => {
    expect(read(value)).toBe(expected)
  })

  test.each([
    ['cn-north-1', 'aws-cn amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov amazonaws.com'],
    ['us-iso-east-1', 'aws-iso c2s.ic.gov'],
    ['us-isob-east-1', 'aws-iso-b sc2s.sgov.gov'],
    ['us-east-1', 'aws amazonaws.com'],
  ])('the partition of %s', (region, expected) => {
    expect(read({ 'Fn::Sub': '${AWS::Partition} ${AWS::URLSuffix}' }, region)).toBe(`known "${expected}"`)
  })

  test('the partition of a region nobody knows is not guessed', () => {
    expect(read({ Ref: 'AWS::Partition' }, 'mars-1')).toBe('unknown (set): AWS::Partition is not known before deployment')
  })
})

describe('Fn::Cidr', () => {
  test.each<[string, Json, readonly string[]]>([
    ['IPv4', ['10.0.0.0/16', 3, 8], ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
    ['IPv4 from texts', ['192.168.0.0/24', '2', '5'], ['192.168.0.0/27', '192.168.0.32/27']],
    ['IPv4 of a block that begins inside itself', ['10.0.7.9/16', 1, 8], ['10.0.0.0/24']],
    ['IPv4 up to the last address', ['255.255.255.0/24', 2, 7], ['255.255.255.0/25', '255.255.255.128/25']],
    ['IPv6', ['2001:db8::/56', 3, 64], ['2001:db8::/64', '2001:db8:0:1::/64', '2001:db8:0:2::/64']],
    ['IPv6 with IPv4 inside', ['::ffff:10.0.0.0/104', 2, 8], ['::ffff:a00:0/120', '::ffff:a00:100/120']],
  ])('%s', (_name, args, expected) => {
    expect(read({ 'Fn::Cidr': args })).toBe(`known ${JSON.stringify(expected)}`)
  })

  test.each<[string, Json]>([
    ['blocks that do not fit', ['10.0.0.0/24', 2, 8]],
    ['no block', ['10.0.0/24', 1, 4]],
    ['no count', ['10.0.0.0/24', 0, 4]],
    ['more than 256', ['10.0.0.0/8', 257, 8]],
    ['bits beyond the address', ['10.0.0.0/8', 1, 33]],
    ['an IPv6 address of nine groups', ['1:2:3:4:5:6:7:8:9/64', 1, 8]],
    ['two gaps', ['1::2::3/64', 1, 8]],
  ])('%s is unknown and says what cannot be cut', (_name, args) => {
    expect(read({ 'Fn::Cidr': args })).toMatch(/^unknown \(set\): Fn::Cidr cannot cut \d+ blocks with \d+ bits for hosts out of "/)
  })

  test('blocks follow each other without gap or overlap', () => {
    const block = fc.tuple(
      fc.nat({ max: 255 }),
      fc.integer({ min: 8, max: 20 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 16 }),
    )
    fc.assert(
      fc.property(block, ([first, prefix, bits, count]) => {
        const text = read({ 'Fn::Cidr': [`${first}.0.0.0/${prefix}`, count, bits] })
        const blocks: unknown = JSON.parse(text.replace(/^known /, ''))
        const starts = Array.isArray(blocks) ? blocks.map((each) => String(each).split(/[./]/).map(Number)) : []
        const numbers = starts.map(([a = 0, b = 0, c = 0, d = 0]) => ((a * 256 + b) * 256 + c) * 256 + d)
        expect(numbers).toEqual(Array.from({ length: count }, (_, index) => first * 2 ** 24 + index * 2 ** bits))
      }),
      { numRuns: 100 },
    )
  })
})

describe('what is not known before deployment says why', () => {
  test.each<[string, Json, string]>([
    ['GetAZs', { 'Fn::GetAZs': '' }, 'which zones an account has in a region is not known before deployment'],
    ['a zone', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 'which zones an account has in a region is not known before deployment'],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-vpc' } }, 'it is imported from another stack (export "dev-vpc")'],
    [
      'GetStackOutput',
      { 'Fn::GetStackOutput': { StackName: 'network', OutputName: 'Vpc', Region: 'us-east-1' } },
      'it is output "Vpc" of the stack "network"',
    ],
    ['Transform', { 'Fn::Transform': { Name: 'Mine', Parameters: { a: 1 } } }, 'the macro "Mine" makes it at deployment'],
    [
      'ValueOf',
      { 'Fn::ValueOf': ['First', 'Tags.Department'] },
      'attribute "Tags.Department" of what parameter "First" names is not known',
    ],
    ['a function of the future', { 'Fn::Later': [1] }, 'the function Fn::Later is not known here'],
    ['the first argument that is not known', { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, 1, 8] }, 'it comes from Vpc.CidrBlock'],
    ['Cidr without bits', { 'Fn::Cidr': ['10.0.0.0/8', 2] }, 'Fn::Cidr cannot be computed from what it is given'],
    ['a length that hangs on a condition', { 'Fn::Length': ['a', MAYBE] }, 'it depends on condition Maybe'],
    ['an item behind one that may be absent', { 'Fn::Select': [1, [MAYBE, 'b', 'c']] }, 'it depends on condition Maybe'],
    ['a joined item that may be absent', { 'Fn::Join': ['-', ['a', MAYBE]] }, 'it depends on condition Maybe'],
    ['ToJsonString of what is not known', { 'Fn::ToJsonString': { a: OPEN } }, 'parameter Open has no value'],
    ['Contains with an item that may be it', { 'Fn::Contains': [['a', OPEN], 'b'] }, 'parameter Open has no value'],
    ['a mapping that is not there', { 'Fn::FindInMap': ['None', 'a', 'b'] }, 'there is no mapping None'],
    ['a row that is not there', { 'Fn::FindInMap': ['M', 'prod', 'size'] }, 'mapping M has no "prod"'],
    ['a cell that is not there', { 'Fn::FindInMap': ['M', 'dev', 'cost'] }, 'mapping M has no "cost" in "dev"'],
    [
      'a mapping that is included',
      { 'Fn::FindInMap': ['Included', 'a', 'b'] },
      'mapping Included has no "a"; a macro (Fn::Transform) may bring it in',
    ],
  ])('%s', (_name, value, why) => {
    expect(read(value)).toBe(`unknown (set): ${why}`)
  })
})

describe('a dynamic reference', () => {
  test.each<[string, Json, Json]>([
    ['alone', '{{resolve:ssm:/app/size:3}}', { $dynamic: ['ssm', '/app/size:3'] }],
    ['in a text', 'a-{{resolve:ssm-secure:p}}-b', { $text: ['a-', { $dynamic: ['ssm-secure', 'p'] }, '-b'] }],
    [
      'in Sub, its name from a resource',
      { 'Fn::Sub': '{{resolve:secretsmanager:${Secret}:SecretString:password}}' },
      { $dynamic: ['secretsmanager', { $reference: 'Secret' }, ':SecretString:password'] },
    ],
    [
      'in Join, as the CDK writes it',
      { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:password::}}']] },
      { $dynamic: ['secretsmanager', { $reference: 'Secret' }, ':SecretString:password::'] },
    ],
    ['two in one text', '{{resolve:ssm:a}}{{resolve:ssm:b}}', { $text: [{ $dynamic: ['ssm', 'a'] }, { $dynamic: ['ssm', 'b'] }] }],
    ['one that is not closed', '{{resolve:ssm:a', '{{resolve:ssm:a'],
    ['of a service that has none', '{{resolve:s3:a}}', '{{resolve:s3:a}}'],
    ['escaped by blanks', '{{ resolve:ssm:a }}', '{{ resolve:ssm:a }}'],
  ])('%s', (_name, value, expected) => {
    expect(plainOf(value)).toEqual(expected)
  })

  test.each<[Json, string]>([
    [{ Ref: 'Image' }, 'it is read from Parameter Store at deployment ("/image")'],
    ['{{resolve:ssm:/app/size}}', 'it is read from Parameter Store at deployment ("/app/size")'],
    [
      { 'Fn::Sub': '{{resolve:ssm-secure:/${Stage}/key}}' },
      'it is read from Parameter Store (a secure string) at deployment ("/${Stage}/key")',
    ],
    [
      { 'Fn::Sub': 'user:{{resolve:secretsmanager:${Secret.Arn}:SecretString:password}}' },
      'it is read from Secrets Manager at deployment ("${Secret.Arn}:SecretString:password")',
    ],
    [{ 'Fn::Join': ['', [{ 'Fn::If': ['Maybe', '{{resolve:ssm:a}}', '{{resolve:ssm:b}}'] }]] }, 'it depends on condition Maybe'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [',', 'a,{{resolve:ssm:list}}'] }] }, 'it is read from Parameter Store at deployment ("list")'],
  ])('%j is never known, and says what is read', (value, why) => {
    expect(read(value)).toBe(`unknown (set): ${why}`)
  })

  test('is an edge to the secret that it names', () => {
    const q = queryWith({ P: { 'Fn::Sub': '{{resolve:secretsmanager:${R}:SecretString:x}}' } })
    expect(q.edges({}).map(({ from, to, path }) => `${from.id} ${to.id} ${path}`)).toEqual(['R R P'])
  })

  test('a hundred thousand that are not closed take linear time', () => {
    const text = '{{resolve:ssm:a'.repeat(100_000)
    expect(plainOf(text)).toBe(text)
    expect(plainOf({ 'Fn::Join': ['', Array.from({ length: 20_000 }, () => '{{resolve:ssm:a}}')] })).toMatchObject({
      $text: { length: 20_000 },
    })
  })
})

describe('Fn::Transform inside a resource', () => {
  const properties = { Name: 'x', 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/key' } } }

  test('leaves what is written known, and what is not written unknown', () => {
    expect(told(readAt(properties, 'Name'))).toBe('known "x"')
    expect(told(readAt(properties, 'Encrypted'))).toBe('unknown (maybe set): a macro (Fn::Transform) may bring it in')
    expect(told(readAt({ A: properties }, 'A.B.C'))).toBe('unknown (maybe set): a macro (Fn::Transform) may bring it in')
  })

  test('as the value of a property makes that unknown', () => {
    expect(told(readAt({ P: { 'Fn::Transform': { Name: 'Mine' } } }, 'P.a'))).toBe(
      'unknown (maybe set): the macro "Mine" makes it at deployment',
    )
  })
})

test('functions inside each other take linear time even when nothing of them is known', () => {
  let value: Json = OPEN
  for (let level = 0; level < 60; level += 1) value = { 'Fn::ToJsonString': { a: { b: value } } }
  expect(read(value)).toMatch(/^unknown/)
})
