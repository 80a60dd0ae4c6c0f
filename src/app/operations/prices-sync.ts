import * as z from 'zod'
import { didYouMean } from '#core/index.js'
import { stop } from '../failure.js'
import { type Context, defineOperation } from '../operation.js'
import type { Page } from '../page.js'
import { jobsOf, offersOf } from '../price-jobs.js'
import { bookFiles, compared, mergedRows } from '../price-merge.js'
import { checkOurs, fetchParts, staleFiles } from '../price-sync.js'
import { pricesFolder, readBook, withPrices } from '../synced-prices.js'

/** Of rows that were refused or moved, as many as people and models read. */
const NAMED_AT_MOST = 100

const REFUSED = z.object({ key: z.string(), region: z.string(), why: z.string() })
const MOVED = z.object({ key: z.string(), region: z.string(), from: z.string(), before: z.string(), after: z.string() })
const OUTPUT = z.object({
  folder: z.string(),
  published: z.string().describe('day of the newest list'),
  files: z.object({ read: z.number(), reused: z.number() }),
  rows: z.number(),
  added: z.number().describe('prices that there were none for'),
  changed: z.number(),
  moved: z.array(MOVED).describe('prices that changed by more than half; at most 100'),
  refused: z.array(REFUSED).describe('prices that the list does not give exactly once, and that were left as they were; at most 100'),
  refusedCount: z.number(),
  absent: z.array(z.string()).describe('what the list does not have'),
})
type Output = z.output<typeof OUTPUT>

export const pricesSync = defineOperation({
  name: 'prices sync',
  about: "Read AWS's price list into a folder, for --prices. Nothing is replaced unless all of it could be read.",
  effect: 'writes-files',
  network: true,
  input: z.strictObject({
    from: z.string().min(1).optional().describe("Address of the list, or a folder with a copy of it. Default: AWS's own."),
    to: z.string().min(1).optional().describe('Folder to write. Default: one of this user, which --prices synced names.'),
    services: z.array(z.string().min(1)).default([]).describe('Only these services of the book (vpc,ec2). Default: all.'),
    regions: z
      .array(z.string().min(1))
      .default([])
      .describe('Only these regions. Default: all; with every service that is some gigabytes to read.'),
  }),
  output: OUTPUT,
  examples: [
    {
      about: 'Two services in one region',
      command: 'stanchion prices sync --services vpc,lambda --regions eu-west-1 --to prices',
    },
    { about: 'From a copy of the list', command: 'stanchion prices sync --from pricelist --to prices' },
  ],
  cli: { placeholders: { from: 'URL|DIR', to: 'DIR', services: 'SERVICE', regions: 'REGION' } },
  async run({ from, to, ...wanted }, context) {
    const [services, regions] = [listed(wanted.services), listed(wanted.regions)]
    offersOf(context, services)
    checkRegions(context, regions)
    const folder = pricesFolder(context, to)
    const list = context.priceList(from)
    await checkOurs(context, folder)
    const known = (await readBook(context, folder)) === undefined ? context : await withPrices(context, folder)
    const { jobs, absent } = await jobsOf(context, list, { services, regions })
    const { parts, read, reused } = await fetchParts(context, list, { jobs, folder })
    const { rows, clashes } = mergedRows([...parts.values()], list.origin)
    if (rows.length === 0)
      throw stop('input.invalid', 'the price list holds none of the prices that were asked for', 'check --services and --regions')
    const files = bookFiles(rows)
    const { added, changed, moved } = compared(rows, known.catalog().prices)
    await context.files.replaceAll(folder, files, await staleFiles(context, folder, files.keys()))
    const refused = [
      ...[...parts.values()].flatMap((part) => part.refused),
      ...clashes.map((id) => ({ key: id.split(' ')[0] ?? '', region: id.split(' ')[1] ?? '', why: 'two files of the list hold it' })),
    ]
    const output = {
      folder,
      published: rows.reduce((newest, row) => (row.published > newest ? row.published : newest), ''),
      files: { read, reused },
      rows: rows.length,
      added,
      changed,
      moved: moved.slice(0, NAMED_AT_MOST),
      refused: refused.slice(0, NAMED_AT_MOST),
      refusedCount: refused.length,
      absent: [...absent],
    }
    return { output, exit: 0, human: (page) => syncText(output, page) }
  },
})

/** `vpc,ec2` is two. */
function listed(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => value.split(',')).filter((value) => value !== '')
}

function checkRegions(context: Context, regions: readonly string[]): void {
  const names = context
    .catalog()
    .regions()
    .map(({ name }) => name)
  const unknown = regions.filter((region) => !names.includes(region))
  if (unknown.length > 0)
    throw stop(
      'usage.bad-argument',
      unknown.map((region) => `there is no region "${region}"${didYouMean(region, names)}`).join('\n'),
      'give names of AWS regions, for example --regions eu-west-1',
    )
}

function syncText(output: Output, { style }: Page): string {
  const { folder, published, files, rows, added, changed, moved, refused, refusedCount, absent } = output
  const lines = [
    `${rows} prices in ${folder}, published up to ${published}: ${added} new, ${changed} changed`,
    `${files.read} files read, ${files.reused} as they had been read before`,
  ]
  if (moved.length > 0) lines.push('', style.yellow('moved by more than half; look at them before you trust them'))
  lines.push(
    ...moved.map(
      ({ key, region, from, before, after }) => `  ${key} ${region}${from === '0' ? '' : ` from ${from}`}: ${before} -> ${after}`,
    ),
  )
  if (refusedCount > 0) lines.push('', style.yellow(`${refusedCount} refused; they stay as they were`))
  lines.push(...refused.map(({ key, region, why }) => `  ${key} ${region}: ${why}`))
  if (absent.length > 0) lines.push('', `the list does not have ${absent.join(', ')}`)
  lines.push('', `use them with --prices ${folder}`)
  return `${lines.join('\n')}\n`
}
