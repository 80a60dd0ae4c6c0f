import { describe, expect, test } from 'vitest'
import { readLocalCode, validateTemplate } from '#analyze/validate/index.js'
import { type FileStore, type Json, StanchionError, treeOf } from '#core/index.js'
import { testCatalog } from '../../support/catalog.js'

const catalog = testCatalog()

/** Files by path; folders follow from them. */
function filesOf(texts: Readonly<Record<string, string>>): Pick<FileStore, 'kind' | 'list' | 'read'> {
  const clean = (path: string): string =>
    path
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/')
  const below = (path: string): readonly string[] => {
    const inside = Object.keys(texts).filter((name) => name.startsWith(`${clean(path)}/`))
    return [...new Set(inside.map((name) => name.slice(clean(path).length + 1).split('/')[0] ?? ''))].sort()
  }
  return {
    kind: async (path) => (Object.hasOwn(texts, clean(path)) ? 'file' : below(path).length > 0 ? 'folder' : 'absent'),
    list: async (path) => below(path),
    read: async (path, limit) => {
      const bytes = new TextEncoder().encode(texts[clean(path)] ?? '')
      if (bytes.length > limit) throw new StanchionError('input.too-large', `"${path}" is larger than ${limit} bytes`)
      return bytes
    },
  }
}

async function said(template: Json, texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const tree = treeOf(template)
  const local = await readLocalCode(tree, 'app', filesOf(texts))
  return validateTemplate(tree, catalog, { local })
    .filter(({ code }) => code === 'module-absent')
    .map(({ message, path }) => `${path?.slice(1).join('/')} ${message}`)
}

const OLD_SDK = "const AWS = require('aws-sdk')\nexports.handler = async () => new AWS.S3()\n"
const sam = (CodeUri: Json, Runtime = 'nodejs20.x'): Json => ({
  Transform: 'AWS::Serverless-2016-10-31',
  Resources: { Handler: { Type: 'AWS::Serverless::Function', Properties: { Runtime, Handler: 'index.handler', CodeUri } } },
})

describe('code beside the template', () => {
  test('a module that the runtime does not have', async () => {
    expect(await said(sam('src/'), { 'app/src/index.js': OLD_SDK })).toEqual([
      'Handler/Properties/CodeUri src/index.js: nodejs20.x has no "aws-sdk", which this code loads; use @aws-sdk/client-* (v3)',
    ])
    expect(await said(sam('src'), { 'app/src/lib/store.ts': "import S3 from 'aws-sdk/clients/s3'\n" })).toHaveLength(1)
    expect(await said(sam('src', 'python3.12'), { 'app/src/app.py': 'import distutils\n' })).toHaveLength(1)
    const plain = { Resources: { F: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs22.x', Code: './dist' } } } }
    expect(await said(plain, { 'app/dist/index.mjs': "import AWS from 'aws-sdk'\n" })).toHaveLength(1)
  })

  test('defaults of all functions', async () => {
    const template = {
      Transform: 'AWS::Serverless-2016-10-31',
      Globals: { Function: { Runtime: 'nodejs20.x', CodeUri: 'src' } },
      Resources: { Handler: { Type: 'AWS::Serverless::Function', Properties: { Handler: 'index.handler' } } },
    }
    expect(await said(template, { 'app/src/index.js': OLD_SDK })).toHaveLength(1)
  })

  test.each([
    { name: 'it is installed', more: { 'app/src/node_modules/aws-sdk/package.json': '{}' } },
    { name: 'it will be installed', more: { 'app/src/package.json': '{\n  "dependencies": {\n    "aws-sdk": "2.1692.0"\n  }\n}' } },
  ])('nothing is wrong when $name', async ({ more }) => {
    expect(await said(sam('src'), { 'app/src/index.js': OLD_SDK, ...more })).toEqual([])
  })

  test('what is not code of the function is not read', async () => {
    const tests = { 'app/src/index.test.js': OLD_SDK, 'app/src/test/all.js': OLD_SDK, 'app/src/node_modules/x/index.js': OLD_SDK }
    expect(await said(sam('src'), { ...tests, 'app/src/index.js': 'exports.handler = async () => 1\n' })).toEqual([])
    expect(await said(sam('src'), { 'app/src/app.py': 'import distutils\n' })).toEqual([])
    for (const elsewhere of ['s3://bucket/key', '/etc', { Bucket: 'b', Key: 'k' }, { 'Fn::Sub': '${Folder}' }, 'absent'])
      expect(await said(sam(elsewhere), { 'app/src/index.js': OLD_SDK })).toEqual([])
  })

  test('a file that is too large says nothing', async () => {
    expect(await said(sam('src'), { 'app/src/index.js': OLD_SDK + ' '.repeat(600_000) })).toEqual([])
  })
})
