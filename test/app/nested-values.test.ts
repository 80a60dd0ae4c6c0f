import { describe, expect, test } from 'vitest'
import { operate } from './context.js'
import { memoryFiles } from './memory-files.js'

const INNER = `Parameters:
  Stage: { Type: String, AllowedValues: [dev, prod] }
  Count: { Type: Number, Default: 1, MaxValue: 3 }
  Name: { Type: String, Default: orders, AllowedPattern: '[a-z]+' }
  Password: { Type: String, NoEcho: true, MinLength: 8, Default: '********' }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Work: { Type: AWS::SQS::Queue, Properties: { QueueName: !Join ['', [!Ref Name, !Ref Count, !Ref Password]] } }
  Kept: { Type: AWS::SQS::Queue, Condition: IsProd }
Outputs:
  QueueUrl: { Value: !Ref Work }
  KeptUrl: { Value: !Ref Kept, Condition: IsProd }
`

interface Said {
  readonly code: string
  readonly message: string
  readonly severity: string
  readonly line: number
  readonly column: number
  readonly world?: unknown
}

const outer = (parameters: string, value = '!GetAtt Jobs.Outputs.QueueUrl', more = ''): string => `Parameters:
  Environment: { Type: String, Default: dev, AllowedValues: [dev, prod] }
Conditions:
  Live: !Equals [!Ref Environment, prod]
Resources:
  Jobs:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: inner.yaml
      Parameters: { ${parameters} }
Outputs:
  Url:
    Value: ${value}
${more}`

async function said(template: string, inner = INNER): Promise<readonly Said[]> {
  const { output } = await operate('validate', { paths: ['root.yaml'] }, memoryFiles({ 'root.yaml': template, 'inner.yaml': inner }))
  const { files } = output as { files: readonly { file: string; diagnostics: readonly Said[] }[] }
  return files.flatMap(({ file, diagnostics }) => (file === 'root.yaml' ? diagnostics : [])).filter(({ code }) => code.startsWith('nested'))
}

describe('stacks nested in a template (cfn-lint#1963)', () => {
  test.each([
    {
      name: 'a name that is not declared',
      parameters: 'Stage: dev, Cuont: 2',
      line: 10,
      want: /declares no parameter "Cuont" \(did you mean "Count"\?\)/,
    },
    { name: 'one that is lacking', parameters: 'Count: 2', line: 10, want: /needs Stage, which has no default/ },
    { name: 'one that is taken away', parameters: 'Stage: !Ref AWS::NoValue', line: 10, want: /needs Stage, which has no default/ },
    {
      name: 'a value that is not allowed',
      parameters: 'Stage: test',
      line: 10,
      want: /Stage of the nested template is "test".* \(dev or prod\)/,
    },
    { name: 'a value in a branch', parameters: 'Stage: !If [Live, prod, test]', line: 10, want: /Stage of the nested template is "test"/ },
    { name: 'a number that is too large', parameters: 'Stage: dev, Count: 4', line: 10, want: /is 4, above its MaxValue of 3/ },
    { name: 'a number that is none', parameters: 'Stage: dev, Count: many', line: 10, want: /"many", which is no number/ },
    { name: 'a text of another form', parameters: 'Stage: dev, Name: A1', line: 10, want: /does not have the form/ },
  ])('$name', async ({ parameters, line, want }) => {
    const found = await said(outer(parameters))
    expect(found).toMatchObject([{ severity: 'error', line, message: expect.stringMatching(want) }])
    expect(found[0]?.column).toBeGreaterThan(0)
  })

  test('a value that must not be shown is not shown', async () => {
    const [only, ...others] = await said(outer('Stage: dev, Password: short'))
    expect(others).toEqual([])
    expect(only).toMatchObject({ code: 'nested-parameter-value' })
    expect(only?.message).not.toContain('short')
  })

  test.each([
    { name: 'Fn::GetAtt', value: '!GetAtt Jobs.Outputs.QueueUlr' },
    { name: 'Fn::GetAtt as a list', value: '!GetAtt [Jobs, Outputs.QueueUlr]' },
    { name: 'Fn::Sub', value: '!Sub "${Jobs.Outputs.QueueUlr}/x"' },
  ])('an output that is not there, by $name', async ({ value }) => {
    expect(await said(outer('Stage: dev', value))).toMatchObject([
      { code: 'nested-output-missing', line: 13, message: expect.stringContaining('did you mean "QueueUrl"?') },
    ])
  })

  test.each([
    { name: 'with a value under which it is there', parameters: 'Stage: prod', more: '', want: [] },
    {
      name: 'with a value under which it is not',
      parameters: 'Stage: dev',
      more: '',
      want: [{ code: 'nested-output-guarded', severity: 'error' }],
    },
    {
      name: 'with a parameter of the outer template',
      parameters: 'Stage: !Ref Environment',
      more: '',
      want: [{ code: 'nested-output-guarded', severity: 'warning', line: 13 }],
    },
    { name: 'under the same condition', parameters: 'Stage: !Ref Environment', more: '    Condition: Live\n', want: [] },
  ])('an output under a condition, $name', async ({ parameters, more, want }) => {
    expect(await said(outer(parameters, '!GetAtt Jobs.Outputs.KeptUrl', more))).toMatchObject(want)
  })

  test('what is right is not said anything of', async () => {
    expect(await said(outer('Stage: !If [Live, prod, dev], Count: 3, Name: !Ref Environment'))).toEqual([])
  })

  test('a template that a macro writes may declare anything', async () => {
    expect(await said(outer('Other: 1', '!GetAtt Jobs.Outputs.Nothing'), `Transform: Own\n${INNER}`)).toEqual([])
  })
})
