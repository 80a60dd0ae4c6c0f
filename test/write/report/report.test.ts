import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatUsd, type JsonObject, usdText } from '#core/index.js'
import type { Design } from '#design/index.js'
import {
  billText,
  costJson,
  costMarkdown,
  decisionRecords,
  designReadme,
  designSummary,
  findingsText,
  type Page,
  type ReviewedFile,
  stanchionJson,
  type Style,
  unreachableReport,
} from '#write/report/index.js'
import { CLOSEST, PARTIAL_BILL, PARTIAL_DESIGN, SAMPLE_BILL, SAMPLE_DESIGN } from '../../support/design-sample.js'

const same = (text: string): string => text
const PLAIN: Style = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same }
const page = (width = 80): Page => ({ width, style: PLAIN })
const DIGESTS = { 'template.yaml': 'a'.repeat(64), 'README.md': 'b'.repeat(64) }

const REVIEWED: readonly ReviewedFile[] = [
  {
    file: 'infrastructure/production/network-and-everything-else/template.yaml',
    findings: [
      { rule: 'bucket-is-private', severity: 'low', pillar: 'security', verdict: 'pass', message: 'private', resource: 'Logs' },
      {
        rule: 'queue-has-dead-letter-queue',
        severity: 'high',
        pillar: 'reliability',
        verdict: 'fail',
        resource: 'Jobs',
        message: 'no RedrivePolicy: one poison message is retried until it expires, and is then lost',
        line: 12,
        column: 3,
        world: { Environment: 'prod' },
        fix: 'Add a RedrivePolicy that names a dead-letter queue and a maxReceiveCount.',
      },
      {
        rule: 'database-is-encrypted',
        severity: 'medium',
        pillar: 'security',
        verdict: 'unknown',
        message: 'StorageEncrypted: parameter Encrypt has no value',
        resource: 'Database',
        line: 40,
        column: 7,
      },
    ],
  },
  { file: 'other.yaml', findings: [] },
]

const MARKDOWN: Readonly<Record<string, (design: Design) => string>> = {
  'README.md': (design) => designReadme(design, { defaults: [{ path: 'targets.rto', value: '4 h', why: 'prod' }] }),
  'cost.md': (design) => costMarkdown(design, [{ title: 'half the traffic', bill: PARTIAL_BILL }]),
}

test('a price that is only a least does not meet a budget', () => {
  const { chosen } = SAMPLE_DESIGN
  const design = { ...SAMPLE_DESIGN, chosen: { ...chosen, figures: { ...chosen.figures, leftOut: 2 } } }
  expect(designReadme(design)).toMatch(/^\| Price a month \|.*at least .*\| not known \| 2 lines left out: see cost.md \|$/m)
})

test('the command that makes what is not made can be copied', () => {
  const command = `aws budgets create-budget --budget '{"BudgetName":"orders","BudgetLimit":{"Amount":"500","Unit":"USD"}}'`
  const design = { ...SAMPLE_DESIGN, notes: [{ kind: 'not-made' as const, text: 'the budget; this command makes it', command }] }
  expect(designReadme(design)).toContain(`\`\`\`sh\n${command}\n\`\`\`\n`)
  expect(designSummary(design, page()).replaceAll(/ \\\n\s*/g, ' ')).toContain(command)
})

describe.each([
  { name: 'sample', design: SAMPLE_DESIGN },
  { name: 'partial', design: PARTIAL_DESIGN },
])('$name design', ({ name, design }) => {
  test.each(Object.entries(MARKDOWN))('%s is as it was read', async (file, write) => {
    await expect(write(design)).toMatchFileSnapshot(`../../golden/report/${name}/${file}`)
  })

  test('decision records are as they were read', async () => {
    for (const [file, text] of decisionRecords(design))
      await expect(text).toMatchFileSnapshot(`../../golden/report/${name}/decisions/${file}`)
  })

  test('data is as it was read', async () => {
    await expect(`${JSON.stringify(costJson(design), null, 2)}\n`).toMatchFileSnapshot(`../../golden/report/${name}/cost.json`)
    await expect(`${JSON.stringify(stanchionJson(design, DIGESTS), null, 2)}\n`).toMatchFileSnapshot(
      `../../golden/report/${name}/stanchion.json`,
    )
  })

  test('the terminal text is as it was read', async () => {
    const texts = [designSummary(design, page(), { out: 'out/orders' }), billText(design.bill, page())]
    await expect(texts.join('\n')).toMatchFileSnapshot(`../../golden/report/${name}/terminal.txt`)
  })

  test('every table has as many cells in each row as in its head', () => {
    for (const text of [...Object.values(MARKDOWN).map((write) => write(design)), ...decisionRecords(design).values()]) {
      const tables = text.split('\n\n').filter((block) => block.startsWith('|'))
      for (const each of tables) {
        const counts = each
          .trim()
          .split('\n')
          .map((row) => row.replaceAll(/\\./g, '').split('|').length)
        expect(new Set(counts).size, each).toBe(1)
      }
    }
  })

  test('two runs give the same bytes', () => {
    const all = (): string =>
      JSON.stringify([
        designReadme(design),
        costMarkdown(design),
        [...decisionRecords(design)],
        stanchionJson(design, DIGESTS),
        designSummary(design, page()),
      ])
    expect(all()).toBe(all())
  })
})

test('findings and refusals are as they were read', async () => {
  const texts = [
    findingsText(REVIEWED, page()),
    unreachableReport({ is: 'unreachable', closest: CLOSEST, considered: 24, certificates: SAMPLE_DESIGN.certificates }, page()),
    unreachableReport({ is: 'impossible', certificates: SAMPLE_DESIGN.certificates }, page()),
  ]
  await expect(texts.join('\n')).toMatchFileSnapshot('../../golden/report/refusals.txt')
})

test('the README says everything that a reader needs to decide, deploy, call and delete', () => {
  const text = designReadme(SAMPLE_DESIGN)
  const { commands, notes, bill } = SAMPLE_DESIGN
  const expected = [
    ...[...commands.deploy, ...commands.firstCall, ...commands.ownCode, ...commands.teardown].map(({ command }) => command),
    ...notes.filter(({ kind }) => kind !== 'commitment').map(({ text: said }) => said.slice(1)),
    'above what AWS commits to',
    formatUsd(bill.monthly),
    'architecture.svg',
    'the region | not covered',
    '99.9%',
    '2 to 4 minutes',
    'log-per-request',
    'https://aws.amazon.com/lambda/pricing/',
    '2026-08-21',
  ]
  expect(expected.filter((each) => !text.includes(each))).toEqual([])
})

test('every line of the bill is in cost.md with its price, formula, source and what would price it', () => {
  const text = costMarkdown(PARTIAL_DESIGN)
  const expected = PARTIAL_BILL.lines.flatMap(({ resource, formula, hint, tiers, monthly }) => [
    resource,
    ...(formula === undefined ? [] : [formula]),
    ...(hint === undefined ? [] : [hint]),
    ...(monthly === undefined ? [] : [formatUsd(monthly)]),
    ...tiers.flatMap(({ price, source, asOf }) => [usdText(price), source, asOf]),
  ])
  expect(expected.filter((each) => !text.includes(each))).toEqual([])
  expect(text).toContain('at least')
})

test('money leaves as exact decimal text that sums up', () => {
  const { monthly, lines } = costJson(SAMPLE_DESIGN)
  expect(monthly).toBe(usdText(SAMPLE_BILL.monthly))
  expect(Array.isArray(lines) && lines.length).toBe(SAMPLE_BILL.lines.length)
})

test('stanchion.json names the stacks and the digest of every file', () => {
  const json: JsonObject = stanchionJson(SAMPLE_DESIGN, DIGESTS)
  expect(json['files']).toEqual(DIGESTS)
  expect(json['stacks']).toEqual([{ name: 'main', file: 'template.yaml', region: 'eu-west-1', resources: 1 }])
})

const words = fc.string({ minLength: 1, maxLength: 60 })

/** Everything that is printed on a terminal, for any width and any words. */
function terminalLines(width: number, text: string): readonly string[] {
  const design: Design = {
    ...SAMPLE_DESIGN,
    chosen: { ...SAMPLE_DESIGN.chosen, title: text },
    shown: SAMPLE_DESIGN.shown.map((candidate) => ({ ...candidate, because: [text] })),
    notes: [{ kind: 'warning', text }],
    commands: { ...SAMPLE_DESIGN.commands, deploy: [{ title: 'x', command: 'short words only' }] },
  }
  const bill = { ...PARTIAL_BILL, lines: PARTIAL_BILL.lines.map((line) => ({ ...line, name: text })) }
  const files = REVIEWED.map((each) => ({ ...each, findings: each.findings.map((finding) => ({ ...finding, message: text })) }))
  return [
    designSummary(design, page(width), { out: 'out/orders' }),
    billText(bill, page(width)),
    findingsText(files, page(width)),
    unreachableReport(
      { is: 'unreachable', closest: { ...CLOSEST, title: text }, considered: 3, certificates: SAMPLE_DESIGN.certificates },
      page(width),
    ),
  ].flatMap((each) => each.split('\n'))
}

test('no line of terminal text is longer than the terminal is wide', () => {
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 140 }), words, (width, text) => {
      expect(terminalLines(width, text).filter((line) => line.length > width)).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('the deploy command is broken so that it can be copied', () => {
  const text = designSummary(SAMPLE_DESIGN, page(), { out: 'out/orders' })
  const [, ...lines] = text.slice(text.indexOf('Next (')).split('\n')
  const joined = lines.join('\n').replaceAll(/ \\\n\s*/g, ' ')
  expect(joined).toContain(SAMPLE_DESIGN.commands.deploy[0]?.command)
})

test('colour changes nothing but the marks', () => {
  const marked: Style = {
    bold: (text) => `<${text}>`,
    dim: (text) => `<${text}>`,
    red: (text) => `<${text}>`,
    yellow: (text) => `<${text}>`,
    green: (text) => `<${text}>`,
    cyan: (text) => `<${text}>`,
  }
  const bare = designSummary(SAMPLE_DESIGN, page())
  expect(designSummary(SAMPLE_DESIGN, { width: 80, style: marked }).replaceAll(/[<>]/g, '')).toBe(bare.replaceAll(/[<>]/g, ''))
})
