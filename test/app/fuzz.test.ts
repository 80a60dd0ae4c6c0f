import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeFiles } from '#adapters/files.js'
import type { FileStore } from '#core/index.js'
import { templatesIn } from '../support/cases.js'
import { operate } from './context.js'
import { memoryFiles } from './memory-files.js'

const OWN = `Transform: AWS::LanguageExtensions
Parameters:
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] }
Mappings:
  Sizes: { dev: { Days: 1 }, prod: { Days: 14 } }
Rules:
  Sound: { Assertions: [{ Assert: !Not [!Equals [!Ref Stage, '']] }] }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Fn::ForEach::Each: [Name, [One, Two], { 'Queue\${Name}': { Type: AWS::SQS::Queue } }]
  Work: &queue
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: !If [IsProd, !FindInMap [Sizes, !Ref Stage, Days], !Ref AWS::NoValue]
      QueueName: !Sub |
        \${Stage}-work
  Dead: { <<: *queue, DeletionPolicy: Retain }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]}
Outputs:
  Url: { Value: !GetAtt Work.QueueUrl, Export: { Name: 'x' } }
`

const SAM = `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Timeout: 3 } }
Resources:
  Work:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: "exports.a = 1"
      Handler: index.a
      Runtime: nodejs22.x
      Events: { Get: { Type: Api, Properties: { Path: /, Method: get } } }
`

const encoder = new TextEncoder()
const SAMPLES = [OWN, SAM, JSON.stringify({ Resources: { A: { Type: 'AWS::SNS::Topic' } } })].map((text) => encoder.encode(text))

/** Files of bytes that need not be text. */
function only(bytes: Uint8Array): FileStore {
  return { ...memoryFiles(), kind: async (path) => (path === 't.yaml' ? 'file' : 'absent'), read: async () => bytes }
}

/** Ends with one of the exits that are documented; an exception would be a crash. */
async function judged(bytes: Uint8Array): Promise<void> {
  const { exit } = await operate('validate', { paths: ['t.yaml'], region: ['eu-west-1'] }, only(bytes))
  expect([0, 1, 3]).toContain(exit)
}

/** Words that mean something to one of the readers. */
const TOKENS = [
  '{',
  '}',
  '[',
  ']',
  ':',
  '- ',
  '!Ref ',
  '!If [',
  '&a ',
  '*a',
  '<<: ',
  '"',
  "'",
  '\n',
  '\t',
  '${',
  '|',
  '? ',
  '# ',
  '{{resolve:',
  '%',
  '\u0000',
]

interface Edit {
  readonly at: number
  readonly remove: number
  readonly insert: Uint8Array
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(1_000_000),
  remove: fc.oneof(fc.nat(3), fc.nat(200)),
  insert: fc.oneof(
    fc.constantFrom(...TOKENS).map((token) => encoder.encode(token)),
    fc.uint8Array({ maxLength: 6 }),
  ),
})

function edited(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  return edits.reduce((now, { at, remove, insert }) => {
    const from = now.length === 0 ? 0 : at % now.length
    return Uint8Array.from([...now.subarray(0, from), ...insert, ...now.subarray(from + remove)])
  }, bytes)
}

describe('validate ends on any bytes', () => {
  test('of any kind', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), judged), { numRuns: 60 })
  })

  test('of a template that somebody changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SAMPLES), fc.array(edit, { minLength: 1, maxLength: 4 }), (bytes, edits) =>
        judged(edited(bytes, edits)),
      ),
      { numRuns: 120 },
    )
  })

  const small = templatesIn('templates').filter(({ bytes }) => bytes.length < 4000)
  test.skipIf(small.length === 0)('of a real template that somebody changed (skipped without ../shared/cases)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...small), fc.array(edit, { minLength: 1, maxLength: 3 }), ({ bytes }, edits) =>
        judged(edited(bytes, edits)),
      ),
      { numRuns: 30 },
    )
  })
})

const doubling = (levels: number): string =>
  Array.from({ length: levels }, (_, at) => (at === 0 ? 'a0: &a0 [x]' : `a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`)).join('\n')

const BOMBS: readonly (readonly [string, string])[] = [
  ['lists in YAML', `Resources: ${'['.repeat(20_000)}`],
  ['closed lists', `Resources: ${'['.repeat(5000)}${']'.repeat(5000)}`],
  ['maps in JSON', `{"Resources":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`],
  ['blocks', Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
  ['functions', `Resources: {A: {Type: AWS::SQS::Queue, Properties: {QueueName: ${'!If [C, '.repeat(500)}x${', y]'.repeat(500)}}}}`],
  ['aliases', `Metadata:\n${doubling(40).replaceAll(/^/gm, '  ')}\nResources: { A: { Type: 'AWS::SQS::Queue' } }`],
  ['an alias of itself', 'Resources: &all\n  A: { Type: AWS::SQS::Queue, Metadata: *all }\n'],
  ['loops', `Transform: AWS::LanguageExtensions\nResources:\n${loops(7)}`],
]

/** Loops inside each other that would make ten million members. */
function loops(levels: number): string {
  const inner = `{ Type: AWS::SQS::Queue }`
  const names = JSON.stringify(Array.from({ length: 10 }, (_, at) => `N${at}`))
  const key = (level: number): string => `'Q${Array.from({ length: level }, (_, at) => `\${V${at}}`).join('')}'`
  const loop = (level: number): string =>
    level === levels ? `${key(levels)}: ${inner}` : `'Fn::ForEach::L${level}': [V${level}, ${names}, { ${loop(level + 1)} }]`
  return `  ${loop(0)}`
}

describe('validate is not blown up', () => {
  test.each(BOMBS)('by %s', async (_name, text) => {
    await judged(encoder.encode(text))
  })

  test('by stacks that nest each other in a ring', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `s${at}.yaml`)
    const stack = (location: string, id: string): string =>
      `  ${id}: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${location}, Parameters: { P: !GetAtt ${id}.Outputs.O } } }`
    const files = Object.fromEntries(
      names.map((name): [string, string] => [name, ['Resources:', ...names.map((each, at) => stack(each, `N${at}`))].join('\n')]),
    )
    const { exit, output } = await operate('validate', { paths: ['.'] }, memoryFiles(files))
    expect(exit).toBe(1)
    expect(JSON.stringify(output)).toContain('nested-circle')
  })

  test('by a file of 50 MB, which is refused before it is read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stanchion-'))
    const path = join(folder, 'large.yaml')
    writeFileSync(path, 'Resources:\n')
    truncateSync(path, 50 * 1024 * 1024)
    await expect(operate('validate', { paths: [path] }, nodeFiles())).rejects.toMatchObject({ code: 'input.too-large' })
    rmSync(folder, { recursive: true })
  })
})
