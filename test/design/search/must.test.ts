import { describe, expect, test } from 'vitest'
import { designFor, type DesignOutcome } from '#design/index.js'
import { servicesIn } from '#design/options/services.js'
import { queryOf } from '#graph/index.js'
import { type Service, SERVICES } from '#spec/index.js'
import { testCatalog } from '../../support/catalog.js'
import { api } from '../options/needs.js'

const catalog = testCatalog()
const ASKED = { asOf: '2026-11-21' }

async function designed(lines: readonly string[], data: 'table' | 'relations' | 'none' = 'table'): Promise<DesignOutcome> {
  return designFor(await api(lines, data), catalog, ASKED)
}

/** Services on the templates of what was designed. */
function made(outcome: DesignOutcome): ReadonlySet<Service> {
  if (outcome.is !== 'designed') return new Set()
  return servicesIn(outcome.design.stacks.map(({ graph, region }) => queryOf(graph, { region, ...ASKED })))
}

describe('each word of must', () => {
  const base = ['targets: {}']
  test.each(SERVICES)('no-%s: it is never in, or the design is refused with that word', async (service) => {
    const outcome = await designed([...base, `must: [no-${service}]`], 'relations')
    expect(made(outcome).has(service)).toBe(false)
    if (outcome.is === 'impossible') expect(outcome.certificates.some(({ limit }) => limit === `no-${service}`)).toBe(true)
    else expect(outcome.is).toBe('designed')
  })

  test.each(SERVICES)('use-%s: it is in, or the design is refused with that word', async (service) => {
    const outcome = await designed([...base, `must: [use-${service}]`])
    if (outcome.is === 'impossible') expect(outcome.certificates.some(({ limit }) => limit === `use-${service}`)).toBe(true)
    else expect(made(outcome).has(service)).toBe(true)
  })

  test('what comes with something else in the requirements is refused with what to write', async () => {
    const outcome = await designed(['must: [use-cognito]'])
    expect(outcome).toMatchObject({ is: 'impossible' })
    const certificates = outcome.is === 'impossible' ? outcome.certificates : []
    expect(certificates).toContainEqual({
      layer: 'requirements',
      option: 'Every design',
      rule: 'must',
      value: 'no design for these requirements has cognito; it comes with `security.authentication: cognito`',
      limit: 'use-cognito',
      source: 'requirements',
    })
    expect(made(await designed(['security: { authentication: cognito }', 'must: [use-cognito]'])).has('cognito')).toBe(true)
  })

  test('an API whose users sign in keeps its sign-in, whatever is cheaper', async () => {
    const outcome = await designed([
      'security: { authentication: cognito }',
      'workload: { kind: api, work: { wall: 200 ms, cpu: 5 ms } }',
      'traffic: { average: 500/s, peak: 1000/s }',
    ])
    expect(made(outcome).has('cognito')).toBe(true)
  })
})

describe('an outcome', () => {
  test('impossible: no front door is left', async () => {
    const outcome = await designed(['must: [private-only]'])
    expect(outcome).toMatchObject({ is: 'impossible' })
  })

  test('unreachable: the closest design, with what it misses', async () => {
    const outcome = await designed(['targets: { availability: 99.9999%, p99: 1 ms }'])
    expect(outcome).toMatchObject({
      is: 'unreachable',
      closest: {
        misses: [
          { target: 'availability', wanted: '99.9999%' },
          { target: 'p99', wanted: '1 ms' },
        ],
      },
    })
  })

  test('designed: the same twice, chosen first, at most seven, priced without a gap', async () => {
    const [first, second] = [await designed([]), await designed([])]
    if (first.is !== 'designed' || second.is !== 'designed') throw new TypeError('this test expects a design')
    const told = ({ design }: typeof first): string =>
      JSON.stringify({ ...design, stacks: design.stacks.map(({ document }) => document) }, (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      )
    expect(told(first)).toBe(told(second))
    const { design } = first
    expect(design.shown[0]).toBe(design.chosen)
    expect(design.shown.length).toBeLessThanOrEqual(7)
    expect(design.chosen.figures.leftOut).toBe(0)
    expect(design.bill.monthly).toBe(design.chosen.figures.monthly)
    expect(design.considered).toBeGreaterThan(10)
  })
})
