import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { REPOSITORY } from '../support/run.js'
import { operate, PAGE } from './context.js'
import { failure } from './failure.js'
import { type MemoryFiles, memoryFiles } from './memory-files.js'

const SITE = readFileSync(join(REPOSITORY, 'examples', 'site.yaml'), 'utf8')
const DESIGN = { file: 'site.yaml', out: 'out/site' }

async function designed(more: Record<string, string> = {}): Promise<MemoryFiles> {
  const files = memoryFiles({ 'site.yaml': SITE, ...more })
  await operate('design', DESIGN, files)
  return files
}

describe('design', () => {
  test('writes everything that a design is', async () => {
    const files = await designed()
    const names = Object.keys(files.contents).flatMap((path) => (path.startsWith('out/site/') ? [path.slice('out/site/'.length)] : []))
    expect(names.toSorted()).toEqual(
      [
        'README.md',
        'architecture.mmd',
        'architecture.svg',
        'cost.json',
        'cost.md',
        'decisions/00-overview.md',
        'requirements.yaml',
        'stanchion.json',
        'template.yaml',
        'usage.yaml',
      ].toSorted(),
    )
  })

  test('builds the one zone that production demands, and says what review gives for it', async () => {
    const shop = readFileSync(join(REPOSITORY, 'examples', 'shop.yaml'), 'utf8')
      .replace('must: [three-az, use-fargate]', 'must: [single-az]')
      .replace(/^targets:.*$/m, 'targets: { availability: 99%, rto: 8 h, rpo: 1 h }')
    const result = await operate('design', { file: 'shop.yaml' }, memoryFiles({ 'shop.yaml': shop }))
    expect(result.exit).toBe(0)
    expect(result.human(PAGE).replace(/\s+/g, ' ')).toContain('database is in one zone, as `must: [single-az]` demands')
  })

  test('writes nothing without --out', async () => {
    const files = memoryFiles({ 'site.yaml': SITE })
    const result = await operate('design', { file: 'site.yaml' }, files)
    expect(result).toMatchObject({ exit: 0, output: { outcome: 'designed', files: [] } })
    expect(result.human(PAGE)).toContain('Nothing was written')
    expect(Object.keys(files.contents)).toEqual(['site.yaml'])
  })

  test('gives the same bytes twice', async () => {
    const [first, second] = [await designed(), await designed()]
    expect(second.contents).toEqual(first.contents)
  })

  // A web acl of CloudFront is a stack of its own in us-east-1.
  test.each([
    { stacks: 1, more: '' },
    { stacks: 2, more: 'must: [use-waf]\n' },
  ])('with $stacks stacks is priced and drawn from its folder as it was when it was made', async ({ stacks, more }) => {
    const files = memoryFiles({ 'site.yaml': SITE + more })
    const made = await operate('design', DESIGN, files)
    expect(Object.keys(files.contents).filter((path) => path.startsWith('out/site/template'))).toHaveLength(stacks)
    const { chosen } = made.output as { chosen: { monthly: string } }
    expect((await operate('cost', { paths: ['out/site'] }, files)).output).toMatchObject({ monthly: chosen.monthly, leftOut: 0 })
    expect((await operate('draw', { paths: ['out/site'] }, files)).human(PAGE)).toBe(files.contents['out/site/architecture.mmd'])
    expect((await operate('validate', { paths: ['out/site'] }, files)).exit).toBe(0)
    expect((await operate('review', { paths: ['out/site'] }, files)).exit).toBe(0)
  })

  test('fits the terminal', async () => {
    const text = (await operate('design', { file: 'site.yaml' }, memoryFiles({ 'site.yaml': SITE }))).human(PAGE)
    expect(text.split('\n').filter((line) => line.length > PAGE.width && !line.includes('http'))).toEqual([])
  })
})

describe('an earlier design', () => {
  test('is replaced when nobody touched it, and what is not ours stays', async () => {
    const files = await designed()
    files.contents['out/site/notes.txt'] = 'mine'
    files.contents['site.yaml'] = SITE.replace('name: site', 'name: other-site')
    const result = await operate('design', DESIGN, files)
    expect(result.exit).toBe(0)
    expect(files.contents['out/site/README.md']).toMatch(/^# other-site/)
    expect(files.contents['out/site/notes.txt']).toBe('mine')
  })

  test('loses the files that the new design does not have', async () => {
    const files = await designed()
    const manifest = JSON.parse(files.contents['out/site/stanchion.json']!) as { files: Record<string, string> }
    manifest.files['decisions/09-old.md'] = manifest.files['README.md']!
    files.contents['out/site/stanchion.json'] = JSON.stringify(manifest)
    files.contents['out/site/decisions/09-old.md'] = files.contents['out/site/README.md']!
    await operate('design', DESIGN, files)
    expect(files.contents).not.toHaveProperty(['out/site/decisions/09-old.md'])
  })

  test('is not replaced when a file was edited; --force replaces it', async () => {
    const files = await designed()
    files.contents['out/site/template.yaml'] += '# mine\n'
    files.contents['out/site/cost.md'] = 'mine'
    const before = { ...files.contents }
    const error = await failure(operate('design', DESIGN, files))
    expect({ code: error.code, message: error.message }).toEqual({
      code: 'refused.output-edited',
      message: 'files of "out/site" were edited: cost.md, template.yaml',
    })
    expect(error.details['fix']).toContain('--force')
    expect(files.contents).toEqual(before)
    await operate('design', { ...DESIGN, force: true }, files)
    expect(files.contents['out/site/cost.md']).not.toBe('mine')
  })

  test('is written again where a file of it was deleted', async () => {
    const files = await designed()
    const before = { ...files.contents }
    delete files.contents['out/site/cost.md']
    await operate('design', DESIGN, files)
    expect(files.contents).toEqual(before)
  })

  test('takes edits of its own requirements', async () => {
    const files = await designed()
    files.contents['out/site/requirements.yaml'] = SITE.replace('name: site', 'name: other-site')
    const result = await operate('design', { file: 'out/site/requirements.yaml', out: 'out/site' }, files)
    expect(result.exit).toBe(0)
    expect(files.contents['out/site/README.md']).toMatch(/^# other-site/)
  })
})

describe('a folder that is not ours', () => {
  test.each([
    {
      name: 'holds something else',
      there: { 'out/site/photo.jpg': 'x', 'out/site/a.txt': 'x' },
      says: '"out/site" holds something else: a.txt, photo.jpg',
    },
    {
      name: 'holds a stanchion.json of someone else',
      there: { 'out/site/stanchion.json': '{ "name": "x" }' },
      says: 'holds something else: stanchion.json',
    },
    { name: 'holds a stanchion.json that is no JSON', there: { 'out/site/stanchion.json': '{' }, says: 'holds something else' },
    {
      name: 'holds a stanchion.json that names files elsewhere',
      there: { 'out/site/stanchion.json': JSON.stringify({ files: { '../../site.yaml': '0'.repeat(64) } }) },
      says: 'holds something else',
    },
    { name: 'is a file', there: { 'out/site': 'x' }, says: '"out/site" is a file' },
  ])('$name: refused, and nothing is changed', async ({ there, says }) => {
    const files = memoryFiles({ 'site.yaml': SITE, ...there })
    const before = { ...files.contents }
    for (const force of [false, true]) {
      const error = await failure(operate('design', { ...DESIGN, force }, files))
      expect(error.code).toBe('refused.output-not-ours')
      expect(error.message).toContain(says)
    }
    expect(files.contents).toEqual(before)
  })

  test('a file of the user where a new design has its own is not replaced', async () => {
    const files = await designed()
    const manifest = JSON.parse(files.contents['out/site/stanchion.json']!) as { files: Record<string, string> }
    delete manifest.files['cost.md']
    files.contents['out/site/stanchion.json'] = JSON.stringify(manifest)
    files.contents['out/site/cost.md'] = 'my own costs'
    const error = await failure(operate('design', { ...DESIGN, force: true }, files))
    expect(error.message).toContain('holds files of yours where the design has its own: cost.md')
    expect(files.contents['out/site/cost.md']).toBe('my own costs')
  })
})

test('a target that nobody can meet: the closest design, what stands in the way, exit 4, nothing written', async () => {
  const files = memoryFiles({ 'site.yaml': SITE.replace(/budget: .*/, 'budget: 1 USD/month') })
  const result = await operate('design', DESIGN, files)
  expect(result).toMatchObject({
    exit: 4,
    output: { outcome: 'unreachable', files: [], chosen: { misses: [{ wanted: expect.stringContaining('1') }] } },
  })
  expect(result.human(PAGE)).toContain('Nothing was written')
  expect(Object.keys(files.contents)).toEqual(['site.yaml'])
})

describe('requirements that cannot be used', () => {
  const FIVE_MISTAKES = [
    'name: Bad Name',
    'workload: { kind: apii }',
    'traffic: { average: 20 }',
    'region: eu-wets-1',
    'budgt: 5 USD/month',
  ].join('\n')

  test('five mistakes are five diagnostics with places', async () => {
    const error = await failure(operate('design', { ...DESIGN, file: 'r.yaml' }, memoryFiles({ 'r.yaml': `${FIVE_MISTAKES}\n` })))
    const [{ diagnostics }] = error.details['files'] as [{ diagnostics: readonly { line: number; column: number; message: string }[] }]
    expect(error.code).toBe('input.invalid')
    expect(new Set(diagnostics.map(({ line }) => line))).toEqual(new Set([1, 2, 3, 4, 5]))
    expect(diagnostics.every(({ column }) => column > 0)).toBe(true)
    expect(diagnostics.map(({ message }) => message).join('\n')).toContain('"eu-west-1"')
  })

  test.each([
    { name: 'not YAML', text: 'name: [\n', says: '"r.yaml" cannot be used as requirements' },
    { name: 'empty', text: '', says: '"r.yaml" cannot be used as requirements' },
    { name: 'a key twice', text: `${SITE}name: again\n`, says: '"r.yaml" cannot be used as requirements' },
    { name: 'a template', text: 'Resources:\n  Work:\n    Type: AWS::SQS::Queue\n', says: '"r.yaml" cannot be used as requirements' },
  ])('$name', async ({ text, says }) => {
    const files = memoryFiles({ 'r.yaml': text })
    const error = await failure(operate('design', { ...DESIGN, file: 'r.yaml' }, files))
    expect(error.code).toBe('input.invalid')
    expect(error.message).toBe(says)
    const [{ diagnostics }] = error.details['files'] as [{ diagnostics: readonly { line?: number; severity: string }[] }]
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true)
    expect(Object.keys(files.contents)).toEqual(['r.yaml'])
  })
})
