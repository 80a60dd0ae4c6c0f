import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openCatalog } from '#catalog/index.js'
import { isJsonObject, type Json, type PackSource } from '#core/index.js'
import { packFolder } from '../../src/adapters/packs.js'

const FOLDER = fileURLToPath(new URL('../../catalog/', import.meta.url))
const catalog = openCatalog(packFolder(FOLDER))

describe('registry schemas', () => {
  test('a function may run 900 seconds', () => {
    const properties = catalog.schema('AWS::Lambda::Function')?.schema['properties']
    expect(isJsonObject(properties) && properties['Timeout']).toMatchObject({ maximum: 900, type: 'integer' })
  })

  test('attributes are those that Fn::GetAtt takes', () => {
    expect(catalog.schema('AWS::RDS::DBInstance')?.attributes).toEqual(
      expect.arrayContaining(['Endpoint.Address', 'Endpoint.Port', 'MasterUserSecret.SecretArn']),
    )
    expect(catalog.schema('AWS::Lambda::Function')?.attributes).toContain('Arn')
    expect(catalog.schema('AWS::DynamoDB::Table')?.attributes).toEqual(['Arn', 'StreamArn'])
    expect(catalog.schema('AWS::CloudFormation::Stack')?.attributes).toEqual(['Outputs.*'])
  })

  test('paths lose their prefix', () => {
    const bucket = catalog.schema('AWS::S3::Bucket')
    expect(bucket?.createOnly).toContain('BucketName')
    expect(bucket?.readOnly).toContain('DomainName')
    expect(catalog.schema('AWS::RDS::DBInstance')?.writeOnly).toContain('MasterUserPassword')
  })

  test.each([
    { type: 'AWS::S3::Bucket', stateful: true },
    { type: 'AWS::RDS::DBCluster', stateful: true },
    { type: 'AWS::Lambda::Function', stateful: false },
    { type: 'AWS::EC2::Subnet', stateful: false },
  ])('$type keeps data: $stateful', ({ type, stateful }) => {
    expect(catalog.schema(type)?.stateful).toBe(stateful)
  })

  test('a property may be called like a keyword that is dropped', () => {
    const properties = catalog.schema('AWS::EC2::SecurityGroup')?.schema['properties']
    expect(isJsonObject(properties) && Object.keys(properties)).toContain('GroupDescription')
    const definitions = JSON.stringify(catalog.schema('AWS::ApiGateway::DocumentationPart')?.schema)
    expect(definitions).not.toContain('"typeName"')
  })

  test('conditions between properties are part of the schema', () => {
    const conditions = JSON.stringify(catalog.schema('AWS::DynamoDB::Table')?.schema['allOf'])
    expect(conditions).toContain('"if":{"properties":{"BillingMode":{"const":"PAY_PER_REQUEST"}}')
    expect(conditions).toContain('"then":{"properties":{"ProvisionedThroughput":false}}')
  })

  test('every pattern is one of JavaScript', () => {
    const patterns = catalog.typeNames().flatMap((type) => patternsIn(catalog.schema(type)?.schema ?? null))
    expect(patterns.length).toBeGreaterThan(5000)
    expect(patterns.filter((pattern) => !compiles(pattern))).toEqual([])
  })

  test('unknown types have no schema', () => {
    expect(catalog.schema('AWS::Lambda::Fonction')).toBeUndefined()
    expect(catalog.schema('Custom::Thing')).toBeUndefined()
    expect(catalog.schema('__proto__')).toBeUndefined()
  })
})

describe('availability', () => {
  test('types by region', () => {
    expect(catalog.available('AWS::Budgets::Budget', 'us-east-1')).toBe(true)
    expect(catalog.available('AWS::Budgets::Budget', 'ap-southeast-7')).toBe(false)
    expect(catalog.available('AWS::S3::Bucket', 'ap-southeast-7')).toBe(true)
    expect(catalog.available('AWS::No::Such', 'us-east-1')).toBe(false)
  })

  test('an unknown region is unknown, and so is one whose list was only copied', () => {
    expect(catalog.available('AWS::S3::Bucket', 'mars-north-1')).toBeUndefined()
    expect(catalog.available('AWS::S3::Bucket', 'eusc-de-east-1')).toBeUndefined()
  })

  test('every type of any region has a schema', () => {
    const names = catalog.typeNames()
    expect(names.length).toBeGreaterThan(1500)
    expect(names.filter((type) => catalog.schema(type) === undefined)).toEqual([])
    expect(names.some((type) => catalog.available(type, 'us-east-1') === false)).toBe(true)
  })
})

describe('places and machines', () => {
  test('regions', () => {
    expect(catalog.regions().filter(({ partition }) => partition === 'aws')).toHaveLength(34)
    expect(catalog.region('eu-west-1')).toMatchObject({ title: 'Europe (Ireland)', partition: 'aws', zones: 3 })
    expect(catalog.region('us-west-1')?.zones).toBe(2)
    expect(catalog.region('cn-north-1')?.zones).toBeUndefined()
    expect(catalog.region('mars-north-1')).toBeUndefined()
  })

  test('instance types', () => {
    expect(catalog.instanceType('m7g.large')).toEqual({ name: 'm7g.large', vcpus: 2, memoryGib: 8, architectures: ['arm64'] })
    expect(catalog.instanceType('m7g.nano')).toBeUndefined()
    expect(catalog.instanceType('constructor')).toBeUndefined()
  })

  test('cold starts: the nearest memory that was measured', () => {
    const query = { runtime: 'python3.13', packaging: 'zip', architecture: 'x86_64' } as const
    expect(catalog.coldStart({ ...query, memoryMb: 512 })).toMatchObject({ memoryMb: 512, asOf: '2026-08-22', basis: 'document' })
    expect(catalog.coldStart({ ...query, memoryMb: 10_240 })?.memoryMb).toBe(1024)
    expect(catalog.coldStart({ ...query, memoryMb: 512 })?.initP50).toBeCloseTo(85, 0)
    expect(catalog.coldStart({ ...query, runtime: 'provided.al2023:rust', memoryMb: 512 })).toBeDefined()
    expect(catalog.coldStart({ ...query, runtime: 'cobol', memoryMb: 512 })).toBeUndefined()
  })
})

describe('reviewed tables', () => {
  test('limits, with the value of a region where AWS sets another', () => {
    expect(catalog.limit('lambda.timeout')).toMatchObject({ value: 900, unit: 's', kind: 'hard' })
    expect(catalog.limit('apigateway.requests-per-second', 'us-east-1').value).toBe(10_000)
    expect(catalog.limit('apigateway.requests-per-second', 'eu-south-2').value).toBe(2500)
    expect(catalog.limit('cloudformation.template-body').value).toBe(51_200)
  })

  test('an id that is not there is our bug', () => {
    expect(() => catalog.limit('lambda.timeuot')).toThrow(expect.objectContaining({ code: 'internal.invariant' }))
    expect(() => catalog.failureMode('nothing')).toThrow(/no row "nothing" in the table of failure-modes/)
  })

  test('commitments, failover, failure modes and hops', () => {
    expect(catalog.sla('rds-single').percent).toBe(99.5)
    expect(catalog.failover('rds-multi-az')).toMatchObject({ typicalSeconds: 90, worstSeconds: 120 })
    expect(catalog.latency('cross-zone')).toMatchObject({ p50: 0.3, p99: 1 })
  })

  test('the modes of a single RDS instance add up to 63 minutes a year', () => {
    const minutes = ['rds.host', 'zone.loss', 'rds.maintenance']
      .map((id) => catalog.failureMode(id))
      .map((mode) => mode.timesPerYear * mode.minutes)
    expect(minutes.reduce((sum, each) => sum + each, 0)).toBeCloseTo(63, 9)
  })

  test('regional values are for regions that exist', () => {
    const named = catalog.limits().flatMap(({ regions = {} }) => Object.keys(regions))
    expect(named.filter((region) => catalog.region(region) === undefined)).toEqual([])
  })

  test('no managed service is perfect by omission', () => {
    const services = catalog.failureModes().filter(({ timesPerYear, minutes }) => timesPerYear * minutes > 0)
    const ids = services.map(({ id }) => id.split('.')[0])
    expect(ids).toEqual(
      expect.arrayContaining([
        'lambda',
        'apigateway',
        'dynamodb',
        's3',
        'cloudfront',
        'sqs',
        'cognito',
        'elb',
        'ecs',
        'rds',
        'aurora',
        'nat-gateway',
        'kms',
        'waf',
      ]),
    )
  })
})

describe('every row has a source and a date', () => {
  const tables = readdirSync(FOLDER).filter((name) => name.endsWith('.json') && name !== 'manifest.json')

  test.each(tables)('%s', (name) => {
    const rows: Json = JSON.parse(readFileSync(`${FOLDER}${name}`, 'utf8'))
    const wrong = (Array.isArray(rows) ? rows : []).filter((row) => !hasProvenance(row))
    expect(wrong).toEqual([])
    expect(rows).not.toEqual([])
  })

  test('packs', () => {
    const wrong = packNames().filter((name) => {
      const pack = unpack(name)
      const sources = isJsonObject(pack) && Array.isArray(pack['sources']) ? pack['sources'] : [pack]
      return sources.length === 0 || !sources.every(hasProvenance)
    })
    expect(wrong).toEqual([])
  })
})

describe('the folder', () => {
  test('is what the manifest says', () => {
    const manifest: Json = JSON.parse(readFileSync(`${FOLDER}manifest.json`, 'utf8'))
    const prices = readdirSync(`${FOLDER}prices`).map((name) => name.replace('.json.br', ''))
    expect(manifest).toMatchObject({ asOf: catalog.asOf, prices: { asOf: catalog.prices.asOf } })
    expect(catalog.prices.services()).toEqual(prices.toSorted())
    expect(catalog.asOf >= catalog.prices.asOf).toBe(true)
  })

  test('weighs less than 3 MB', () => {
    const bytes = packNames().reduce((sum, name) => sum + readFileSync(`${FOLDER}${name}`).length, 0)
    expect(bytes).toBeLessThan(3_000_000)
  })

  test('names no machine path and no private source', () => {
    const suspicious = packNames().filter((name) => /"(\/tmp|\/home|\/root|file:)|read_file/.test(JSON.stringify(unpack(name))))
    expect(suspicious).toEqual([])
  })
})

describe('laziness and damage', () => {
  const real = packFolder(FOLDER)

  function recording(change: (name: string, bytes: Uint8Array | undefined) => Uint8Array | undefined = (_name, bytes) => bytes) {
    const names: string[] = []
    const source: PackSource = {
      read(name) {
        names.push(name)
        return change(name, real.read(name))
      },
    }
    return { names, source }
  }

  test('nothing is read before it is asked for, and each pack once', () => {
    const { names, source } = recording()
    const opened = openCatalog(source)
    expect(names).toEqual([])
    for (const region of ['us-east-1', 'eu-west-1']) opened.prices.tiers('lambda.requests', region)
    opened.schema('AWS::Lambda::Function')
    opened.schema('AWS::Lambda::Alias')
    opened.limit('lambda.timeout')
    opened.limits()
    expect(names).toEqual(['manifest.json', 'prices/lambda.json.br', 'availability.json.br', 'schemas/aws-lambda.json.br', 'limits.json'])
  })

  test.each([
    { name: 'missing', change: () => undefined },
    { name: 'not brotli', change: () => new Uint8Array([1, 2, 3]) },
    { name: 'not JSON', change: () => brotliCompressSync('{') },
    { name: 'another shape', change: () => brotliCompressSync('{"keys":[]}') },
  ])('a pack that is $name throws catalog.broken', ({ change }) => {
    const { source } = recording((name, bytes) => (name === 'manifest.json' ? bytes : change()))
    const opened = openCatalog(source)
    const broken = expect.objectContaining({ code: 'catalog.broken' })
    expect(() => opened.prices.tiers('lambda.requests', 'us-east-1')).toThrow(broken)
    expect(() => opened.schema('AWS::Lambda::Function')).toThrow(broken)
    expect(() => opened.regions()).toThrow(broken)
    expect(() => opened.instanceType('m5.large')).toThrow(broken)
    expect(() => opened.slas()).toThrow(broken)
  })

  test.each(['../package.json', '/etc/hosts', 'prices/../../package.json', ''])('the folder of packs refuses %j', (name) => {
    expect(() => real.read(name)).toThrow(expect.objectContaining({ code: 'catalog.broken' }))
  })
})

function patternsIn(schema: Json, isMap = false): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap((each) => patternsIn(each))
  if (!isJsonObject(schema)) return []
  return Object.entries(schema).flatMap(([key, value]) => {
    if (!isMap && key === 'pattern' && typeof value === 'string') return [value]
    const names = !isMap && key === 'patternProperties' && isJsonObject(value) ? Object.keys(value) : []
    return [...names, ...patternsIn(value, !isMap && ['properties', 'definitions', 'patternProperties'].includes(key))]
  })
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}

function hasProvenance(row: unknown): boolean {
  return (
    isJsonObject(row) &&
    typeof row['source'] === 'string' &&
    row['source'] !== '' &&
    typeof row['asOf'] === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(row['asOf']) &&
    (row['basis'] === 'measured' || row['basis'] === 'document' || row['basis'] === 'knowledge')
  )
}

function packNames(): readonly string[] {
  return ['', 'prices/', 'schemas/'].flatMap((folder) =>
    readdirSync(`${FOLDER}${folder}`)
      .filter((name) => name.endsWith('.json.br'))
      .map((name) => `${folder}${name}`),
  )
}

function unpack(name: string): Json {
  return JSON.parse(brotliDecompressSync(readFileSync(`${FOLDER}${name}`)).toString('utf8'))
}

describe('IAM', () => {
  test('actions with what they work on and what conditions see', () => {
    const s3 = catalog.iam.service('S3')
    expect(s3?.action('getobject')).toMatchObject({ name: 'GetObject', access: 'read', resourceTypes: expect.arrayContaining(['object']) })
    expect(s3?.action('ListBucket')?.keys).toContain('s3:prefix')
    expect(s3?.action('GetObjects')).toBeUndefined()
    expect(catalog.iam.service('ec2')?.action('DescribeInstances')?.resourceTypes).toEqual([])
    expect(catalog.iam.service('sqs')?.resourceTypes).toEqual([
      { name: 'queue', arn: 'arn:${Partition}:sqs:${Region}:${Account}:${QueueName}', keys: ['aws:ResourceTag/${TagKey}'] },
    ])
  })

  test('condition keys are found by their form, whatever their case', () => {
    expect(catalog.iam.globalKey('AWS:sourceip')).toEqual({ name: 'aws:SourceIp', type: 'IPAddress' })
    expect(catalog.iam.globalKey('aws:PrincipalTag/team')?.name).toBe('aws:PrincipalTag/${TagKey}')
    expect(catalog.iam.service('s3')?.key('s3:ExistingObjectTag/team')?.type).toBe('String')
    expect(catalog.iam.globalKey('aws:SourceIpp')).toBeUndefined()
    expect(catalog.iam.isProvider('accounts.google.com')).toBe(true)
    expect(catalog.iam.isProvider('accounts')).toBe(false)
  })

  test('every service can be opened, and no other name reads a file', () => {
    const services = catalog.iam.services()
    expect(services.length).toBeGreaterThan(400)
    for (const prefix of services) {
      const service = catalog.iam.service(prefix)
      for (const name of service?.actionNames ?? []) expect(service?.action(name)?.name).toBe(name)
    }
    for (const name of ['../manifest', '__proto__', 'S3 ', '']) expect(catalog.iam.service(name)).toBeUndefined()
  })
})

describe('sizes and engines', () => {
  test('sizes by region', () => {
    const ec2 = catalog.sizes('ec2')
    expect(ec2.has('t3.micro')).toBe(true)
    expect(ec2.has('t3.mega')).toBe(false)
    expect(ec2.inRegion('t3.micro', 'eu-west-3')).toBe(true)
    expect(ec2.inRegion('p5.48xlarge', 'eu-west-3')).toBe(false)
    expect(ec2.inRegion('t3.micro', 'mars-north-1')).toBeUndefined()
    // cfn-lint has the same list for every region.
    expect(catalog.sizes('docdb').inRegion('db.r5.large', 'eu-west-1')).toBeUndefined()
  })

  test('versions that are retired, and classes of an engine', () => {
    const postgres = catalog.engine('rds', 'postgres')
    expect([postgres?.retired.has('15.3'), postgres?.versions.includes('17.6')]).toEqual([true, true])
    expect(catalog.engine('rds', 'aurora-mysql')?.classes).not.toContain('db.m5.large')
    expect(catalog.engines('elasticache')).toEqual(['memcached', 'redis', 'valkey'])
    expect(catalog.engine('rds', '__proto__')).toBeUndefined()
  })
})
