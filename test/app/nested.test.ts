import { describe, expect, test } from 'vitest'
import { operate } from './context.js'
import { memoryFiles } from './memory-files.js'

const INNER = [
  'Parameters:',
  '  Stage: { Type: String }',
  'Conditions:',
  '  IsProd: !Equals [!Ref Stage, prod]',
  'Resources:',
  '  Work:',
  '    Type: AWS::SQS::Queue',
  '    Properties:',
  '      SqsManagedSseEnabled: !If [IsProd, false, true]',
  'Outputs:',
  '  QueueUrl: { Value: !Ref Work }',
].join('\n')

const outer = (location: string, more = ''): string =>
  [
    'Parameters:',
    '  Environment: { Type: String, Default: dev, AllowedValues: [dev, prod] }',
    'Resources:',
    '  Jobs:',
    '    Type: AWS::CloudFormation::Stack',
    '    Properties:',
    `      TemplateURL: ${location}`,
    '      Parameters: { Stage: !Ref Environment }',
    more,
  ].join('\n')

interface Finding {
  readonly rule: string
  readonly resource?: string
  readonly stack?: string
  readonly line?: number
  readonly world?: unknown
}

interface Reviewed {
  readonly files: readonly { readonly file: string; readonly findings: readonly Finding[]; readonly otherWorlds?: readonly Finding[] }[]
}

async function codes(files: Readonly<Record<string, string>>, path: string): Promise<readonly string[]> {
  const { output } = await operate('validate', { paths: [path] }, memoryFiles(files))
  const found = (output as { files: readonly { diagnostics: readonly { code: string }[] }[] }).files.flatMap(
    ({ diagnostics }) => diagnostics,
  )
  return found.map(({ code }) => code).filter((code) => /^nested-(?!parameter)/.test(code))
}

describe('nested stacks', () => {
  test('what a nested stack has wrong is told of its file, with the parameter of the outer one', async () => {
    const { output } = await operate(
      'review',
      { paths: ['root.yaml'] },
      memoryFiles({ 'root.yaml': outer('parts/inner.yaml'), 'parts/inner.yaml': INNER }),
    )
    const { files } = output as Reviewed
    expect(files.map(({ file }) => file)).toEqual(['root.yaml', 'parts/inner.yaml'])
    expect(files[1]?.otherWorlds?.find(({ rule }) => rule === 'queue-is-encrypted')).toMatchObject({
      resource: 'Work',
      stack: 'Jobs',
      line: 9,
      world: { Environment: 'prod' },
    })
  })

  test('a template that is nested is not judged twice', async () => {
    const { output } = await operate('review', { paths: ['.'] }, memoryFiles({ 'root.yaml': outer('inner.yaml'), 'inner.yaml': INNER }))
    const found = (output as Reviewed).files
      .flatMap(({ findings }) => findings)
      .filter(({ rule }) => rule === 'queue-has-dead-letter-queue')
    expect(found).toHaveLength(1)
  })

  describe('on a bill', () => {
    const cost = async (files: Readonly<Record<string, string>>) => {
      const { output } = await operate('cost', { paths: ['root.yaml'], region: 'us-east-1' }, memoryFiles(files))
      const { lines } = output as { lines: readonly { resource: string; type: string; status: string; hint?: string }[] }
      return lines.map(({ resource, type, status, hint }) => ({ resource, type, status, hint }))
    }
    const application = (location: string): string =>
      [
        'Transform: AWS::Serverless-2016-10-31',
        ...outer(location)
          .split('\n')
          .map((line) => line.replace('CloudFormation::Stack', 'Serverless::Application').replace('TemplateURL', 'Location')),
      ].join('\n')

    test.each([
      { kind: 'a nested stack', write: outer },
      { kind: 'an application of SAM', write: application },
    ])('$kind that was read is no line of its own, what it makes is', async ({ write }) => {
      const lines = await cost({ 'root.yaml': write('inner.yaml'), 'inner.yaml': INNER })
      expect(lines).toEqual([expect.objectContaining({ resource: 'Jobs/Work', type: 'AWS::SQS::Queue' })])
    })

    test('a stack that makes nothing but a stack is none either', async () => {
      const lines = await cost({ 'root.yaml': outer('middle.yaml'), 'middle.yaml': `${outer('inner.yaml')}\n`, 'inner.yaml': INNER })
      expect(lines.map(({ resource }) => resource)).toEqual(['Jobs/Jobs/Work'])
    })

    test.each([
      { why: 'the file is not there', root: outer('gone.yaml'), property: 'TemplateURL' },
      { why: 'it is an address', root: outer('https://bucket.s3.amazonaws.com/inner.yaml'), property: 'TemplateURL' },
      { why: 'the file of the application is not there', root: application('gone.yaml'), property: 'TemplateURL' },
    ])('what was not read stands there as not priced: $why', async ({ root, property }) => {
      expect(await cost({ 'root.yaml': root })).toEqual([
        {
          resource: 'Jobs',
          type: 'AWS::CloudFormation::Stack',
          status: 'no-price',
          hint: `what it makes is not known, since its template was not read; put the file beside this one and write its relative path as ${property}`,
        },
      ])
    })
  })

  test('a file that is not there is said where it is named', async () => {
    expect(await codes({ 'root.yaml': outer('gone.yaml') }, 'root.yaml')).toEqual(['nested-missing'])
  })

  test('nothing outside of what was given is read', async () => {
    expect(await codes({ 'root.yaml': outer('../../secret.yaml'), '../../secret.yaml': INNER }, 'root.yaml')).toEqual(['nested-outside'])
  })

  test('addresses are left to the deployment', async () => {
    expect(await codes({ 'root.yaml': outer('https://s3.amazonaws.com/b/k.yaml') }, 'root.yaml')).toEqual([])
  })

  test.each([
    ['itself', { 'root.yaml': outer('root.yaml') }],
    ['each other', { 'root.yaml': outer('other.yaml'), 'other.yaml': outer('root.yaml') }],
  ])('templates that nest %s end, and are an error', async (_name, files) => {
    expect(await codes(files, 'root.yaml')).toEqual(['nested-circle'])
    const { output } = await operate('review', { paths: ['root.yaml'] }, memoryFiles(files))
    expect((output as Reviewed).files.length).toBeGreaterThan(0)
  })

  test('a chain of many is read to its end', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, index): [string, string] => [`t${index}.yaml`, index === 59 ? INNER : outer(`t${index + 1}.yaml`)]),
    )
    const { output } = await operate('review', { paths: ['t0.yaml'] }, memoryFiles(files))
    const found = (output as Reviewed).files.flatMap(({ findings }) => findings).find(({ rule }) => rule === 'queue-has-dead-letter-queue')
    expect(found?.stack?.split('/')).toHaveLength(59)
  })

  test('a SAM template is reviewed as what it becomes, at the places of its own text', async () => {
    const sam = ['Transform: AWS::Serverless-2016-10-31', 'Resources:', '  Orders:', '    Type: AWS::Serverless::SimpleTable'].join('\n')
    const { output } = await operate('review', { paths: ['sam.yaml'] }, memoryFiles({ 'sam.yaml': sam }))
    const [file] = (output as Reviewed).files
    expect(file?.findings.find(({ rule }) => rule === 'table-has-point-in-time-recovery')).toMatchObject({ resource: 'Orders', line: 3 })
  })

  test('an included file is a part of the template', async () => {
    const template = ['Resources:', '  Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./more.yaml } }'].join('\n')
    const more = 'Work:\n  Type: AWS::SQS::Queue\n'
    const { output } = await operate('review', { paths: ['t.yaml'] }, memoryFiles({ 't.yaml': template, 'more.yaml': more }))
    expect((output as Reviewed).files[0]?.findings.find(({ rule }) => rule === 'queue-has-dead-letter-queue')).toMatchObject({
      resource: 'Work',
    })
  })

  test('loops are reviewed as what they make', async () => {
    const template = [
      'Transform: AWS::LanguageExtensions',
      'Resources:',
      '  Fn::ForEach::Queues:',
      '    - Name',
      '    - [One, Two]',
      '    - Queue${Name}: { Type: AWS::SQS::Queue }',
    ].join('\n')
    const { output } = await operate('review', { paths: ['t.yaml'] }, memoryFiles({ 't.yaml': template }))
    const found = (output as Reviewed).files[0]?.findings.filter(({ rule }) => rule === 'queue-has-dead-letter-queue')
    expect(found?.map(({ resource }) => resource)).toEqual(['QueueOne', 'QueueTwo'])
  })
})
