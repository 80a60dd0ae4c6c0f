import { describe, expect, test } from 'vitest'
import type { Json } from '#core/index.js'
import { found, said, saidOf } from './said.js'

const RESOURCES = { Queue: { Type: 'AWS::SQS::Queue' } }

function parameter(attributes: Json): readonly string[] {
  return said({ Parameters: { P: attributes }, Resources: RESOURCES }).map((line) => line.replace('Parameters/P', '').replace(' /', ' '))
}

describe('parameters', () => {
  test.each<{ name: string; attributes: Json; want: readonly string[] }>([
    {
      name: 'an attribute for another type',
      attributes: { Type: 'String', MinValue: 1 },
      want: ['parameter-attribute-unknown MinValue: MinValue is for numbers; P has the type String'],
    },
    {
      name: 'bounds that leave nothing',
      attributes: { Type: 'Number', MinValue: 5, MaxValue: 4 },
      want: ['parameter-attribute-value MinValue: MinValue is 5 and MaxValue is 4, so that no value of P is allowed'],
    },
    {
      name: 'wrong kinds of values',
      attributes: { Type: 'String', AllowedValues: 'a', NoEcho: 'yes', MaxLength: 'long', ConstraintDescription: ['x'] },
      want: [
        'parameter-attribute-value AllowedValues: AllowedValues must be a list',
        'parameter-attribute-value NoEcho: NoEcho must be true or false, it is "yes"',
        'parameter-attribute-value MaxLength: MaxLength must be a number, it is "long"',
        'parameter-attribute-value ConstraintDescription: ConstraintDescription must be a text or a number',
      ],
    },
    {
      name: 'a hidden default',
      attributes: { Type: 'String', NoEcho: true, Default: 'hunter2' },
      want: [
        'parameter-hidden-default Default: P is hidden by NoEcho, but its default stands in the template for everyone to read; remove the default',
      ],
    },
    { name: 'a hidden default that is empty', attributes: { Type: 'String', NoEcho: 'true', Default: '' }, want: [] },
    {
      name: 'a long default',
      attributes: { Type: 'String', Default: 'x'.repeat(4097) },
      want: ['parameter-default Default: the default of P has 4097 bytes; 4096 are allowed'],
    },
    { name: 'of Parameter Store', attributes: { Type: 'AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>', Default: '/a' }, want: [] },
  ])('$name', ({ attributes, want }) => {
    expect(parameter(attributes)).toEqual(want)
  })

  test('a default that does not fit where it is used is a warning, but not behind a condition', () => {
    const template = (properties: Json): Json => ({
      Parameters: {
        Seconds: { Type: 'Number', Default: 50_000 },
        Words: { Type: 'CommaDelimitedList', Default: 'a,a' },
        Empty: { Type: 'String', Default: '' },
      },
      Conditions: { Long: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
      Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: properties } },
    })
    expect(found(template({ VisibilityTimeout: { Ref: 'Seconds' } })).filter(({ code }) => !code.endsWith('-unused'))).toMatchObject([
      {
        code: 'parameter-value',
        severity: 'warning',
        message: 'the default of parameter Seconds does not fit here: 50000 must be at most 43200',
      },
    ])
    expect(said(template({ VisibilityTimeout: { 'Fn::If': ['Long', { Ref: 'Seconds' }, 5] }, DelaySeconds: { Ref: 'Empty' } }))).toEqual([])
  })

  test('the interface shows those that are there', () => {
    const shown = {
      ParameterGroups: [{ Label: { default: 'Network' }, Parameters: ['Vpc', 'Subnte'] }],
      ParameterLabels: { Vpc: { default: 'VPC' }, Other: { default: 'O' } },
    }
    const template = {
      Metadata: { 'AWS::CloudFormation::Interface': shown },
      Parameters: { Vpc: { Type: 'String' }, Subnet: { Type: 'String' } },
      Resources: RESOURCES,
    }
    const at = 'Metadata/AWS::CloudFormation::Interface'
    expect(said(template)).toEqual([
      `interface-parameter-missing ${at}/ParameterGroups/0/Parameters/1: there is no parameter "Subnte" to show (did you mean "Subnet"?)`,
      `interface-parameter-missing ${at}/ParameterLabels/Other: there is no parameter "Other" to show`,
    ])
  })
})

describe('outputs', () => {
  test('a value that is a list', () => {
    const template = {
      Parameters: { Zones: { Type: 'CommaDelimitedList' } },
      Resources: RESOURCES,
      Outputs: {
        A: { Value: { Ref: 'Zones' } },
        B: { Value: { 'Fn::Split': [',', 'a,b'] } },
        C: { Value: { 'Fn::Select': [0, { Ref: 'Zones' }] } },
      },
    }
    expect(said(template)).toEqual([
      'value-type Outputs/A/Value: Ref gives a list; a text must stand here',
      'value-type Outputs/B/Value: Fn::Split gives a list; a text must stand here',
    ])
  })

  test('exports', () => {
    const output = (named: Json): Json => ({ Value: 'v', Export: named })
    const template = {
      Resources: RESOURCES,
      Outputs: {
        A: output({ Name: 'shared' }),
        B: output({ Name: 'shared' }),
        C: output({ Nmae: 'x' }),
        D: output('x'),
        E: output({ Name: { 'Fn::Sub': '${AWS::StackName}-e' } }),
        F: output({ Name: { Ref: 'Queue' } }),
      },
    }
    expect(said(template)).toEqual([
      'output-export Outputs/B/Export/Name: B is exported under the same name as A; a region takes each name once',
      'output-export Outputs/C/Export: the Export of C must be a map with a Name and nothing else',
      'output-export Outputs/D/Export: the Export of D must be a map with a Name and nothing else',
      expect.stringContaining('reference-not-allowed Outputs/F/Export/Name/Ref: resource "Queue" cannot be named here'),
    ])
  })
})

describe('conditions and rules', () => {
  test('a condition decides', () => {
    const template = {
      Conditions: {
        A: 'true',
        B: { Ref: 'AWS::Region' },
        C: { 'Fn::And': [{ Condition: 'A' }, true] },
        D: { 'Fn::Not': [{ Condition: 'A' }] },
      },
      Resources: RESOURCES,
    }
    const made = 'a condition is made of Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition'
    expect(said(template)).toEqual([
      `condition-shape Conditions/A: ${made}`,
      `condition-shape Conditions/B/Ref: Ref decides nothing; ${made}`,
      `condition-shape Conditions/C/Fn::And/1: ${made}`,
    ])
  })

  test('a long chain of conditions is no circle and takes no time', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 3000 }, (_, at): [string, Json] => [
        `C${at}`,
        at === 0 ? { 'Fn::Equals': [1, 1] } : { 'Fn::Not': [{ Condition: `C${at - 1}` }] },
      ]),
    )
    expect(said({ Conditions: chain, Resources: RESOURCES })).toEqual([])
  })

  test('a rule asserts', () => {
    const template = {
      Parameters: { Stage: { Type: 'String' } },
      Rules: {
        Good: {
          RuleCondition: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
          Assertions: [{ Assert: { 'Fn::Contains': [['a'], { Ref: 'Stage' }] }, AssertDescription: 'd' }],
        },
        Bad: { RuleConditon: 1 },
        Worse: { Assertions: [{ AssertDescription: 'd' }] },
      },
      Resources: RESOURCES,
    }
    expect(said(template)).toEqual([
      'rule-shape Rules/Bad/RuleConditon: a rule has no attribute "RuleConditon" (did you mean "RuleCondition"?)',
      'rule-shape Rules/Bad: rule Bad must have a list of Assertions',
      'rule-shape Rules/Worse/Assertions/0: an assertion of rule Worse must have an Assert',
    ])
  })

  test('functions stand where they are allowed', () => {
    expect(saidOf('AWS::SQS::Queue', { FifoQueue: { 'Fn::Equals': ['a', 'a'] }, DelaySeconds: { 'Fn::Length': ['a'] } })).toEqual([
      'function-place Properties/FifoQueue/Fn::Equals: Fn::Equals stands only in Conditions; name a condition there and use Fn::If here',
      'function-place Properties/DelaySeconds/Fn::Length: Fn::Length needs the line "Transform: AWS::LanguageExtensions" at the top of the template',
    ])
    const extended = {
      Transform: 'AWS::LanguageExtensions',
      Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: { 'Fn::Length': ['a'] } } } },
    }
    expect(said(extended)).toEqual([])
  })
})

describe('texts', () => {
  test('a placeholder outside of Fn::Sub', () => {
    expect(saidOf('AWS::SQS::Queue', { QueueName: 'orders-${AWS::Region}' })).toEqual([
      'sub-missing Properties/QueueName: "${AWS::Region}" is not replaced here; write Fn::Sub in front of the text if it must be',
    ])
    expect(saidOf('AWS::SQS::Queue', { QueueName: 'orders-${team}' })).toEqual([])
    expect(
      saidOf('AWS::SSM::Parameter', {
        Type: 'String',
        Value: { 'Fn::Join': ['', ['a-${!AWS::Region}', { 'Fn::Sub': ['${AWS::Region}${a}', { a: 'b' }] }]] },
      }),
    ).toEqual([])
  })

  test.each([
    { text: '{{resolve:ssm:/a/b:3}}', want: [] },
    { text: '{{resolve:secretsmanager:MySecret:SecretString:password}}', want: [] },
    { text: '{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-b:SecretString:password::}}', want: [] },
    { text: '{{resolve:smm:/a}}', want: ['names the service "smm"; there are ssm, ssm-secure, secretsmanager'] },
    { text: '{{resolve:ssm:}}', want: ['names no parameter or secret'] },
    { text: '{{resolve:ssm:/a:latest}}', want: ['must end in a name, or in a name and the number of a version'] },
    { text: '{{resolve:secretsmanager:MySecret:password}}', want: ['has "password" where SecretString must stand'] },
  ])('$text', ({ text, want }) => {
    expect(saidOf('AWS::SQS::Queue', { QueueName: text })).toEqual(
      want.map((each) => `dynamic-reference Properties/QueueName: "${text}" ${each}`),
    )
  })

  test('a secure string only where a service takes one', () => {
    const secure = '{{resolve:ssm-secure:/a:1}}'
    expect(saidOf('AWS::SQS::Queue', { QueueName: secure })).toEqual([
      'dynamic-reference Properties/QueueName: AWS::SQS::Queue does not take a secure string of Parameter Store here; use secretsmanager or another way',
    ])
    expect(saidOf('AWS::IAM::User', { LoginProfile: { Password: secure } })).toEqual([])
  })
})

describe('the whole template', () => {
  test('transforms of AWS', () => {
    expect(said({ Transform: ['AWS::Serverless-2016-10-13', 'Mine'], Resources: RESOURCES })).toEqual([
      'transform-unknown Transform/0: AWS has no transform "AWS::Serverless-2016-10-13" (did you mean "AWS::Serverless-2016-10-31"?), unless macro Mine changes that',
    ])
  })

  test('its size', () => {
    const size = (bytes: number): readonly string[] =>
      found({ Resources: RESOURCES }, { bytes }).map(({ code, severity }) => `${code} ${severity}`)
    expect([size(51_200), size(51_201), size(1_048_577)]).toEqual([[], ['template-needs-bucket info'], ['limit-exceeded error']])
    expect(said({ Description: 'ä'.repeat(513), Resources: RESOURCES })).toEqual([
      'limit-exceeded Description: the Description has 1026 bytes; CloudFormation takes 1024',
    ])
  })
})
