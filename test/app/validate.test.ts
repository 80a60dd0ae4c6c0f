import { describe, expect, test } from 'vitest'
import { operate, PAGE } from './context.js'
import { memoryFiles } from './memory-files.js'

const QUEUE = 'Resources:\n  Work:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 5\n'
const WRONG = QUEUE.replace('DelaySeconds', 'DelaySecond')

describe('validate', () => {
  test.each([
    { name: 'a template that is right', text: QUEUE, exit: 0 },
    { name: 'a template with an error', text: WRONG, exit: 1 },
    { name: 'a file that is no template', text: 'name: orders\n', exit: 3 },
    { name: 'text that is not YAML', text: 'Resources: [\n', exit: 3 },
    { name: 'an empty file', text: '', exit: 3 },
  ])('$name: exit $exit', async ({ text, exit }) => {
    const result = await operate('validate', { paths: ['t.yaml'] }, memoryFiles({ 't.yaml': text }))
    expect(result.exit).toBe(exit)
    const said = JSON.stringify(result.output)
    expect(said.includes('"severity":"error"')).toBe(exit !== 0)
  })

  test('gives each diagnostic its place', async () => {
    const result = await operate('validate', { paths: ['t.yaml'] }, memoryFiles({ 't.yaml': WRONG }))
    expect(result.output).toMatchObject({
      files: [
        {
          file: 't.yaml',
          diagnostics: [
            {
              code: 'property-unknown',
              severity: 'error',
              resource: 'Work',
              path: ['Resources', 'Work', 'Properties', 'DelaySecond'],
              line: 5,
              column: 7,
            },
          ],
        },
      ],
    })
    expect(result.human(PAGE)).toContain('t.yaml:5:7')
  })

  test('a broken file does not hide the others', async () => {
    const files = memoryFiles({ 'a.yaml': 'Resources: [\n', 'b.yaml': WRONG })
    const result = await operate('validate', { paths: ['a.yaml', 'b.yaml'] }, files)
    expect(result.exit).toBe(3)
    expect(JSON.stringify(result.output)).toContain('property-unknown')
  })

  test('a file that is named twice is read once', async () => {
    const result = await operate('validate', { paths: ['s', 's/t.yaml'] }, memoryFiles({ 's/t.yaml': QUEUE }))
    expect(result.output).toMatchObject({ files: [{ file: 's/t.yaml', diagnostics: [] }], total: { files: 1 } })
  })

  test('never prints what stands in a property that holds a secret', async () => {
    const text = [
      'Resources:',
      '  Db:',
      '    Type: AWS::RDS::DBInstance',
      '    Properties:',
      '      Engine: postgres',
      '      DBInstanceClass: db.t4g.micro',
      '      MasterUserPassword: [correct-horse]',
    ]
    const result = await operate('validate', { paths: ['t.yaml'] }, memoryFiles({ 't.yaml': `${text.join('\n')}\n` }))
    expect(result.exit).toBe(1)
    expect(JSON.stringify(result.output) + result.human(PAGE)).not.toContain('correct-horse')
  })

  test('bytes that are no text are an error with its place', async () => {
    const files = memoryFiles()
    const result = await operate(
      'validate',
      { paths: ['t.yaml'] },
      {
        ...files,
        kind: async () => 'file',
        read: async () => new Uint8Array([0x52, 0xff, 0xfe]),
      },
    )
    expect(result).toMatchObject({ exit: 3, output: { files: [{ diagnostics: [{ severity: 'error', line: 1 }] }] } })
  })
})
