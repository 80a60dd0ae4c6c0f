import type { Candidate, Design, DesignOutcome } from '#design/index.js'
import { printQuantity, RATE } from '#spec/index.js'
import { type Cell, hanging, textTable, wrap } from './columns.js'
import { commandLines } from './commands-text.js'
import { capital, millisecondsText, monthlyText, percentText, plural, priceDays } from './format.js'
import type { Page } from './page.js'
import { targetRows, type TargetRow, verdict } from './targets.js'

const MOST_SHOWN = 7
/** Notes in the order of how soon they bite; what stays after teardown is for the README. */
const SAID = ['warning', 'commitment', 'quota', 'not-made'] as const
const INDENT = '  '

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `${INDENT}${line}`))
}

function section(title: string, lines: readonly string[], { style }: Page): readonly string[] {
  return lines.length === 0 ? [] : ['', style.bold(title), ...indented(lines)]
}

function verdictCell(row: TargetRow, { style }: Page): Cell {
  const text = verdict(row)
  return { text, mark: text === 'met' ? style.green : text === 'missed' ? style.red : style.dim }
}

function targetLines(candidate: Candidate, requirements: Design['requirements'], page: Page): readonly string[] {
  return textTable(
    [{ title: 'Target' }, { title: 'Asked', right: true }, { title: 'Estimated', least: 12 }, { title: 'Verdict' }],
    targetRows(candidate, requirements).map((row) => [row.title, row.asked ?? '-', row.estimated, verdictCell(row, page)]),
    { width: page.width - INDENT.length, head: page.style.dim },
  )
}

/** The options of a design that are not those of the chosen one; its title where that says nothing. */
function difference({ choices, title }: Candidate, chosen: Candidate): string {
  const taken = new Set(chosen.choices.map(({ layer, option }) => `${layer} ${option}`))
  const other = choices.filter(({ layer, option }) => !taken.has(`${layer} ${option}`))
  return other.length === 0 ? title : other.map((choice) => choice.brief).join(', ')
}

function candidateLines(candidates: readonly Candidate[], chosen: Candidate, page: Page): readonly string[] {
  return textTable(
    [
      { title: 'Instead', least: 20 },
      { title: 'A month', right: true },
      { title: 'Available', right: true },
      { title: 'p99', right: true },
      { title: 'Why', least: 16 },
    ],
    candidates.map((candidate) => {
      const { figures, because, misses } = candidate
      return [
        difference(candidate, chosen),
        monthlyText(figures),
        percentText(figures.availability.estimate),
        figures.p99 === undefined ? '-' : millisecondsText(figures.p99.estimateMs),
        [...because, ...misses.map(({ target, got }) => `misses ${target} (${got})`)].join(', '),
      ]
    }),
    { width: page.width - INDENT.length, head: page.style.dim },
  )
}

function nextSteps({ commands, deployMinutes: { low, high } }: Design, out: string, page: Page): readonly string[] {
  const room = page.width - INDENT.length
  const more = commands.deploy.length - 1
  return [
    ...section(
      `Next (about ${low === high ? low : `${low} to ${high}`} minutes)`,
      [
        `cd ${out}`,
        ...commands.deploy.slice(0, 1).flatMap(({ command }) => commandLines(command, room)),
        ...(more > 0 ? wrap(`then ${plural(more, 'more command')} of README.md`, room) : []),
      ],
      page,
    ),
    '',
    ...wrap(`Everything else is in ${out}/README.md: first call, your own code, teardown.`, page.width),
  ]
}

/** What `stanchion design` prints: the design, its price, its targets, the alternatives, what to know and, when it was written to a folder, what to do next. */
export function designSummary(design: Design, page: Page, options: { readonly out?: string } = {}): string {
  const { requirements, chosen, shown, considered, notes, bill } = design
  const { style, width } = page
  const room = width - INDENT.length
  const { workload, traffic, region, environment } = requirements
  const days = priceDays(bill)
  const about = `${requirements.name}: ${workload.kind} in ${region} (${environment}), ${printQuantity(RATE, traffic.averagePerSecond)} on average, ${printQuantity(RATE, traffic.peakPerSecond)} at the peak`
  const price = `${monthlyText(bill)} a month${days === undefined ? '' : `, list prices of ${days}`}${bill.leftOut === 0 ? '' : `; ${plural(bill.leftOut, 'line')} left out`}`
  const others = shown.slice(1, MOST_SHOWN + 1)
  return `${[
    ...wrap(about, width).map(style.dim),
    ...indented(chosen.choices.flatMap(({ title }) => wrap(title, room))),
    ...wrap(price, width).map(style.bold),
    ...section('Targets', targetLines(chosen, requirements, page), page),
    ...section(`Other designs, where they differ (${considered} compared)`, candidateLines(others, chosen, page), page),
    ...section(
      'Not in the price',
      bill.lines
        .filter(({ status }) => status !== 'priced')
        .flatMap(({ resource, name, hint }) => hanging('- ', `${resource}, ${name}${hint === undefined ? '' : `: ${hint}`}`, room)),
      page,
    ),
    ...section(
      'To know',
      SAID.flatMap((kind) => notes.filter((note) => note.kind === kind)).flatMap(({ kind, text, command }) => [
        ...hanging('- ', kind === 'not-made' ? `Not made: ${text}` : capital(text), room),
        ...(command === undefined ? [] : commandLines(command, room - INDENT.length).map((line) => `${INDENT}${line}`)),
      ]),
      page,
    ),
    ...(options.out === undefined ? [] : nextSteps(design, options.out, page)),
  ].join('\n')}\n`
}

/** Why nothing was designed: the design that comes closest, and what stands in the way. */
export function unreachableReport(outcome: Exclude<DesignOutcome, { readonly is: 'designed' }>, page: Page): string {
  const { style, width } = page
  const room = width - INDENT.length
  const limits = textTable(
    [
      { title: 'Option', least: 14 },
      { title: 'Rule', least: 14 },
      { title: 'Value', least: 8 },
      { title: 'Limit', least: 8 },
    ],
    outcome.certificates.map(({ option, rule, value, limit }) => [option, rule, value, limit]),
    { width: room, head: style.dim },
  )
  if (outcome.is === 'impossible')
    return `${[...wrap('No design is possible: every option breaks a hard limit or a demand of the requirements.', width).map(style.bold), ...section('Ruled out', limits, page)].join('\n')}\n`
  const { closest, considered } = outcome
  const misses = textTable(
    [{ title: 'Target' }, { title: 'Wanted', least: 10 }, { title: 'Closest design', least: 10 }],
    closest.misses.map(({ target, wanted, got }) => [target, wanted, { text: got, mark: style.red }]),
    { width: room, head: style.dim },
  )
  return `${[
    ...wrap(`None of ${plural(considered, 'design')} meets every target. Nothing was written.`, width).map(style.bold),
    ...section('Closest', [...wrap(closest.title, room), ...wrap(`${monthlyText(closest.figures)} a month`, room)], page),
    ...section('What stands in the way', misses, page),
    ...section('Ruled out by a hard limit', limits, page),
    '',
    ...wrap('Lower the target, raise the budget, or take a word off `must`, and design again.', width),
  ].join('\n')}\n`
}
