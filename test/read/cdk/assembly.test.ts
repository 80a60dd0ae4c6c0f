import { assert, asyncProperty, constantFrom, dictionary, jsonValue, oneof, record } from 'fast-check'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeFiles } from '#adapters/files.js'
import { jsonOf } from '#core/index.js'
import { type Assembly, type AssemblyTemplate, readAssembly } from '#read/cdk/index.js'
import { REPOSITORY, run } from '../../support/run.js'
import { memoryFiles } from '../../app/memory-files.js'

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stanchion-cdk-'))
  const script = join(REPOSITORY, 'test', 'acceptance', 'cdk-synth-run.mjs')
  const { code, stderr } = await run(process.execPath, [script, folder], {
    env: { CDK_VALIDATION: 'false', PATH: process.env['PATH'] ?? '' },
  })
  if (code !== 0) throw new Error(stderr)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function named({ stacks }: Assembly, name: string): Assembly['stacks'][number] {
  const found = stacks.find(({ displayName }) => displayName === name)
  if (found === undefined) throw new Error(`there is no stack ${name}: ${stacks.map(({ displayName }) => displayName).join()}`)
  return found
}

function paths({ constructs }: AssemblyTemplate): readonly string[] {
  return [...constructs.values()].map(({ path }) => path)
}

// `weak` has no metadata in its templates: construct paths come from the files beside them.
describe.each(['strong', 'weak'])('a real assembly with %s references', (name) => {
  const read = async (): Promise<Assembly> => readAssembly(nodeFiles(), join(folder, name, 'cdk.out'))

  test('gives every stack with its name, place and order', async () => {
    const assembly = await read()
    expect(assembly.troubles).toEqual([])
    const rows = assembly.stacks.map(({ name: stack, displayName, account, region, dependsOn }) => ({
      stack,
      displayName,
      account,
      region,
      dependsOn,
    }))
    expect(rows).toEqual([
      { stack: 'Prod-Data', displayName: 'Prod/Data', account: '111122223333', region: 'eu-west-1', dependsOn: [] },
      { stack: 'Prod-Api', displayName: 'Prod/Api', account: '111122223333', region: 'eu-west-1', dependsOn: ['Prod/Data'] },
      { stack: 'shop-stack', displayName: 'Shop', account: undefined, region: undefined, dependsOn: [] },
    ])
  })

  test('names constructs and the lines that made them', async () => {
    const assembly = await read()
    expect(paths(named(assembly, 'Prod/Data').template)).toEqual(['Prod/Data/Queue'])
    const shop = named(assembly, 'Shop').template
    expect(paths(shop)).toEqual(['Shop/Alerts.NestedStack/Alerts.NestedStackResource', 'Shop/Orders'])
    const [queue] = named(assembly, 'Prod/Data').template.constructs.values()
    expect(queue?.source).toMatch(/\/test\/acceptance\/cdk-synth-run\.mjs:\d+/)
  })

  test('has the templates of nested stacks', async () => {
    const [nested, ...more] = named(await read(), 'Shop').template.nested
    expect(more).toEqual([])
    expect(nested?.resource).toMatch(/^AlertsNestedStack/)
    expect(nested?.template.file).toMatch(/Alerts.*\.nested\.template\.json$/)
    expect(nested === undefined ? [] : paths(nested.template)).toEqual(['Shop/Alerts/Topic'])
  })

  test('links what one stack takes from another', async () => {
    const { crossings } = await read()
    expect(crossings).toHaveLength(1)
    const [{ to, from } = { to: undefined, from: undefined }] = crossings
    expect(to).toMatchObject({ stack: 'Prod/Api', path: ['Resources', 'Worker', 'Properties', 'Environment', 'Variables', 'QUEUE_URL'] })
    expect(from?.stack).toBe('Prod/Data')
    expect(from === undefined ? undefined : jsonOf(from.value)).toEqual({ Ref: 'Queue' })
  })
})

test('the code of a function is found in the assembly', async () => {
  const assembly = await readAssembly(nodeFiles(), join(folder, 'strong', 'cdk.out'))
  const worker = named(assembly, 'Prod/Api').template.constructs.get('Worker')
  expect(worker?.asset).toEqual({ path: expect.stringMatching(/^asset\.[0-9a-f]{64}$/), property: 'Code' })
})

test('a stage can be read alone', async () => {
  const assembly = await readAssembly(nodeFiles(), join(folder, 'strong', 'cdk.out', 'assembly-Prod'))
  expect(assembly.troubles).toEqual([])
  expect(assembly.stacks.map(({ displayName }) => displayName)).toEqual(['Prod/Data', 'Prod/Api'])
})

test('a link that leads out of the assembly is not followed', async () => {
  const hostile = join(folder, 'hostile')
  const secret = join(folder, 'secret.json')
  writeFileSync(secret, '{"Resources": {"Secret": {"Type": "AWS::SNS::Topic"}}}')
  const files = nodeFiles()
  await files.replaceAll(hostile, new Map([['manifest.json', new TextEncoder().encode(JSON.stringify(MANIFEST('S.template.json')))]]), [])
  symlinkSync(secret, join(hostile, 'S.template.json'))
  const { stacks, troubles } = await readAssembly(files, hostile)
  expect(stacks).toEqual([])
  expect(troubles).toMatchObject([{ diagnostics: [{ code: 'cdk.path-outside' }] }])
})

const MANIFEST = (templateFile: unknown, more: object = {}): object => ({
  version: '55.0.0',
  artifacts: {
    S: { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties: { templateFile }, ...more },
  },
})
const TOPIC = JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } })

describe('older assemblies', () => {
  test('keep traces in the manifest, and construct paths in the tree', async () => {
    const metadata = {
      '/S/Topic/Resource': [
        {
          type: 'aws:cdk:logicalId',
          data: 'Topic',
          trace: [
            '    at new Topic (/app/node_modules/aws-cdk-lib/aws-sns/lib/topic.js:1:1)',
            '    at new Shop (/My App/lib/shop.ts:12:5)',
          ],
        },
      ],
    }
    const { stacks } = await readAssembly(
      memoryFiles({ 'out/manifest.json': JSON.stringify(MANIFEST('S.json', { metadata })), 'out/S.json': TOPIC }),
      'out',
    )
    expect(stacks[0]?.template.constructs.get('Topic')).toEqual({ path: 'S/Topic/Resource', source: '/My App/lib/shop.ts:12:5' })
    const manifest = { artifacts: { Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } }, ...artifactsOf(MANIFEST('S.json')) } }
    const leaf = { id: 'Topic', path: 'S/Topic', attributes: { 'aws:cdk:cloudformation:logicalId': 'Topic' } }
    const tree = { tree: { id: 'App', path: '', children: { S: { id: 'S', path: 'S', children: { Topic: leaf } } } } }
    const other = await readAssembly(
      memoryFiles({ 'out/manifest.json': JSON.stringify(manifest), 'out/S.json': TOPIC, 'out/tree.json': JSON.stringify(tree) }),
      'out',
    )
    expect(other.stacks[0]?.template.constructs.get('Topic')).toEqual({ path: 'S/Topic' })
  })
})

function artifactsOf(manifest: object): object {
  return 'artifacts' in manifest && typeof manifest.artifacts === 'object' && manifest.artifacts !== null ? manifest.artifacts : {}
}

describe('names of exports', () => {
  const stack = (name: string, region: string): object => ({
    type: 'aws:cloudformation:stack',
    environment: `aws://111122223333/${region}`,
    properties: { templateFile: `${name}.json` },
  })
  const exporting = (name: object): string =>
    JSON.stringify({ Resources: { T: { Type: 'AWS::SNS::Topic' } }, Outputs: { Arn: { Value: { Ref: 'T' }, Export: { Name: name } } } })
  const importing = (name: object): string =>
    JSON.stringify({ Resources: { P: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [name] } } } })
  const crossings = async (regions: readonly [string, string], exported: object, imported: object): Promise<number> => {
    const files = {
      'out/manifest.json': JSON.stringify({ artifacts: { A: stack('A', regions[0]), B: stack('B', regions[1]) } }),
      'out/A.json': exporting(exported),
      'out/B.json': importing(imported),
    }
    return (await readAssembly(memoryFiles(files), 'out')).crossings.length
  }

  test.each([
    {
      name: 'a function of known names',
      exported: { 'Fn::Sub': '${AWS::StackName}-${AWS::Region}-arn' },
      imported: { 'Fn::ImportValue': 'A-eu-west-1-arn' },
    },
    {
      name: 'a join',
      exported: { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'arn']] },
      imported: { 'Fn::ImportValue': { 'Fn::Sub': 'A-arn' } },
    },
  ])('$name', async ({ exported, imported }) => {
    expect(await crossings(['eu-west-1', 'eu-west-1'], exported, imported)).toBe(1)
    // Exports are of one region.
    expect(await crossings(['eu-west-1', 'us-east-1'], exported, imported)).toBe(0)
  })

  test('outputs are read from other regions', async () => {
    const output = { 'Fn::GetStackOutput': { StackName: 'A', Region: 'eu-west-1', OutputName: 'Arn' } }
    expect(await crossings(['eu-west-1', 'us-east-1'], { Ref: 'AWS::StackId' }, output)).toBe(1)
  })

  test('a name that only the deployment knows is no name', async () => {
    expect(await crossings(['eu-west-1', 'eu-west-1'], { Ref: 'AWS::StackId' }, { 'Fn::ImportValue': { Ref: 'Name' } })).toBe(0)
  })
})

describe('hostile and broken assemblies', () => {
  const troubles = async (files: Record<string, string>): Promise<readonly string[]> => {
    const store = memoryFiles(files)
    const asked: string[] = []
    const assembly = await readAssembly({ ...store, read: async (path, limit) => (asked.push(path), store.read(path, limit)) }, 'out')
    expect(asked.filter((path) => !path.startsWith('out/'))).toEqual([])
    return assembly.troubles.flatMap(({ file, diagnostics }) => diagnostics.map(({ code, span }) => `${file}:${span?.line ?? ''} ${code}`))
  }
  const nested = (id: string, directoryName: unknown): object => ({ [id]: { type: 'cdk:cloud-assembly', properties: { directoryName } } })
  const text = (value: object): string => JSON.stringify(value, null, 1)

  test.each(['../../etc/passwd', '/etc/passwd', 'C:\\secrets', '..\\..\\etc\\passwd', 'a/../../b', '\0'])(
    'a path that leads out: %j',
    async (path) => {
      const secrets = { 'etc/passwd': 'root', '/etc/passwd': 'root', b: '{}' }
      expect(await troubles({ ...secrets, 'out/manifest.json': text(MANIFEST(path)) })).toEqual(['out/manifest.json:8 cdk.path-outside'])
      expect(await troubles({ ...secrets, 'out/manifest.json': text({ artifacts: nested('N', path) }) })).toEqual([
        'out/manifest.json:6 cdk.path-outside',
      ])
    },
  )

  test.each([
    {
      name: 'assemblies inside each other',
      files: { 'out/manifest.json': text({ artifacts: nested('N', 'a') }), 'out/a/manifest.json': text({ artifacts: nested('N', '..') }) },
      says: ['out/a/manifest.json:6 cdk.cycle'],
    },
    {
      name: 'an assembly in itself',
      files: { 'out/manifest.json': text({ artifacts: nested('N', '.') }) },
      says: ['out/manifest.json:6 cdk.cycle'],
    },
    { name: 'no manifest', files: { 'out/x': '' }, says: ['out/manifest.json: cdk.file-missing'] },
    {
      name: 'a missing nested manifest',
      files: { 'out/manifest.json': text({ artifacts: nested('N', 'gone') }) },
      says: ['out/manifest.json:6 cdk.file-missing'],
    },
    {
      name: 'a missing template',
      files: { 'out/manifest.json': text(MANIFEST('gone.json')) },
      says: ['out/manifest.json:8 cdk.file-missing'],
    },
    { name: 'no JSON', files: { 'out/manifest.json': '{"artifacts": {"S": ' }, says: ['out/manifest.json:1 syntax'] },
    { name: 'a list', files: { 'out/manifest.json': '[1]' }, says: ['out/manifest.json:1 cdk.manifest'] },
    { name: 'artifacts that are text', files: { 'out/manifest.json': '{"artifacts": "S"}' }, says: ['out/manifest.json:1 cdk.manifest'] },
    {
      name: 'an artifact without a type',
      files: { 'out/manifest.json': '{"artifacts": {"S": 1,\n"T": {"type": 2}}}' },
      says: ['out/manifest.json:1 cdk.artifact', 'out/manifest.json:2 cdk.artifact'],
    },
    {
      name: 'a template file that is no text',
      files: { 'out/manifest.json': text(MANIFEST(['x'])) },
      says: ['out/manifest.json:4 cdk.artifact'],
    },
    {
      name: 'a stranger among the dependencies',
      files: { 'out/manifest.json': text(MANIFEST('S.json', { dependencies: ['X', 7] })), 'out/S.json': TOPIC },
      says: ['out/manifest.json:8 cdk.dependency'],
    },
    {
      name: 'a broken file of metadata',
      files: {
        'out/manifest.json': text(MANIFEST('S.json', { additionalMetadataFile: 'M.json' })),
        'out/S.json': TOPIC,
        'out/M.json': '{',
      },
      says: ['out/manifest.json:8 cdk.file-broken'],
    },
  ])('$name', async ({ files, says }) => {
    expect(await troubles(files)).toEqual(says)
  })

  test('a stack that is nested in itself', async () => {
    const stack = (path: string): object => ({
      Type: 'AWS::CloudFormation::Stack',
      Properties: { TemplateURL: 'x' },
      Metadata: { 'aws:asset:path': path, 'aws:asset:property': 'TemplateURL' },
    })
    const files = {
      'out/manifest.json': text(MANIFEST('S.json')),
      'out/S.json': text({ Resources: { A: stack('T.json'), B: stack('../../etc/passwd') } }),
      'out/T.json': text({ Resources: { A: stack('S.json') } }),
    }
    expect(await troubles(files)).toEqual(['out/T.json:3 cdk.cycle', 'out/S.json:13 cdk.path-outside'])
  })

  test('the other stacks are read all the same', async () => {
    const two = {
      artifacts: {
        Bad: { type: 'aws:cloudformation:stack', properties: { templateFile: 'gone.json' } },
        ...artifactsOf(MANIFEST('S.json')),
      },
    }
    const assembly = await readAssembly(memoryFiles({ 'out/manifest.json': text(two), 'out/S.json': TOPIC }), 'out')
    expect(assembly.stacks.map(({ id }) => id)).toEqual(['S'])
  })

  test('a template that multiplies is bounded', async () => {
    const stack = (path: string): object => ({
      Properties: { TemplateURL: 'x' },
      Metadata: { 'aws:asset:path': path, 'aws:asset:property': 'TemplateURL' },
    })
    const files: Record<string, string> = { 'out/manifest.json': text(MANIFEST('T0.json')) }
    for (let depth = 0; depth < 15; depth += 1)
      files[`out/T${depth}.json`] = text({ Resources: { A: stack(`T${depth + 1}.json`), B: stack(`T${depth + 1}.json`) } })
    files['out/T15.json'] = TOPIC
    const found = await troubles(files)
    expect(new Set(found.map((each) => each.split(' ')[1]))).toEqual(new Set(['cdk.too-many-stacks']))
  })
})

test('whatever a manifest holds, something is said or read, and nothing is thrown', async () => {
  const file = oneof(constantFrom('S.json', 'T.json', 'gone.json', '..', '../S.json', '', '.', 'a'), jsonValue({ maxDepth: 1 }))
  const properties = oneof(
    record({ templateFile: file, stackName: file, directoryName: file, file }, { requiredKeys: [] }),
    jsonValue({ maxDepth: 2 }),
  )
  const artifact = record(
    {
      type: oneof(
        constantFrom('aws:cloudformation:stack', 'cdk:cloud-assembly', 'cdk:tree', 'cdk:asset-manifest'),
        jsonValue({ maxDepth: 0 }),
      ),
      properties,
      environment: oneof(constantFrom('aws://1/eu-west-1'), jsonValue({ maxDepth: 0 })),
      metadata: jsonValue({ maxDepth: 3 }),
      additionalMetadataFile: file,
      dependencies: jsonValue({ maxDepth: 1 }),
    },
    { requiredKeys: ['type'] },
  )
  await assert(
    asyncProperty(
      dictionary(constantFrom('S', 'T', '__proto__', 'a b'), artifact),
      jsonValue({ maxDepth: 4 }),
      async (artifacts, template) => {
        const files = {
          'out/manifest.json': JSON.stringify({ artifacts }),
          'out/S.json': JSON.stringify(template),
          'out/T.json': TOPIC,
          'out/a/manifest.json': JSON.stringify({ artifacts }),
        }
        const { stacks, troubles } = await readAssembly(memoryFiles(files), 'out')
        for (const { template: read } of stacks) expect(read.tree !== undefined || read.diagnostics.length > 0).toBe(true)
        for (const { diagnostics } of troubles) expect(diagnostics.length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 200 },
  )
})
