import { callIn, takesMore } from '../functions.js'
import { atEntry } from '../place.js'
import { type Located, type ModelContext, type ResourceModel, itemsOf, valuesAt } from './model.js'

export const patternOfRule: ResourceModel = {
  id: 'event-pattern',
  code: 'event-pattern',
  types: ['AWS::Events::Rule'],
  refs: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html'],
  examples: {
    wrong: [
      {
        name: 'a value that is no list',
        props: { EventPattern: { source: 'aws.ec2' } },
        says: 'source of an event pattern must be a list',
      },
      { name: 'deeper', props: { EventPattern: { detail: { state: { code: 3 } } } }, says: 'code of an event pattern' },
      { name: 'an empty list', props: { EventPattern: { source: [] } }, says: 'at least one value' },
    ],
    right: [
      { name: 'lists', props: { EventPattern: { source: ['aws.ec2'], detail: { state: ['running', { prefix: 'st' }] } } } },
      { name: 'either of two', props: { EventPattern: { $or: [{ source: ['a'] }, { detail: { x: [1] } }] } } },
      { name: 'a list from elsewhere', props: { EventPattern: { source: { 'Fn::Split': [',', { Ref: 'Sources' }] } } } },
    ],
  },
  check({ properties: tree, place }, context) {
    for (const pattern of valuesAt({ tree, place }, 'EventPattern')) checkPattern(pattern, context)
  },
}

function checkPattern({ tree, place }: Located, context: ModelContext): void {
  if (tree.kind !== 'map' || callIn(tree) !== undefined || takesMore(tree)) return
  for (const entry of tree.entries) {
    const value: Located = { tree: entry.value, place: atEntry(place, entry) }
    if (entry.key === '$or') for (const each of itemsOf(value)) checkPattern(each, context)
    else if (entry.value.kind === 'map') checkPattern(value, context)
    else if (entry.value.kind === 'scalar')
      context.complain(`${entry.key} of an event pattern must be a list of values or a map of further names`, value.place, {
        atValue: true,
      })
    else if (entry.value.items.length === 0)
      context.complain(`${entry.key} of an event pattern needs at least one value`, value.place, { atValue: true })
  }
}
