import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Diagnostic, hasErrors, type Json, treeOf } from '#core/index.js'
import { readRequirements, requirementsOf } from '#read/requirements/index.js'
import { assumptionsOf } from '#spec/index.js'

const EXAMPLES = ['orders', 'shop', 'site', 'invoices'] as const

function example(name: string): string {
  return readFileSync(new URL(`../../../examples/${name}.yaml`, import.meta.url), 'utf8')
}

/** `4:11 requirements.bad-value …` */
function lineOf({ span, code, message }: Diagnostic): string {
  return `${span === undefined ? '' : `${span.line}:${span.column} `}${code} ${message}`
}

async function complaintsOf(text: string, regions?: readonly string[]): Promise<readonly string[]> {
  const { diagnostics } = await readRequirements(text, 'r.yaml', regions === undefined ? {} : { regions })
  return diagnostics.map(lineOf)
}

/** Complaints about a small file in which some keys are replaced. */
function complaintsAbout(change: Record<string, Json>): readonly string[] {
  const { diagnostics } = requirementsOf(treeOf({ name: 'orders', workload: { kind: 'api' }, ...change }))
  return diagnostics.map(lineOf)
}

describe('a file that is right', () => {
  test.each(EXAMPLES)('examples/%s.yaml has nothing to complain about', async (name) => {
    const { requirements, diagnostics } = await readRequirements(example(name), `${name}.yaml`)
    expect(diagnostics).toEqual([])
    expect(requirements?.name).toBe(name)
  })

  test('says what it says, in base units', async () => {
    const { requirements } = await readRequirements(example('orders'), 'orders.yaml')
    expect(requirements).toEqual({
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
      security: { authentication: 'cognito', compliance: [], data: 'personal' },
      region: 'eu-west-1',
      budgetUsdPerMonth: '500',
      alerts: undefined,
      domain: undefined,
      cors: [],
      image: undefined,
      imagePort: undefined,
      healthCheckPath: undefined,
      team: { skills: { serverless: 3, containers: 1, vms: 2, databases: 2 }, onCall: true },
      iac: 'cloudformation',
      must: [],
      assumptions: assumptionsOf({}),
    })
  })

  test('may say nothing but name and kind; every default is listed as it would be written, with a reason', async () => {
    const { requirements, defaults } = await readRequirements('name: x\nworkload: { kind: api }\n', 'x.yaml')
    expect(requirements?.traffic).toEqual({ averagePerSecond: 1, peakPerSecond: 5 })
    expect(
      Object.fromEntries(defaults.filter(({ path }) => !path.startsWith('assumptions.')).map(({ path, value }) => [path, value])),
    ).toEqual({
      environment: 'prod',
      'workload.runtime': 'python3.13',
      'workload.work.wall': '100 ms',
      'workload.work.cpu': '25 ms',
      'workload.work.memory': '512 MB',
      'workload.work.max': '10 s',
      'workload.payload.in': '2 KB',
      'workload.payload.out': '8 KB',
      'traffic.average': '1/s',
      'traffic.peak': '5/s',
      data: '[]',
      'targets.availability': '99.9%',
      'targets.p99': '500 ms',
      'targets.rto': '4 h',
      'targets.rpo': '5 min',
      'security.authentication': 'cognito',
      'security.compliance': '[]',
      'security.data': 'internal',
      region: 'us-east-1',
      cors: '[]',
      'team.skills.serverless': '2',
      'team.skills.containers': '2',
      'team.skills.vms': '2',
      'team.skills.databases': '2',
      'team.on-call': 'true',
      iac: 'cloudformation',
      must: '[]',
    })
    for (const { path, why } of defaults) expect(why, path).not.toBe('')
    expect(defaults.filter(({ path }) => path.startsWith('assumptions.'))).toHaveLength(Object.keys(assumptionsOf({})).length)
  })

  test('follows the environment and the kind, wherever they stand', async () => {
    const { requirements } = await readRequirements(
      'targets: { rto: 2 h }\nenvironment: dev\nname: x\nworkload: { kind: worker }\n',
      'x.yaml',
    )
    expect(requirements?.targets).toEqual({ availability: 0.99, p99Ms: undefined, rtoSeconds: 7200, rpoSeconds: 86_400 })
    expect(requirements?.workload.work).toEqual({ wallMs: 500, cpuMs: 125, memoryMb: 512, maxSeconds: 60 })
    expect(requirements?.security.authentication).toBe('iam')
  })

  test('a static site computes nothing and keeps its pages', async () => {
    const { requirements } = await readRequirements('name: x\nworkload: { kind: static-site }\n', 'x.yaml')
    expect(requirements?.workload).toEqual({
      kind: 'static-site',
      runtime: 'none',
      work: { wallMs: 0, cpuMs: 0, memoryMb: 0, maxSeconds: 0 },
      payload: { inBytes: 1024, outBytes: 51_200 },
    })
    expect(requirements?.data).toEqual([
      { name: 'pages', model: 'object', sizeBytes: 1024 ** 3, itemBytes: 102_400, readShare: 1, consistency: 'strong' },
    ])
    expect(requirements?.targets).toEqual({ availability: 0.999, p99Ms: undefined, rtoSeconds: 14_400, rpoSeconds: undefined })
  })

  test('a timeout is at least twice the usual time, a target can be none, an assumption can be set', async () => {
    const { requirements, defaults } = await readRequirements(
      'name: x\nworkload: { kind: api, work: { wall: 8 s } }\ntargets: { p99: none }\nassumptions: { log-per-request: 2 KB, autoscaling-overhead: 2 }\n',
      'x.yaml',
    )
    expect(requirements?.workload.work).toEqual({ wallMs: 8000, cpuMs: 2000, memoryMb: 512, maxSeconds: 16 })
    expect(requirements?.targets.p99Ms).toBeUndefined()
    expect(requirements?.assumptions).toEqual(assumptionsOf({ 'log-per-request': 2048, 'autoscaling-overhead': 2 }))
    expect(defaults.map(({ path }) => path)).not.toContain('assumptions.log-per-request')
  })

  test('an image brings its port and health check', async () => {
    const { requirements } = await readRequirements(
      'name: x\nworkload: { kind: web }\nimage: public.ecr.aws/nginx/nginx:1.27\nimage-port: 8080\n',
      'x.yaml',
    )
    expect([requirements?.image, requirements?.imagePort, requirements?.healthCheckPath]).toEqual([
      'public.ecr.aws/nginx/nginx:1.27',
      8080,
      '/',
    ])
  })

  test('is JSON as well as YAML', async () => {
    const { requirements, diagnostics } = await readRequirements(
      '{"name": "x", "workload": {"kind": "api"}, "traffic": {"average": "2/s"}}',
      'x.json',
    )
    expect(diagnostics).toEqual([])
    expect(requirements?.traffic.averagePerSecond).toBe(2)
  })
})

describe('a file that is wrong', () => {
  test('all mistakes at once, in the order of the file, each with its place', async () => {
    const text = `name: Orders
workload:
  kind: apii
  work: { wal: 80 ms, memory: 512 mb }
trafic: { average: 20/s }
traffic:
  average: 20
  peak: 5 per second
data:
  - { name: orders, model: sql }
targets: { availability: 101% }
must: [no-nat, use-lambda, no-lamda]
`
    expect(await complaintsOf(text)).toEqual([
      '1:7 requirements.bad-value name is "Orders"; write at most 31 lower-case letters, digits and hyphens that begin with a letter, such as orders',
      '3:9 requirements.unknown-word workload.kind is "apii" (did you mean "api"?); write one of api, web, static-site, worker',
      '4:11 requirements.unknown-key unknown key "wal" in workload.work (did you mean "wall"?)',
      '4:31 requirements.bad-value workload.work.memory is "512 mb": "mb" is not a unit of a size; write a size such as 2 KB, 512 MB, 50 GB (units: B, KB, MB, GB, TB)',
      '5:1 requirements.unknown-key unknown key "trafic" (did you mean "traffic"?)',
      '7:12 requirements.bad-value traffic.average is "20": it has no unit; write a rate such as 20/s, 5000/month, 1M/day (units: /s, /min, /h, /day, /month)',
      '8:9 requirements.bad-value traffic.peak is "5 per second": "per second" is not a unit of a rate; write a rate such as 20/s, 5000/month, 1M/day (units: /s, /min, /h, /day, /month)',
      '10:28 requirements.unknown-word data[0].model is "sql"; write one of key-value, relational, object',
      '11:26 requirements.bad-value targets.availability is "101%": out of range; from 50% to 99.9999%',
      '12:8 requirements.unknown-word must[0] is "no-nat" (did you mean "no-nat-gateway"?); write one of no-SERVICE, use-SERVICE (alb, aurora, cloudfront, cognito, dynamodb, fargate, http-api, kms, lambda, nat-gateway, rds, rest-api, s3, sqs, vpc, vpc-endpoint, waf), single-az, two-az, three-az, nat-per-az, private-only',
      '12:28 requirements.unknown-word must[2] is "no-lamda" (did you mean "no-lambda"?); write one of no-SERVICE, use-SERVICE (alb, aurora, cloudfront, cognito, dynamodb, fargate, http-api, kms, lambda, nat-gateway, rds, rest-api, s3, sqs, vpc, vpc-endpoint, waf), single-az, two-az, three-az, nat-per-az, private-only',
    ])
  })

  test.each([
    ['an empty file', '', ['1:1 requirements.empty the file is empty; begin with "name: orders", or let "stanchion init" write a file']],
    [
      'only comments',
      '# nothing\n',
      ['1:1 requirements.empty the file is empty; begin with "name: orders", or let "stanchion init" write a file'],
    ],
    [
      'a list',
      '- name: x\n',
      [
        '1:1 requirements.wrong-type the file holds a list, not a map of keys; begin with "name: orders", or let "stanchion init" write a file',
      ],
    ],
    [
      'a text',
      'hello\n',
      [
        '1:1 requirements.wrong-type the file holds "hello", not a map of keys; begin with "name: orders", or let "stanchion init" write a file',
      ],
    ],
  ])('%s', async (_title, text, complaints) => {
    const read = await readRequirements(text, 'r.yaml')
    expect(read.requirements).toBeUndefined()
    expect(read.diagnostics.map(lineOf)).toEqual(complaints)
  })

  test('what must be there and is not', () => {
    expect(requirementsOf(treeOf({})).diagnostics.map(lineOf)).toEqual([
      'requirements.missing-key name is missing; add it: name of the system: stack, tags and files carry it',
      'requirements.missing-key workload is missing; add it: what is built and what one request costs it',
    ])
    expect(complaintsAbout({ workload: {} })).toEqual([
      'requirements.missing-key workload.kind is missing; add it: what is built: api (callers wait for JSON), web (people wait for pages), static-site (files only), worker (messages from a queue)',
    ])
    expect(complaintsAbout({ data: [{}] }).map((each) => each.split(';')[0])).toEqual([
      'requirements.missing-key data[0].name is missing',
      'requirements.missing-key data[0].model is missing',
    ])
  })

  test.each<[string, Record<string, Json>, string]>([
    [
      'a kind that is planned',
      { workload: { kind: 'batch' } },
      'workload.kind is "batch": this kind of workload is not built yet; write one of',
    ],
    ['a form that is planned', { iac: 'cdk' }, 'iac is "cdk": writing this form is not built yet; write one of cloudformation'],
    ['an environment by another name', { environment: 'production' }, 'environment is "production": it is called prod here; write one of'],
    [
      'a peak below the average',
      { traffic: { average: '20/s', peak: '10/s' } },
      'traffic.peak is 10/s, below the average of 20/s; a peak is at least the average',
    ],
    [
      'a timeout below the mean',
      { workload: { kind: 'api', work: { wall: '5 s', max: '2 s' } } },
      'workload.work.max is 2 s, less than the 5 s that one takes on average (wall)',
    ],
    [
      'two entries of one name',
      {
        data: [
          { name: 'a', model: 'object' },
          { name: 'a', model: 'object' },
        ],
      },
      'data[1] has the name "a" of an earlier entry; names differ',
    ],
    [
      'transactions on objects',
      { data: [{ name: 'a', model: 'object', consistency: 'transactional' }] },
      'data[0].consistency is transactional, which no store of objects is',
    ],
    [
      'a key without key-value',
      { data: [{ name: 'a', model: 'relational', key: 'id' }] },
      'data[0].key means nothing for the model relational; remove it',
    ],
    [
      'a database under a static site',
      { workload: { kind: 'static-site' }, data: [{ name: 'a', model: 'relational' }] },
      'data[0].model is relational, but a static site has files only; write object',
    ],
    [
      'a key of another kind',
      { workload: { kind: 'worker' }, cors: ['https://a.example'] },
      'cors means nothing for the workload kind worker; remove it (it is for api)',
    ],
    [
      'work of a static site',
      { workload: { kind: 'static-site', work: { wall: '1 s' } } },
      'workload.work means nothing for the workload kind static-site',
    ],
    [
      'sign-in that is not built',
      { workload: { kind: 'web' }, security: { authentication: 'cognito' } },
      'security.authentication is cognito, which is not built for the workload kind web; write none',
    ],
    ['words that contradict', { must: ['no-lambda', 'use-lambda'] }, 'must has no-lambda and use-lambda, which cannot both be; remove one'],
    ['a framework that nobody knows', { security: { compliance: ['gdrp'] } }, 'security.compliance[0] is "gdrp" (did you mean "gdpr"?)'],
    ['a port without an image', { 'image-port': 80 }, 'image-port means nothing without an image; add one or remove it'],
    ['half a domain', { domain: { name: 'www.example.com' } }, 'domain.certificate is missing; add it'],
    ['every origin', { cors: ['*'] }, 'cors[0] is "*"; write an origin such as https://shop.example.com'],
    ['a number for a name', { name: 123 }, 'name is the number 123; write at most 31 lower-case letters'],
    ['nothing for a value', { users: null }, 'users has no value; write one or remove the key'],
    ['a map for a rate', { traffic: { average: { value: 1 } } }, 'traffic.average is a map; write a rate such as 20/s'],
    ['a text for a map', { traffic: '20/s' }, 'traffic is "20/s"; write a map with the keys average, peak'],
    ['a text for a list', { must: 'single-az' }, 'must is "single-az"; write a list'],
    ['a skill of four', { team: { skills: { vms: 4 } } }, 'team.skills.vms is 4; write a whole number from 0 to 3'],
    ['yes for true', { team: { 'on-call': 'yes' } }, 'team.on-call is "yes"; write true or false'],
    [
      'an assumption that nobody knows',
      { assumptions: { 'log-per-requests': '1 KB' } },
      'unknown key "log-per-requests" in assumptions (did you mean "log-per-request"?)',
    ],
    [
      'a bare number of an assumption out of range',
      { assumptions: { 'autoscaling-overhead': 0.5 } },
      'assumptions.autoscaling-overhead is 0.5; write a number from 1 to 10',
    ],
    ['money of another country', { budget: '500 EUR/month' }, 'budget is "500 EUR/month": write US dollars a month such as 500 USD/month'],
    ['no traffic at all', { traffic: { average: '0/s' } }, 'traffic.average is "0/s": out of range; from 1/month to 1M/s'],
    ['not a number', { traffic: { average: 'NaN/s' } }, 'traffic.average is "NaN/s": write a rate such as'],
    ['more than there is', { traffic: { average: '999999999999999/s' } }, 'traffic.average is "999999999999999/s": out of range'],
    ['a minus', { traffic: { average: '-20/s' } }, 'traffic.average is "-20/s": write a rate such as'],
    [
      'a line break',
      { alerts: 'ops@example.com\nBcc: x@example.com' },
      'alerts is "ops@example.com\\nBcc: x@example.com"; write an e-mail address',
    ],
    ['digits of another script', { users: '５０００/month' }, 'users is "５０００/month": write monthly active users'],
  ])('%s', (_title, change, complaint) => {
    const complaints = complaintsAbout(change)
    expect(complaints).toHaveLength(1)
    expect(complaints[0]?.replace(/^requirements\.[a-z-]+ /, '').startsWith(complaint), complaints[0]).toBe(true)
  })

  test('a value that is wrong is not compared with others', () => {
    expect(complaintsAbout({ traffic: { average: '20/s', peak: 'x' } })).toHaveLength(1)
    expect(complaintsAbout({ traffic: { average: 'x', peak: '1/s' } })).toHaveLength(1)
  })

  test('a key that stands twice', async () => {
    expect(await complaintsOf('name: x\nname: y\nworkload: { kind: api }\n')).toEqual([
      '2:1 duplicate-key key "name" stands twice in one map (first on line 1); keep one of them',
    ])
  })

  test('a region: its form always, its name where regions are known', async () => {
    const file = (region: string): string => `name: x\nworkload: { kind: api }\nregion: ${region}\n`
    expect(await complaintsOf(file('mars-1'))).toEqual([
      '3:9 requirements.bad-value region is "mars-1"; write an AWS region such as eu-west-1',
    ])
    expect(await complaintsOf(file('eu-west-9'))).toEqual([])
    expect(await complaintsOf(file('eu-wets-1'), ['eu-west-1', 'us-east-1'])).toEqual([
      '3:9 requirements.unknown-word region is "eu-wets-1" (did you mean "eu-west-1"?); write one of eu-west-1, us-east-1',
    ])
    expect(await complaintsOf(file('eu-west-1'), ['eu-west-1', 'us-east-1'])).toEqual([])
  })
})

describe('what is no mistake but has to be said', () => {
  test('a framework that is not checked', () => {
    const { requirements, diagnostics } = requirementsOf(
      treeOf({ name: 'x', workload: { kind: 'api' }, security: { compliance: ['gdpr', 'soc2'] } }),
    )
    expect(requirements?.security.compliance).toEqual(['gdpr', 'soc2'])
    expect(diagnostics.map(({ severity, message }) => [severity, message])).toEqual([
      ['info', 'compliance with gdpr is not checked: no control of it is built yet'],
      ['info', 'compliance with soc2 is not checked: no control of it is built yet'],
    ])
  })

  test('more processor time than time', () => {
    const { requirements, diagnostics } = requirementsOf(
      treeOf({ name: 'x', workload: { kind: 'api', work: { wall: '10 ms', cpu: '20 ms' } } }),
    )
    expect(requirements?.workload.work.cpuMs).toBe(20)
    expect(diagnostics.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', 'workload.work.cpu is 20 ms, more than the 10 ms of wall: right only for work on several processors at once'],
    ])
  })
})

describe('hostile files', () => {
  test('names of things every object has are unknown keys', async () => {
    const text = 'name: x\nworkload: { kind: api }\n__proto__: { region: eu-west-1 }\nconstructor: 1\ntoString: 1\n'
    const { requirements, diagnostics } = await readRequirements(text, 'r.yaml')
    expect(requirements).toBeUndefined()
    expect(diagnostics.map(({ code, span }) => [code, span?.line])).toEqual([
      ['requirements.unknown-key', 3],
      ['requirements.unknown-key', 4],
      ['requirements.unknown-key', 5],
    ])
    expect(Object.keys(requirementsOf(treeOf({ name: 'x', workload: { kind: 'constructor' } })).diagnostics)).toHaveLength(1)
    expect(complaintsAbout({ iac: '__proto__' })).toHaveLength(1)
  })

  test.each([
    ['too deep', `name: ${'['.repeat(100)}${']'.repeat(100)}`, 'too-deep'],
    ['too long', `name: x\n# ${'x'.repeat(2_000_000)}`, 'too-large'],
    ['too many keys', Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`).join('\n'), 'too-many-nodes'],
    ['not text', 'name: \0', 'binary-file'],
    ['not YAML', 'name: "x\nworkload: [', 'syntax'],
  ])('%s', async (_title, text, code) => {
    const { requirements, diagnostics } = await readRequirements(text, 'r.yaml')
    expect(requirements).toBeUndefined()
    expect(diagnostics.map((each) => each.code)).toContain(code)
  })

  test('a hundred mistakes are listed, the others counted', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`key${index}`, 1]))
    const complaints = complaintsAbout(many)
    expect(complaints).toHaveLength(101)
    expect(complaints.at(-1)).toBe('requirements.more 4900 more mistakes are not listed; mend these first')
  })

  test('a long value is cut in the message', () => {
    for (const each of complaintsAbout({ region: 'x'.repeat(100_000), ['y'.repeat(100_000)]: 1 })) expect(each.length).toBeLessThan(600)
  })

  test('whatever JSON is given, the answer is requirements or an error, never an exception', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.constantFrom('name', 'workload', 'traffic', 'data', 'targets', 'security', 'must', 'assumptions', 'team'),
        (value, key) => {
          const json: Json = JSON.parse(JSON.stringify({ name: 'x', workload: { kind: 'api' }, [key]: value }))
          const { requirements, diagnostics, defaults } = requirementsOf(treeOf(json))
          expect(requirements === undefined).toBe(hasErrors(diagnostics))
          if (requirements === undefined) expect(defaults).toEqual([])
        },
      ),
      { numRuns: 500 },
    )
  })
})
