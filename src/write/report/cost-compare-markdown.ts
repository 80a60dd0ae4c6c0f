import type { ComparedLine, ComparedResource, Comparison } from '#analyze/cost/index.js'
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
} from './cost-compare.js'
import { capital, missingText, monthlyText } from './format.js'
import { heading, list, page, paragraph, table } from './markdown.js'

/** The first line of a comment, by which a pipeline finds the one that it has to update. */
const COMMENT_MARK = '<!-- stanchion cost comparison -->'

/** GitHub takes 65,536 characters in a comment. */
const MOST_RESOURCES = 40
const MOST_LINES = 80

/** What a change costs, as a comment on a pull request. */
export function comparisonMarkdown(comparison: Comparison, notes: CompareNotes): string {
  const resources = changedResources(comparison)
  const lines = resources.flatMap((resource) =>
    resource.lines.filter(({ change }) => change !== 'unchanged').map((line): Row => ({ resource, line })),
  )
  const change = deltaText(comparison.delta)
  return page(
    [COMMENT_MARK],
    heading(3, `Cost: ${change === 'no change' ? change : `${change} a month`}${shareText(comparison)}`),
    paragraph(`From ${sideText(notes.old)} to ${sideText(notes.new)}.`, checkSentence(notes, comparison)),
    resourceTable(comparison, resources),
    details('Line by line', lineTable(lines)),
    details('What is not known', openTable(lines)),
    list([countsText(comparison), ...restsOn(comparison, notes)].map((each) => words(capital(each)))),
  )
}

function checkSentence({ check }: CompareNotes, { delta }: Comparison): string {
  return check === undefined ? '' : `**${capital(checkText(check, delta))}.**`
}

function sideText({ from, commit }: CompareNotes['old']): string {
  return commit === undefined ? code(from) : `${code(from)} (${commit.slice(0, 7)})`
}

function resourceTable(comparison: Comparison, resources: readonly ComparedResource[]): readonly string[] {
  const shown = resources.slice(0, MOST_RESOURCES)
  const left = resources.length - shown.length
  const money = (total: ComparedResource['old']): string => (total === undefined ? '-' : monthlyText(total))
  const rows = shown.map((resource) => {
    const said = changeWords(resource)
    return [
      `${code(resource.resource)}${said === '' ? '' : ` ${words(said)}`}`,
      money(resource.old),
      money(resource.new),
      deltaText(resource.delta),
    ]
  })
  return table(
    [{ title: 'Resource' }, { title: 'Before, a month', right: true }, { title: 'After', right: true }, { title: 'Change', right: true }],
    [
      ...rows,
      ...(left === 0 ? [] : [[`and ${left} more`, '', '', '']]),
      ['**Total**', monthlyText(comparison.old), monthlyText(comparison.new), `**${deltaText(comparison.delta)}**`],
    ],
  )
}

interface Row {
  readonly resource: ComparedResource
  readonly line: ComparedLine
}

function lineTable(rows: readonly Row[]): readonly string[] {
  return shortened(
    [{ title: 'Resource' }, { title: 'What' }, { title: 'Before' }, { title: 'After' }, { title: 'Change', right: true }],
    rows.map(({ resource, line }) => [
      code(resource.resource),
      words(lineName(line)),
      lineSideText(line.old),
      lineSideText(line.new),
      deltaText(line.delta),
    ]),
  )
}

function openTable(rows: readonly Row[]): readonly string[] {
  const open = rows.flatMap(({ resource, line: { delta, old: before, new: after } }) =>
    [before, after].flatMap((line, side) =>
      delta.bound === 'exact' || line === undefined || line.monthly !== undefined
        ? []
        : [[code(resource.resource), words(line.name), side === 0 ? 'before' : 'after', words(missingText(line))]],
    ),
  )
  return shortened([{ title: 'Resource' }, { title: 'What' }, { title: 'Side' }, { title: 'What would price it' }], open)
}

function shortened(columns: Parameters<typeof table>[0], rows: readonly (readonly string[])[]): readonly string[] {
  const left = rows.length - MOST_LINES
  return table(columns, left <= 0 ? rows : [...rows.slice(0, MOST_LINES), [`and ${left} more`]])
}

function details(title: string, body: readonly string[]): readonly string[] {
  return body.length === 0 ? [] : [`<details><summary>${title}</summary>`, '', ...body, '</details>', '']
}

/** Text that came from somewhere else: nothing in it is markup, a mention or HTML. */
function words(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[&<>`*_~[\]#!]/g, (mark) => `&#${mark.codePointAt(0) ?? 0};`)
    .replace(/@/g, '@&#8203;')
}

function code(text: string): string {
  return /^[\w./:~^@{}+() -]+$/.test(text) ? `\`${text}\`` : words(text)
}
