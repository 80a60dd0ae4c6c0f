import { describe, expect, test } from 'vitest'

// The ingest programs are plain JavaScript for maintainers; their pieces are tested by what they do.
interface PriceFact {
  readonly service: string
  readonly dimension: string
  readonly unit: string
  readonly region: string
  readonly price_usd: string
  readonly tier_from: string
  readonly source: string
  readonly as_of: string
}
interface Tools {
  readonly packBytes: (value: unknown) => Uint8Array
  readonly unpack: (bytes: Uint8Array) => unknown
  readonly sorted: (value: unknown) => unknown
  readonly readCsv: (text: string) => readonly PriceFact[]
  readonly decimal: (value: string | number) => string
  readonly priceRows: (facts: readonly PriceFact[]) => {
    rows: readonly Record<string, unknown>[]
    left: { zeros: readonly string[]; notPrices: number }
  }
  readonly publicSource: (source: string, asOf: string) => unknown
  readonly report: (
    title: string,
    before: ReadonlyMap<string, string>,
    after: ReadonlyMap<string, string>,
    options: { prices?: boolean; print: (line: string) => void },
  ) => void
  readonly attributesOf: (schema: unknown, rules: unknown) => readonly string[]
  readonly getAttRules: (python: string) => unknown
  readonly portable: (pattern: string) => string | undefined
  readonly usableZones: (offerings: readonly { Location: string; InstanceType: string }[]) => number
  readonly compactList: (byRegion: Readonly<Record<string, readonly string[]>>) => unknown
  readonly keyForm: (key: string) => string
  readonly servicePack: (service: unknown, prefix: string) => unknown
  readonly runtimeName: (name: string) => string
}

async function tool<Name extends keyof Tools>(file: string): Promise<Pick<Tools, Name>> {
  return import(new URL(`../../tools/ingest/${file}`, import.meta.url).href)
}

const FACT: PriceFact = {
  service: 'vpc',
  dimension: 'nat_hour',
  unit: 'hour',
  region: 'us-east-1',
  price_usd: '0.045',
  tier_from: '0',
  source: 'owner/prices:data/vpc.json',
  as_of: '2025-06-18',
}

describe('packs', () => {
  test('the same value gives the same bytes, whatever order its keys were added in', async () => {
    const { packBytes, sorted, unpack } = await tool<'packBytes' | 'sorted' | 'unpack'>('lib/pack.mjs')
    const one = packBytes(sorted({ b: [{ y: 1, x: 2 }], a: 'text' }))
    const two = packBytes(sorted({ a: 'text', b: [{ x: 2, y: 1 }] }))
    expect(two).toEqual(one)
    expect(unpack(one)).toEqual({ a: 'text', b: [{ x: 2, y: 1 }] })
  })

  test('a report names what came, went and moved', async () => {
    const { report } = await tool<'report'>('lib/diff.mjs')
    const lines: string[] = []
    const before = new Map([
      ['gone', '1 USD a hour'],
      ['moved', '1 USD a hour'],
      ['nudged', '1 USD a hour'],
    ])
    const after = new Map([
      ['came', '1 USD a hour'],
      ['moved', '0.4 USD a hour'],
      ['nudged', '1.1 USD a hour'],
    ])
    report('prices', before, after, { prices: true, print: (line) => lines.push(line) })
    expect(lines).toEqual([
      'prices: 3 rows, 1 added, 1 removed, 2 changed',
      '  ~ moved: 1 USD a hour -> 0.4 USD a hour',
      '  ~ nudged: 1 USD a hour -> 1.1 USD a hour',
      '  + came: 1 USD a hour',
      '  - gone: 1 USD a hour',
      '  ! moved: moved by -60 %: 1 USD a hour -> 0.4 USD a hour',
    ])
  })
})

describe('price facts', () => {
  test('a row becomes a price with a public source', async () => {
    const { priceRows } = await tool<'priceRows'>('prices.mjs')
    expect(priceRows([FACT]).rows).toEqual([
      {
        service: 'vpc',
        key: 'vpc.nat_hour',
        region: 'us-east-1',
        unit: 'hour',
        price: '0.045',
        from: '0',
        source: 'https://github.com/owner/prices/blob/HEAD/data/vpc.json',
        asOf: '2025-06-18',
        basis: 'document',
      },
    ])
  })

  test('two rows for one key, region and tier stop the run', async () => {
    const { priceRows } = await tool<'priceRows'>('prices.mjs')
    expect(() => priceRows([FACT, { ...FACT, price_usd: '0.046' }])).toThrow('two rows for one price: vpc.nat_hour us-east-1 from 0')
    expect(priceRows([FACT, { ...FACT, tier_from: '10' }, { ...FACT, region: 'global' }]).rows).toHaveLength(3)
  })

  test('zeros that are gaps and figures that are no prices stay out', async () => {
    const { priceRows } = await tool<'priceRows'>('prices.mjs')
    const { rows, left } = priceRows([
      { ...FACT, price_usd: '0' },
      { ...FACT, service: 'lambda', dimension: 'free_requests', price_usd: '1000000' },
      { ...FACT, service: 'sns', dimension: 'delivery_sqs', price_usd: '0' },
    ])
    expect(rows.map(({ key }) => key)).toEqual(['sns.delivery_sqs'])
    expect(left).toEqual({ zeros: ['vpc.nat_hour us-east-1'], notPrices: 1 })
  })

  test.each([
    { from: '0.0000002', to: '0.0000002' },
    { from: 1e-7, to: '0.0000001' },
    { from: 1.25e-8, to: '0.0000000125' },
    { from: '0.50', to: '0.5' },
    { from: 1000, to: '1000' },
    { from: '10', to: '10' },
  ])('$from is written $to', async ({ from, to }) => {
    const { decimal } = await tool<'decimal'>('prices.mjs')
    expect(decimal(from)).toBe(to)
  })

  test('what is no price or no public source stops the run', async () => {
    const { decimal, publicSource } = await tool<'decimal' | 'publicSource'>('prices.mjs')
    expect(() => decimal('-1')).toThrow('not a price')
    expect(() => decimal('n/a')).toThrow('not a price')
    expect(() => publicSource('a note on my desk', '2025-06-18')).toThrow('not a public source')
    expect(() => publicSource('owner/prices:data/vpc.json', '2025-06')).toThrow('no full date')
    expect(publicSource('knowledge', '')).toMatchObject({ basis: 'knowledge' })
  })

  test('quoted fields keep their commas, a short line is named', async () => {
    const { readCsv } = await tool<'readCsv'>('lib/csv.mjs')
    expect(readCsv('a,b,c\r\n"x, ""y""",,z\r\n')).toEqual([{ a: 'x, "y"', b: '', c: 'z' }])
    expect(() => readCsv('a,b\n1,2\n3\n')).toThrow('line 3 has 1 fields, the header has 2')
  })
})

describe('registry', () => {
  const PYTHON = `
_all_property_types = [
    "AWS::X::Every",
]
_exceptions = {
    "AWS::X::Named": [
        "Name",
    ],
}
`

  test('attributes are read-only properties, exceptions, or every property', async () => {
    const { attributesOf, getAttRules } = await tool<'attributesOf' | 'getAttRules'>('lib/getatt.mjs')
    const rules = getAttRules(PYTHON)
    const readOnlyProperties = ['/properties/Arn', '/properties/Endpoint/Port']
    expect(attributesOf({ typeName: 'AWS::X::Plain', readOnlyProperties }, rules)).toEqual(['Arn', 'Endpoint.Port'])
    expect(attributesOf({ typeName: 'AWS::X::Named', readOnlyProperties }, rules)).toEqual(['Arn', 'Endpoint.Port', 'Name'])
    const every = {
      typeName: 'AWS::X::Every',
      definitions: { Endpoint: { type: 'object', properties: { Port: { type: 'string' } } } },
      properties: {
        Endpoint: { $ref: '#/definitions/Endpoint' },
        Names: { type: 'array', items: { type: 'string' } },
        Parts: { type: 'array', items: { type: 'object' } },
      },
    }
    expect(attributesOf(every, rules)).toEqual(['Endpoint.Port', 'Names'])
  })

  test('tables of the linter that cannot be found stop the run', async () => {
    const { getAttRules } = await tool<'getAttRules'>('lib/getatt.mjs')
    expect(() => getAttRules('')).toThrow('were not found')
  })
})

describe('patterns for JavaScript', () => {
  test.each([
    { from: '^[a-z]+$', to: '^[a-z]+$', yes: ['abc'], no: ['A'] },
    { from: '^[\\w-.]+\\@x$', to: '^[\\w\\-.]+@x$', yes: ['a-b.c@x'], no: ['a b@x'] },
    { from: '\\A[0-9]{2}\\Z', to: '^[0-9]{2}$', yes: ['12'], no: ['12x', 'x12'] },
    { from: '(?s)^.+$', to: '^[\\s\\S]+$', yes: ['a\nb'], no: [''] },
    { from: '^(1|2)\\s*(?i)GB$', to: '^(1|2)\\s*[gG][bB]$', yes: ['1 gb', '2GB'], no: ['3 GB'] },
    { from: '^(?!(?i)(stop)$)[a-z]+$', to: '^(?!([sS][tT][oO][pP])$)[a-z]+$', yes: ['stops'], no: ['stop'] },
    { from: '^{year}$', to: '^\\{year\\}$', yes: ['{year}'], no: ['year'] },
    { from: '^(/(?!\\.)+[a-z.]+)$', to: '^(/(?!\\.)[a-z.]+)$', yes: ['/a.b'], no: ['/.a'] },
    { from: '[\\p{Graph}\\x20]*', to: '[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\x20]*', yes: ['a b!'], no: [] },
    { from: '^(?i)[0-9a-f]{2}$', to: '^[0-9a-f0-9A-F]{2}$', yes: ['aF'], no: ['ag'] },
  ])('$from', async ({ from, to, yes, no }) => {
    const { portable } = await tool<'portable'>('lib/patterns.mjs')
    const pattern = portable(from)
    expect(pattern).toBe(to)
    for (const text of yes) expect(text).toMatch(new RegExp(pattern ?? '', 'u'))
    for (const text of no) expect(text).not.toMatch(new RegExp(pattern ?? '', 'u'))
  })

  test('what cannot be said is undefined, never another pattern', async () => {
    const { portable } = await tool<'portable'>('lib/patterns.mjs')
    expect(portable('(?i)[\\w]+')).toBeUndefined()
    expect(portable('(')).toBeUndefined()
  })
})

describe('places', () => {
  test('zones with fewer than half of the instance types do not count', async () => {
    const { usableZones } = await tool<'usableZones'>('places.mjs')
    const offer = (zone: string, count: number) =>
      Array.from({ length: count }, (_, at) => ({ Location: zone, InstanceType: `m${at}.large` }))
    expect(usableZones([...offer('a', 10), ...offer('b', 5), ...offer('c', 4)])).toBe(2)
  })

  test.each([
    { from: 'python3.13', to: 'python3.13' },
    { from: 'rust (prov.al2023)', to: 'provided.al2023:rust' },
    { from: 'dotnet8 aot (prov.al2023)', to: 'provided.al2023:dotnet8-aot' },
    { from: 'bun layer(prov.al2)', to: 'provided.al2:bun-layer' },
  ])('the runtime $from is called $to', async ({ from, to }) => {
    const { runtimeName } = await tool<'runtimeName'>('cold-starts.mjs')
    expect(runtimeName(from)).toBe(to)
  })
})

test('sizes are one list, and the regions a bit for each', async () => {
  const { compactList } = await tool<'compactList'>('sizes.mjs')
  expect(compactList({ west: ['a', 'c', 'e'], east: ['b', 'd'] })).toEqual({
    names: ['a', 'b', 'c', 'd', 'e'],
    regions: { east: 'a0', west: '51' },
  })
  expect(compactList({ west: ['a'], east: ['a'] })).toEqual({ names: ['a'], regions: {} })
})

describe('IAM', () => {
  test.each([
    { from: 's3:ExistingObjectTag/<key>', to: 's3:ExistingObjectTag/${Key}' },
    { from: 'aws:PrincipalTag/tag-key', to: 'aws:PrincipalTag/${TagKey}' },
    { from: 'aws:TagKeys', to: 'aws:TagKeys' },
  ])('the key $from has the form $to', async ({ from, to }) => {
    const { keyForm } = await tool<'keyForm'>('iam.mjs')
    expect(keyForm(from)).toBe(to)
  })

  test('keys and sets of keys stand once', async () => {
    const { servicePack } = await tool<'servicePack'>('iam.mjs')
    const action = (name: string, accessLevel: string, on: string) => ({
      name,
      accessLevel,
      resourceTypes: [{ name: on, conditionKeys: ['x:b'] }],
      conditionKeys: ['x:a'],
    })
    const service = {
      title: 'X',
      actions: { get: action('Get', 'Read', 'Thing'), tag: action('Tag', 'Tagging, Write', 'Thing') },
      resourceTypes: { thing: { key: 'thing', arn: 'arn:x', conditionKeys: ['x:b'] } },
      conditionKeys: { a: { key: 'x:a', type: 'Bool' }, b: { key: 'x:b', type: 'ARN' } },
    }
    expect(servicePack(service, 'x')).toEqual({
      title: 'X',
      actions: { Get: ['R', [0], 0], Tag: ['T', [0], 0] },
      resources: [['thing', 'arn:x', 1]],
      keys: [
        ['x:a', 'Bool'],
        ['x:b', 'ARN'],
      ],
      sets: [[0, 1], [1]],
    })
    expect(() => servicePack({ ...service, actions: { get: action('Get', 'Read', 'Other') } }, 'x')).toThrow('x:Get works on Other')
    expect(() => servicePack({ ...service, actions: { get: action('Get', 'Peek', 'Thing') } }, 'x')).toThrow('not known: Peek')
  })
})
