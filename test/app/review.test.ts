import { describe, expect, test } from 'vitest'
import { operate, PAGE } from './context.js'
import { memoryFiles } from './memory-files.js'

// A queue without a dead-letter queue is a finding; one whose policy is a parameter cannot be told; one with it passes.
const BAD = 'Resources:\n  Work:\n    Type: AWS::SQS::Queue\n'
const UNTOLD = [
  'Parameters:',
  '  Redrive: { Type: String }',
  'Resources:',
  '  Work:',
  '    Type: AWS::SQS::Queue',
  '    Properties: { RedrivePolicy: { Ref: Redrive } }',
].join('\n')

interface Findings {
  readonly files: readonly {
    readonly file: string
    readonly findings: readonly { readonly rule: string; readonly verdict: string; readonly severity: string }[]
    readonly diagnostics?: unknown
  }[]
}

async function verdicts(text: string, more: object = {}): Promise<{ exit: number; verdict: string | undefined }> {
  const result = await operate('review', { paths: ['t.yaml'], ...more }, memoryFiles({ 't.yaml': text }))
  const [file] = (result.output as Findings).files
  return { exit: result.exit, verdict: file?.findings.find(({ rule }) => rule === 'queue-has-dead-letter-queue')?.verdict }
}

describe('review', () => {
  test.each(['high', 'medium', 'low'] as const)('ends with 1 from %s on', async (failOn) => {
    const severities = ['low', 'medium', 'high']
    const result = await operate('review', { paths: ['t.yaml'], failOn }, memoryFiles({ 't.yaml': BAD }))
    const failed = (result.output as Findings).files.flatMap(({ findings }) => findings.filter(({ verdict }) => verdict === 'fail'))
    const worst = Math.max(...failed.map(({ severity }) => severities.indexOf(severity)))
    expect(worst).toBeGreaterThanOrEqual(0)
    expect(result.exit).toBe(worst >= severities.indexOf(failOn) ? 1 : 0)
  })

  test('what cannot be told is said, and is no failure', async () => {
    const result = await operate('review', { paths: ['t.yaml'], failOn: 'low' }, memoryFiles({ 't.yaml': UNTOLD }))
    const findings = (result.output as Findings).files.flatMap((file) => file.findings)
    expect(findings.find(({ rule }) => rule === 'queue-has-dead-letter-queue')).toMatchObject({ verdict: 'unknown' })
    expect(result.exit).toBe(findings.some(({ verdict }) => verdict === 'fail') ? 1 : 0)
  })

  test('passes are given with all, and only then', async () => {
    const good = `${BAD}    Properties: { RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:111122223333:dead', maxReceiveCount: 5 } }\n`
    expect(await verdicts(good)).toMatchObject({ verdict: undefined })
    expect(await verdicts(good, { all: true })).toMatchObject({ verdict: 'pass' })
  })

  test('each finding has its place, and people see it', async () => {
    const result = await operate('review', { paths: ['t.yaml'] }, memoryFiles({ 't.yaml': BAD }))
    const [file] = (result.output as Findings).files
    expect(file?.findings.find(({ rule }) => rule === 'queue-has-dead-letter-queue')).toMatchObject({
      severity: expect.any(String),
      pillar: 'reliability',
      verdict: 'fail',
      resource: 'Work',
      path: ['Resources', 'Work', 'Properties', 'RedrivePolicy'],
      line: expect.any(Number),
      column: expect.any(Number),
      fix: expect.any(String),
    })
    expect(result.human(PAGE)).toMatch(/^t\.yaml:\d+:\d+ (high|medium|low)$/m)
  })

  test('a broken file does not hide the findings of the others', async () => {
    const result = await operate('review', { paths: ['a.yaml', 'b.yaml'] }, memoryFiles({ 'a.yaml': 'Resources: [\n', 'b.yaml': BAD }))
    expect(result.exit).toBe(3)
    expect(result.output).toMatchObject({
      files: [{ file: 'a.yaml', findings: [], diagnostics: [{ severity: 'error' }] }, { file: 'b.yaml' }],
    })
    expect(result.human(PAGE)).toContain('a.yaml:')
    expect(result.human(PAGE)).toContain('queue-has-dead-letter-queue')
  })
})

describe('rules', () => {
  test('lists every rule with the checks of other tools', async () => {
    const { output } = await operate('rules', {}, memoryFiles())
    const { rules } = output as { rules: readonly { id: string; maps: object }[] }
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
    for (const rule of rules) expect(Object.keys(rule.maps)).toEqual(['cdk-nag', 'checkov', 'cfn_nag', 'security-hub', 'prowler'])
  })

  test('of one pillar', async () => {
    const { output } = await operate('rules', { pillar: 'reliability' }, memoryFiles())
    const { rules } = output as { rules: readonly { pillar: string }[] }
    expect(new Set(rules.map(({ pillar }) => pillar))).toEqual(new Set(['reliability']))
  })
})
