import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

/** A price list in the form that AWS publishes: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html */

const COLUMNS = [
  'SKU',
  'OfferTermCode',
  'RateCode',
  'TermType',
  'PriceDescription',
  'EffectiveDate',
  'StartingRange',
  'EndingRange',
  'Unit',
  'PricePerUnit',
  'Currency',
  'Product Family',
  'serviceCode',
  'Location',
  'Location Type',
  'Group',
  'Instance Type',
  'Operating System',
  'Tenancy',
  'CapacityStatus',
  'Pre Installed S/W',
  'License Model',
  'MarketOption',
  'usageType',
  'operation',
  'Region Code',
  'serviceName',
]

export type Row = Readonly<Record<string, string>>

const USUAL: Row = {
  OfferTermCode: 'JRTCKXETXF',
  RateCode: 'X.JRTCKXETXF.6YS6EN2CT7',
  TermType: 'OnDemand',
  PriceDescription: '$0.05 per hour, "quoted"',
  EffectiveDate: '2026-04-01',
  StartingRange: '0',
  EndingRange: 'Inf',
  Unit: 'Hrs',
  Currency: 'USD',
  'Location Type': 'AWS Region',
  'Region Code': 'eu-west-1',
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')
}

export interface ListOptions {
  readonly published?: string
  readonly columns?: readonly string[]
  readonly format?: string
}

/** A CSV file of an offer; what a row does not say is the usual. */
export function offerCsv(offer: string, rows: readonly Row[], options: ListOptions = {}): string {
  const named = new Set([...COLUMNS, ...rows.flatMap((row) => Object.keys(row))])
  const columns = options.columns ?? [...named]
  const published = options.published ?? '2026-04-27T16:02:58Z'
  const lines = [
    ['FormatVersion', options.format ?? 'v1.0'],
    ['Disclaimer', 'This pricing list is for informational purposes only. All prices are subject to the additional terms'],
    ['Publication Date', published],
    ['Version', published.replace(/\D/g, '')],
    ['OfferCode', offer],
    columns,
    ...rows.map((row) => columns.map((column) => row[column] ?? USUAL[column] ?? '')),
  ]
  return lines.map((line) => `${quoted(line)}\n`).join('')
}

export const NAT_HOUR: Row = {
  SKU: 'NATHOUR000000001',
  PricePerUnit: '0.0480000000',
  'Product Family': 'NAT Gateway',
  usageType: 'EU-NatGateway-Hours',
  operation: 'NatGateway',
}
export const NAT_BYTES: Row = { ...NAT_HOUR, SKU: 'NATBYTES00000001', Unit: 'GB', usageType: 'EU-NatGateway-Bytes' }

const ROOT = '/offers/v1.0/aws'

/** Files of a whole list by path: indexes, and one CSV file for each offer and region. */
export function listFiles(
  offers: Readonly<Record<string, Readonly<Record<string, string>>>>,
  version = '20260427160258',
): Map<string, string> {
  const files = new Map<string, string>()
  const index: Record<string, object> = {}
  for (const [offer, regions] of Object.entries(offers)) {
    index[offer] = {
      offerCode: offer,
      versionIndexUrl: `${ROOT}/${offer}/index.json`,
      currentVersionUrl: `${ROOT}/${offer}/current/index.json`,
      currentRegionIndexUrl: `${ROOT}/${offer}/current/region_index.json`,
    }
    const byRegion = Object.keys(regions).map((region) => [
      region,
      { regionCode: region, currentVersionUrl: `${ROOT}/${offer}/${version}/${region}/index.json` },
    ])
    files.set(
      `${ROOT}/${offer}/current/region_index.json`,
      JSON.stringify({ formatVersion: 'v1.0', regions: Object.fromEntries(byRegion) }),
    )
    for (const [region, csv] of Object.entries(regions)) files.set(`${ROOT}/${offer}/${version}/${region}/index.csv`, csv)
  }
  files.set(`${ROOT}/index.json`, JSON.stringify({ formatVersion: 'v1.0', publicationDate: '2026-04-27T16:02:58Z', offers: index }))
  return files
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void

export interface ListServer {
  readonly address: string
  readonly files: Map<string, string>
  /** What the next requests for a path get instead of the file, one after the other. */
  readonly instead: Map<string, Answer[]>
  /** Paths that were asked for, with the range. */
  readonly asked: string[]
  close(): Promise<void>
}

/** Serves the files on 127.0.0.1 as AWS does: gzip where it is taken, an ETag, ranges of what was sent. */
export async function serveList(files: Map<string, string>): Promise<ListServer> {
  const instead = new Map<string, Answer[]>()
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(request.headers.range === undefined ? path : `${path} ${request.headers.range}`)
    const text = files.get(path)
    const special = instead.get(path)?.shift()
    const body = text === undefined ? Buffer.alloc(0) : gzipSync(text)
    if (special !== undefined) special(request, response, body)
    else if (text === undefined) response.writeHead(404).end()
    else sendFile(request, response, body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('no port')
  return {
    address: `http://127.0.0.1:${bound.port}`,
    files,
    instead,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export const ETAG = '"version-1"'

function sendFile(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  const common = { etag: ETAG, 'content-encoding': 'gzip' }
  if (start === 0) response.writeHead(200, { ...common, 'content-length': body.length }).end(body)
  else
    response
      .writeHead(206, {
        ...common,
        'content-length': body.length - start,
        'content-range': `bytes ${start}-${body.length - 1}/${body.length}`,
      })
      .end(body.subarray(start))
}

/** Sends so many bytes of the file and then breaks the connection. */
export function breakAfter(bytes: number, headers: Readonly<Record<string, string>> = { etag: ETAG }): Answer {
  return (_request, response, body) => {
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip', 'content-length': body.length })
    response.write(body.subarray(0, bytes), () => response.destroy())
  }
}

export function answer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => void response.writeHead(status, headers).end()
}
