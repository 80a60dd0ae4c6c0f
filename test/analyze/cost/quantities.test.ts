import { describe, expect, test } from 'vitest'
import {
  ALL_EDGE_MODELS,
  ALL_FLOWS,
  ALL_MODELS,
  billOf,
  FREE_TYPES,
  freeReason,
  type Quantities,
  quantitiesOf,
  UNPRICED_TYPES,
  unpricedReason,
  usageOf,
} from '#analyze/cost/index.js'
import { amountNumber, usdText } from '#core/index.js'
import { assumptionsOf, SECONDS_A_MONTH, type Traffic, type Usage } from '#spec/index.js'
import { testCatalog } from '../../support/catalog.js'
import { SAMPLES, shopStack } from './stacks.js'
import { NO_USAGE, type Stack, stackOf, stated, trafficAt } from './support.js'

const MONTH = SECONDS_A_MONTH
const GB = 1024 ** 3
const book = testCatalog().prices

function derive(stack: Stack, traffic: Traffic): Quantities {
  return quantitiesOf(stackOf(stack), traffic, NO_USAGE)
}
function value(quantities: Quantities, id: string, name: string): number | undefined {
  const quantity = quantities.get(id)?.get(name)
  return quantity === undefined ? undefined : amountNumber(quantity.value)
}
const sampleNamed = (name: string) => SAMPLES.find((sample) => sample.name === name)!
const derivedOf = (name: string, perSecond: number): Quantities => {
  const { stack, traffic } = sampleNamed(name)
  return derive(stack, traffic(perSecond))
}
const ref = (id: string) => ({ Ref: id })
const get = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] })

describe('what is registered', () => {
  test('each type has one model or one reason to be free or not priced, and at most one flow', () => {
    const types = [...ALL_MODELS.map(({ type }) => type), ...FREE_TYPES, ...UNPRICED_TYPES]
    expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([])
    const flows = ALL_FLOWS.map(({ type }) => type)
    expect(flows.filter((type, index) => flows.indexOf(type) !== index)).toEqual([])
    expect(flows.filter((type) => !types.includes(type))).toEqual([])
  })

  test('every model and every flow names the page it was made from', () => {
    const pages = [...ALL_MODELS, ...ALL_FLOWS, ...ALL_EDGE_MODELS].flatMap(({ refs }) => refs)
    expect([...ALL_MODELS, ...ALL_FLOWS, ...ALL_EDGE_MODELS].every(({ refs }) => refs.length > 0)).toBe(true)
    expect(pages.filter((page) => !/^https:\/\/(docs\.)?aws\.amazon\.com\//.test(page))).toEqual([])
  })

  test('every type that is free has a reason, and a type without one has none', () => {
    expect(FREE_TYPES.filter((type) => freeReason(type) === undefined)).toEqual([])
    expect([freeReason('AWS::KinesisVideo::Stream'), freeReason('Custom::Thing')]).toEqual([
      undefined,
      'runs a function, which is billed as a function',
    ])
  })

  test('every type that costs money and has no price says what AWS bills', () => {
    const reasons = UNPRICED_TYPES.map((type) => unpricedReason(type).startsWith(`${type} is not priced: `))
    expect(reasons.every(Boolean)).toBe(true)
    expect(unpricedReason('AWS::MemoryDB::Cluster')).toBe(
      'AWS::MemoryDB::Cluster is not priced: AWS bills node or instance hours, which the price book does not have',
    )
    expect(unpricedReason('AWS::Nobody::Knows')).toBe('there is no price model for AWS::Nobody::Knows')
    expect(unpricedReason('')).toBe('its type is not given')
    expect(unpricedReason('AWS::Serverless::Function')).toMatch(/SAM did not expand it/)
  })

  test('free tiers and flows of data have prices in the book', () => {
    const keys = [
      ...testCatalog()
        .freeTiers()
        .flatMap((allowance) => allowance.keys),
      ...ALL_EDGE_MODELS.map(({ price }) => price),
    ]
    const zone = 'cloudfront:us'
    expect(keys.filter((key) => book.tiers(key, 'us-east-1') === undefined && book.tiers(key, zone) === undefined)).toEqual([])
  })

  test('every type is one of the registry', () => {
    const known = new Set(testCatalog().typeNames())
    const own = new Set(['AWS::CDK::Metadata'])
    const types = [...ALL_MODELS.map(({ type }) => type), ...FREE_TYPES, ...UNPRICED_TYPES, ...ALL_FLOWS.map(({ type }) => type)]
    expect(types.filter((type) => !known.has(type) && !own.has(type))).toEqual([])
  })

  test.each(SAMPLES)('$name: every derived quantity has a name and unit of its price model', ({ stack, traffic }) => {
    const q = stackOf(stack)
    const usages = new Map(ALL_MODELS.map(({ type, usage }) => [type, usage]))
    const strange = [...quantitiesOf(q, traffic(20), NO_USAGE)].flatMap(([id, named]) =>
      [...named].flatMap(([name, { unit }]) => (usages.get(q.get(id)!.type)?.[name]?.unit === unit ? [] : [`${id}.${name} in ${unit}`])),
    )
    expect(strange).toEqual([])
  })

  test.each(SAMPLES)('$name: with its traffic nothing is left out of the bill', ({ stack, traffic }) => {
    const q = stackOf(stack)
    const bill = billOf(q, quantitiesOf(q, traffic(20), NO_USAGE), book)
    expect(
      bill.lines.filter(({ status }) => status !== 'priced').map(({ resource, name, hint }) => `${resource} ${name}: ${hint}`),
    ).toEqual([])
  })
})

/** What AWS's price list does not have where the rest is sold; the bill says so line by line. */
const GAPS: Readonly<Record<string, readonly string[]>> = {
  'apigateway.http_requests_512KB': ['ap-east-2', 'ap-southeast-5', 'mx-central-1'],
  'aurora.data_api_requests': [
    'ap-east-2',
    'ap-south-2',
    'ap-southeast-4',
    'ap-southeast-7',
    'ca-west-1',
    'eu-central-2',
    'eu-south-2',
    'il-central-1',
    'mx-central-1',
  ],
  'cognito.lite_mau': ['ap-east-2', 'ap-southeast-7', 'mx-central-1'],
  'rds.postgres.multi_az.db.t4g.micro': ['ca-west-1'],
}

test('in every region of the book everything has a price but what the list lacks', () => {
  const regions = testCatalog()
    .regions()
    .map(({ name }) => name)
    .filter((name) => book.tiers('vpc.nat_hour', name) !== undefined)
  const gaps: Record<string, string[]> = {}
  for (const region of regions)
    for (const { stack, traffic } of SAMPLES) {
      const q = stackOf(stack, region)
      for (const { key, status } of billOf(q, quantitiesOf(q, traffic(20), NO_USAGE), book).lines)
        if (status !== 'priced') gaps[key] = [...new Set([...(gaps[key] ?? []), region])]
    }
  expect(regions).toHaveLength(33)
  expect(Object.fromEntries(Object.entries(gaps).map(([key, where]) => [key, where.toSorted()]))).toEqual(GAPS)
})

describe('an HTTP API over a table at 20/s', () => {
  const quantities = derivedOf('an HTTP API over a table', 20)

  test.each([
    { id: 'Api', name: 'requests', expected: 20 * MONTH },
    { id: 'Function', name: 'requests', expected: 20 * MONTH }, // two routes to one integration: each request once
    { id: 'Function', name: 'durationMs', expected: 100 },
    { id: 'Function', name: 'traces', expected: (1 + 19 * 0.05) * MONTH },
    { id: 'OrdersTable', name: 'readUnits', expected: 20 * MONTH * 0.8 * 0.5 }, // 2 KB in one unit of 4 KB, half of it
    { id: 'OrdersTable', name: 'writeUnits', expected: 20 * MONTH * 0.2 * 2 }, // two units of 1 KB
    { id: 'OrdersTable', name: 'storedGb', expected: 50 },
    { id: 'Log', name: 'ingestedGb', expected: (20 * MONTH * 1024) / GB },
    { id: 'AccessLog', name: 'vendedGb', expected: (20 * MONTH * 512) / GB },
    { id: 'Api', name: 'internetOutGb', expected: (20 * MONTH * 1024) / GB },
    { id: 'Pool', name: 'activeUsers', expected: 5000 },
  ])('$id $name', ({ id, name, expected }) => {
    expect(value(quantities, id, name)).toBeCloseTo(expected, 6)
  })

  test('each says how it came about and what it rests on', () => {
    expect(quantities.get('OrdersTable')?.get('writeUnits')).toMatchObject({
      from: 'derived',
      unit: 'WRU',
      formula: '20/s x 20% x 2,628,000 s x 2 WRU for an item of 2 KB',
      origin: 'traffic > Api > … > Integration > Function > OrdersTable; assumption operations-per-request; data orders',
    })
  })

  test('nobody said how many users there are: that quantity is not derived', () => {
    const { stack, traffic } = sampleNamed('an HTTP API over a table')
    expect(derive(stack, { ...traffic(20), users: undefined }).get('Pool')).toBeUndefined()
  })

  test('a provisioned table that scales settles above its least and below its most', () => {
    const scaling = (dimension: string): Stack[string] => [
      'AWS::ApplicationAutoScaling::ScalableTarget',
      {
        ResourceId: { 'Fn::Sub': 'table/${OrdersTable}' },
        ScalableDimension: `dynamodb:table:${dimension}CapacityUnits`,
        MinCapacity: 5,
        MaxCapacity: 100,
      },
    ]
    const policy = (target: string, metric: string): Stack[string] => [
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      {
        ScalingTargetId: ref(target),
        TargetTrackingScalingPolicyConfiguration: { TargetValue: 70, PredefinedMetricSpecification: { PredefinedMetricType: metric } },
      },
    ]
    const { stack, traffic } = sampleNamed('an HTTP API over a table')
    const provisioned: Stack = {
      ...stack,
      OrdersTable: ['AWS::DynamoDB::Table', { ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } }],
      Reads: scaling('Read'),
      Writes: scaling('Write'),
      ReadPolicy: policy('Reads', 'DynamoDBReadCapacityUtilization'),
      WritePolicy: policy('Writes', 'DynamoDBWriteCapacityUtilization'),
    }
    const at = (rate: number): readonly (number | undefined)[] => {
      const found = derive(provisioned, traffic(rate))
      return [
        value(found, 'OrdersTable', 'readCapacity'),
        value(found, 'OrdersTable', 'writeCapacity'),
        value(found, 'OrdersTable', 'readUnits'),
      ]
    }
    expect(at(1)).toEqual([5, 5, undefined])
    // 100/s x 80% x half a unit / 70%; 100/s x 20% x 2 units / 70%
    expect(at(100).map((each) => each?.toFixed(4))).toEqual(['57.1429', '57.1429', undefined])
    expect(at(1000)).toEqual([100, 100, undefined])
  })

  test('a table whose function may only write gets writes alone, once for each index too', () => {
    const stack: Stack = {
      ...sampleNamed('an HTTP API over a table').stack,
      Role: [
        'AWS::IAM::Policy',
        {
          Roles: [ref('Writer')],
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: get('OrdersTable', 'Arn') }] },
        },
      ],
      Writer: ['AWS::IAM::Role'],
      Function: ['AWS::Lambda::Function', { Role: get('Writer', 'Arn'), LoggingConfig: { LogGroup: ref('Log') } }],
      OrdersTable: ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST', GlobalSecondaryIndexes: [{ IndexName: 'a' }] }],
    }
    const written = derive(stack, sampleNamed('an HTTP API over a table').traffic(20))
    expect(value(written, 'OrdersTable', 'readUnits')).toBe(0)
    expect(value(written, 'OrdersTable', 'writeUnits')).toBeCloseTo(20 * MONTH * 2 * 2, 6)
  })
})

describe('a queue and its worker at 5/s', () => {
  const quantities = derivedOf('a queue and its worker', 5)

  test('a message is sent, received with retries, deleted; pollers find nothing 15 times a minute', () => {
    expect(value(quantities, 'Queue', 'requests')).toBeCloseTo(5 * MONTH * (1 + 1.01 + 1) + 15 * 43_800, 3)
  })

  test('the dead-letter queue gets nothing', () => {
    expect(value(quantities, 'Dead', 'requests')).toBe(0)
  })

  test('the worker runs once for each message and each retry, and what it stores follows', () => {
    expect(value(quantities, 'Worker', 'requests')).toBeCloseTo(5 * MONTH * 1.01, 3)
    expect(value(quantities, 'OrdersBucket', 'putRequests')).toBeCloseTo(5 * MONTH * 1.01, 3)
    expect(value(quantities, 'OrdersBucket', 'getRequests')).toBe(0)
  })

  test('ten messages at once: a tenth of the runs, each ten times as long, the same writes', () => {
    const { stack, traffic } = sampleNamed('a queue and its worker')
    const batched = derive(stack, { ...traffic(5), assumptions: assumptionsOf({ 'messages-per-receive': 10, 'retry-share': 0 }) })
    expect(value(batched, 'Worker', 'requests')).toBeCloseTo((5 * MONTH) / 10, 3)
    expect(value(batched, 'Worker', 'durationMs')).toBe(1000)
    expect(value(batched, 'OrdersBucket', 'putRequests')).toBeCloseTo(5 * MONTH, 3)
    expect(value(batched, 'Queue', 'requests')).toBeCloseTo(5 * MONTH * (1 + 0.1 + 0.1) + 15 * 43_800, 3)
  })

  test('a message of 100 KB is two pieces of 64 KB to send and to receive', () => {
    const { stack, traffic } = sampleNamed('a queue and its worker')
    const large = derive(stack, { ...traffic(5), payload: { inBytes: 100 * 1024, outBytes: 0 } })
    expect(value(large, 'Queue', 'requests')).toBeCloseTo(5 * MONTH * (2 + 2 * 1.01 + 1) + 15 * 43_800, 3)
  })
})

describe('a static site at 10/s', () => {
  const quantities = derivedOf('a static site', 10)

  test('the bucket gets what the cache misses', () => {
    expect(value(quantities, 'Distribution', 'requests')).toBeCloseTo(10 * MONTH, 3)
    expect(value(quantities, 'Pages', 'getRequests')).toBeCloseTo(10 * MONTH * 0.1, 3)
  })

  test('the log bucket keeps 90 days of lines', () => {
    expect(value(quantities, 'Logs', 'storedGb')).toBeCloseTo(((10 * MONTH * 512) / GB) * (90 / (730 / 24)), 6)
  })
})

describe('containers over a database at 100/s', () => {
  const quantities = derivedOf('containers over a database', 100)

  test('the load balancer behind CloudFront takes each request once, and sends nothing to the internet itself', () => {
    // 100/s x 3,600 s x 2 KB = 0.687 GB an hour; 20 new connections a second / 25 = 0.8; 1,200 open / 3,000 = 0.4
    expect(value(quantities, 'Balancer', 'capacityUnits')).toBeCloseTo(0.8, 9)
    expect(value(quantities, 'Balancer', 'internetOutGb')).toBeUndefined()
    expect(value(quantities, 'Distribution', 'internetOutGb')).toBeCloseTo((100 * MONTH * 1024) / GB, 6)
  })

  test('tasks: 100/s x 20 ms at 50% of a quarter vCPU, times 1.4', () => {
    expect(value(quantities, 'Service', 'averageTasks')).toBeCloseTo(((100 * 0.02) / (0.5 * 0.25)) * 1.4, 9)
  })

  test('tasks follow the target of the template where it has one', () => {
    const policy: Stack[string] = [
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      {
        ScalingTargetId: ref('Scaling'),
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 70,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        },
      },
    ]
    const scaled = derive({ ...shopStack, Policy: policy }, sampleNamed('containers over a database').traffic(100))
    expect(value(scaled, 'Service', 'averageTasks')).toBeCloseTo(((100 * 0.02) / (0.7 * 0.25)) * 1.4, 9)
  })

  test('never fewer tasks than always run, never more than may run', () => {
    expect(value(derivedOf('containers over a database', 0.1), 'Service', 'averageTasks')).toBe(2)
    expect(value(derivedOf('containers over a database', 1e5), 'Service', 'averageTasks')).toBe(50)
  })

  test('each NAT gateway carries half of what goes out: requests, images and logs', () => {
    const out = (100 * MONTH * 1024) / GB + (100 * 100 * 1024 ** 2) / GB + (100 * MONTH * 1024) / GB
    expect(value(quantities, 'Nat0', 'processedGb')).toBeCloseTo(out / 2, 6)
    expect(value(quantities, 'Nat1', 'processedGb')).toBeCloseTo(out / 2, 6)
    expect(value(quantities, 'Nat0', 'crossZoneGb')).toBeUndefined()
  })

  test('one NAT gateway for two zones carries all, half of it from the other zone', () => {
    const stack: Stack = { ...shopStack, Route1: ['AWS::EC2::Route', { RouteTableId: ref('Table1'), NatGatewayId: ref('Nat0') }] }
    const shared = derive(stack, sampleNamed('containers over a database').traffic(100))
    const whole = value(quantities, 'Nat0', 'processedGb')! * 2
    expect(value(shared, 'Nat0', 'processedGb')).toBeCloseTo(whole, 6)
    expect(value(shared, 'Nat0', 'crossZoneGb')).toBeCloseTo(whole / 2, 6)
    expect(shared.get('Nat1')).toBeUndefined()
  })

  test('an endpoint for logs takes them from the NAT gateways', () => {
    const stack: Stack = {
      ...shopStack,
      LogsEndpoint: [
        'AWS::EC2::VPCEndpoint',
        {
          VpcId: ref('Vpc'),
          VpcEndpointType: 'Interface',
          ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.logs' },
          SubnetIds: [ref('Private0'), ref('Private1')],
        },
      ],
    }
    const split = derive(stack, sampleNamed('containers over a database').traffic(100))
    const logs = (100 * MONTH * 1024) / GB
    expect(value(split, 'LogsEndpoint', 'processedGb')).toBeCloseTo(logs, 6)
    expect(value(split, 'Nat0', 'processedGb')).toBeCloseTo(value(quantities, 'Nat0', 'processedGb')! - logs / 2, 6)
  })

  test('a request is one line of flow log, however many hops it makes', () => {
    expect(value(quantities, 'FlowLogs', 'vendedGb')).toBeCloseTo((100 * MONTH * 0.2 * 1024) / GB, 6)
  })

  test('half of the calls to the database come from the other zone', () => {
    expect(value(quantities, 'Database', 'crossZoneGb')).toBeCloseTo((100 * MONTH * 4096 * 0.5) / GB, 6)
  })

  test('backups below the size of the storage are free', () => {
    // 10 GB x (1 + 2% x 7) = 11.4 GB, of 20 GB that are free
    expect(value(quantities, 'Database', 'backupGb')).toBe(0)
  })
})

describe('Aurora through the Data API', () => {
  test.each([
    { perSecond: 1, acu: 0.5 }, // 1/s x 2 ms / (70% x 0.25) = 0.011
    { perSecond: 100, acu: 1.5 }, // 1.14, in halves upward
    { perSecond: 1e5, acu: 64 },
  ])('$perSecond/s: $acu ACU in the writer and in the reader', ({ perSecond, acu }) => {
    const quantities = derivedOf('an API over Aurora through the Data API', perSecond)
    expect([value(quantities, 'Writer', 'averageAcu'), value(quantities, 'Reader', 'averageAcu')]).toEqual([acu, acu])
  })

  test('calls, storage requests, and no traffic between zones', () => {
    const quantities = derivedOf('an API over Aurora through the Data API', 10)
    expect(value(quantities, 'Cluster', 'dataApiRequests')).toBeCloseTo(10 * MONTH, 3)
    expect(value(quantities, 'Cluster', 'ioRequests')).toBeCloseTo(20 * MONTH, 3)
    expect(value(quantities, 'Cluster', 'crossZoneGb')).toBeUndefined()
  })
})

describe('where traffic enters', () => {
  const api = ['AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }] as const

  test('several entries of one rank that are not connected share it evenly', () => {
    const quantities = derive({ A: api, B: api }, trafficAt(10))
    expect(['A', 'B'].map((id) => value(quantities, id, 'requests'))).toEqual([5 * MONTH, 5 * MONTH])
  })

  test('only the outermost of unconnected entries get it', () => {
    const quantities = derive({ Api: api, Queue: ['AWS::SQS::Queue'] }, trafficAt(10))
    expect(value(quantities, 'Api', 'requests')).toBe(10 * MONTH)
    expect(quantities.get('Queue')).toBeUndefined()
  })

  test('messages of a worker enter at its queue', () => {
    const quantities = derive({ Api: api, Queue: ['AWS::SQS::Queue'] }, trafficAt(10, { kind: 'worker' }))
    expect(quantities.get('Api')).toBeUndefined()
    expect(value(quantities, 'Queue', 'requests')).toBeGreaterThan(0)
  })

  test('a function that nothing calls is an entry when there is no other', () => {
    expect(value(derive({ Function: ['AWS::Lambda::Function'] }, trafficAt(10)), 'Function', 'requests')).toBe(10 * MONTH)
  })

  test('a function that sends messages back to its own queue is counted once', () => {
    const stack: Stack = {
      Api: api,
      Route: ['AWS::ApiGatewayV2::Route', { ApiId: ref('Api'), Target: { 'Fn::Sub': 'integrations/${Integration}' } }],
      Integration: ['AWS::ApiGatewayV2::Integration', { ApiId: ref('Api'), IntegrationUri: get('Function', 'Arn') }],
      Role: [
        'AWS::IAM::Role',
        {
          Policies: [
            {
              PolicyName: 'p',
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: get('Queue', 'Arn') }] },
            },
          ],
        },
      ],
      Function: ['AWS::Lambda::Function', { Role: get('Role', 'Arn') }],
      Queue: ['AWS::SQS::Queue'],
      Source: ['AWS::Lambda::EventSourceMapping', { EventSourceArn: get('Queue', 'Arn'), FunctionName: ref('Function') }],
    }
    const quantities = derive(stack, trafficAt(10))
    expect(value(quantities, 'Function', 'requests')).toBe(10 * MONTH)
    expect(value(quantities, 'Queue', 'requests')).toBeCloseTo(10 * MONTH * 3.01 + 15 * 43_800, 3)
  })
})

describe('the usage file', () => {
  test.each(SAMPLES)('$name: written and read back it bills the same, to the last digit', ({ stack, traffic }) => {
    const q = stackOf(stack)
    const quantities = quantitiesOf(q, traffic(17.3), NO_USAGE)
    const written: Usage = usageOf(quantities, traffic(17.3), q.region)
    const text = JSON.stringify(written)
    const again = billOf(q, quantitiesOf(q, undefined, JSON.parse(text) as Usage), book)
    expect(usdText(again.monthly)).toBe(usdText(billOf(q, quantities, book).monthly))
  })

  test('what someone stated stays when traffic is derived anew; what was derived does not', () => {
    const q = stackOf({ Api: ['AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }] })
    const usage: Usage = {
      resources: { Api: { requests: { value: 7, from: 'derived' }, internetOutGb: { value: 3, from: 'stated' } } },
    }
    const before = quantitiesOf(q, undefined, usage)
    const after = quantitiesOf(q, trafficAt(1), usage)
    expect([value(before, 'Api', 'requests'), value(before, 'Api', 'internetOutGb')]).toEqual([7, 3])
    expect([value(after, 'Api', 'requests'), value(after, 'Api', 'internetOutGb')]).toEqual([MONTH, 3])
  })

  test('resources of a second stack stand under its name', () => {
    const q = stackOf({ WebAcl: ['AWS::WAFv2::WebACL', { Scope: 'CLOUDFRONT', Rules: [] }] })
    const quantities = quantitiesOf(q, trafficAt(10), NO_USAGE, 'edge')
    const usage = usageOf(quantities, undefined, 'us-east-1', 'edge')
    expect(Object.keys(usage.resources)).toEqual(['edge/WebAcl'])
    expect(value(quantitiesOf(q, undefined, usage, 'edge'), 'WebAcl', 'requests')).toBe(10 * MONTH)
    expect(billOf(q, quantities, book, { stack: 'edge' }).lines.map(({ resource }) => resource)).toEqual([
      'edge/WebAcl',
      'edge/WebAcl',
      'edge/WebAcl',
    ])
  })

  test('a unit that is not the one of the price model is asked for again', () => {
    const q = stackOf({ Bucket: ['AWS::S3::Bucket'] })
    const usage: Usage = { resources: { Bucket: { storedGb: { value: 2, unit: 'requests', from: 'stated' } } } }
    const line = billOf(q, quantitiesOf(q, undefined, usage), book).lines[0]
    expect(line).toMatchObject({ status: 'needs-usage', hint: 'storedGb is not known: it is stated in "requests"; state it in "GB-month"' })
    expect(stated({ Bucket: { storedGb: 2 } }).resources['Bucket']).toEqual({ storedGb: { value: 2, from: 'stated' } })
  })
})
