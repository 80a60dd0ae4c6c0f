import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '#core/index.js'
import { type Journeys, journeysOf, queryOf } from '#graph/index.js'
import { graph } from './graphs.js'

const arn = (id: string): Json => ({ 'Fn::GetAtt': [id, 'Arn'] })
const of = (type: string, properties: Json = {}): Json => ({ Type: type, Properties: properties })
const TABLE = of('AWS::DynamoDB::Table')
const QUEUE = of('AWS::SQS::Queue')
const role = (action: Json, ...resources: readonly string[]): Json =>
  of('AWS::IAM::Role', {
    Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: resources.map(arn) }] } }],
  })
const code = (roleId: string): Json => of('AWS::Lambda::Function', { Role: arn(roleId) })

function journeys(resources: Json, sections: { readonly [section: string]: Json } = {}): Journeys {
  return journeysOf(queryOf(graph({ ...sections, Resources: resources }), { asOf: '2026-11-21' }))
}

function entries(all: Journeys): readonly string[] {
  return all.entries.map(({ resource, kind, reach, certain }) => `${resource.id} ${kind} ${reach}${certain ? '' : '?'}`)
}

function told(all: Journeys): readonly string[] {
  return all.entries.map((entry) => {
    const { steps, ends } = all.from(entry)
    const ways = steps.map(({ from, to, kinds, certain }) => `${from.id} ${kinds.join('+')} ${to.id}${certain ? '' : '?'}`)
    return `${entry.resource.id}: ${ways.join(', ')} -> ${ends.map(({ id }) => id).join(' ')}`
  })
}

test('from an API to the data behind it', () => {
  const all = journeys({
    Api: of('AWS::ApiGatewayV2::Api'),
    Route: of('AWS::ApiGatewayV2::Route', { ApiId: { Ref: 'Api' }, Target: { 'Fn::Sub': 'integrations/${Integration}' } }),
    Integration: of('AWS::ApiGatewayV2::Integration', { IntegrationUri: arn('Fn') }),
    Fn: code('Role'),
    Role: role(['dynamodb:GetItem', 'dynamodb:PutItem'], 'Table'),
    Table: TABLE,
  })
  expect(entries(all)).toEqual(['Api api internet'])
  expect(told(all)).toEqual(['Api: Api routes Route, Route routes Integration, Integration invokes Fn, Fn reads+writes Table -> Table'])
})

test('from a queue to who reads it, with or without an event source mapping', () => {
  const all = journeys({
    Pulled: QUEUE,
    Pushed: QUEUE,
    Source: of('AWS::Lambda::EventSourceMapping', { EventSourceArn: arn('Pushed'), FunctionName: { Ref: 'Fn' } }),
    Fn: code('Role'),
    Role: role('sqs:ReceiveMessage', 'Pulled', 'Pushed'),
  })
  expect(told(all)).toEqual(['Pulled: Pulled reads Fn -> Fn', 'Pushed: Pushed invokes Source, Source invokes Fn -> Fn'])
})

describe('entry points', () => {
  test.each<[string, Json, readonly string[]]>([
    [
      'a load balancer is on the internet unless it says otherwise',
      { Lb: of('AWS::ElasticLoadBalancingV2::LoadBalancer') },
      ['Lb load-balancer internet'],
    ],
    [
      'an internal one is not',
      { Lb: of('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' }) },
      ['Lb load-balancer network'],
    ],
    [
      'one whose scheme is not known may be',
      { Lb: of('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: { Ref: 'P' } }) },
      ['Lb load-balancer internet?'],
    ],
    ['a rule with a schedule', { Rule: of('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)' }) }, ['Rule schedule aws']],
    ['a rule with a pattern', { Rule: of('AWS::Events::Rule', { EventPattern: { source: ['aws.ec2'] } }) }, ['Rule event aws']],
    ['a bucket that tells no one is none', { Bucket: of('AWS::S3::Bucket') }, []],
    [
      'a bucket that tells of uploads',
      { Bucket: of('AWS::S3::Bucket', { NotificationConfiguration: { QueueConfigurations: [{ Queue: arn('Q') }] } }), Q: QUEUE },
      ['Bucket upload account'],
    ],
    [
      'a dead-letter queue is none',
      { Q: of('AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: arn('Dead') } }), Dead: QUEUE },
      ['Q queue account'],
    ],
    [
      'a DNS record before a distribution leaves it the entry',
      {
        Record: of('AWS::Route53::RecordSet', { AliasTarget: { DNSName: { 'Fn::GetAtt': ['Site', 'DomainName'] } } }),
        Site: of('AWS::CloudFront::Distribution'),
      },
      ['Site distribution internet'],
    ],
    [
      'a distribution before a load balancer is the entry',
      {
        Lb: of('AWS::ElasticLoadBalancingV2::LoadBalancer'),
        Site: of('AWS::CloudFront::Distribution', {
          DistributionConfig: { Origins: [{ DomainName: { 'Fn::GetAtt': ['Lb', 'DNSName'] } }] },
        }),
      },
      ['Site distribution internet'],
    ],
    [
      'people sign in, whatever else uses the pool',
      { Pool: of('AWS::Cognito::UserPool', { LambdaConfig: { PreSignUp: arn('Fn') } }), Fn: of('AWS::Lambda::Function') },
      ['Pool sign-in internet'],
    ],
  ])('%s', (_name, resources, expected) => {
    const parameters = { P: { Type: 'String' } }
    expect(entries(journeys(resources, { Parameters: parameters }))).toEqual(expected)
  })

  test('a circle is entered where it is outermost', () => {
    const all = journeys({
      Fn: code('Role'),
      Role: role(['sqs:SendMessage', 'dynamodb:PutItem'], 'Queue', 'Table'),
      Table: TABLE,
      Source: of('AWS::Lambda::EventSourceMapping', { EventSourceArn: arn('Queue'), FunctionName: { Ref: 'Fn' } }),
      Queue: QUEUE,
    })
    expect(told(all)).toEqual(['Queue: Queue invokes Source, Source invokes Fn, Fn publishes Queue, Fn writes Table -> Table'])
  })
})

test('what hangs on a condition is not certain, and what the world rules out is not there', () => {
  const url = (condition: string): Json => ({
    Type: 'AWS::Lambda::Url',
    Condition: condition,
    Properties: { TargetFunctionArn: { Ref: 'Fn' } },
  })
  const all = journeys(
    { Maybe: url('Open'), Never: url('Closed'), Fn: of('AWS::Lambda::Function') },
    {
      Parameters: { P: { Type: 'String' }, Q: { Type: 'String', Default: 'no' } },
      Conditions: { Open: { 'Fn::Equals': [{ Ref: 'P' }, 'yes'] }, Closed: { 'Fn::Equals': [{ Ref: 'Q' }, 'yes'] } },
    },
  )
  expect(entries(all)).toEqual(['Maybe url internet?'])
  expect(told(all)).toEqual(['Maybe: Maybe invokes Fn? -> Fn'])
})

test('a ladder with 2^40 ways is walked once: each step is there once', () => {
  const resources: Record<string, Json> = {}
  for (let level = 0; level < 40; level += 1) {
    const next = [`L${level + 1}`, `R${level + 1}`].filter(() => level < 39)
    for (const side of ['L', 'R'])
      resources[`${side}${level}`] = of('AWS::SNS::Topic', {
        Subscription: next.map((id) => ({ Protocol: 'lambda', Endpoint: { Ref: id } })),
      })
  }
  const all = journeys(resources)
  expect(all.entries).toHaveLength(2)
  expect(all.entries.map((entry) => all.from(entry).steps.length)).toEqual([2 + 38 * 4, 2 + 38 * 4])
})

test('a chain of 5,000 is no deeper than one of 5', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 5000 }, (_, index) => [
      `T${index}`,
      of('AWS::SNS::Topic', { Subscription: [{ Endpoint: { Ref: `T${index + 1}` } }] }),
    ]),
  )
  const all = journeys(chain)
  expect(all.entries.map((entry) => all.from(entry).steps.length)).toEqual([4999])
})

test('laws: every step is an edge or a reading turned round, entries reach all that an entry could be, and journeys repeat nothing', () => {
  const ids = ['A', 'B', 'C', 'D', 'E', 'F']
  const resource = fc.record({ type: fc.constantFrom('AWS::SNS::Topic', 'AWS::Lambda::Function', 'AWS::SQS::Queue'), to: fc.subarray(ids) })
  fc.assert(
    fc.property(fc.array(resource, { minLength: 6, maxLength: 6 }), (made) => {
      const resources = Object.fromEntries(
        made.map(({ type, to }, index): [string, Json] => [
          ids[index]!,
          of(type, {
            Subscription: to.map((id) => ({ Endpoint: { Ref: id } })),
            DeadLetterConfig: { TargetArn: { Ref: to[0] ?? 'None' } },
            RedrivePolicy: { deadLetterTargetArn: { Ref: to[1] ?? 'None' } },
          }),
        ]),
      )
      const q = queryOf(graph({ Resources: resources }), { asOf: '2026-11-21' })
      const all = journeysOf(q)
      const reached = new Set(all.entries.map((entry) => entry.resource.id))
      for (const entry of all.entries) {
        const { steps } = all.from(entry)
        const keys = steps.map(({ from, to }) => `${from.id} ${to.id}`)
        expect(new Set(keys).size).toBe(keys.length)
        for (const { from, to } of steps) {
          reached.add(to.id)
          expect([...q.edges({ from, to }), ...q.edges({ from: to, to: from, kind: 'reads' })].length).toBeGreaterThan(0)
        }
      }
      expect([...reached].toSorted()).toEqual(ids)
    }),
  )
})
