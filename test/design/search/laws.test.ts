import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { designFor, type DesignOutcome } from '#design/index.js'
import { servicesIn } from '#design/options/services.js'
import { queryOf } from '#graph/index.js'
import { contradictionOf, MUST_WORDS, type Requirements, SERVICES } from '#spec/index.js'
import { testCatalog } from '../../support/catalog.js'
import { requirementsFrom } from '../options/needs.js'

const catalog = testCatalog()
const ASKED = { asOf: '2026-11-21' }

const need = fc.record({
  model: fc.constantFrom('key-value', 'relational', 'object'),
  size: fc.constantFrom('1 GB', '200 GB', '90 TB'),
  item: fc.constantFrom('100 B', '2 KB', '300 KB', '2 MB'),
  reads: fc.constantFrom('0%', '80%', '100%'),
})
const asked = fc.record({
  kind: fc.constantFrom('api', 'web', 'worker', 'static-site'),
  environment: fc.constantFrom('prod', 'staging', 'dev'),
  traffic: fc.constantFrom('{ average: 1/month, peak: 1/s }', '{ average: 20/s, peak: 100/s }', '{ average: 1000/s, peak: 1M/s }'),
  work: fc.constantFrom('', '', ', work: { wall: 1 ms, cpu: 1 ms, memory: 1 MB }', ', work: { wall: 10 min, cpu: 10 min, max: 12 h }'),
  payload: fc.constantFrom('', '', ', payload: { in: 0 B, out: 0 B }', ', payload: { in: 8 MB, out: 20 MB }'),
  sign: fc.constantFrom('none', 'cognito', 'iam'),
  holds: fc.constantFrom('public', 'personal'),
  region: fc.constantFrom('us-east-1', 'eu-west-1', 'mx-central-1', 'ap-southeast-5'),
  data: fc.array(need, { maxLength: 2 }),
  must: fc.subarray([...MUST_WORDS], { maxLength: 1 }),
  image: fc.constantFrom('', '', 'image: "nginx:1"'),
})

type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never

function textOf({ kind, environment, traffic, work, payload, sign, holds, region, data, must, image }: Asked): string {
  const rows = data.map(
    ({ model, size, item, reads }, index) =>
      `  - { name: d${index}, model: ${kind === 'static-site' ? 'object' : model}, size: ${size}, item: ${item}, reads: ${reads} }`,
  )
  return [
    'name: any',
    `environment: ${environment}`,
    `workload: { kind: ${kind}${kind === 'static-site' ? '' : work}${payload} }`,
    `traffic: ${traffic}`,
    `security: { data: ${holds}${kind === 'api' ? `, authentication: ${sign}` : ''} }`,
    `region: ${region}`,
    ...(rows.length > 0 ? ['data:', ...rows] : []),
    ...(must.length > 0 ? [`must: [${must.join(', ')}]`] : []),
    ...(kind === 'api' || kind === 'web' ? [image] : []),
    '',
  ].join('\n')
}

function holdsFor(requirements: Requirements, outcome: DesignOutcome): void {
  if (outcome.is === 'impossible') {
    expect(outcome.certificates.length).toBeGreaterThan(0)
    return
  }
  const { figures, misses } = outcome.is === 'designed' ? outcome.design.chosen : outcome.closest
  expect(figures.availability.estimate).toBeLessThan(1)
  expect(figures.p99 === undefined || figures.p99.estimateMs <= figures.p99.boundMs * (1 + 1e-9)).toBe(true)
  expect((figures.p99?.hops ?? []).every(({ p50, p99 }) => p50 >= 0 && p50 <= p99)).toBe(true)
  expect(misses.length > 0).toBe(outcome.is === 'unreachable')
  if (outcome.is === 'unreachable') return
  const { design } = outcome
  const services = servicesIn(design.stacks.map(({ graph, region }) => queryOf(graph, { region, ...ASKED })))
  for (const service of SERVICES) {
    if (requirements.must.includes(`no-${service}`)) expect(services.has(service)).toBe(false)
    if (requirements.must.includes(`use-${service}`)) expect(services.has(service)).toBe(true)
  }
  if (requirements.security.authentication === 'cognito') expect(services.has('cognito')).toBe(true)
  expect(design.bill.monthly).toBe(figures.monthly)
  expect(design.shown.length).toBeLessThanOrEqual(7)
}

test('any requirements that can be read are designed as asked, or refused with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(
      asked.filter(({ must }) => contradictionOf(must) === undefined),
      async (wanted) => {
        const requirements = await requirementsFrom(textOf(wanted))
        holdsFor(requirements, designFor(requirements, catalog, ASKED))
      },
    ),
    { numRuns: 120 },
  )
})
