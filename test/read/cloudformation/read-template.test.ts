import { describe, expect, test } from 'vitest'
import { jsonOf } from '#core/index.js'
import { readTemplate } from '#read/cloudformation/index.js'

const RESOURCES = 'Resources:\n  A:\n    Type: AWS::SNS::Topic\n'

async function problems(text: string): Promise<readonly string[]> {
  const { diagnostics } = await readTemplate(text, 't.yaml')
  return diagnostics.map(
    ({ code, severity, message, path, span }) => `${severity} ${code} ${span?.line}:${span?.column} ${path?.join('.') ?? ''}: ${message}`,
  )
}

describe('a template', () => {
  test.each([
    ['YAML', `AWSTemplateFormatVersion: 2010-09-09\nDescription: x\n${RESOURCES}`],
    ['JSON', '{ "AWSTemplateFormatVersion": "2010-09-09", "Resources": { "A": { "Type": "AWS::SNS::Topic" } } }'],
    [
      'every section',
      `Transform: [AWS::LanguageExtensions]\nGlobals: {}\nMetadata: {}\nParameters: {}\nRules: {}\nMappings: {}\nConditions: {}\nHooks: {}\nOutputs: {}\n${RESOURCES}`,
    ],
    ['a loop among the resources', "Resources:\n  'Fn::ForEach::Topics': [T, [a, b], { 'T${T}': { Type: AWS::SNS::Topic } }]\n"],
    ['sections from an include', "'Fn::Transform': { Name: AWS::Include, Parameters: { Location: s3://b/k } }\n"],
  ])('%s is read without complaint', async (_, text) => {
    expect(await problems(text)).toEqual([])
  })

  test('comes back as a tree with short forms made long', async () => {
    const { tree } = await readTemplate('Resources:\n  A: { Type: T, Properties: { P: !Ref B } }\n', 't')
    expect(tree === undefined ? undefined : jsonOf(tree)).toEqual({ Resources: { A: { Type: 'T', Properties: { P: { Ref: 'B' } } } } })
  })
})

describe('what is no template', () => {
  test.each([
    ['- a\n', 'error not-a-template 1:1 : a template is a map with a Resources section, this is a list'],
    ['just text\n', 'error not-a-template 1:1 : a template is a map with a Resources section, this is text'],
    ['Description: x\n', 'error no-resources 1:1 : no Resources section: this is not a CloudFormation template, or it is cut short'],
    ['Resources: {}\n', 'error no-resources 1:1 Resources: Resources is empty; a template needs at least one resource'],
    ['Resources:\n', 'error section-shape 1:10 Resources: Resources must be a map of names, it is empty; remove it or fill it'],
  ])('%j', async (text, problem) => {
    expect(await problems(text)).toEqual([problem])
  })
})

test('all mistakes of the top level at once, beside those of the text', async () => {
  const text = `AWSTemplateFormatVersion: '2010-09-10'
Description: [a]
Paramters: {}
Mappings: text
Outputs:
Transform: 5
Resources:
  A: AWS::SNS::Topic
  B: { Type: x, Type: y }
Parameters:
  P:
`
  expect(await problems(text)).toEqual([
    'warning duplicate-key 9:17 Resources.B.Type: key "Type" stands twice in one map (first on line 9); only the last one counts',
    'error template-version 1:27 AWSTemplateFormatVersion: AWSTemplateFormatVersion is "2010-09-10"; the only version there is is "2010-09-09"',
    'error section-shape 2:14 Description: Description must be text, it is a list',
    'error unknown-section 3:1 Paramters: unknown section "Paramters" (did you mean "Parameters"?)',
    'error section-shape 4:11 Mappings: Mappings must be a map of names, it is text',
    'error section-shape 5:8 Outputs: Outputs must be a map of names, it is empty; remove it or fill it',
    'error section-shape 6:12 Transform: Transform must be the name of a macro or a list of them, it is a number',
    'error section-shape 8:3 Resources.A: Resources.A must be a map, it is text',
    'error section-shape 11:3 Parameters.P: Parameters.P must be a map, it is empty',
  ])
})

test('a macro of the user may know more sections', async () => {
  expect(await problems(`Transform: MyMacro\nDefaults: {}\n${RESOURCES}`)).toEqual([
    'warning unknown-section 2:1 Defaults: unknown section "Defaults"; only a macro may know it',
  ])
  expect(await problems(`Transform: AWS::Serverless-2016-10-31\nDefaults: {}\n${RESOURCES}`)).toEqual([
    'error unknown-section 2:1 Defaults: unknown section "Defaults"',
  ])
})
