import { describe, expect, test } from 'vitest'
import { StanchionError } from '#core/index.js'
import { operate, PAGE } from './context.js'
import { failure } from './failure.js'
import { memoryFiles } from './memory-files.js'

const QUEUE = 'Resources:\n  Work:\n    Type: AWS::SQS::Queue\n'
const WRONG = `${QUEUE}    Properties:\n      DelaySecond: 5\n`
const JSON_QUEUE = JSON.stringify({ Resources: { Work: { Type: 'AWS::SQS::Queue' } } }, null, 2)

interface Validated {
  readonly files: readonly { readonly file: string; readonly diagnostics: readonly { readonly code: string }[] }[]
  readonly total: { readonly files: number; readonly skipped: readonly { readonly path: string; readonly why: string }[] }
}

async function validated(files: Record<string, string>): Promise<Validated> {
  return (await operate('validate', { paths: ['.'] }, memoryFiles({ 'known.yaml': QUEUE, ...files }))).output as Validated
}

async function isFound(name: string, text: string): Promise<boolean> {
  return (await validated({ [name]: text })).files.some(({ file }) => file === name)
}

describe('a folder is searched for templates by their form', () => {
  test.each([
    { name: 'YAML', file: 'a/b.yml', text: QUEUE },
    { name: 'JSON', file: 'a.json', text: JSON_QUEUE },
    { name: 'JSON in one line', file: 'a.template', text: JSON.stringify(JSON.parse(JSON_QUEUE)) },
    {
      name: 'SAM',
      file: 'sam.yaml',
      text: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n',
    },
    { name: 'a template with a byte order mark', file: 'bom.json', text: `\uFEFF${JSON_QUEUE}` },
    { name: 'comments and a document mark before it', file: 'c.yaml', text: `# what it is\n---\n${QUEUE}` },
    { name: 'indented as a whole', file: 'i.yaml', text: QUEUE.replace(/^/gm, '  ') },
    { name: 'quoted keys', file: 'q.yaml', text: QUEUE.replace('Resources', '"Resources"') },
    { name: 'flow style', file: 'f.yaml', text: '{Resources: {Work: {Type: AWS::SQS::Queue}}}' },
    { name: 'a version and nothing else', file: 'v.yaml', text: "AWSTemplateFormatVersion: '2010-09-09'\nResource:\n  A: 1\n" },
    { name: 'a bracket too few in YAML', file: 'b.yaml', text: `${QUEUE}    Properties: { DelaySeconds: [\n` },
    {
      name: 'a wrong indent',
      file: 'w.yaml',
      text: QUEUE.replace('    Type', '   Type').replace('Queue\n', 'Queue\n    Properties: {}\n'),
    },
    { name: 'a bracket too few in JSON', file: 'j.json', text: `{"Parameters": {"A": {"Type": "String"},\n${JSON_QUEUE.slice(1)}` },
    { name: 'a quote too few in JSON', file: 'k.json', text: `{"Description": "an orders queue,\n${JSON_QUEUE.slice(1)}` },
    { name: 'a comma too many', file: 'l.json', text: JSON_QUEUE.replace('Queue"', 'Queue",') },
    { name: 'JSON cut short', file: 'm.json', text: JSON_QUEUE.slice(0, -6) },
    { name: 'a slip in its first key', file: 'n.yaml', text: `Description a queue\n${QUEUE}` },
    {
      name: 'a slip in the name of the section',
      file: 'o.yaml',
      text: `Parameters: {}\nOutputs: {}\n${QUEUE.replace('Resources', 'Resource')}`,
    },
    { name: 'a type of a third party', file: 't.yaml', text: QUEUE.replace('AWS::SQS::Queue', 'Datadog::Monitors::Monitor') },
  ])('$name is one', async ({ file, text }) => {
    expect(await isFound(file, text)).toBe(true)
  })

  test.each([
    { name: 'the lock of a package', file: 'package-lock.json', text: JSON_QUEUE },
    { name: 'a package', file: 'package.json', text: '{"name": "x"}' },
    { name: 'in node_modules', file: 'node_modules/x/t.yaml', text: QUEUE },
    { name: 'in dist', file: 'a/dist/t.yaml', text: QUEUE },
    { name: 'in .git', file: '.git/t.yaml', text: QUEUE },
    { name: 'in .aws-sam', file: '.aws-sam/build/template.yaml', text: QUEUE },
    { name: 'of another extension', file: 'README.md', text: QUEUE },
    { name: 'Resources further inside', file: 'serverless.yml', text: `service: x\nresources:\n${QUEUE.replace(/^/gm, '  ')}` },
    { name: 'Resources further inside JSON', file: 'x.json', text: `{"TemplateBody": ${JSON_QUEUE}}` },
    { name: 'a word in a text', file: 'y.json', text: '{"note": "\\"Resources\\": AWS::SQS::Queue", "a": 1}' },
    { name: 'Resources of something else', file: 'z.json', text: '{"Resources": {"Button": "OK"}}' },
    { name: 'OpenAPI', file: 'api.yaml', text: 'openapi: 3.0.1\npaths: {}\n' },
    { name: 'Kubernetes', file: 'k.yaml', text: `apiVersion: v1\nkind: ConfigMap\ndata:\n  t: |\n${QUEUE.replace(/^/gm, '    ')}` },
    { name: 'parameters', file: 'p.json', text: '[{"ParameterKey": "A", "ParameterValue": "AWS::SQS::Queue"}]' },
    { name: 'nothing', file: 'empty.yaml', text: '' },
  ])('$name is none', async ({ file, text }) => {
    expect(await isFound(file, text)).toBe(false)
  })

  test('and each file is reported, and all of them', async () => {
    const files = memoryFiles({
      'a/wrong.yaml': WRONG,
      'b/broken.yaml': 'Resources:\n  A: [\n  Type: AWS::SNS::Topic\n',
      'c.yaml': QUEUE,
      'x.json': '{}',
    })
    const result = await operate('validate', { paths: ['.'] }, files)
    expect(result.exit).toBe(3)
    expect(result.output).toMatchObject({
      files: [
        { file: 'a/wrong.yaml', diagnostics: [{ code: 'property-unknown' }] },
        { file: 'b/broken.yaml', diagnostics: [{ code: 'syntax' }] },
        { file: 'c.yaml', diagnostics: [] },
      ],
      total: { files: 3, withErrors: 2, withWarnings: 0, errors: 2, warnings: 0, infos: 0, skipped: [] },
    })
    expect(result.human(PAGE)).toContain('3 files: 2 with errors, 0 with warnings (2 errors, 0 warnings)\n')
    const reviewed = await operate('review', { paths: ['.'] }, files)
    expect(reviewed.output).toMatchObject({ total: { files: 3, withFindings: 2, broken: 1, skipped: [] } })
  })
})

describe('the search ends', () => {
  test('in folders that are too deep, and says so', async () => {
    const deep = `${'a/'.repeat(60)}t.yaml`
    const { files, total } = await validated({ [deep]: QUEUE })
    expect(files.map(({ file }) => file)).toEqual(['known.yaml'])
    expect(total.skipped).toEqual([{ path: 'a/'.repeat(41).slice(0, -1), why: 'more than 40 folders deep; give it by name' }])
  })

  test('after too many files, and says so', async () => {
    const names = Array.from({ length: 200_100 }, (_, at) => `f${at}.txt`)
    const files = memoryFiles({ 'a.yaml': QUEUE })
    const many = {
      ...files,
      kind: async (path: string): Promise<'folder' | 'file'> => (path === '.' ? 'folder' : 'file'),
      list: async () => ['a.yaml', ...names, 'z.yaml'],
    }
    const result = await operate('validate', { paths: ['.'] }, many)
    expect(result.output).toMatchObject({
      total: { files: 1, skipped: [{ path: '.', why: expect.stringContaining('more than 200000 files') }] },
    })
    expect(result.human(PAGE)).toContain('not looked at\n  .: more than 200000 files')
  })

  test('at what is too large or cannot be read, and says so', async () => {
    const files = memoryFiles({ 'a.yaml': QUEUE, 'large.json': JSON_QUEUE.padEnd(17 * 1024 * 1024), 'locked/t.yaml': QUEUE })
    const locked = {
      ...files,
      list: async (path: string) => {
        if (path === 'locked') throw new StanchionError('input.unreadable', 'locked')
        return files.list(path)
      },
    }
    const { output } = await operate('validate', { paths: ['.'] }, locked)
    expect((output as Validated).total.skipped).toEqual([
      { path: 'large.json', why: 'larger than 16 MB' },
      { path: 'locked', why: 'it cannot be read' },
    ])
    // Named, it is an error.
    expect((await failure(operate('validate', { paths: ['large.json'] }, files))).code).toBe('input.too-large')
  })

  test('without a template: what to give', async () => {
    const stopped = await failure(operate('validate', { paths: ['.'] }, memoryFiles({ 'a.json': '{}' })))
    expect(stopped).toMatchObject({ code: 'usage.bad-argument', message: 'there is no CloudFormation template in "."' })
  })
})

const MANIFEST = JSON.stringify({
  version: '55.0.0',
  artifacts: {
    Home: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://111122223333/eu-west-1',
      displayName: 'App/Home',
      properties: { templateFile: 'Home.template.json' },
      metadata: {
        '/App/Home/Work/Resource': [{ type: 'aws:cdk:logicalId', data: 'Work', trace: ['at new Home (/builds/7/shop/lib/home.ts:12:5)'] }],
      },
    },
    Away: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/unknown-region',
      properties: { templateFile: 'Away.template.json' },
    },
  },
})
const APP = {
  'cdk.json': '{"app": "node bin/app.js"}',
  'lib/home.ts': '',
  'cdk.out/manifest.json': MANIFEST,
  'cdk.out/Home.template.json': JSON.stringify({ Resources: { Work: { Type: 'AWS::SQS::Queue', Properties: { DelaySecond: 5 } } } }),
  'cdk.out/Away.template.json': JSON_QUEUE,
  'cdk.out/asset.1/template.json': JSON_QUEUE,
}

describe('a CDK app', () => {
  test('is read as what it makes, once', async () => {
    for (const paths of [['.'], ['cdk.out'], ['cdk.out/manifest.json'], ['.', 'cdk.out', 'cdk.out/Home.template.json']]) {
      const { output } = await operate('validate', { paths }, memoryFiles(APP))
      expect((output as Validated).files.map(({ file }) => file)).toEqual(['cdk.out/Home.template.json', 'cdk.out/Away.template.json'])
    }
  })

  test('has construct paths and sources in findings and diagnostics', async () => {
    const validation = await operate('validate', { paths: ['.'] }, memoryFiles(APP))
    const at = { resource: 'Work', constructPath: 'App/Home/Work/Resource', source: 'lib/home.ts:12:5' }
    expect(validation.output).toMatchObject({ files: [{ diagnostics: [at] }, { diagnostics: [] }] })
    expect(validation.human(PAGE)).toContain('  at App/Home/Work/Resource, lib/home.ts:12:5\n')
    const review = await operate('review', { paths: ['.'] }, memoryFiles(APP))
    const { files } = review.output as { files: readonly { findings: readonly { resource?: string }[] }[] }
    expect(files[0]?.findings.filter(({ resource }) => resource === 'Work')).toContainEqual(expect.objectContaining(at))
    expect(review.human(PAGE)).toContain('  at App/Home/Work/Resource, lib/home.ts:12:5\n')
  })

  test('is priced in the regions of its stacks', async () => {
    const stopped = await failure(operate('cost', { paths: ['.'] }, memoryFiles(APP)))
    expect(stopped.message).toContain('nothing says where "Away" runs')
    const { output } = await operate('cost', { paths: ['.'], region: 'us-east-1' }, memoryFiles(APP))
    expect(JSON.stringify(output)).toContain('App-Home')
  })

  test('is not for regions that its stacks are not for', async () => {
    const { Home } = JSON.parse(MANIFEST).artifacts
    const files = memoryFiles({ ...APP, 'cdk.out/manifest.json': JSON.stringify({ version: '55.0.0', artifacts: { Home } }) })
    for (const [name, region] of [
      ['validate', ['us-east-1', 'us-west-2']],
      ['review', 'us-east-1'],
      ['cost', 'us-east-1'],
    ] as const) {
      const stopped = await failure(operate(name, { paths: ['.'], region }, files))
      expect(stopped).toMatchObject({ code: 'usage.bad-argument' })
      expect(stopped.message).toContain('are for eu-west-1, not for us-east-1')
    }
    expect((await operate('validate', { paths: ['.'], region: ['us-east-1', 'eu-west-1'] }, files)).exit).toBe(1)
  })

  test('whose output is named before it is there', async () => {
    const stopped = await failure(operate('review', { paths: ['web/cdk.out'] }, memoryFiles({ 'web/cdk.json': '{}' })))
    expect(stopped).toMatchObject({
      code: 'usage.path-not-found',
      details: { fix: 'it is made by "npx cdk synth" in "web"; run that first' },
    })
  })

  test('is drawn by the names of its stacks', async () => {
    const { output } = await operate('draw', { paths: ['.'] }, memoryFiles(APP))
    expect(JSON.stringify(output)).toContain('App/Home')
  })

  test('that was not synthesized says how to', async () => {
    for (const name of ['review', 'validate', 'draw']) {
      const stopped = await failure(operate(name, { paths: ['.'] }, memoryFiles({ 'cdk.json': '{}', 'bin/app.js': '' })))
      expect(stopped).toMatchObject({ code: 'usage.bad-argument', exit: 2, details: { fix: 'run "npx cdk synth" there first' } })
    }
  })

  test('that was not synthesized is said beside templates that are there', async () => {
    const { total } = await validated({ 'web/cdk.json': '{}' })
    expect(total.skipped).toEqual([{ path: 'web', why: 'a CDK app without its output (cdk.out); run "npx cdk synth" there' }])
  })

  test('may have its output elsewhere, but not outside', async () => {
    const moved = Object.fromEntries(Object.entries(APP).map(([name, text]) => [name.replace('cdk.out', 'dist/synth'), text]))
    const { files } = await validated({ ...moved, 'cdk.json': '{"output": "dist/synth"}' })
    expect(files.map(({ file }) => file)).toEqual(['known.yaml', 'dist/synth/Home.template.json', 'dist/synth/Away.template.json'])
    const { total } = await validated({ 'app/cdk.json': '{"output": "../../etc"}' })
    expect(total.skipped).toHaveLength(1)
  })

  test('with a broken output is reported at its place, with what can be read', async () => {
    const result = await operate(
      'validate',
      { paths: ['.'] },
      memoryFiles({ ...APP, 'cdk.out/manifest.json': MANIFEST.replace('Away.template', '../../etc/passwd') }),
    )
    expect(result).toMatchObject({
      exit: 3,
      output: {
        files: [
          { file: 'cdk.out/manifest.json', diagnostics: [{ code: 'cdk.path-outside', line: 1 }] },
          { file: 'cdk.out/Home.template.json' },
        ],
      },
    })
  })

  test('a template that it printed has construct paths as well', async () => {
    const printed = `${WRONG}    Metadata:\n      aws:cdk:path: App/Work/Resource\n`
    expect(await validated({ 'p.yaml': printed })).toMatchObject({
      files: [{}, { file: 'p.yaml', diagnostics: [{ constructPath: 'App/Work/Resource' }] }],
    })
  })
})

describe('several regions', () => {
  // Not in every region, as the registry's schemas have it.
  const FAR =
    'Resources:\n  App:\n    Type: AWS::AppRunner::Service\n    Properties:\n      SourceConfiguration: {}\n  Work:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySecond: 5\n'
  const regional = async (region: readonly string[]): Promise<readonly { code: string; regions?: readonly string[] }[]> => {
    const result = await operate('validate', { paths: ['t.yaml'], region }, memoryFiles({ 't.yaml': FAR }))
    return (result.output as { files: readonly { diagnostics: readonly { code: string; regions?: readonly string[] }[] }[] }).files.flatMap(
      ({ diagnostics }) => diagnostics,
    )
  }

  test('what holds in one of them says where, what holds in all is said once', async () => {
    const both = await regional(['us-east-1', 'eu-north-1', 'us-east-1'])
    const one = await regional(['us-east-1'])
    expect(one.every(({ regions }) => regions === undefined)).toBe(true)
    expect(both.filter(({ code }) => code === 'property-unknown')).toEqual([expect.not.objectContaining({ regions: expect.anything() })])
    expect(both.filter(({ regions }) => regions !== undefined)).toEqual([expect.objectContaining({ regions: ['eu-north-1'] })])
    const result = await operate('validate', { paths: ['t.yaml'], region: ['us-east-1', 'eu-north-1'] }, memoryFiles({ 't.yaml': FAR }))
    expect(result.human(PAGE)).toContain('only in eu-north-1')
  })

  test('an unknown one is refused', async () => {
    const stopped = await failure(
      operate('validate', { paths: ['t.yaml'], region: ['eu-west-1', 'eu-wets-1'] }, memoryFiles({ 't.yaml': QUEUE })),
    )
    expect(stopped.message).toContain('there is no region "eu-wets-1" (did you mean "eu-west-1"?)')
  })
})
