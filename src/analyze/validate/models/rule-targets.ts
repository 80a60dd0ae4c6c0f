import { isWhole, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at, itemsOf, valuesAt } from './model.js'

const target = (Id: string): { readonly Id: string; readonly Arn: string } => ({ Id, Arn: 'arn' })

export const targetsOfRule: ResourceModel = {
  id: 'rule-targets',
  code: 'event-rule',
  types: ['AWS::Events::Rule'],
  refs: ['https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html'],
  examples: {
    wrong: [
      {
        name: 'an id twice',
        props: { EventPattern: { source: ['a'] }, Targets: [target('one'), target('one')] },
        says: 'the Id "one" stands twice',
      },
      {
        name: 'more than five',
        props: { EventPattern: { source: ['a'] }, Targets: ['1', '2', '3', '4', '5', '6'].map(target) },
        says: 'at most 5',
      },
      { name: 'neither', props: { Targets: [target('one')] }, says: 'EventPattern or ScheduleExpression' },
      { name: 'times of another bus', props: { EventBusName: 'orders', ScheduleExpression: 'rate(1 hour)' }, says: 'default bus' },
      {
        name: 'two inputs',
        props: { EventPattern: { source: ['a'] }, Targets: [{ ...target('one'), Input: '{}', InputPath: '$.detail' }] },
        says: 'Input and InputPath',
      },
    ],
    right: [
      { name: 'two targets', props: { EventPattern: { source: ['a'] }, Targets: [target('one'), target('two')] } },
      { name: 'times', props: { ScheduleExpression: 'rate(1 hour)', EventBusName: 'default' } },
    ],
  },
  check({ properties: tree, place }, { complain }) {
    const own = { tree, place }
    if (!isWhole(own)) return
    const schedule = at(own, 'ScheduleExpression')
    if (schedule === undefined && at(own, 'EventPattern') === undefined) complain('a rule needs EventPattern or ScheduleExpression', place)
    const bus = textAt(own, 'EventBusName') ?? 'default'
    if (schedule !== undefined && bus !== 'default' && !/\$\{|(?:^|\/)default$/.test(bus))
      complain(`a rule with ScheduleExpression works only on the default bus, not on "${bus}"`, at(own, 'EventBusName')?.place ?? place)
    for (const list of valuesAt(own, 'Targets')) checkTargets(list, complain)
  },
}

function checkTargets(list: Located, complain: ModelContext['complain']): void {
  const seen = new Set<string>()
  const targets = itemsOf(list)
  if (targets.length > 5) complain(`a rule has at most 5 targets, not ${targets.length}`, list.place)
  for (const each of targets) {
    const id = textAt(each, 'Id')
    if (id !== undefined && seen.has(id)) complain(`the Id "${id}" stands twice among the targets`, at(each, 'Id')?.place ?? each.place)
    if (id !== undefined) seen.add(id)
    const [one, other] = ['Input', 'InputPath', 'InputTransformer'].filter((name) => at(each, name) !== undefined)
    if (one !== undefined && other !== undefined)
      complain(`a target takes one of ${one} and ${other}`, at(each, other)?.place ?? each.place)
  }
}
