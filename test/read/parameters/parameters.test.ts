import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parametersIn } from '#read/parameters/index.js'
import { readTree } from '#read/text/index.js'

interface Read {
  readonly values: Readonly<Record<string, string>>
  readonly wrong: readonly string[]
  readonly messages: readonly string[]
}

async function read(text: string): Promise<Read> {
  const { tree } = await readTree(text, 'p', { strictKeys: true })
  if (tree === undefined) throw new Error(`not readable: ${text}`)
  const { values, diagnostics } = parametersIn(tree)
  return {
    values: Object.fromEntries([...values].map(([name, { value }]) => [name, value])),
    wrong: diagnostics.map(({ code, path, span }) => `${code} ${(path ?? []).join('.')} ${span?.line}`),
    messages: diagnostics.map(({ message }) => message),
  }
}

describe('the forms that people have', () => {
  test.each([
    {
      name: 'the list of the AWS CLI',
      text: '[{"ParameterKey": "Stage", "ParameterValue": "prod"}, {"ParameterKey": "Count", "ParameterValue": "2"}]',
    },
    {
      name: 'a template configuration of CodePipeline',
      text: '{"Parameters": {"Stage": "prod", "Count": "2"}, "Tags": {"a": "b"}, "StackPolicy": {}}',
    },
    {
      name: 'the input of create-stack',
      text: '{"StackName": "s", "Parameters": [{"ParameterKey": "Stage", "ParameterValue": "prod", "UsePreviousValue": false}, {"ParameterKey": "Count", "ParameterValue": 2}]}',
    },
    { name: 'a plain map in JSON', text: '{"Stage": "prod", "Count": 2}' },
    { name: 'a plain map in YAML', text: 'Stage: prod\nCount: 2\n' },
    { name: 'pairs in one text', text: '["Stage=prod", "Count=2"]' },
    { name: 'a deployment file of Git sync', text: 'template-file-path: t.yaml\nparameters:\n  Stage: prod\n  Count: 2\ntags: {}\n' },
  ])('$name', async ({ text }) => {
    expect(await read(text)).toEqual({ values: { Stage: 'prod', Count: '2' }, wrong: [], messages: [] })
  })

  test('values are text as it was written, lists have commas', async () => {
    const { values } = await read('A: 007\nB: 1.50\nC: true\nD: [a, 2]\nE: ""\nF: "x=y"\nParameters: plain\n')
    expect(values).toEqual({ A: '007', B: '1.50', C: 'true', D: 'a,2', E: '', F: 'x=y', Parameters: 'plain' })
  })
})

describe('what is wrong', () => {
  test.each([
    { name: 'a text', text: 'hello', wrong: ['parameters.form  1'] },
    {
      name: 'a value that is a map',
      text: 'Paramters:\n  A: 1\n',
      wrong: ['parameters.value Paramters 2'],
      says: '(did you mean "Parameters"?)',
    },
    { name: 'no value', text: 'A:\nB: [[1]]\n', wrong: ['parameters.value A 1', 'parameters.value B 2'] },
    {
      name: 'a wrong key beside',
      text: '{"Parameters": {},\n "Tag": {}}',
      wrong: ['parameters.key Tag 2'],
      says: '(did you mean "Tags"?)',
    },
    {
      name: 'items that are none',
      text: '[1,\n "x",\n {"ParameterValue": "a"},\n {"ParameterKey": "A", "ParameterVale": "a"},\n {"ParameterKey": "B", "UsePreviousValue": true}]',
      wrong: [
        'parameters.form 0 1',
        'parameters.form 1 2',
        'parameters.form 2 3',
        'parameters.key 3.ParameterVale 4',
        'parameters.value 3 4',
        'parameters.value 4 5',
      ],
      says: '(did you mean "ParameterValue"?)',
    },
    {
      name: 'a parameter twice',
      text: '["A=1",\n {"ParameterKey": "A", "ParameterValue": "2"}]',
      wrong: ['parameters.twice 1.ParameterValue 2'],
    },
  ])('$name', async ({ text, wrong, says = '' }) => {
    const found = await read(text)
    expect(found.wrong).toEqual(wrong)
    expect(found.messages.join('\n')).toContain(says)
  })

  test('no message holds a value', async () => {
    const texts = [
      '[{"ParameterKey": "A", "ParameterValue": {"x": "hunter22"}}]',
      '[["hunter22"]]',
      '["hunter22"]',
      '{"A": {"B": "hunter22"}}',
    ]
    for (const text of texts) {
      const { messages } = await read(text)
      expect(messages).toHaveLength(1)
      expect(messages.join()).not.toContain('hunter22')
    }
  })
})

test('every form of the same values is the same', async () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,9}$/)
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, fc.string(), { maxKeys: 5 }), async (values) => {
      fc.pre(!('Parameters' in values || 'parameters' in values))
      const list = Object.entries(values).map(([key, value]) => ({ ParameterKey: key, ParameterValue: value }))
      const pairs = Object.entries(values).map(([key, value]) => `${key}=${value}`)
      for (const form of [values, list, pairs, { Parameters: values }, { Parameters: list }])
        expect(await read(JSON.stringify(form))).toEqual({ values: { ...values }, wrong: [], messages: [] })
    }),
    { numRuns: 50 },
  )
})

test('any data is read without an exception', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 4 }), async (text) => {
      const { tree } = await readTree(text, 'p')
      if (tree !== undefined) parametersIn(tree)
    }),
  )
})
