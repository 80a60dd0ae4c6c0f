import { isFalse, itemsAt, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const LISTS = ['AlarmActions', 'OKActions', 'InsufficientDataActions'] as const

export const alarmHasAction: Rule = defineRule({
  id: 'alarm-has-action',
  pillar: 'operational-excellence',
  severity: 'low',
  title: 'CloudWatch alarm tells somebody',
  why: 'An alarm without an action changes its colour on a page that nobody looks at.',
  fix: 'Name a topic in AlarmActions, or use the alarm in a composite alarm.',
  refs: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html'],
  types: ['AWS::CloudWatch::Alarm'],
  maps: { 'cdk-nag': ['CloudWatchAlarmAction'], 'security-hub': ['CloudWatch.15', 'CloudWatch.17'] },
  examples: {
    fail: [
      { name: 'no action', props: { Threshold: 1 } },
      { name: 'actions switched off', props: { ActionsEnabled: false, AlarmActions: ['arn:aws:sns:us-east-1:111122223333:ops'] } },
    ],
    pass: [
      { name: 'a topic', props: { AlarmActions: ['arn:aws:sns:us-east-1:111122223333:ops'] } },
      {
        name: 'part of another alarm',
        resources: {
          Part: { Type: 'AWS::CloudWatch::Alarm', Properties: { Threshold: 1 } },
          Whole: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmRule: { 'Fn::Sub': 'ALARM(${Part})' } } },
        },
        subject: 'Part',
      },
    ],
    unknown: [
      {
        name: 'list from a parameter',
        sections: { Parameters: { Topics: { Type: 'CommaDelimitedList' } } },
        props: { AlarmActions: { Ref: 'Topics' } },
      },
    ],
  },
  check: (node, q) => {
    if (q.edges({ to: node, kind: 'refers' }).some(({ path }) => path.startsWith('AlarmRule') || path.includes('Alarms'))) return PASS
    if (isFalse(scalarOf(q.read(node, 'ActionsEnabled'))))
      return { is: 'fail', what: 'the actions are switched off', path: 'ActionsEnabled' }
    const lists = LISTS.map((name) => ({ name, ...itemsAt(node, q, name) }))
    if (lists.some(({ items }) => items.length > 0)) return PASS
    const open = lists.find(({ unknown }) => unknown !== undefined)
    return open?.unknown === undefined ? { is: 'fail', what: 'no action' } : unknownAt(open.unknown, open.name)
  },
})
