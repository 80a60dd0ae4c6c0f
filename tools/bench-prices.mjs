// `node tools/bench-prices.mjs [MEGABYTES]`: a price list of the size and form of EC2's in one region is made, read by `prices sync` and
// removed. Prints the time, the throughput and the most memory of the whole process. Exit 1 when a budget is missed.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const megabytes = Number(process.argv[2] ?? 300)
const BUDGET = { seconds: 10 * (megabytes / 300), megabytes: 200 }
const bin = join(fileURLToPath(new URL('..', import.meta.url)), 'bin', 'stanchion.js')
const scratch = mkdtempSync(join(tmpdir(), 'stanchion-bench-prices-'))
const ROOT = '/offers/v1.0/aws'
const CSV = `${ROOT}/AmazonEC2/20260427160258/us-east-1/index.csv`
/** As many columns as EC2's list has; those that the rules ask for are among them. */
const OTHERS = Array.from({ length: 60 }, (_, at) => `Attribute ${at}`)
const FIXED = {
  TermType: '',
  Currency: 'USD',
  Unit: 'Hrs',
  StartingRange: '0',
  EndingRange: 'Inf',
  'Product Family': 'Compute Instance',
  'Location Type': 'AWS Region',
  'Operating System': 'Linux',
  Tenancy: 'Shared',
  CapacityStatus: 'Used',
  'Pre Installed S/W': 'NA',
  'License Model': 'No License required',
  MarketOption: 'OnDemand',
  operation: 'RunInstances',
  'Region Code': 'us-east-1',
}
const COLUMNS = ['SKU', 'PricePerUnit', 'usageType', 'Instance Type', ...Object.keys(FIXED), ...OTHERS]
/** AWS has about that many in a region. */
const TYPES = 1000
const SIZES = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge']

const line = (values) => `${values.map((value) => `"${value}"`).join(',')}\n`

function file(path, text) {
  mkdirSync(dirname(join(scratch, path)), { recursive: true })
  writeFileSync(join(scratch, path), text)
}

function rowsFrom(start, count) {
  let text = ''
  for (let at = start; at < start + count; at += 1) {
    // Nine in ten are reserved terms; of the others, those of Linux on a type of its own make a price, as in AWS's list.
    const number = Math.floor(at / 10)
    const type = `m${Math.floor((number % TYPES) / SIZES.length)}.${SIZES[number % SIZES.length]}`
    const own = {
      ...FIXED,
      TermType: at % 10 === 0 ? 'OnDemand' : 'Reserved',
      SKU: `SKU${at}`,
      PricePerUnit: '0.0960000000',
      'Operating System': number < TYPES ? 'Linux' : 'Windows',
    }
    const row = { ...own, usageType: `BoxUsage:${type}`, 'Instance Type': type }
    text += line(COLUMNS.map((column) => row[column] ?? (at % 2 === 0 ? 'Up to 10 ""Gigabit""' : '')))
  }
  return text
}

function makeList() {
  const ec2 = {
    currentVersionUrl: `${ROOT}/AmazonEC2/current/index.json`,
    currentRegionIndexUrl: `${ROOT}/AmazonEC2/current/region_index.json`,
  }
  file(`${ROOT}/index.json`, JSON.stringify({ offers: { AmazonEC2: ec2 } }))
  file(ec2.currentRegionIndexUrl, JSON.stringify({ regions: { 'us-east-1': { currentVersionUrl: CSV.replace('.csv', '.json') } } }))
  const head = [
    ['FormatVersion', 'v1.0'],
    ['Disclaimer', 'x'],
    ['Publication Date', '2026-04-27T16:02:58Z'],
    ['Version', '1'],
    ['OfferCode', 'AmazonEC2'],
  ]
  file(CSV, [...head, COLUMNS].map(line).join(''))
  const out = openSync(join(scratch, CSV), 'a')
  let rows = 0
  for (let bytes = 0; bytes < megabytes * 1024 * 1024; rows += 1000) bytes += writeSync(out, rowsFrom(rows, 1000))
  closeSync(out)
  return rows
}

try {
  const rows = makeList()
  const report = 'process.on("exit", () => process.stderr.write(`\\nmost memory ${process.resourceUsage().maxRSS}\\n`))'
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(report)}`,
      bin,
      'prices',
      'sync',
      '--services',
      'ec2',
      '--from',
      scratch,
      '--to',
      join(scratch, 'out'),
      '--format',
      'json',
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  const seconds = (performance.now() - started) / 1000
  if (status !== 0) throw new Error(stderr)
  const memory = Number(/most memory (\d+)/.exec(stderr)?.[1]) / 1024
  console.log(
    `${megabytes} MB, ${rows} rows, ${JSON.parse(stdout).rows} prices: ${seconds.toFixed(1)} s, ${(megabytes / seconds).toFixed(0)} MB/s, ${memory.toFixed(0)} MB`,
  )
  if (seconds > BUDGET.seconds || memory > BUDGET.megabytes) process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true })
}
