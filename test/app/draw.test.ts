import { describe, expect, test } from 'vitest'
import { operate, PAGE } from './context.js'
import { failure } from './failure.js'
import { memoryFiles } from './memory-files.js'

const QUEUE = 'Resources:\n  Work:\n    Type: AWS::SQS::Queue\n'
const TABLE = JSON.stringify({ Resources: { Items: { Type: 'AWS::DynamoDB::Table', Properties: { BillingMode: 'PAY_PER_REQUEST' } } } })

describe('draw', () => {
  test('prints Mermaid', async () => {
    const result = await operate('draw', { paths: ['queue.yaml'], region: 'eu-west-1' }, memoryFiles({ 'queue.yaml': QUEUE }))
    expect(result).toMatchObject({ exit: 0, output: { format: 'mermaid', notDrawn: 0 } })
    expect(result.human(PAGE)).toContain('Amazon SQS queue')
    expect(result.human(PAGE)).toContain('eu-west-1')
  })

  test('writes the kind of file that its name says', async () => {
    const files = memoryFiles({ 'queue.yaml': QUEUE })
    const result = await operate('draw', { paths: ['queue.yaml'], out: 'drawings/queue.svg' }, files)
    expect(result.output).toMatchObject({ format: 'svg', file: 'drawings/queue.svg' })
    expect(files.contents['drawings/queue.svg']).toMatch(/^<svg /)
  })

  test('draws every template of a folder in one picture, and skips what is none', async () => {
    const files = memoryFiles({
      'stacks/queue.yaml': QUEUE,
      'stacks/deep/table.json': TABLE,
      'stacks/package.json': '{ "name": "x" }',
      'stacks/values.yaml': 'resources: {}\n',
      'stacks/node_modules/other/template.yaml': QUEUE.replace('Work', 'NotMine'),
      'stacks/.cache/template.yaml': QUEUE.replace('Work', 'NotMine'),
    })
    const text = (await operate('draw', { paths: ['stacks'] }, files)).human(PAGE)
    expect(text).toContain('Work')
    expect(text).toContain('Items')
    expect(text).not.toContain('NotMine')
  })

  test.each([
    { name: 'a file that exists', input: { out: 'mine.svg' }, code: 'refused.output-not-ours', says: '"mine.svg" exists already' },
    {
      name: 'a format that does not fit the name',
      input: { out: 'x.svg', format: 'mermaid' },
      code: 'usage.bad-argument',
      says: '"x.svg"',
    },
    { name: 'a region that is not there', input: { region: 'eu-wets-1' }, code: 'usage.bad-argument', says: 'did you mean "eu-west-1"' },
    { name: 'a path that is not there', input: { paths: ['quene.yaml'] }, code: 'usage.path-not-found', says: 'did you mean "queue.yaml"' },
    {
      name: 'a folder without a template',
      input: { paths: ['docs'] },
      code: 'usage.bad-argument',
      says: 'no CloudFormation template in "docs"',
    },
    { name: 'text that is no template', input: { paths: ['mine.svg'] }, code: 'input.invalid', says: '"mine.svg"' },
    { name: 'an unknown argument', input: { folder: 'x' }, code: 'usage.bad-argument', says: '"folder" is not a known argument' },
  ])('refuses $name', async ({ input, code, says }) => {
    const files = memoryFiles({ 'queue.yaml': QUEUE, 'mine.svg': '<svg/>', 'docs/README.md': '# Resources' })
    const before = { ...files.contents }
    const error = await failure(operate('draw', { paths: ['queue.yaml'], ...input }, files))
    expect(error.code).toBe(code)
    expect(error.message).toContain(says)
    expect(files.contents).toEqual(before)
  })

  test('--force replaces the file', async () => {
    const files = memoryFiles({ 'queue.yaml': QUEUE, 'mine.svg': '<svg/>' })
    await operate('draw', { paths: ['queue.yaml'], out: 'mine.svg', force: true }, files)
    expect(files.contents['mine.svg']).toContain('Amazon SQS queue')
  })
})
