import { describe, expect, test } from 'vitest'
import type { Plan } from '#design/plan.js'
import { quotaNotes } from '#design/quotas.js'
import { testCatalog } from '../../support/catalog.js'
import { api } from '../options/needs.js'
import { fargate, option, planOf } from './candidates.js'

const catalog = testCatalog()

async function notesOf(plan: Plan, lines: readonly string[]): Promise<readonly string[]> {
  return quotaNotes(plan, await api(lines), catalog).map(({ kind, text }) => `${kind}: ${text}`)
}

describe('quotas', () => {
  // engine.md 1.2: 10,000 requests a second are all of API Gateway's default; with 100 ms each they are 1,099 executions at p99.9.
  test('are named with what is used, and warned of from four fifths on', async () => {
    const work = 'workload: { kind: api, work: { wall: 100 ms } }'
    expect(await notesOf(planOf(), [work, 'traffic: { average: 100/s, peak: 10000/s }'])).toEqual([
      expect.stringMatching(
        /^warning: Concurrent executions.*: uses 1099 concurrent executions at the peak \(p99\.9\) of 1000; ask for more before you deploy/,
      ),
      expect.stringMatching(/^warning: Requests a second.*: uses 10000 requests a second at the peak of 10000; ask for more/),
    ])
    // A tenth of a quota is not worth a line; Lambda's is lower in new accounts, so it always is.
    expect(await notesOf(planOf(), [work, 'traffic: { average: 100/s, peak: 1000/s }'])).toEqual([
      expect.stringMatching(/^quota: Concurrent executions.*: uses 132 .* of 1000 \(default quota/),
    ])
  })

  test('are those of the region', async () => {
    const notes = await notesOf(planOf(), ['region: eu-south-1', 'traffic: { average: 100/s, peak: 2100/s }'])
    expect(notes.find((note) => note.includes('requests a second'))).toMatch(/^warning: .* uses 2100 .* of 2500/)
  })

  test('of containers: processors, gateways with their addresses, the VPC', async () => {
    const plan = planOf({
      front: option('alb', { kind: 'alb', waf: false }),
      compute: fargate(),
      network: option('nat-per-az', 'nat-per-az'),
      zones: option('3-az', 3),
    })
    const notes = await notesOf(plan, ['workload: { kind: web, work: { cpu: 20 ms } }'])
    expect(notes.map((note) => note.replace(/ \(default quota.*/, ''))).toEqual([
      expect.stringMatching(/^(quota|warning): vCPUs of Fargate tasks in a region: uses \d+ vCPU at most of 6/),
      'quota: Elastic IP addresses in a region: uses 3 Elastic IP addresses of 5',
      expect.stringMatching(/^quota: VPCs in a region: uses 1 VPC.* of 5/),
    ])
  })
})
