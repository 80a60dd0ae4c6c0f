import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeFiles } from '#adapters/files.js'
import { gitRevisions } from '#adapters/git.js'
import type { Revisions } from '#core/index.js'
import { commit, git, newRepository, writeFiles } from '../support/git.js'
import { operate, PAGE } from './context.js'
import { failure } from './failure.js'

const volume = (type: string): string =>
  `{ Type: AWS::EC2::Volume, Properties: { AvailabilityZone: us-east-1a, Size: 100, VolumeType: ${type} } }`
const stack = (...volumes: readonly string[]): string => `Resources:\n${volumes.map((type, at) => `  V${at}: ${volume(type)}\n`).join('')}`

let folder: string
let repo: string
let first: string

// The volumes of one commit after the other: 100 GB of gp2 are $10.00, of gp3 $8.00 in us-east-1 (https://aws.amazon.com/ebs/pricing/, 2025-10).
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'stanchion-compare-')))
  repo = newRepository(join(folder, 'repo'))
  const nested = 'Resources:\n  Inner:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: ./parts/inner.yaml }\n'
  first = commit(repo, { 'infra/a.yaml': stack('gp2'), 'outer/main.yaml': nested, 'outer/parts/inner.yaml': stack('gp2') })
  commit(repo, { 'infra/a.yaml': stack('gp3'), 'outer/parts/inner.yaml': stack('gp3') })
  git(repo, 'branch', 'feature')
  commit(repo, { 'infra/a.yaml': stack('gp3', 'gp3', 'gp3'), 'infra/late.yaml': stack('gp2') })
  git(repo, 'checkout', '--quiet', 'feature')
  commit(repo, { 'infra/a.yaml': stack('gp3', 'gp2'), 'broken.yaml': 'Resources: [\n' })
  git(repo, 'tag', 'both')
  writeFiles(repo, { 'both/x.yaml': stack('gp2'), 'infra/a.yaml': stack('gp3', 'gp2', 'gp2') })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The words of a command as if they were typed in the repository. */
async function compared(compare: string, paths: readonly string[], more: object = {}) {
  const at = (path: string): string => join(repo, path)
  const base = nodeFiles()
  const files = {
    ...base,
    kind: (path: string) => base.kind(at(path)),
    read: (path: string, most: number) => base.read(at(path), most),
    list: (path: string) => base.list(at(path)),
  }
  const revisions: Revisions = { at: (path) => gitRevisions().at(at(path)) }
  const result = await operate('cost', { paths: [...paths], compare, region: 'us-east-1', ...more }, files, revisions)
  const { comparison } = result.output as {
    comparison: { old: { from: string; commit?: string; monthly?: string }; new: { from: string; commit?: string; monthly?: string } }
  }
  return { ...comparison, text: result.human(PAGE) }
}

describe('what is before and what is after', () => {
  test.each([
    {
      name: 'a revision against the file that is there',
      words: ['main~2', 'infra/a.yaml'],
      old: ['main~2:infra/a.yaml', '10'],
      new: ['infra/a.yaml', '28'],
    },
    { name: 'a revision against a folder', words: ['HEAD~2', 'infra'], old: ['HEAD~2:infra', '10'], new: ['infra', '28'] },
    {
      name: 'a file of a revision against a file',
      words: ['main~2:infra/a.yaml', 'infra/a.yaml'],
      old: ['main~2:infra/a.yaml', '10'],
      new: ['infra/a.yaml', '28'],
    },
    {
      name: 'two files of revisions',
      words: ['main~2:infra/a.yaml', 'main:infra/a.yaml'],
      old: ['main~2:infra/a.yaml', '10'],
      new: ['main:infra/a.yaml', '24'],
    },
    { name: 'two revisions', words: ['main~2', 'main~1'], old: ['main~2', '20'], new: ['main~1', '16'] },
    { name: 'a range', words: ['main..feature', 'infra/a.yaml'], old: ['main:infra/a.yaml', '24'], new: ['feature:infra/a.yaml', '18'] },
    {
      name: 'a range from where the two parted',
      words: ['main...feature', 'infra/a.yaml'],
      old: ['main...:infra/a.yaml', '8'],
      new: ['feature:infra/a.yaml', '18'],
    },
    { name: 'a range up to now', words: ['main..', 'infra/a.yaml'], old: ['main:infra/a.yaml', '24'], new: ['HEAD:infra/a.yaml', '18'] },
    {
      name: 'a file against a revision',
      words: ['infra/a.yaml', 'main~2'],
      old: ['infra/a.yaml', '28'],
      new: ['main~2:infra/a.yaml', '10'],
    },
    {
      name: 'a nested stack in a commit',
      words: ['main~2:outer', 'main~1:outer'],
      old: ['main~2:outer', '10'],
      new: ['main~1:outer', '8'],
    },
    {
      name: 'what was not there yet',
      words: ['main~2', 'both'.concat('/x.yaml')],
      old: ['main~2:both/x.yaml', '0'],
      new: ['both/x.yaml', '10'],
    },
    {
      name: 'what is not there any more',
      words: ['main', 'infra/late.yaml'],
      old: ['main:infra/late.yaml', '10'],
      new: ['infra/late.yaml', '0'],
    },
  ])('$name', async ({ words: [compare = '', ...paths], old, new: after }) => {
    const result = await compared(compare, paths)
    expect({ old: [result.old.from, result.old.monthly], new: [result.new.from, result.new.monthly] }).toEqual({ old, new: after })
  })

  test('the commits are named', async () => {
    const { old, text } = await compared('main~2', ['infra/a.yaml'], { format: 'markdown' })
    expect(old.commit).toBe(first)
    expect(text).toContain(`From \`main~2:infra/a.yaml\` (${first.slice(0, 7)}) to \`infra/a.yaml\`.`)
  })
})

describe('what cannot be compared', () => {
  test.each([
    {
      name: 'a branch that is misspelt',
      words: ['mian', 'infra/a.yaml'],
      says: '"mian" is neither a path nor a revision (did you mean "main"?)',
    },
    { name: 'a revision that is not there', words: ['nowhere:infra/a.yaml', 'infra/a.yaml'], says: 'there is no revision "nowhere"' },
    {
      name: 'a path that neither side has',
      words: ['main', 'infra/none.yaml'],
      says: 'neither main:infra/none.yaml nor infra/none.yaml is there',
    },
    { name: 'a file that the revision does not have', words: ['main:none.yaml', 'infra/a.yaml'], says: '"main:/none.yaml" does not exist' },
    {
      name: 'a folder of the revision without templates',
      words: ['main:outer', 'main:infra/none'],
      says: '"main:/infra/none" does not exist',
    },
    { name: 'a path out of the repository', words: ['main:../x.yaml', 'infra/a.yaml'], says: '"../x.yaml" leads out of the repository' },
    { name: 'a name with two meanings', words: ['both', 'infra/a.yaml'], says: '"both" is a path and a revision' },
    {
      name: 'a broken template of a commit',
      words: ['feature:broken.yaml', 'infra/a.yaml'],
      says: '"feature:/broken.yaml" cannot be used as a template',
    },
    { name: 'standard input at a revision', words: ['main', '-'], says: 'standard input has no revision' },
    { name: 'two ranges', words: ['main..feature', 'main..feature'], says: 'after a revision or a range come paths or one more revision' },
    { name: 'a path of no repository', words: ['main', '../elsewhere.yaml'], says: 'is in no git repository' },
    { name: 'an option', words: ['--upload-pack=x', 'infra/a.yaml'], says: 'is neither a path nor a revision' },
  ])('$name', async ({ words: [compare = '', ...paths], says }) => {
    expect((await failure(compared(compare, paths))).message).toContain(says)
  })

  test('a shallow clone says that it is one', async () => {
    git(folder, 'clone', '--quiet', '--depth', '1', `file://${repo}`, 'shallow')
    const revisions: Revisions = { at: () => gitRevisions().at(join(folder, 'shallow')) }
    const input = { paths: [join(folder, 'shallow', 'infra')], compare: 'HEAD~1:infra', region: 'us-east-1' }
    expect((await failure(operate('cost', input, nodeFiles(), revisions))).message).toContain('this is a shallow clone')
  })
})
