import { describe, expect, test } from 'vitest'
import { operate } from './context.js'
import { memoryFiles } from './memory-files.js'

const template = (asserted: string, environment = 'dev'): string => `Parameters:
  Environment: { Type: String, Default: ${environment}, AllowedValues: [dev, prod] }
  Class: { Type: String, Default: t3.micro }
  Zones: { Type: CommaDelimitedList, Default: 'a,b' }
Rules:
  Large:
    RuleCondition: !Equals [!Ref Environment, prod]
    Assertions:
      - Assert: ${asserted}
        AssertDescription: production needs a large class
Conditions:
  IsProd: !Equals [!Ref Environment, prod]
Resources:
  Work:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Join ['-', [!Ref Class, !If [IsProd, p, d], !Join ['', !Ref Zones]]]
`

async function said(text: string, parameter: readonly string[] = []): Promise<readonly unknown[]> {
  const { output } = await operate('validate', { paths: ['t.yaml'], parameter }, memoryFiles({ 't.yaml': text }))
  const { files } = output as { files: readonly { diagnostics: readonly { code: string }[] }[] }
  return files.flatMap(({ diagnostics }) => diagnostics)
}

const LARGE = `{ 'Fn::Contains': [[m7g.large, m7g.xlarge], !Ref Class] }`

describe('rules of a template', () => {
  test('nothing is said where the condition of the rule does not hold', async () => {
    expect(await said(template(LARGE))).toEqual([])
  })

  test('given values that break one are an error, with what the author says', async () => {
    expect(await said(template(LARGE), ['Environment=prod'])).toMatchObject([
      {
        code: 'rule-broken',
        severity: 'error',
        line: 9,
        column: 9,
        message: 'rule Large fails with the given Class, Environment: production needs a large class',
      },
    ])
  })

  test('defaults that break one are a warning', async () => {
    expect(await said(template(LARGE, 'prod'))).toMatchObject([{ code: 'rule-broken', severity: 'warning' }])
  })

  test('given values that fulfil it are fine', async () => {
    expect(await said(template(LARGE), ['Environment=prod', 'Class=m7g.large'])).toEqual([])
  })

  test.each([
    { name: 'each of a list parameter in a list', asserted: `{ 'Fn::EachMemberIn': [!Ref Zones, [a, c]] }`, broken: true },
    { name: 'each of a list parameter in a longer list', asserted: `{ 'Fn::EachMemberIn': [!Ref Zones, [a, b, c]] }`, broken: false },
    { name: 'each of a list equals', asserted: `{ 'Fn::EachMemberEquals': [!Ref Zones, a] }`, broken: true },
    { name: 'all parameters of a type', asserted: `{ 'Fn::Contains': [{ 'Fn::RefAll': String }, nothing] }`, broken: true },
    {
      name: 'an attribute that only the account knows',
      asserted: `{ 'Fn::Contains': [{ 'Fn::ValueOf': [Class, Tags.Team] }, red] }`,
      broken: false,
    },
    {
      name: 'attributes of all of a type',
      asserted: `{ 'Fn::EachMemberEquals': [{ 'Fn::ValueOfAll': ['AWS::EC2::VPC::Id', Tags.Team] }, red] }`,
      broken: false,
    },
  ])('$name', async ({ asserted, broken }) => {
    const found = await said(template(asserted), ['Environment=prod'])
    expect(found.map((each) => (each as { code: string }).code)).toEqual(broken ? ['rule-broken'] : [])
  })
})
