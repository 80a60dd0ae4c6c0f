import { didYouMean, entryOf, jsonOf, type MapEntry } from '#core/index.js'
import { callIn } from './functions.js'
import { atEntry, type Place } from './place.js'
import { checkCondition, walkValue } from './references.js'
import { checkSchema } from './schema.js'
import { isGenerator, type Member } from './template.js'
import type { Walk } from './walk.js'

const OUTPUT_ATTRIBUTES: ReadonlySet<string> = new Set(['Value', 'Description', 'Export', 'Condition'])

export function checkOutputs(walk: Walk): void {
  const exported = new Map<string, string>()
  for (const output of walk.declared.outputs.values()) {
    checkOutput(output, walk)
    const entry = entryOf(output.tree, 'Export')
    if (entry !== undefined) checkExport(output, entry, { exported, walk })
  }
}

function checkOutput({ tree, place, id }: Member, walk: Walk): void {
  const { report, catalog } = walk
  for (const entry of tree.entries) {
    const at = atEntry(place, entry)
    if (!OUTPUT_ATTRIBUTES.has(entry.key) && !isGenerator(entry.key)) {
      const message = `an output has no attribute "${entry.key}"${didYouMean(entry.key, OUTPUT_ATTRIBUTES)}`
      report.add({ code: 'output-attribute-unknown', message, place: at })
    }
    if (entry.key === 'Condition' && entry.value.kind === 'scalar') checkCondition(String(entry.value.value), at, walk)
    // An export is named before there are resources.
    else walkValue(entry.value, at, walk, { resources: entry.key !== 'Export' })
    if (entry.key === 'Description') checkDescription(entry, at, { most: catalog.limit('cloudformation.description').value, walk })
  }
  const value = entryOf(tree, 'Value')
  if (value === undefined) {
    if (!tree.entries.some(({ key }) => isGenerator(key))) report.add({ code: 'output-value', message: `output ${id} has no Value`, place })
  } else checkValue(value, atEntry(place, value), id, walk)
}

const TEXT = { type: 'string' }

function checkValue({ value }: MapEntry, place: Place, id: string, walk: Walk): void {
  if (value.kind !== 'scalar' && callIn(value) === undefined) {
    const message = `the Value of output ${id} must be a text; join a list with Fn::Join`
    walk.report.add({ code: 'output-value', message, place, atValue: true })
  } else if (value.kind !== 'scalar') checkSchema({ tree: value, place }, { root: TEXT, part: TEXT }, walk)
}

/** Also of the template: a text of at most so many bytes. */
export function checkDescription({ value }: MapEntry, place: Place, { most, walk }: { most: number; walk: Walk }): void {
  if (value.kind !== 'scalar') return
  const bytes = new TextEncoder().encode(String(value.value)).length
  if (bytes > most)
    walk.report.add({ code: 'limit-exceeded', message: `the Description has ${bytes} bytes; CloudFormation takes ${most}`, place })
}

function checkExport(
  { id, place: around }: Member,
  entry: MapEntry,
  { exported, walk }: { exported: Map<string, string>; walk: Walk },
): void {
  const place = atEntry(around, entry)
  const name = entryOf(entry.value, 'Name')
  const others = entry.value.kind === 'map' ? entry.value.entries.filter(({ key }) => key !== 'Name' && !isGenerator(key)) : []
  if (entry.value.kind !== 'map' || (name === undefined && others.length === entry.value.entries.length) || others.length > 0) {
    walk.report.add({ code: 'output-export', message: `the Export of ${id} must be a map with a Name and nothing else`, place })
    return
  }
  // Two functions that are written alike give the same.
  const key = name === undefined ? undefined : JSON.stringify(jsonOf(name.value))
  const before = key === undefined ? undefined : exported.get(key)
  if (key === undefined || name === undefined) return
  if (before === undefined) exported.set(key, id)
  else {
    const message = `${id} is exported under the same name as ${before}; a region takes each name once`
    walk.report.add({ code: 'output-export', message, place: atEntry(place, name) })
  }
}
