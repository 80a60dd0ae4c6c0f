import type { ComparedResource, Comparison } from '#analyze/cost/index.js'
import { hanging, textTable, wrap } from './columns.js'
import {
  changedResources,
  changeWords,
  checkText,
  type CompareNotes,
  countsText,
  deltaText,
  lineName,
  lineSideText,
  restsOn,
  shareText,
  totalsText,
} from './cost-compare.js'
import { capital, missingText, plural } from './format.js'
import type { Page } from './page.js'

/** What a change costs, for a terminal: the largest difference first, then what is not known and what the numbers rest on. */
export function comparisonText(comparison: Comparison, notes: CompareNotes, page: Page): string {
  const { style, width } = page
  const resources = changedResources(comparison)
  const change = deltaText(comparison.delta)
  const total = `Change: ${change === 'no change' ? 'none' : `${change} a month`}${shareText(comparison)}`
  return `${[
    ...wrap(`From ${notes.old.from} to ${notes.new.from}`, width),
    '',
    ...changesText(resources, page),
    ...openText(resources, page),
    ...wrap(countsText(comparison), width),
    ...restsOn(comparison, notes).flatMap((each) => hanging('- ', capital(each), width)),
    '',
    ...wrap(`A month: ${totalsText(comparison)}`, width),
    ...wrap(total, width).map(style.bold),
    ...(notes.check === undefined
      ? []
      : wrap(capital(checkText(notes.check, comparison.delta)), width).map(notes.check.is === 'within' ? style.green : style.red)),
  ].join('\n')}\n`
}

function changesText(resources: readonly ComparedResource[], { style, width }: Page): readonly string[] {
  const rows = resources.flatMap((resource) => {
    const words = changeWords(resource)
    const name = words === '' ? resource.resource : `${resource.resource} (${words})`
    const lines = resource.lines.filter(({ change }) => change !== 'unchanged')
    if (lines.length === 0) return [[name, 'everything as before', '', '', deltaText(resource.delta)]]
    return lines.map((line, at) => [
      at === 0 ? name : resource.resource,
      lineName(line),
      lineSideText(line.old),
      lineSideText(line.new),
      deltaText(line.delta),
    ])
  })
  const columns = [
    { title: 'Resource', least: 12 },
    { title: 'What', least: 12 },
    { title: 'Before', least: 14 },
    { title: 'After', least: 14 },
    { title: 'A month', right: true as const, least: 10 },
  ]
  return rows.length === 0 ? [] : [...textTable(columns, rows, { width, head: style.dim }), '']
}

function openText(resources: readonly ComparedResource[], { style, width }: Page): readonly string[] {
  const rows = resources.flatMap(({ resource, lines }) =>
    lines
      .filter(({ delta }) => delta.bound !== 'exact')
      .flatMap(({ old: before, new: after }) => [
        ...(before === undefined || before.monthly !== undefined ? [] : [[resource, before.name, `before: ${missingText(before)}`]]),
        ...(after === undefined || after.monthly !== undefined ? [] : [[resource, after.name, `after: ${missingText(after)}`]]),
      ]),
  )
  if (rows.length === 0) return []
  const columns = [
    { title: 'Resource', least: 16 },
    { title: 'What', least: 16 },
    { title: 'What would price it', least: 20 },
  ]
  return [style.yellow(`Not known: ${plural(rows.length, 'line')}`), ...textTable(columns, rows, { width, head: style.dim }), '']
}
