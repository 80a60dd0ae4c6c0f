import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Json, jsonOf, type Tree, treeOf } from '#core/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import { writeTree } from '#write/cloudformation/index.js'
import { scalar, text } from '../nasty.js'

async function read(written: string): Promise<Tree> {
  const { tree, diagnostics } = await readTemplate(written, 'template.yaml')
  if (tree === undefined) throw new TypeError(`${diagnostics[0]?.message ?? ''} in\n${written}`)
  return tree
}

/** What is read apart from places: values, and the letters of what is no text. */
function contentOf(tree: Tree): Json {
  if (tree.kind === 'scalar') return typeof tree.value === 'string' || tree.value === null ? tree.value : [tree.value, tree.raw ?? null]
  return tree.kind === 'list' ? { list: tree.items.map(contentOf) } : { map: tree.entries.map(({ key, value }) => [key, contentOf(value)]) }
}

test('a template that was read keeps its order, its sections and its letters', async () => {
  const template = `AWSTemplateFormatVersion: '2010-09-09'
Transform:
  - AWS::LanguageExtensions

Rules:
  R:
    Assertions:
      - Assert:
          Fn::EachMemberIn:
            - Fn::ValueOfAll:
                - AWS::EC2::VPC::Id
                - Tags.Department
            - Fn::RefAll: AWS::EC2::VPC::Id

Hooks:
  H:
    Type: AWS::CodeDeploy::BlueGreen

Resources:
  Fn::Transform:
    Name: AWS::Include
  Q:
    Type: A::B::C
    Condition: Yes
    Properties:
      Size: 1.50
      Account: '012345678901'
      Public: yes
      Nothing: null
      Empty: {}
      None: []
      Codes:
        '200': !GetAtt Q.Endpoint.Address
        '1': !Sub |
          one
          two
      List:
        - - a
          - 2
        - K: v
          L: !If
            - C
            - !Ref AWS::NoValue
            - x
      Long:
        Fn::Base64: !Sub x
    DeletionPolicy: Retain
`
  const tree = await read(template)
  const written = writeTree(tree)
  expect(written).toBe(template)
  expect(contentOf(await read(written))).toEqual(contentOf(tree))
})

test('of a key that stands twice the last one is written', async () => {
  expect(writeTree(await read('Resources:\n  A: 1\n  B: 2\n  A: { Ref: v, Ref: w }\n'))).toBe('Resources:\n  A: !Ref w\n  B: 2\n')
})

describe('a tree that is written reads back as itself', () => {
  const FUNCTIONS = [
    'Ref',
    'Condition',
    'Fn::GetAtt',
    'Fn::Sub',
    'Fn::Join',
    'Fn::Base64',
    'Fn::If',
    'Fn::ValueOf',
    'Fn::RefAll',
    'Fn::Transform',
    'Fn::Later',
    'Rain::Embed',
  ]
  const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      scalar,
      fc.tuple(fc.constantFrom(...FUNCTIONS), fc.oneof(text, tie('value'))).map(([name, argument]) => ({ [name]: argument })),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(text, fc.constantFrom(...FUNCTIONS)), tie('value'), { maxKeys: 3 }),
    ),
  })).value

  test('whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(value, async (json) => {
        const tree = treeOf({ Resources: { R: json } })
        expect(JSON.stringify(jsonOf(await read(writeTree(tree))))).toBe(JSON.stringify(jsonOf(tree)))
      }),
      { numRuns: 600 },
    )
  })

  test('also when it is no template', async () => {
    await fc.assert(
      fc.asyncProperty(value, async (json) => {
        const wrapped: Json = [json]
        expect(JSON.stringify(jsonOf(await read(writeTree(treeOf(wrapped)))))).toBe(JSON.stringify(wrapped))
      }),
      { numRuns: 200 },
    )
  })
})
