import { describe, expect, test } from 'vitest'
import { entryOf, type Tree } from '#core/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import { type ExpandOptions, type Expanded, expandSam } from '#read/sam/index.js'

const TEXT = `Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Parameters:
  Name: { Type: String }
Globals:
  Function:
    Runtime: nodejs22.x
Resources:
  Work:
    Type: AWS::Serverless::Function
    Connectors:
      Link:
        Properties:
          Destination: { Id: Queue }
          Permissions: [Write]
    Properties:
      CodeUri: s3://bucket/key
      Handler: a.b
      Environment:
        Variables:
          TABLE: t
  Queue:
    Type: AWS::SQS::Queue
`

async function expanded(text: string, options?: ExpandOptions): Promise<Expanded> {
  const { tree } = await readTemplate(text, 'template.yaml')
  return expandSam(tree!, options)
}

function at(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  return path.reduce<Tree | undefined>((inner, key) => entryOf(inner, key)?.value, tree)
}

function lineOf(tree: Tree | undefined): number | undefined {
  return tree?.span?.line
}

describe('the expansion as a tree', () => {
  test('what was copied keeps its place, also what comes from Globals', async () => {
    const { tree } = await expanded(TEXT)
    const properties = at(tree, 'Resources', 'Work', 'Properties')
    expect(lineOf(at(properties, 'Handler'))).toBe(17)
    expect(lineOf(at(properties, 'Environment', 'Variables', 'TABLE'))).toBe(20)
    expect(lineOf(at(properties, 'Runtime'))).toBe(6)
    expect(lineOf(at(tree, 'Resources', 'Queue', 'Type'))).toBe(22)
  })

  test('what was made has the place of its SAM resource', async () => {
    const { tree, origins } = await expanded(TEXT)
    expect(origins.get('WorkRole')).toMatchObject({ id: 'Work', span: { line: 8, column: 3 } })
    expect(entryOf(at(tree, 'Resources'), 'WorkRole')?.keySpan).toMatchObject({ line: 8, column: 3 })
    expect(lineOf(at(tree, 'Resources', 'WorkRole', 'Properties', 'AssumeRolePolicyDocument'))).toBe(8)
  })

  test('an embedded connector belongs to its host and stands where it is written', async () => {
    const { origins } = await expanded(TEXT)
    expect(origins.get('WorkLinkPolicy')).toMatchObject({ id: 'Work', span: { line: 11 } })
  })

  test('every resource that is not in the text has an origin that is', async () => {
    const { template, origins } = await expanded(TEXT)
    for (const id of Object.keys(template!['Resources']!)) expect(['Work', 'Queue']).toContain(origins.get(id)?.id ?? id)
  })

  test('the transforms that are not done yet are left for who reads on', async () => {
    const { template, tree } = await expanded(TEXT)
    expect(template).not.toHaveProperty('Transform')
    expect(at(tree, 'Transform')).toMatchObject({ items: [{ value: 'AWS::LanguageExtensions' }] })
  })
})

describe('lenient expansion', () => {
  const local = TEXT.replace('s3://bucket/key', 'src/').replace('Handler: a.b', 'Handler: a.b\n      AutoPublishAlias: !Ref Name')

  test('an application of the repository is a stack whose template is not known', async () => {
    const text =
      'Transform: AWS::Serverless-2016-10-31\nResources:\n  App:\n    Type: AWS::Serverless::Application\n    Properties:\n      Location: { ApplicationId: a, SemanticVersion: 1.0.0 }\n'
    const { tree } = await readTemplate(text, 'template.yaml')
    const { template, diagnostics } = expandSam(tree!, { lenient: true })
    expect(diagnostics).toEqual([])
    expect(template).toMatchObject({ Resources: { App: { Type: 'AWS::CloudFormation::Stack' } } })
    expect(expandSam(tree!).template).toBeUndefined()
  })

  test('files that are not packaged and parameters without a value are refused', async () => {
    const { template, diagnostics } = await expanded(local)
    expect(template).toBeUndefined()
    expect(diagnostics).not.toEqual([])
    expect([...new Set(diagnostics.map(({ resource }) => resource))]).toEqual(['Work', 'WorkLink'])
  })

  test('but stay open for reading', async () => {
    const { tree, diagnostics } = await expanded(local, { lenient: true })
    expect(diagnostics).toEqual([])
    expect(at(tree, 'Resources', 'WorkAliasName', 'Properties', 'Name')).toMatchObject({ entries: [{ key: 'Ref' }] })
  })

  test('what cannot be expanded is an error next to the rest', async () => {
    const { tree, diagnostics } = await expanded(`${TEXT}  Bad:\n    Type: AWS::Serverless::SimpleTable\n    Properties: { Wrong: 1 }\n`, {
      lenient: true,
    })
    expect(diagnostics).toMatchObject([{ resource: 'Bad', severity: 'error' }])
    expect(at(tree, 'Resources', 'WorkRole')).toBeDefined()
    expect(diagnostics[0]?.message).toContain('Bad')
  })
})
