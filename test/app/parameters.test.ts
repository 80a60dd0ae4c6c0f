import { describe, expect, test } from 'vitest'
import { redactedJson, redact } from '#app/index.js'
import { operate, PAGE } from './context.js'
import { failure } from './failure.js'
import { memoryFiles } from './memory-files.js'

const TEMPLATE = [
  'Parameters:',
  '  Stage: { Type: String, AllowedValues: [dev, prod], Default: dev }',
  '  Password: { Type: String, NoEcho: true, Default: "", MinLength: 0, MaxLength: 30 }',
  'Conditions:',
  '  Prod: !Equals [!Ref Stage, prod]',
  '  Own: !Not [!Equals [!Ref Password, ""]]',
  'Resources:',
  '  Work:',
  '    Type: AWS::SQS::Queue',
  '    Condition: Prod',
  '  Db:',
  '    Type: AWS::RDS::DBInstance',
  '    Condition: Own',
  '    Properties:',
  '      Engine: postgres',
  '      DBInstanceClass: db.t4g.micro',
  '      AllocatedStorage: "20"',
  '      MasterUsername: app',
  '      MasterUserPassword: !Ref Password',
  '      DBInstanceIdentifier: !Sub "db-${Password}"',
].join('\n')
const SECRET = 'correct horse "battery"'

function reviewed(output: object): readonly string[] {
  const { files } = output as { files: readonly { findings: readonly { rule: string; resource?: string; verdict: string }[] }[] }
  return files.flatMap(({ findings }) => findings.map(({ rule, resource, verdict }) => `${resource} ${rule} ${verdict}`))
}

describe.each(['validate', 'review', 'cost', 'draw'])('%s', (name) => {
  const run = async (input: object, more: Record<string, string> = {}): ReturnType<typeof operate> => {
    const region = name === 'validate' || name === 'review' ? {} : { region: 'eu-west-1' }
    return operate(name, { paths: ['t.yaml'], ...region, ...input }, memoryFiles({ 't.yaml': TEMPLATE, ...more }))
  }

  test('takes values and files of them', async () => {
    await run({ parameter: ['Stage=prod'] })
    await run({ parameters: 'p.json' }, { 'p.json': '[{"ParameterKey": "Stage", "ParameterValue": "prod"}]' })
  })

  test.each([
    {
      name: 'a name that no template has',
      input: { parameter: ['Stagee=prod'] },
      says: 'there is no parameter "Stagee" (did you mean "Stage"?)',
    },
    {
      name: 'a value that is not allowed',
      input: { parameter: ['Stage=prd'] },
      says: 'parameter Stage is "prd", which is not among its AllowedValues',
    },
    { name: 'no pair', input: { parameter: ['Stage'] }, says: '--parameter takes NAME=VALUE' },
    { name: 'a name twice', input: { parameter: ['Stage=dev', 'Stage=prod'] }, says: '--parameter Stage is given twice' },
  ])('refuses $name', async ({ input, says }) => {
    const stopped = await failure(run(input))
    expect(stopped.code).toBe('usage.bad-argument')
    expect(stopped.message).toContain(says)
  })

  test('refuses a file with all that is wrong with it, and with the command line', async () => {
    const stopped = await failure(run({ parameters: 'p.yaml', parameter: ['Nope=1'] }, { 'p.yaml': 'Stagee: dev\nStage: prd\n' }))
    expect(stopped.code).toBe('input.invalid')
    expect(stopped.message).toContain('--parameter: there is no parameter "Nope"')
    expect(stopped.details['files']).toMatchObject([{ file: 'p.yaml', diagnostics: [{ line: 1 }, { line: 2 }] }])
  })
})

describe('values', () => {
  test('decide conditions; the command line wins', async () => {
    const files = memoryFiles({ 't.yaml': TEMPLATE, 'p.yaml': 'Stage: prod\n' })
    const rows = async (input: object): Promise<readonly string[]> =>
      reviewed((await operate('review', { paths: ['t.yaml'], ...input }, files)).output).map((row) => row.split(' ')[0] ?? '')
    expect(await rows({})).not.toContain('Work')
    expect(await rows({ parameters: 'p.yaml' })).toContain('Work')
    expect(await rows({ parameters: 'p.yaml', parameter: ['Stage=dev'] })).not.toContain('Work')
  })

  test('a file that could not be read may declare what no other does', async () => {
    const files = memoryFiles({ 't.yaml': TEMPLATE, 'broken.yaml': 'Resources: [\n' })
    const { exit } = await operate('validate', { paths: ['t.yaml', 'broken.yaml'], parameter: ['Elsewhere=1'] }, files)
    expect(exit).toBe(3)
  })

  test('of one template are no mistake in another', async () => {
    const files = memoryFiles({ 'a.yaml': TEMPLATE, 'b.yaml': 'Resources:\n  Work:\n    Type: AWS::SQS::Queue\n' })
    const { exit } = await operate('validate', { paths: ['a.yaml', 'b.yaml'], parameter: ['Stage=prod'] }, files)
    expect(exit).toBe(0)
  })
})

describe('values of NoEcho parameters', () => {
  test('decide conditions, and are nowhere to be seen', async () => {
    const files = memoryFiles({ 't.yaml': TEMPLATE })
    for (const [name, input] of [
      ['validate', {}],
      ['review', { all: true }],
      ['cost', { region: 'eu-west-1' }],
      ['draw', { region: 'eu-west-1' }],
    ] as const) {
      const result = await operate(name, { paths: ['t.yaml'], parameter: [`Password=${SECRET}`], ...input }, files)
      // Without any redaction at the surface.
      expect(JSON.stringify(result.output) + result.human(PAGE), name).not.toContain('battery')
      if (name === 'review') expect(reviewed(result.output)).toContain('Db secret-property-is-not-written-out pass')
      if (name === 'cost') expect(JSON.stringify(result.output)).toContain('Db')
    }
  })

  test('that are wrong are not shown', async () => {
    const long = `Password=${'battery'.repeat(10)}`
    const stopped = await failure(operate('validate', { paths: ['t.yaml'], parameter: [long] }, memoryFiles({ 't.yaml': TEMPLATE })))
    expect(stopped.message).toContain('parameter Password has a value that its declaration does not take')
    expect(stopped.message).not.toContain('battery')
    const broken = memoryFiles({ 't.yaml': TEMPLATE, 'p.json': '{"Password": "a", battery: "b" "c"}' })
    const unread = await failure(operate('validate', { paths: ['t.yaml'], parameters: 'p.json' }, broken))
    expect(unread.code).toBe('input.invalid')
    expect(JSON.stringify(unread.details)).not.toContain('battery')
  })

  test('stay references in what SAM becomes', async () => {
    const sam = [
      'Transform: AWS::Serverless-2016-10-31',
      'Parameters:',
      '  Password: { Type: String, NoEcho: true, Default: none }',
      'Resources:',
      '  Work:',
      '    Type: AWS::Serverless::Function',
      '    Properties: { InlineCode: x, Handler: a.b, Runtime: nodejs22.x, Environment: { Variables: { P: !Ref Password } } }',
    ].join('\n')
    const { output } = await operate('expand', { path: 's.yaml', parameter: ['Password=battery'] }, memoryFiles({ 's.yaml': sam }))
    expect(JSON.stringify(output)).not.toContain('battery')
    expect(output).toMatchObject({
      Parameters: { Password: { NoEcho: true, Default: 'none' } },
      Resources: { Work: { Properties: { Environment: { Variables: { P: { Ref: 'Password' } } } } } },
    })
  })

  test.each([
    { name: 'alone', secret: 'hunter2', text: 'is "hunter2", no', left: 'is "********", no' },
    { name: 'not as a part of a word, when it is short', secret: 'page', text: 'a page of pages', left: 'a ******** of pages' },
    { name: 'as a part of a word, when it is long', secret: 'battery-staple', text: 'dbbattery-staple1', left: 'db********1' },
    { name: 'wrapped', secret: 'correct horse', text: 'the correct\n  horse is', left: 'the ******** is' },
    { name: 'with signs of regular expressions', secret: 'a+b(c)[d]*', text: 'x a+b(c)[d]* y', left: 'x ******** y' },
    { name: 'and of a few letters stay', secret: 'on', text: 'on', left: 'on' },
  ])('are redacted $name', ({ secret, text, left }) => {
    expect(redact(text, new Set([secret]))).toBe(left)
  })

  test('are redacted in JSON, where the words of the product stay', () => {
    const output = { severity: 'error', message: 'an error of "x\\y" and a"b"cd', unknown: 1 }
    expect(JSON.parse(redactedJson(output, new Set(['error', 'x\\y"', 'a"b"cd', 'unknown'])))).toEqual({
      severity: 'error',
      message: 'an ******** of "******** and ********',
      unknown: 1,
    })
  })
})
