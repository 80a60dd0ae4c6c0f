import { describe, expect, test } from 'vitest'
import { found, saidOf } from './said.js'

const GROUP = { MinSize: '1', MaxSize: '2', AvailabilityZones: { 'Fn::GetAZs': '' }, LaunchConfigurationName: 'l' }

describe('what stands beside the properties', () => {
  test('a snapshot only of what has one', () => {
    expect(saidOf('AWS::SQS::Queue', {}, { DeletionPolicy: 'Snapshot' })).toEqual([
      'resource-attribute-value DeletionPolicy: DeletionPolicy cannot be Snapshot: AWS::SQS::Queue has no snapshots; use Retain or Delete',
    ])
    const volume = { AvailabilityZone: 'us-east-1a', Size: 10 }
    expect(saidOf('AWS::EC2::Volume', volume, { DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' })).toEqual([])
    expect(saidOf('Acme::Cloud::Thing', {}, { DeletionPolicy: 'Snapshot' })).toEqual([expect.stringContaining('type-not-public')])
  })

  test('how a group of instances is made and changed', () => {
    const rolling = { MinInstancesInService: 1, PauseTime: '5 minutes', WaitOnResourceSignal: true }
    expect(
      saidOf('AWS::AutoScaling::AutoScalingGroup', GROUP, {
        CreationPolicy: { ResourceSignal: { Count: 'two', Timeout: 'PT15M' } },
        UpdatePolicy: { AutoScalingRollingUpdate: rolling },
      }),
    ).toEqual([
      'value-type CreationPolicy/ResourceSignal/Count: "two" stands where a whole number must stand',
      expect.stringContaining('value-pattern UpdatePolicy/AutoScalingRollingUpdate/PauseTime: "5 minutes" does not have the form'),
      expect.stringContaining(
        'property-unknown UpdatePolicy/AutoScalingRollingUpdate/WaitOnResourceSignal: there is no property WaitOnResourceSignal here (did you mean "WaitOnResourceSignals"?)',
      ),
    ])
  })

  test('a policy on a type that has no use for it is a warning', () => {
    const [only, ...more] = found({ Resources: { Q: { Type: 'AWS::SQS::Queue', UpdatePolicy: { UseOnlineResharding: true } } } })
    expect(only).toMatchObject({ code: 'resource-attribute-value', severity: 'warning' })
    expect(more).toEqual([])
  })
})

describe('tags', () => {
  test.each([
    { name: 'a list', type: 'AWS::SQS::Queue', tags: [{ Key: 'aws:owner', Value: 'me' }], at: 'Tags/0' },
    { name: 'a map', type: 'AWS::SSM::Parameter', tags: { 'aws:owner': 'me' }, at: 'Tags/aws:owner', more: { Type: 'String', Value: 'v' } },
  ])('AWS keeps its own keys: $name', ({ type, tags, at, more = {} }) => {
    expect(saidOf(type, { ...more, Tags: tags })).toEqual([
      `tag-invalid Properties/${at}: the tag "aws:owner" begins with "aws:", which only AWS may use; rename it`,
    ])
  })

  test('long ones', () => {
    const tags = [
      { Key: 'k'.repeat(129), Value: 'v' },
      { Key: 'k', Value: 'v'.repeat(257) },
    ]
    expect(saidOf('AWS::SQS::Queue', { Tags: tags })).toEqual([
      'tag-invalid Properties/Tags/0: the key of a tag has 129 characters; 128 are allowed',
      'tag-invalid Properties/Tags/1: the value of the tag "k" has 257 characters; 256 are allowed',
    ])
  })

  test('too many are a warning', () => {
    const tags = Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: 'v' }))
    expect(found({ Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { Tags: tags } } } })).toMatchObject([
      { code: 'tag-invalid', severity: 'warning', message: 'there are 51 tags; most services take 50 on one resource' },
    ])
  })
})
