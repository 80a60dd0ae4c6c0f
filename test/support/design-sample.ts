import type { Bill, BillLine } from '#analyze/cost/index.js'
import { addUsd, amountOf, priceOf, treeOf, usdOf, ZERO_USD } from '#core/index.js'
import type { Candidate, Design, Figures } from '#design/index.js'
import { GraphBuilder, graphOf, templateJson } from '#graph/index.js'
import { assumptionsOf, type Requirements } from '#spec/index.js'

/** A design that no search made: every kind of content that a report has to print, with figures that are easy to check. */

const LAMBDA_PRICES = 'https://aws.amazon.com/lambda/pricing/'
const DYNAMODB_PRICES = 'https://aws.amazon.com/dynamodb/pricing/on-demand/'

interface LineOf {
  readonly resource: string
  readonly type: string
  readonly name: string
  readonly key: string
  readonly unit: string
  readonly quantity: string
  readonly price: string
  readonly source: string
  readonly formula?: string
  readonly origin?: string
}

function line({ quantity, price, source, formula, origin, ...about }: LineOf): BillLine {
  const [amount, usd] = [amountOf(quantity), usdOf(price)]
  return {
    ...about,
    region: 'eu-west-1',
    status: 'priced',
    quantity: amount,
    from: origin === undefined ? 'template' : 'derived',
    ...(formula === undefined ? {} : { formula }),
    ...(origin === undefined ? {} : { origin }),
    tiers: [
      {
        key: about.key,
        region: 'eu-west-1',
        unit: about.unit,
        price: usd,
        from: amountOf(0),
        how: 'listed',
        source,
        asOf: '2026-08-21',
        basis: 'document',
      },
    ],
    monthly: priceOf(usd, amount),
  }
}

const LINES: readonly BillLine[] = [
  line({
    resource: 'OrdersFunction',
    type: 'AWS::Lambda::Function',
    name: 'Compute',
    key: 'lambda.gb_second_arm',
    unit: 'GB-second',
    quantity: '2102400',
    price: '0.0000133334',
    source: LAMBDA_PRICES,
    formula: '52,560,000 requests x 80 ms x 512 MB',
    origin: 'users > OrdersApi > OrdersFunction',
  }),
  line({
    resource: 'OrdersFunction',
    type: 'AWS::Lambda::Function',
    name: 'Requests',
    key: 'lambda.requests',
    unit: 'request',
    quantity: '52560000',
    price: '0.0000002',
    source: LAMBDA_PRICES,
    formula: '20/s x 2,628,000 s',
    origin: 'users > OrdersApi > OrdersFunction',
  }),
  line({
    resource: 'OrdersTable',
    type: 'AWS::DynamoDB::Table',
    name: 'Reads',
    key: 'dynamodb.read_on_demand',
    unit: 'read request unit',
    quantity: '21024000',
    price: '0.0000001415',
    source: DYNAMODB_PRICES,
    formula: '20/s x 80% x 0.5 units x 2,628,000 s',
    origin: 'users > OrdersApi > OrdersFunction > OrdersTable; assumption operations-per-request',
  }),
  line({
    resource: 'OrdersTable',
    type: 'AWS::DynamoDB::Table',
    name: 'Storage',
    key: 'dynamodb.storage',
    unit: 'GB-month',
    quantity: '50',
    price: '0.283',
    source: DYNAMODB_PRICES,
  }),
  line({
    resource: 'OrdersFunctionLogs',
    type: 'AWS::Logs::LogGroup',
    name: 'Ingested',
    key: 'logs.ingested',
    unit: 'GB',
    quantity: '50.125',
    price: '0.57',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    formula: '20/s x 2,628,000 s x 1 KB of logs',
    origin: 'users > OrdersApi > OrdersFunction; assumption log-per-request',
  }),
  line({
    resource: 'OrdersKey',
    type: 'AWS::KMS::Key',
    name: 'Key | month',
    key: 'kms.key',
    unit: 'key-month',
    quantity: '1',
    price: '1',
    source: 'https://aws.amazon.com/kms/pricing/',
  }),
]

const LEFT_OUT: readonly BillLine[] = [
  {
    resource: 'OrdersUsers',
    type: 'AWS::Cognito::UserPool',
    name: 'Monthly active users',
    status: 'needs-usage',
    key: 'cognito.lite_mau',
    region: 'eu-west-1',
    unit: 'user',
    from: 'derived',
    tiers: [],
    hint: 'say `users` in the requirements, for example 5000/month',
  },
  {
    resource: 'internet egress',
    type: '',
    name: 'Data to the internet',
    status: 'no-price',
    key: 'ec2.egress',
    region: 'eu-west-1',
    unit: 'GB',
    quantity: amountOf('400.97'),
    from: 'derived',
    tiers: [],
    hint: 'the price book has no row for this region',
  },
]

function billOfLines(lines: readonly BillLine[]): Bill {
  const priced = lines.flatMap(({ monthly }) => monthly ?? [])
  return { lines, monthly: addUsd(ZERO_USD, ...priced), leftOut: lines.length - priced.length, unknown: priced.length === 0 }
}

export const SAMPLE_BILL: Bill = billOfLines(LINES)
export const PARTIAL_BILL: Bill = billOfLines([...LINES, ...LEFT_OUT])

const FIGURES: Figures = {
  monthly: SAMPLE_BILL.monthly,
  leftOut: 0,
  availability: {
    estimate: 0.999_712_3,
    commitment: 0.9989,
    modes: [
      {
        title: 'the function is throttled or fails to start',
        minutesPerYear: 90,
        source: 'https://aws.amazon.com/lambda/sla/',
        asOf: '2026-08-01',
        basis: 'knowledge',
      },
      {
        title: 'the table cannot be reached',
        minutesPerYear: 61.3,
        source: 'https://aws.amazon.com/dynamodb/sla/',
        asOf: '2026-08-01',
        basis: 'document',
      },
    ],
  },
  p99: {
    estimateMs: 151.7,
    boundMs: 207,
    hops: [
      { title: 'HTTP API', p50: 10, p99: 25 },
      { title: 'Lambda', p50: 83, p99: 160 },
      { title: 'DynamoDB', p50: 4, p99: 12 },
    ],
  },
  recovery: {
    instance: { rtoSeconds: 0, rpoSeconds: 0, why: 'the services replace what fails by themselves' },
    zone: { rtoSeconds: 0, rpoSeconds: 0, why: 'the services span zones by themselves' },
    restore: { rtoSeconds: 5400, rpoSeconds: 300, why: 'restoring a table to a point in time: 90 min typically' },
  },
  operations: 1.2,
  lockIn: 3,
}

const CHOSEN: Candidate = {
  id: 'http-api+lambda-512+dynamodb',
  title: 'HTTP API, Lambda with 512 MB on arm64, DynamoDB on demand',
  choices: [
    { layer: 'front', option: 'http-api', title: 'HTTP API', brief: 'HTTP API' },
    { layer: 'compute', option: 'lambda-512', title: 'Lambda with 512 MB on arm64', brief: 'Lambda 512 MB' },
    { layer: 'store', option: 'dynamodb', title: 'DynamoDB on demand', brief: 'DynamoDB' },
  ],
  figures: FIGURES,
  misses: [],
  because: ['cheapest that meets every target'],
}

const CONTAINERS: Candidate = {
  id: 'alb+fargate+dynamodb+three-az',
  title: 'CloudFront to a private load balancer, Fargate with 2 to 8 tasks of 0.25 vCPU in 3 zones, DynamoDB on demand',
  choices: [{ layer: 'compute', option: 'fargate', title: 'Fargate', brief: 'Fargate' }],
  figures: { ...FIGURES, monthly: usdOf('1234.5'), leftOut: 1, availability: { ...FIGURES.availability, estimate: 0.999_951 } },
  misses: [{ target: 'budget', wanted: '$500.00 a month', got: '$1,234.50' }],
  because: ['most available'],
}

const SAMPLE_REQUIREMENTS: Requirements = {
  name: 'orders',
  environment: 'prod',
  workload: {
    kind: 'api',
    runtime: 'python3.13',
    work: { wallMs: 80, cpuMs: 20, memoryMb: 512, maxSeconds: 10 },
    payload: { inBytes: 2048, outBytes: 8192 },
  },
  traffic: { averagePerSecond: 20, peakPerSecond: 200 },
  users: 5000,
  data: [
    {
      name: 'orders',
      model: 'key-value',
      sizeBytes: 50 * 1024 ** 3,
      itemBytes: 2048,
      readShare: 0.8,
      consistency: 'eventual',
      key: 'order_id',
    },
  ],
  targets: { availability: 0.999, p99Ms: 500, rtoSeconds: 14_400, rpoSeconds: 300 },
  security: { authentication: 'cognito', compliance: ['gdpr'], data: 'personal' },
  region: 'eu-west-1',
  budgetUsdPerMonth: '500',
  alerts: undefined,
  domain: undefined,
  cors: [],
  image: undefined,
  imagePort: undefined,
  healthCheckPath: undefined,
  team: { skills: { serverless: 3, containers: 1, vms: 0, databases: 0 }, onCall: true },
  iac: 'cloudformation',
  must: ['no-nat-gateway'],
  assumptions: assumptionsOf({ 'log-per-request': 2048 }),
}

const builder = new GraphBuilder()
builder.add('AWS::DynamoDB::Table', 'OrdersTable', { BillingMode: 'PAY_PER_REQUEST' })
const DOCUMENT = builder.document({ description: 'orders' })

export const SAMPLE_DESIGN: Design = {
  requirements: SAMPLE_REQUIREMENTS,
  asOf: '2026-08-22',
  chosen: CHOSEN,
  shown: [CHOSEN, CONTAINERS],
  considered: 24,
  certificates: [
    {
      layer: 'compute',
      option: 'lambda-128',
      rule: 'memory for the work',
      value: '512 MB',
      limit: '128 MB',
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
    },
  ],
  decisions: [
    {
      layer: 'front',
      title: 'Front door',
      chosen: { option: 'http-api', title: 'HTTP API', why: 'cheapest design that meets every target' },
      rejected: [{ option: 'rest-api', title: 'REST API', figure: '$131.40 a month more in its best design' }],
    },
    {
      layer: 'compute',
      title: 'Compute',
      chosen: { option: 'lambda-512', title: 'Lambda with 512 MB on arm64', why: 'cheapest design that meets every target' },
      rejected: [
        { option: 'fargate', title: 'Fargate', figure: 'misses budget: $1,234.50 instead of $500.00 a month' },
        { option: 'lambda-128', title: 'lambda-128', figure: 'memory for the work: 512 MB; limit: 128 MB' },
      ],
    },
  ],
  stacks: [
    { name: 'main', file: 'template.yaml', region: 'eu-west-1', document: DOCUMENT, graph: graphOf(treeOf(templateJson(DOCUMENT))) },
  ],
  usage: {
    region: 'eu-west-1',
    resources: { OrdersFunction: { requests: { value: 52_560_000, unit: 'requests', from: 'derived', formula: '20/s x 2,628,000 s' } } },
  },
  bill: SAMPLE_BILL,
  notes: [
    { kind: 'warning', text: 'nobody is told when an alarm goes off: give `alerts` an e-mail address' },
    { kind: 'commitment', text: 'the availability target of 99.900% exceeds what AWS commits to for this design (99.890%)' },
    { kind: 'quota', text: 'Lambda runs 1,000 at a time in a new account, or less; this design needs 33 at its peak' },
    {
      kind: 'stays-after-teardown',
      text: 'the table: turn deletion protection off and delete it by hand; its storage is billed until then',
    },
    { kind: 'not-made', text: 'a copy in a second region: the loss of the region is not covered' },
  ],
  commands: {
    deploy: [
      {
        title: 'Deploy',
        command:
          'aws cloudformation deploy --region eu-west-1 --stack-name orders --template-file template.yaml --capabilities CAPABILITY_IAM --tags design=orders environment=prod',
      },
    ],
    firstCall: [
      { title: 'Once in the shell', command: 'export AWS_REGION=eu-west-1 STACK=orders' },
      { title: 'Call it', command: 'curl -H "Authorization: Bearer $TOKEN" "$URL/orders"' },
    ],
    ownCode: [
      {
        title: 'Upload your handler',
        command: 'aws lambda update-function-code --function-name "$FUNCTION" --zip-file fileb://handler.zip',
      },
    ],
    teardown: [{ title: 'Delete the stack', command: 'aws cloudformation delete-stack --stack-name orders' }],
  },
  deployMinutes: { low: 2, high: 4, why: 'functions and tables' },
}

/** The same design with lines that have no price, targets that are missed, nothing to rest on. */
export const PARTIAL_DESIGN: Design = {
  ...SAMPLE_DESIGN,
  bill: PARTIAL_BILL,
  chosen: { ...CHOSEN, figures: { ...FIGURES, leftOut: PARTIAL_BILL.leftOut, p99: undefined } },
  requirements: {
    ...SAMPLE_REQUIREMENTS,
    targets: { availability: undefined, p99Ms: undefined, rtoSeconds: undefined, rpoSeconds: undefined },
    budgetUsdPerMonth: undefined,
  },
  decisions: [],
  certificates: [],
  notes: [],
  commands: { ...SAMPLE_DESIGN.commands, firstCall: [], ownCode: [] },
}

export const CLOSEST: Candidate = {
  ...CONTAINERS,
  misses: [...CONTAINERS.misses, { target: 'availability', wanted: '99.999%', got: '99.995%' }],
}
