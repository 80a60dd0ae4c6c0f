import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCli } from '../support/cli.js'

const QUEUE = 'Resources:\n  Work:\n    Type: AWS::SQS::Queue\n'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'stanchion-discovery-'))
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), text)
  }
}

describe('a repository', () => {
  test('is searched, whatever its links lead to', async () => {
    write({ 'stacks/queue.yaml': QUEUE, 'stacks/broken.yaml': `${QUEUE}  [`, 'node_modules/x/t.yaml': QUEUE, 'tsconfig.json': '{' })
    symlinkSync(cwd, join(cwd, 'stacks', 'round'))
    symlinkSync(join(cwd, 'y.yaml'), join(cwd, 'x.yaml'))
    symlinkSync(join(cwd, 'x.yaml'), join(cwd, 'y.yaml'))
    symlinkSync(join(cwd, 'nowhere'), join(cwd, 'z.yaml'))
    const { code, stdout } = await runCli(['validate', '.'], { cwd })
    expect(code).toBe(3)
    expect(stdout).toMatch(/^stacks\/broken\.yaml:\d+:\d+ error$/m)
    expect(stdout).toContain('2 files: 1 with errors, 0 with warnings')
  })

  test('with a CDK app that was not synthesized', async () => {
    write({ 'cdk.json': '{"app": "npx ts-node bin/app.ts"}', 'bin/app.ts': '' })
    const { code, stderr } = await runCli(['review', '.'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain('run "npx cdk synth" there first')
  })
})

describe('parameters', () => {
  const TEMPLATE = [
    'Parameters:',
    '  Stage: { Type: String, AllowedValues: [dev, prod] }',
    '  Key: { Type: String, NoEcho: true, AllowedPattern: "[a-z-]+" }',
    'Resources:',
    '  Work:',
    '    Type: AWS::SQS::Queue',
    '    Properties: { QueueName: !Ref Stage, KmsMasterKeyId: !Ref Key }',
  ].join('\n')

  test('are given on the command line and in a file', async () => {
    write({ 't.yaml': TEMPLATE, 'p.json': '{"Parameters": {"Stage": "prod", "Key": "correct-horse"}}' })
    for (const format of ['human', 'json']) {
      const { code, stdout, stderr } = await runCli(
        ['review', 't.yaml', '--parameters', 'p.json', '--parameter', 'Stage=dev', '--format', format],
        { cwd },
      )
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).not.toContain('correct-horse')
    }
  })

  test('that no template declares are wrong usage, those of a file are wrong input', async () => {
    write({ 't.yaml': TEMPLATE, 'p.yaml': 'Stage: prod\nKey: CORRECT-HORSE\n' })
    const typed = await runCli(['validate', 't.yaml', '--parameter', 'Stag=prod'], { cwd })
    expect(typed).toMatchObject({ code: 2, stdout: '' })
    expect(typed.stderr.replace(/\s+/g, ' ')).toContain('there is no parameter "Stag" (did you mean "Stage"?)')
    const stated = await runCli(['validate', 't.yaml', '--parameters', 'p.yaml', '--format', 'json'], { cwd })
    expect(stated.code).toBe(3)
    expect(JSON.parse(stated.stdout)).toMatchObject({ error: { files: [{ file: 'p.yaml', diagnostics: [{ line: 2, column: 6 }] }] } })
    expect(stated.stdout + stated.stderr).not.toContain('CORRECT-HORSE')
  })
})
