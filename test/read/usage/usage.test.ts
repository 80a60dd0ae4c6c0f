import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Diagnostic, hasErrors, type Json, jsonText, treeOf } from '#core/index.js'
import { readRequirements } from '#read/requirements/index.js'
import { readUsage, usageOf } from '#read/usage/index.js'
import { assumptionsOf, trafficOf, type Usage, usageJson } from '#spec/index.js'

function lineOf({ span, code, message }: Diagnostic): string {
  return `${span === undefined ? '' : `${span.line}:${span.column} `}${code} ${message}`
}

const FILE = `# quantities a month
version: 1
region: eu-west-1
traffic:
  kind: api
  average: 20/s
  peak: 200/s
  work: { wall: 80 ms, cpu: 20 ms, memory: 512 MB, max: 10 s }
  users: 5000/month
resources:
  OrdersFunction:
    requests: { value: 52560000, unit: requests, from: derived, formula: "20/s x 2,628,000 s", origin: OrdersApi }
    gbSeconds: { value: "2102400.000000000001" }
  edge/Distribution:
    requests: 1000.5
`

describe('a usage file', () => {
  test('gives quantities by resource, and the traffic in base units', async () => {
    const { usage, diagnostics } = await readUsage(FILE, 'usage.yaml')
    expect(diagnostics).toEqual([])
    expect(usage).toEqual({
      region: 'eu-west-1',
      traffic: {
        kind: 'api',
        averagePerSecond: 20,
        peakPerSecond: 200,
        work: { wallMs: 80, cpuMs: 20, memoryMb: 512, maxSeconds: 10 },
        payload: { inBytes: 2048, outBytes: 8192 },
        users: 5000,
        data: [],
        assumptions: assumptionsOf({}),
      },
      resources: {
        OrdersFunction: {
          requests: { value: 52_560_000, unit: 'requests', from: 'derived', formula: '20/s x 2,628,000 s', origin: 'OrdersApi' },
          gbSeconds: { value: '2102400.000000000001', from: 'stated' },
        },
        'edge/Distribution': { requests: { value: 1000.5, from: 'stated' } },
      },
    })
  })

  test('may hold nothing but resources, or none', async () => {
    expect(await readUsage('resources: {}\n', 'usage.yaml')).toEqual({ usage: { resources: {} }, diagnostics: [] })
    expect((await readUsage('region: eu-west-1\n', 'usage.yaml')).usage).toEqual({ region: 'eu-west-1', resources: {} })
  })

  test.each(['orders', 'shop', 'site', 'invoices'])(
    'what examples/%s.yaml asks for is written and read back as the same numbers',
    async (name) => {
      const text = readFileSync(new URL(`../../../examples/${name}.yaml`, import.meta.url), 'utf8')
      const { requirements } = await readRequirements(text, `${name}.yaml`)
      const usage: Usage | undefined = requirements && { region: requirements.region, traffic: trafficOf(requirements), resources: {} }
      const written = usage === undefined ? '' : jsonText(usageJson(usage))
      expect(await readUsage(written, 'usage.yaml')).toEqual({ usage, diagnostics: [] })
    },
  )

  test('any quantities are read back as they were written', () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,9}$/)
    const amount = fc.oneof(fc.double({ min: 0, max: 1e18, noNaN: true }), fc.stringMatching(/^[0-9]{1,18}(\.[0-9]{1,12})?$/))
    const value = fc.record(
      { value: amount, from: fc.constantFrom('derived', 'stated'), unit: word, formula: word, origin: word },
      { requiredKeys: ['value', 'from'] },
    )
    fc.assert(
      fc.property(fc.dictionary(word, fc.dictionary(word, value)), (resources) => {
        const usage: Usage = { resources: JSON.parse(JSON.stringify(resources)) }
        expect(usageOf(treeOf(JSON.parse(JSON.stringify(usageJson(usage)))))).toEqual({ usage, diagnostics: [] })
      }),
    )
  })
})

describe('a usage file that is wrong', () => {
  test('all mistakes at once, each with its place', async () => {
    const text = `version: 2
traffic: { kind: apii, average: 20, peek: 5/s }
resource: {}
resources:
  Orders-Function: { requests: 5 }
  OrdersFunction:
    requests: -5
    "gb seconds": 1
    bytes: { value: many, form: derived }
    hours: { unit: hours }
    reads: [1]
`
    const { usage, diagnostics } = await readUsage(text, 'usage.yaml')
    expect(usage).toBeUndefined()
    expect(diagnostics.map(lineOf)).toEqual([
      '1:10 usage.bad-value version is 2; write a whole number from 1 to 1',
      '2:18 usage.unknown-word traffic.kind is "apii" (did you mean "api"?); write one of api, web, static-site, worker',
      '2:33 usage.bad-value traffic.average is "20": it has no unit; write a rate such as 20/s, 5000/month, 1M/day (units: /s, /min, /h, /day, /month)',
      '2:37 usage.unknown-key unknown key "peek" in traffic (did you mean "peak"?)',
      '3:1 usage.unknown-key unknown key "resource" (did you mean "resources"?)',
      '5:3 usage.bad-key resources.Orders-Function is not a logical id such as OrdersFunction, stack/OrdersFunction for a second stack, or a pattern such as Orders*',
      '7:15 usage.bad-value resources.OrdersFunction.requests is the number -5: it is negative; write what is used, 0 or more',
      '8:5 usage.bad-key resources.OrdersFunction."gb seconds" is not the name of a quantity such as requests',
      '9:21 usage.bad-value resources.OrdersFunction.bytes.value is "many"; write a number from 0 to 10^18, or a decimal in quotes where a number would lose digits',
      '9:27 usage.unknown-key unknown key "form" in resources.OrdersFunction.bytes (did you mean "from"?)',
      '10:12 usage.missing-key resources.OrdersFunction.hours.value is missing; add it: how much a month',
      '11:12 usage.bad-value resources.OrdersFunction.reads is a list; write a number with its unit such as 100 GB, 2M requests or 20/s, or three of them: 1 GB / 5 GB / 20 GB',
    ])
  })

  test.each([
    ['empty', '', 'the file is empty'],
    ['a list', '- 1\n', 'the file holds a list, not a map of keys; write "resources:" and under it quantities by logical id'],
    ['of both kinds', 'version: 0.1\nresource_usage: {}\nresources: {}\n', 'unknown key "resources"'],
    ['with a key twice', 'resources: {}\nresources: {}\n', 'key "resources" stands twice'],
    ['with a prototype', 'resources: { __proto__: { requests: 1 } }\n', 'resources.__proto__ is not a logical id'],
    ['with infinity', 'resources: { A: { requests: .inf } }\n', 'resources.A.requests is'],
    ['with no number', 'resources: { A: { requests: .nan } }\n', 'resources.A.requests is'],
    ['with nothing', 'resources: { A: { requests: } }\n', 'resources.A.requests is empty; write a number'],
  ])('%s', async (_title, text, message) => {
    const { usage, diagnostics } = await readUsage(text, 'usage.yaml')
    expect(usage).toBeUndefined()
    expect(diagnostics.map((each) => each.message.slice(0, message.length))).toEqual([message])
  })

  test('whatever JSON is given, the answer is usage or an error, never an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const resources: Json = JSON.parse(JSON.stringify(value))
        const { usage, diagnostics } = usageOf(treeOf({ resources }))
        expect(usage === undefined).toBe(hasErrors(diagnostics))
      }),
    )
  })
})
