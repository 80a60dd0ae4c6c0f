import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALL_MODELS, exampleTemplate, type ModelExample, type ResourceModel, validateTemplate } from '#analyze/validate/index.js'
import { type Diagnostic, type Json, treeOf } from '#core/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import { testCatalog } from '../../support/catalog.js'

const catalog = testCatalog()

function found(model: ResourceModel, example: ModelExample): readonly Diagnostic[] {
  const all = validateTemplate(treeOf(exampleTemplate(model, example)), catalog, {
    asOf: example.asOf ?? '2026-11-01',
    region: example.region,
  })
  return all.filter(({ code }) => code === model.code)
}

describe.each(ALL_MODELS)('$id', (model) => {
  test.each(model.examples.wrong)('refused: $name', (example) => {
    const [first, ...more] = found(model, example)
    expect(first?.message).toContain(example.says ?? '')
    expect(more).toEqual([])
    expect(first?.path?.slice(0, 1)).toEqual(['Resources'])
  })

  test.each(model.examples.right)('taken: $name', (example) => {
    expect(found(model, example)).toEqual([])
  })
})

describe('the day', () => {
  const FUNCTION = { Resources: { F: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs18.x', Role: 'r', Code: {} } } } }

  test.each([
    { asOf: '2025-01-01', want: [] },
    { asOf: '2027-01-31', want: [['warning', '2027-02-01']] },
    { asOf: '2027-02-01', want: [['error', '2027-02-01']] },
  ])('$asOf decides whether a runtime is refused', ({ asOf, want }) => {
    const said = validateTemplate(treeOf(FUNCTION), catalog, { asOf }).filter(({ code }) => code === 'runtime-ended')
    expect(said.map(({ severity, since }) => [severity, since])).toEqual(want)
  })
})

test('equal parts of a network never overlap, and lie inside of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 4, max: 12 }),
      fc.integer({ min: 1, max: 8 }),
      (second, bits, count) => {
        const block = `10.${second}.0.0/16`
        const subnets = Array.from({ length: count }, (_, index): [string, Json] => [
          `Subnet${index}`,
          {
            Type: 'AWS::EC2::Subnet',
            Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: { 'Fn::Select': [index, { 'Fn::Cidr': [block, count, bits] }] } },
          },
        ])
        const template = { Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: block } }, ...Object.fromEntries(subnets) } }
        expect(validateTemplate(treeOf(template), catalog).filter(({ code }) => code === 'subnet-range')).toEqual([])
      },
    ),
  )
})

test('what the first draft of a web application gets wrong, each with its place', async () => {
  const text = [
    'Resources:',
    '  Balancer:',
    '    Type: AWS::ElasticLoadBalancingV2::LoadBalancer',
    '    Properties:',
    '      Subnets: !Ref FrontSubnets',
    '      SecurityGroups:',
    '        - !Ref FrontGroup',
    '  Orders:',
    '    Type: AWS::RDS::DBInstance',
    '    Properties:',
    '      Engine: postgres',
    "      EngineVersion: '14.7'",
    '      DBInstanceClass: db.t4g.medium',
    '      AllocatedStorage: 20',
  ].join('\n')
  const { tree } = await readTemplate(text, 'web.yaml')
  const said = tree === undefined ? [] : validateTemplate(tree, catalog, { region: 'us-east-1' })
  expect(said.map(({ code, severity, span }) => `${span?.line}:${span?.column} ${severity} ${code}`)).toEqual([
    '5:16 error reference-missing',
    '7:11 error reference-missing',
    '10:5 error credentials-missing',
    '8:3 warning deletion-policy-missing',
    '12:22 warning engine-version',
    '10:5 warning default-network',
  ])
})
