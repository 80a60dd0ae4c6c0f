import { type Diagnostic, entryOf } from '#core/index.js'
import type { BrokenRule, Worlds } from '#graph/index.js'
import { CODES } from './codes.js'
import { atEntry, atItem, pathOf, type Place } from './place.js'
import type { Declared } from './template.js'

/** The assertions of the Rules section that values break: an error where they were given, else a warning about the defaults. */
export function rulesInWorlds({ rules }: Declared, worlds: Worlds): readonly Diagnostic[] {
  return worlds.brokenRules().flatMap((broken): readonly Diagnostic[] => {
    const member = rules.get(broken.rule)
    const entry = entryOf(member?.tree, 'Assertions')
    const item = entry?.value.kind === 'list' ? entry.value.items[broken.assertion] : undefined
    if (member === undefined || entry === undefined || item === undefined) return []
    const place: Place = atItem(atEntry(member.place, entry), broken.assertion, item)
    return [
      {
        code: 'rule-broken',
        severity: broken.given ? CODES['rule-broken'].severity : 'warning',
        message: messageOf(broken),
        path: pathOf(place),
        ...(place.span === undefined ? {} : { span: place.span }),
      },
    ]
  })
}

function messageOf({ rule, description, parameters, given }: BrokenRule): string {
  const why = description === undefined ? '' : `: ${description}`
  if (parameters.length === 0) return `rule ${rule} fails whatever is given${why}`
  const names = parameters.join(', ')
  return given
    ? `rule ${rule} fails with the given ${names}${why}`
    : `rule ${rule} fails with the defaults of ${names}; give other values${why}`
}
