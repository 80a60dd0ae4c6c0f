import { describe, expect, test } from 'vitest'
import { billOf, type Quantities, quantitiesOf } from '#analyze/cost/index.js'
import { amountNumber, type JsonObject, usdText } from '#core/index.js'
import { assumptionsOf, SECONDS_A_MONTH, type Traffic } from '#spec/index.js'
import { testCatalog } from '../../support/catalog.js'
import { SAMPLES, shopStack } from './stacks.js'
import { NO_USAGE, type Stack, stackOf, stated, trafficAt } from './support.js'

/** Services that stand beside the way of a request: what guards, encrypts, tells, keeps. */
const MONTH = SECONDS_A_MONTH
const GB = 1024 ** 3
const book = testCatalog().prices
const ref = (id: string): JsonObject => ({ Ref: id })
const get = (id: string, attribute: string): JsonObject => ({ 'Fn::GetAtt': [id, attribute] })

function derive(stack: Stack, traffic: Traffic): Quantities {
  return quantitiesOf(stackOf(stack), traffic, NO_USAGE)
}
function value(quantities: Quantities, id: string, name: string): number | undefined {
  const quantity = quantities.get(id)?.get(name)
  return quantity === undefined ? undefined : amountNumber(quantity.value)
}
function priced(stack: Stack, usage: Parameters<typeof stated>[0] = {}): readonly (readonly [string, string | undefined])[] {
  const q = stackOf(stack)
  return billOf(q, quantitiesOf(q, undefined, stated(usage)), book).lines.map(({ name, monthly }) => [
    name,
    monthly === undefined ? undefined : usdText(monthly),
  ])
}
const sampleNamed = (name: string) => SAMPLES.find((sample) => sample.name === name)!

describe('AWS WAF', () => {
  const rules = [
    { Name: 'a' },
    { Name: 'b', Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesBotControlRuleSet' } } },
  ]

  test('is billed for the ACL, its rules, requests, and what a managed group costs more', () => {
    // 5 + 2 + 0.60 a million; Bot Control 10 and 1 a million, of which no free ten million without free tiers
    expect(priced({ Acl: ['AWS::WAFv2::WebACL', { Scope: 'REGIONAL', Rules: rules }] }, { Acl: { requests: 1_000_000 } })).toEqual([
      ['Web ACL', '5'],
      ['Rules', '2'],
      ['Requests', '0.6'],
      ['Bot Control', '10'],
      ['Bot Control requests', '1'],
    ])
  })

  const guarded: Stack = {
    Api: ['AWS::ApiGateway::RestApi'],
    Stage: ['AWS::ApiGateway::Stage', { RestApiId: ref('Api') }],
    Acl: ['AWS::WAFv2::WebACL', { Scope: 'REGIONAL', Rules: [] }],
    Association: [
      'AWS::WAFv2::WebACLAssociation',
      { WebACLArn: get('Acl', 'Arn'), ResourceArn: { 'Fn::Sub': 'arn:aws:apigateway:x::/restapis/${Api}/stages/${Stage}' } },
    ],
    Logs: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }],
    Logging: ['AWS::WAFv2::LoggingConfiguration', { ResourceArn: get('Acl', 'Arn'), LogDestinationConfigs: [get('Logs', 'Arn')] }],
  }

  test('sees what the resource behind it takes, once, and logs a line of it', () => {
    const quantities = derive(guarded, trafficAt(10))
    expect(value(quantities, 'Acl', 'requests')).toBe(10 * MONTH)
    expect(value(quantities, 'Logs', 'vendedGb')).toBeCloseTo((10 * MONTH * 512) / GB, 6)
  })

  test('logs nothing where its log keeps only what a rule stops, unless a rule is told to count', () => {
    const keeping = (...actions: string[]): JsonObject => ({
      ResourceArn: get('Acl', 'Arn'),
      LogDestinationConfigs: [get('Logs', 'Arn')],
      LoggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [{ Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: actions.map((Action) => ({ ActionCondition: { Action } })) }],
      },
    })
    const lines = (logging: JsonObject, others: readonly JsonObject[] = []): number | undefined => {
      const stack: Stack = {
        ...guarded,
        Acl: ['AWS::WAFv2::WebACL', { Scope: 'REGIONAL', Rules: [...others] }],
        Logging: ['AWS::WAFv2::LoggingConfiguration', logging],
      }
      return value(derive(stack, trafficAt(10)), 'Logs', 'vendedGb')
    }
    const counts = { Statement: { ManagedRuleGroupStatement: { RuleActionOverrides: [{ Name: 'x', ActionToUse: { Count: {} } }] } } }
    expect(lines(keeping('BLOCK', 'COUNT'))).toBe(0)
    expect(lines(keeping('BLOCK', 'ALLOW'))).toBeGreaterThan(0)
    expect(lines(keeping('BLOCK', 'COUNT'), [counts])).toBeGreaterThan(0)
    expect(lines(keeping('BLOCK'), [counts])).toBe(0)
  })

  test('in front of CloudFront in a template of its own sees all the traffic; elsewhere nobody knows', () => {
    const alone = (scope: string): number | undefined =>
      value(derive({ Acl: ['AWS::WAFv2::WebACL', { Scope: scope, Rules: [] }] }, trafficAt(10)), 'Acl', 'requests')
    expect([alone('CLOUDFRONT'), alone('REGIONAL')]).toEqual([10 * MONTH, undefined])
  })
})

describe('keys and secrets', () => {
  test('a key is asked once in five minutes for each thing that it encrypts', () => {
    const stack: Stack = {
      Key: ['AWS::KMS::Key'],
      A: ['AWS::Logs::LogGroup', { KmsKeyId: get('Key', 'Arn') }],
      B: ['AWS::SQS::Queue', { KmsMasterKeyId: ref('Key') }],
    }
    expect(value(derive(stack, trafficAt(1)), 'Key', 'requests')).toBeCloseTo((2 * MONTH) / 300, 3)
  })

  test('a secret is read when a task or an environment starts', () => {
    const policy = (role: string): JsonObject => ({
      Roles: [ref(role)],
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: ref('Secret') }] },
    })
    const lambda: Stack = {
      Secret: ['AWS::SecretsManager::Secret'],
      Role: ['AWS::IAM::Role'],
      Policy: ['AWS::IAM::Policy', policy('Role')],
      Function: ['AWS::Lambda::Function', { Role: get('Role', 'Arn') }],
    }
    // 15/s x 100 ms = 1.5: two environments, each started at most once in five minutes
    expect(value(derive(lambda, trafficAt(15)), 'Secret', 'requests')).toBeCloseTo((2 * MONTH) / 300, 3)
    const container: Stack = {
      ...shopStack,
      Secret: ['AWS::SecretsManager::Secret'],
      Role: ['AWS::IAM::Role'],
      Policy: ['AWS::IAM::Policy', policy('Role')],
      Task: ['AWS::ECS::TaskDefinition', { Cpu: '256', Memory: '512', ExecutionRoleArn: get('Role', 'Arn') }],
    }
    expect(value(derive(container, sampleNamed('containers over a database').traffic(10)), 'Secret', 'requests')).toBe(100)
  })

  test('the secret that RDS keeps for the master user is billed', () => {
    const stack: Stack = { Db: ['AWS::RDS::DBCluster', { Engine: 'aurora-postgresql', ManageMasterUserPassword: true }] }
    expect(priced(stack)).toContainEqual(['Secret of the master user', '0.4'])
  })
})

describe('topics', () => {
  const alarms: Stack = Object.fromEntries(
    ['A', 'B'].map((id) => [
      id,
      ['AWS::CloudWatch::Alarm', { Period: 60, AlarmActions: [ref('Topic')], OKActions: [ref('Topic')] }] as const,
    ]),
  )

  test('of alarms get ten notices a month of each, and send them to each address', () => {
    const stack: Stack = { ...alarms, Topic: ['AWS::SNS::Topic', { Subscription: [{ Protocol: 'email', Endpoint: 'ops@example.com' }] }] }
    const quantities = derive(stack, trafficAt(1))
    expect([
      value(quantities, 'Topic', 'publishes'),
      value(quantities, 'Topic', 'emails'),
      value(quantities, 'Topic', 'httpDeliveries'),
    ]).toEqual([20, 20, undefined])
  })

  test('that code publishes to fan out: every queue gets every message', () => {
    const stack: Stack = {
      Role: [
        'AWS::IAM::Role',
        {
          Policies: [
            { PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sns:Publish', Resource: ref('Topic') }] } },
          ],
        },
      ],
      Function: ['AWS::Lambda::Function', { Role: get('Role', 'Arn') }],
      Topic: ['AWS::SNS::Topic'],
      One: ['AWS::SQS::Queue'],
      Two: ['AWS::SQS::Queue'],
      ToOne: ['AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: get('One', 'Arn') }],
      ToTwo: ['AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: get('Two', 'Arn') }],
    }
    const quantities = derive(stack, trafficAt(2))
    expect(value(quantities, 'Topic', 'publishes')).toBe(2 * MONTH)
    expect(['One', 'Two'].map((id) => value(quantities, id, 'requests')?.toFixed(0))).toEqual(
      Array.from({ length: 2 }, () => (2 * MONTH * 3.01).toFixed(0)),
    )
  })
})

describe('logs', () => {
  test('of a function without a log group of its own are billed at the function, for a year', () => {
    const quantities = derive({ Function: ['AWS::Lambda::Function'] }, trafficAt(10))
    const ingested = (10 * MONTH * 1024) / GB
    expect(value(quantities, 'Function', 'logGb')).toBeCloseTo(ingested, 6)
    expect(value(quantities, 'Function', 'storedLogGb')).toBeCloseTo(ingested * 0.15 * 12, 6)
  })

  test('of a network that go to a bucket are billed for their delivery', () => {
    const stack: Stack = {
      ...shopStack,
      Bucket: ['AWS::S3::Bucket', { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 30 }] } }],
      FlowLog: ['AWS::EC2::FlowLog', { ResourceId: ref('Vpc'), LogDestinationType: 's3', LogDestination: get('Bucket', 'Arn') }],
    }
    const q = stackOf(stack)
    const quantities = quantitiesOf(q, sampleNamed('containers over a database').traffic(10), NO_USAGE)
    const gb = (10 * MONTH * 0.2 * 1024) / GB
    expect(value(quantities, 'FlowLog', 'deliveredGb')).toBeCloseTo(gb, 6)
    expect(value(quantities, 'Bucket', 'storedGb')).toBeCloseTo((gb * 30) / (730 / 24), 6)
    const line = billOf(q, quantities, book).lines.find(({ resource }) => resource === 'FlowLog')
    expect(line).toMatchObject({ name: 'Log delivery', key: 'cloudwatch.logs_delivered_s3', status: 'priced' })
  })

  test('of a load balancer go to the bucket that its attributes name', () => {
    const balancer: JsonObject = {
      Scheme: 'internet-facing',
      Subnets: ['a', 'b'],
      LoadBalancerAttributes: [
        { Key: 'access_logs.s3.enabled', Value: 'true' },
        { Key: 'access_logs.s3.bucket', Value: ref('Bucket') },
      ],
    }
    const quantities = derive(
      { Balancer: ['AWS::ElasticLoadBalancingV2::LoadBalancer', balancer], Bucket: ['AWS::S3::Bucket'] },
      trafficAt(10),
    )
    expect(value(quantities, 'Bucket', 'storedGb')).toBeCloseTo(((10 * MONTH * 512) / GB) * 12, 6)
    expect(value(quantities, 'Balancer', 'internetOutGb')).toBeCloseTo((10 * MONTH * 1024) / GB, 6)
  })

  test('of errors of a REST API are none in the estimate; those of every request nobody knows', () => {
    const stack = (level: string): Stack => ({
      Api: ['AWS::ApiGateway::RestApi'],
      Stage: ['AWS::ApiGateway::Stage', { RestApiId: ref('Api'), MethodSettings: [{ LoggingLevel: level }] }],
      Log: ['AWS::Logs::LogGroup', { LogGroupName: { 'Fn::Sub': 'API-Gateway-Execution-Logs_${Api}/live' } }],
    })
    expect(['ERROR', 'INFO'].map((level) => value(derive(stack(level), trafficAt(1)), 'Log', 'ingestedGb'))).toEqual([0, undefined])
  })
})

test('a trace is billed once: at the functions, or at the stage where they do not trace', () => {
  const stack = (mode: string): Stack => ({
    ...sampleNamed('an API over Aurora through the Data API').stack,
    Stage: ['AWS::ApiGateway::Stage', { RestApiId: ref('Api'), TracingEnabled: true }],
    Function: ['AWS::Lambda::Function', { TracingConfig: { Mode: mode } }],
  })
  const traced = (mode: string): readonly (number | undefined)[] => {
    const quantities = derive(stack(mode), trafficAt(10))
    return [value(quantities, 'Stage', 'traces'), value(quantities, 'Function', 'traces')]
  }
  expect(traced('Active')).toEqual([undefined, (1 + 9 * 0.05) * MONTH])
  expect(traced('PassThrough')).toEqual([(1 + 9 * 0.05) * MONTH, undefined])
})

describe('backup plans', () => {
  const plan = (days: number, schedule = 'cron(0 5 ? * * *)'): Stack => ({
    Plan: [
      'AWS::Backup::BackupPlan',
      {
        BackupPlan: {
          BackupPlanName: 'p',
          BackupPlanRule: [{ RuleName: 'daily', ScheduleExpression: schedule, Lifecycle: { DeleteAfterDays: days } }],
        },
      },
    ],
    Selection: [
      'AWS::Backup::BackupSelection',
      {
        BackupPlanId: ref('Plan'),
        BackupSelection: { SelectionName: 's', Resources: [get('OrdersTable', 'Arn'), get('Database', 'DBInstanceArn')] },
      },
    ],
    OrdersTable: ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }],
    Database: ['AWS::RDS::DBInstance', { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20' }],
  })
  const data = [
    { name: 'orders', model: 'key-value' as const, sizeBytes: 10 * GB, itemBytes: 1024, readShare: 0.8, consistency: 'eventual' as const },
  ]

  test.each([
    { name: 'daily', schedule: 'cron(0 5 ? * * *)', copies: 28 },
    { name: 'weekly', schedule: 'cron(0 5 ? * SUN *)', copies: 4 },
  ])('$name: whole copies of a table, changes of a database', ({ schedule, copies }) => {
    const quantities = derive(plan(28, schedule), trafficAt(1, { data }))
    expect(value(quantities, 'Plan', 'tableGb')).toBe(10 * copies)
    expect(value(quantities, 'Plan', 'databaseGb')).toBeCloseTo(20 * (1 + 0.02 * 28), 6)
  })

  test('ask for the gigabytes of what they select when there is no traffic', () => {
    expect(priced(plan(28)).filter(([name]) => name.startsWith('Backups of'))).toEqual([
      ['Backups of tables', undefined],
      ['Backups of databases', undefined],
    ])
  })
})

describe('data', () => {
  const { stack, traffic } = sampleNamed('an API over Aurora through the Data API')

  test('that has a key is in the database when there is no table', () => {
    const [need] = traffic(1).data
    const kept = (model: 'key-value' | 'object'): number | undefined =>
      value(derive(stack, { ...traffic(1), data: [{ ...need!, model }] }), 'Cluster', 'storedGb')
    expect([kept('key-value'), kept('object')]).toEqual([50, undefined])
  })

  test('of a site is as large as the requirements say, else as its files', () => {
    const site = sampleNamed('a static site')
    const need = {
      name: 'pages',
      model: 'object' as const,
      sizeBytes: 3 * GB,
      itemBytes: 1024,
      readShare: 1,
      consistency: 'eventual' as const,
    }
    expect(value(derive(site.stack, { ...site.traffic(1), data: [need] }), 'Pages', 'storedGb')).toBe(3)
    expect(value(derive(site.stack, site.traffic(1)), 'Pages', 'storedGb')).toBeCloseTo((200 * 20_480) / GB, 9)
    const keeping = (NoncurrentDays?: number) => ({
      ...site.stack,
      Pages: [
        'AWS::S3::Bucket',
        {
          VersioningConfiguration: { Status: 'Enabled' },
          ...(NoncurrentDays === undefined
            ? {}
            : { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays } }] } }),
        },
      ] as const,
    })
    // 30 uploads of all files a month: what one replaces stays for the days of the rule, or for good.
    const withOld = (days?: number) => value(derive(keeping(days), { ...site.traffic(1), data: [need] }), 'Pages', 'storedGb')
    expect(withOld(10)).toBeCloseTo(3 * (1 + (30 * 10 * 24) / 730), 9)
    expect(withOld()).toBeCloseTo(3 * (1 + 30 * 12), 9)
  })

  test('in a bucket that keeps versions stays a while after it was replaced', () => {
    const sample = sampleNamed('a queue and its worker')
    const rules = { Rules: [{ Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } }] }
    const stored = (properties: JsonObject): number | undefined =>
      value(derive({ ...sample.stack, OrdersBucket: ['AWS::S3::Bucket', properties] }, sample.traffic(5)), 'OrdersBucket', 'storedGb')
    const [need] = sample.traffic(5).data
    const plain = need!.sizeBytes / GB
    expect(stored({ LifecycleConfiguration: rules })).toBeCloseTo(plain, 9)
    // the role may only write: every message, 1% of them twice, replaces an object
    const replaced = (5 * 1.01 * MONTH * need!.itemBytes) / GB
    expect(stored({ VersioningConfiguration: { Status: 'Enabled' }, LifecycleConfiguration: rules })).toBeCloseTo(
      plain + (replaced * 30 * 24) / 730,
      6,
    )
  })

  test('goes to the table that is named like it, and else by place', () => {
    const table = ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }] as const
    const need = (name: string, gb: number) => ({
      name,
      model: 'key-value' as const,
      sizeBytes: gb * GB,
      itemBytes: 1024,
      readShare: 1,
      consistency: 'eventual' as const,
    })
    const quantities = derive({ First: table, UserEventsTable: table }, trafficAt(1, { data: [need('user-events', 7), need('carts', 2)] }))
    expect([value(quantities, 'First', 'storedGb'), value(quantities, 'UserEventsTable', 'storedGb')]).toEqual([2, 7])
  })
})

test('an assumption that is set changes what rests on it, and nothing else', () => {
  const { stack, traffic } = sampleNamed('an HTTP API over a table')
  const before = derive(stack, traffic(10))
  const after = derive(stack, { ...traffic(10), assumptions: assumptionsOf({ 'log-per-request': 2048 }) })
  const changed = [...before].flatMap(([id, named]) =>
    [...named].flatMap(([name, quantity]) => (after.get(id)!.get(name)!.value === quantity.value ? [] : [`${id}.${name}`])),
  )
  expect(changed).toEqual(['Log.ingestedGb', 'Log.storedGb'])
  expect(value(after, 'Log', 'ingestedGb')).toBeCloseTo(value(before, 'Log', 'ingestedGb')! * 2, 6)
})
