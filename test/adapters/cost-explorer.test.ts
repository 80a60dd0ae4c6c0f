import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { awsCostExplorer } from '#adapters/cost-explorer.js'
import type { CostQuestion } from '#core/index.js'
import { type Moto, startMoto } from '../support/moto.js'
import { haveVenv } from '../support/python.js'

const QUESTION: CostQuestion = {
  from: '2026-01-01',
  to: '2026-02-01',
  granularity: 'MONTHLY',
  metric: 'UnblendedCost',
  groupBy: ['SERVICE', 'RECORD_TYPE'],
  filters: [{ key: 'tag:environment', values: ['production'], not: false }],
}

function page(
  groups: readonly { readonly keys: readonly string[]; readonly cost: string; readonly currency?: string }[],
  next?: string,
): object {
  return {
    ResultsByTime: [
      {
        TimePeriod: { Start: '2026-01-01', End: '2026-02-01' },
        Total: {},
        Groups: groups.map(({ keys, cost, currency = 'USD' }) => ({
          Keys: keys,
          Metrics: { UnblendedCost: { Amount: cost, Unit: currency }, UsageQuantity: { Amount: '2.5', Unit: 'N/A' } },
        })),
        Estimated: true,
      },
    ],
    ...(next === undefined ? {} : { NextPageToken: next }),
  }
}

describe.skipIf(!haveVenv())('Cost Explorer, as moto answers for it', () => {
  let moto: Moto
  const say = async (...results: readonly object[]): Promise<void> => {
    const answer = await fetch(`${moto.url}/moto-api/static/ce/cost-and-usage-results`, {
      method: 'POST',
      body: JSON.stringify({ results }),
    })
    expect(answer.status).toBe(201)
  }
  beforeAll(async () => {
    moto = await startMoto()
    vi.stubEnv('AWS_ENDPOINT_URL', moto.url)
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) vi.stubEnv(name, 'testing')
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  }, 60_000)
  beforeEach(() => moto.reset())
  afterAll(async () => {
    vi.unstubAllEnvs()
    await moto.stop()
  })

  test('groups of every page', async () => {
    await say(page([{ keys: ['Amazon S3', 'Usage'], cost: '1.0101516483' }], 'more'), page([{ keys: ['Tax', 'Tax'], cost: '0.2' }]))
    expect(await awsCostExplorer().ask(QUESTION)).toEqual([
      { from: '2026-01-01', groups: ['Amazon S3', 'Usage'], cost: '1.0101516483', currency: 'USD', quantity: '2.5', estimated: true },
      { from: '2026-01-01', groups: ['Tax', 'Tax'], cost: '0.2', currency: 'USD', quantity: '2.5', estimated: true },
    ])
  })

  test('a tag comes without its key', async () => {
    await say(
      page(
        [
          { keys: ['environment$production'], cost: '1' },
          { keys: ['environment$'], cost: '2' },
        ].map((group) => group),
      ),
    )
    const answers = await awsCostExplorer().ask({ ...QUESTION, groupBy: ['tag:environment'], filters: [] })
    expect(answers.map(({ groups }) => groups)).toEqual([['production'], ['']])
  })

  test('nothing was billed', async () => {
    expect(await awsCostExplorer().ask(QUESTION)).toEqual([])
  })

  test('an answer that is not what was asked for is refused', async () => {
    await say(page([{ keys: ['Amazon S3'], cost: '1' }]))
    await expect(awsCostExplorer().ask(QUESTION)).rejects.toMatchObject({ code: 'aws.unexpected-answer' })
  })

  test('nobody listens', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9')
    vi.stubEnv('AWS_MAX_ATTEMPTS', '1')
    await expect(awsCostExplorer().ask(QUESTION)).rejects.toMatchObject({ code: 'aws.unreachable' })
    vi.stubEnv('AWS_ENDPOINT_URL', moto.url)
  })
})
