import type { JsonObject } from '#core/index.js'
import { callIn, takesMore } from '../functions.js'
import { atEntry } from '../place.js'
import { checkFilter } from './event-filter.js'
import { type Located, type ModelContext, type ResourceModel, itemsOf, valuesAt } from './model.js'

const filtered = (...filters: readonly JsonObject[]): JsonObject => ({ EventPattern: { detail: { state: [...filters] } } })

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
      { name: 'an operator that is none', props: filtered({ 'starts-with': 'a' }), says: 'no operator "starts-with"' },
      { name: 'an operator that is written wrong', props: filtered({ prefx: 'a' }), says: 'did you mean "prefix"?' },
      { name: 'two operators', props: filtered({ prefix: 'a', suffix: 'b' }), says: 'has one operator, not 2' },
      { name: 'a number that is a text', props: filtered({ numeric: ['>', '5'] }), says: 'pairs of a comparison and a number' },
      { name: 'half a comparison', props: filtered({ numeric: ['>'] }), says: 'pairs of a comparison and a number' },
      { name: 'exists with a text', props: filtered({ exists: 'yes' }), says: 'exists takes true or false' },
      { name: 'no block', props: filtered({ cidr: '10.0.0.0' }), says: '"10.0.0.0" is no block' },
      { name: 'two stars', props: filtered({ wildcard: 'a**b' }), says: 'no two stars' },
      { name: 'anything but what', props: filtered({ 'anything-but': { numeric: ['>', 1] } }), says: 'anything-but takes values' },
      { name: 'either of one', props: { EventPattern: { $or: [{ source: ['a'] }] } }, says: '$or needs at least two' },
      { name: 'an empty list', props: { EventPattern: { source: [] } }, says: 'at least one value' },
    ],
    right: [
      { name: 'lists', props: { EventPattern: { source: ['aws.ec2'], detail: { state: ['running', { prefix: 'st' }] } } } },
      {
        name: 'filters of every kind',
        props: filtered(
          { prefix: 'a' },
          { prefix: { 'equals-ignore-case': 'a' } },
          { suffix: '.png' },
          { 'anything-but': 'x' },
          { 'anything-but': ['x', 3] },
          { 'anything-but': { prefix: 'x' } },
          { numeric: ['>=', 0, '<', 5.5] },
          { exists: false },
          { cidr: '10.0.0.0/24' },
          { cidr: '2001:db8::/32' },
          { 'equals-ignore-case': 'ALICE' },
          { wildcard: 'dir/*.png' },
          { prefix: { 'Fn::Sub': '${AWS::StackName}-' } },
        ),
      },
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
    if (entry.key === '$or') checkEither(value, context)
    else if (entry.value.kind === 'map') checkPattern(value, context)
    else if (entry.value.kind === 'scalar')
      context.complain(`${entry.key} of an event pattern must be a list of values or a map of further names`, value.place, {
        atValue: true,
      })
    else if (entry.value.items.length === 0)
      context.complain(`${entry.key} of an event pattern needs at least one value`, value.place, { atValue: true })
    else for (const each of itemsOf(value)) checkFilter(each, context)
  }
}

function checkEither(value: Located, context: ModelContext): void {
  const parts = itemsOf(value)
  if (value.tree.kind === 'list' && parts.length < 2) context.complain('$or needs at least two patterns', value.place, { atValue: true })
  for (const each of parts) checkPattern(each, context)
}
