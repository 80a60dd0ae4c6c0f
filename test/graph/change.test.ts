import { describe, expect, test } from 'vitest'
import { type JsonObject, treeOf } from '#core/index.js'
import { changedGraph, type Graph, graphOf, queryOf } from '#graph/index.js'

const RESOURCES: JsonObject = {
  Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30 } },
  Topic: { Type: 'AWS::SNS::Topic' },
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
  },
  Disk: { Type: 'AWS::EC2::Volume', Properties: { Size: { 'Fn::If': ['Big', 100, 10] }, Tags: [{ Key: 'a', Value: 'b' }] } },
}
const graph = graphOf(
  treeOf({
    Parameters: { Stage: { Type: 'String', Default: 'dev' } },
    Conditions: { Big: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    Resources: RESOURCES,
  }),
)

function reading(changed: Graph, id: string, path: string): unknown {
  const q = queryOf(changed, { asOf: '2026-11-21' })
  const read = q.read(q.get(id)!, path)
  return read.known ? read.value : read.why
}
const linked = (changed: Graph): readonly string[] =>
  changed.edges.filter(({ kind }) => kind !== 'refers').map(({ from, to, kind }) => `${from} ${kind} ${to}`)

describe('a changed graph', () => {
  test('has properties set at any depth, the others as they were', () => {
    const changed = changedGraph(graph, {
      set: { Queue: { DelaySeconds: 5, 'RedrivePolicy.maxReceiveCount': 3 }, Disk: { 'Tags.0.Value': 'c' } },
    })
    expect(['VisibilityTimeout', 'DelaySeconds', 'RedrivePolicy.maxReceiveCount'].map((path) => reading(changed, 'Queue', path))).toEqual([
      30, 5, 3,
    ])
    expect([reading(changed, 'Disk', 'Tags.0.Key'), reading(changed, 'Disk', 'Tags.0.Value')]).toEqual(['a', 'c'])
    expect(reading(graph, 'Disk', 'Tags.0.Value')).toBe('b')
  })

  test('a choice that is set over is gone', () => {
    expect(reading(changedGraph(graph, { set: { Disk: { Size: 7 } } }), 'Disk', 'Size')).toBe(7)
    expect(reading(graph, 'Disk', 'Size')).toBe(10)
  })

  test('has the edges of what it holds', () => {
    const without = changedGraph(graph, { remove: ['Queue'] })
    expect(linked(graph).some((edge) => edge.includes('Queue'))).toBe(true)
    expect(linked(without).some((edge) => edge.includes('Queue'))).toBe(false)
    const other = changedGraph(graph, { remove: ['Queue'], add: { Other: { Type: 'AWS::SQS::Queue' } }, replace: { Queue: 'Other' } })
    expect(linked(other)).toEqual(linked(graph).map((edge) => edge.replace('Queue', 'Other')))
  })

  test('by nothing is the same', () => {
    expect(changedGraph(graph, {})).toEqual(graph)
  })

  test('cannot change what is not there', () => {
    expect(() => changedGraph(graph, { set: { Nothing: { A: 1 } } })).toThrow('there is no resource Nothing to change')
  })
})
