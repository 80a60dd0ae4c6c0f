import { isJsonObject, type Json, jsonOf, type ListTree } from '#core/index.js'
import { callIn, presence } from '../functions.js'
import { atItem } from '../place.js'
import { type Checking, complain, listOf, numberOf, type Subject, textsOf } from './checking.js'

type ListSubject = Subject & { readonly tree: ListTree }

export function checkList(subject: ListSubject, checking: Checking): void {
  const { tree, schema, place, out } = subject
  const first = listOf(schema, 'prefixItems') ?? []
  tree.items.forEach((item, index) => {
    // The registry means `items` for the first ones too.
    for (const rule of [first[index], schema['items']]) if (rule !== undefined) checking.into(out, rule, item, atItem(place, index, item))
  })
  checkCount(subject)
  if (schema['uniqueItems'] === true) checkUnique(subject, (item) => item)
  const keys = textsOf(schema, 'uniqueKeys')
  if (keys.length > 0) checkUnique(subject, (item) => (isJsonObject(item) ? keys.map((key) => item[key] ?? null) : item))
  checkContains(subject, checking)
}

function checkCount(subject: ListSubject): void {
  const { tree, schema, out } = subject
  const presences = tree.items.map(presence)
  const possible = presences.filter((each) => each !== 'absent').length
  const certain = presences.filter((each) => each === 'given').length
  if (possible !== certain) out.open = true
  const [least, most] = [numberOf(schema, 'minItems'), numberOf(schema, 'maxItems')]
  if (least !== undefined && possible < least)
    complain(subject, 'list-length', `the list has ${possible} ${possible === 1 ? 'item' : 'items'}; it must have at least ${least}`, {
      atValue: false,
    })
  if (most !== undefined && certain > most) complain(subject, 'list-length', `the list has ${certain} items; it may have at most ${most}`)
}

function checkUnique(subject: ListSubject, part: (item: Json) => Json): void {
  const seen = new Map<string, number>()
  subject.tree.items.forEach((item, index) => {
    if (presence(item) !== 'given') return
    const text = JSON.stringify(part(jsonOf(item)))
    const before = seen.get(text)
    if (before === undefined) seen.set(text, index)
    else
      complain(subject, 'list-duplicates', `item ${index + 1} is the same as item ${before + 1}; remove one`, {
        place: atItem(subject.place, index, item),
      })
  })
}

function checkContains(subject: ListSubject, checking: Checking): void {
  const { tree, schema } = subject
  const wanted = schema['contains']
  if (wanted === undefined || tree.items.some((item) => callIn(item) !== undefined)) return
  if (tree.items.every((item) => checking.verdict(wanted, item) === 'breaks'))
    complain(subject, 'no-form-fits', 'no item of the list is the one that must be in it')
}
