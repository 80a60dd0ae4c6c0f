import { entryOf, isJsonObject, type MapEntry, type Tree } from '#core/index.js'
import type { ResourceSchema } from '#catalog/index.js'
import { atEntry, atItem, type Place } from './place.js'
import type { Report } from './report.js'
import { textAt } from './template.js'

/** What holds for the tags of every service: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html, read 2026-11. */
const LONGEST_KEY = 128
const LONGEST_VALUE = 256
const MOST_TAGS = 50
const RESERVED = /^aws:/i

/** One tag with the text of its key, and of its value where it is written. */
interface Tag {
  readonly key: string
  readonly value: string | undefined
  readonly place: Place
}

/** Keys are unique, not AWS's own and not too long, whatever form the service gives its tags. */
export function checkTags(tree: Tree, { schema }: ResourceSchema, place: Place, report: Report): void {
  const tagging = schema['tagging']
  const property = isJsonObject(tagging) ? tagging['tagProperty'] : undefined
  const entry = typeof property === 'string' ? entryOf(tree, property.replace('/properties/', '')) : undefined
  if (entry === undefined) return
  const at = atEntry(place, entry)
  const seen = new Set<string>()
  const tags = tagsIn(entry, at)
  for (const tag of tags) {
    const trouble = troubleWith(tag)
    if (trouble !== undefined) report.add({ code: 'tag-invalid', message: trouble, place: tag.place })
    if (entry.value.kind === 'list' && seen.has(tag.key))
      report.add({ code: 'list-duplicates', message: `the tag "${tag.key}" stands twice; remove one`, place: tag.place })
    seen.add(tag.key)
  }
  if (tags.length > MOST_TAGS) {
    const message = `there are ${tags.length} tags; most services take ${MOST_TAGS} on one resource`
    report.add({ code: 'tag-invalid', message, place: at, severity: 'warning' })
  }
}

function tagsIn({ value }: MapEntry, place: Place): readonly Tag[] {
  if (value.kind === 'list') {
    return value.items.flatMap((item, index) => {
      const key = textAt(item, 'Key') ?? textAt(item, 'TagKey')
      return key === undefined ? [] : [{ key, value: textAt(item, 'Value') ?? textAt(item, 'TagValue'), place: atItem(place, index, item) }]
    })
  }
  if (value.kind !== 'map') return []
  return value.entries
    .filter(({ key }) => key !== 'Ref' && !key.startsWith('Fn::'))
    .map((entry) => ({ key: entry.key, value: textAt(value, entry.key), place: atEntry(place, entry) }))
}

function troubleWith({ key, value }: Tag): string | undefined {
  if (RESERVED.test(key)) return `the tag "${key}" begins with "aws:", which only AWS may use; rename it`
  if (key.length > LONGEST_KEY) return `the key of a tag has ${key.length} characters; ${LONGEST_KEY} are allowed`
  if (value === undefined || value.length <= LONGEST_VALUE || value.includes('{{resolve:')) return undefined
  return `the value of the tag "${key}" has ${value.length} characters; ${LONGEST_VALUE} are allowed`
}
