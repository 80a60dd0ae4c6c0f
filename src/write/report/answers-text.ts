import type { Alternative, Answers, Bill, Influence, WhatIf } from '#analyze/cost/index.js'
import { formatUsd, type Usd, usdText } from '#core/index.js'
import { printQuantity, SIZE, unitKindOf } from '#spec/index.js'
import { hanging, textTable, wrap } from './columns.js'
import { plural } from './format.js'
import { curvesOf, loadPlot, rateText } from './load-chart.js'
import type { Page } from './page.js'

const MOST_INFLUENCES = 12
const SWITCHES = { always: 'always', 'legacy-12-months': 'twelve-months', credits: 'credits' } as const

/** What was asked besides the bill, for a terminal. */
export function answersText(answers: Answers, bill: Bill, page: Page): string {
  const lines = [
    ...summary(answers, bill, page),
    ...privateRates(bill, page),
    ...notesText(answers, page),
    ...groupsText(answers, page),
    ...(answers.influences === undefined ? [] : influencesText(answers.influences, page)),
    ...(answers.whatIfs === undefined ? [] : whatIfsText(answers.whatIfs, page)),
    ...loadText(answers, page),
  ]
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

function summary({ perThousand, freeTier, budget }: Answers, bill: Bill, { style, width }: Page): readonly string[] {
  const texts: string[] = []
  const least = bill.leftOut > 0 ? 'at least ' : ''
  if (perThousand !== undefined) texts.push(`${least}$${rounded(perThousand)} for 1,000 requests`)
  if (freeTier.applied.length > 0) texts.push(`free tiers taken off: ${freeTier.applied.map((kind) => SWITCHES[kind]).join(', ')}`)
  if (freeTier.alwaysWouldSave !== undefined && freeTier.alwaysWouldSave > 0n)
    texts.push(`what AWS gives an account for ever would save ${formatUsd(freeTier.alwaysWouldSave)} a month (--free-tier always)`)
  if (freeTier.credits !== undefined) texts.push(creditsText(freeTier.credits, bill))
  const lines = texts.flatMap((text) => wrap(text, width))
  if (budget === undefined) return lines
  return [...lines, ...wrap(budgetText(budget, bill), width).map(budget.check === 'exceeded' ? style.red : style.bold)]
}

/** Three significant digits: a thousand requests often cost less than a cent. */
function rounded(value: Usd): string {
  const number = Number(usdText(value))
  return number >= 1 ? number.toFixed(2) : String(Number(number.toPrecision(3)))
}

function creditsText(credits: Usd, { monthly, unknown, leftOut }: Bill): string {
  const paid = `credits of up to ${formatUsd(credits)} for an account opened since 2025-07-15 pay once and are not taken off`
  if (unknown || monthly <= 0n) return paid
  return `${paid}; they last ${leftOut > 0 ? 'at most ' : ''}${(Number(usdText(credits)) / Number(usdText(monthly))).toFixed(1)} months of this bill, and six at most`
}

function budgetText({ limit, check }: NonNullable<Answers['budget']>, bill: Bill): string {
  if (check === 'exceeded') return `over the budget: ${formatUsd(bill.monthly)} of ${formatUsd(limit)} a month`
  if (check === 'within') return `within the budget: ${formatUsd(bill.monthly)} of ${formatUsd(limit)} a month`
  return `not known whether it stays within ${formatUsd(limit)} a month: ${plural(bill.leftOut, 'line')} without a price`
}

function titled(title: string, lines: readonly string[], { style }: Page): readonly string[] {
  return lines.length === 0 ? [] : ['', style.bold(title), ...lines]
}

function privateRates(bill: Bill, page: Page): readonly string[] {
  const rows = bill.lines.flatMap(({ resource, name, tiers }) => {
    const tier = tiers.find(({ list }) => list !== undefined)
    return tier?.list === undefined ? [] : [[resource, name, `$${usdText(tier.list)}`, `$${usdText(tier.price)}`, tier.note ?? '']]
  })
  const columns = [
    { title: 'Resource', least: 12 },
    { title: 'What', least: 12 },
    { title: 'List', right: true as const },
    { title: 'Private', right: true as const },
    { title: 'Rate', least: 16 },
  ]
  return titled('Private rates', textTable(columns, rows, { width: page.width, head: page.style.dim }), page)
}

function notesText({ notes }: Answers, page: Page): readonly string[] {
  const rows = notes.map(({ monthly, resources, message }) => [
    monthly === undefined ? 'not known' : formatUsd(monthly),
    `${message} (${resources.slice(0, 3).join(', ')}${resources.length > 3 ? ` and ${resources.length - 3} more` : ''})`,
  ])
  const columns = [
    { title: 'A month', right: true as const },
    { title: 'What is easily overlooked', least: 30 },
  ]
  return titled('Hidden costs', textTable(columns, rows, { width: page.width, head: page.style.dim }), page)
}

function groupsText({ groups }: Answers, page: Page): readonly string[] {
  return groups.flatMap(({ by, rule, groups: rows }) => {
    const columns = [
      { title: by, least: 20 },
      { title: 'Lines', right: true as const },
      { title: 'A month', right: true as const },
    ]
    const cells = rows.map(({ name, lines, monthly, leftOut }) => [name, String(lines), amount(monthly, lines, leftOut)])
    return titled(
      `By ${by}`,
      [
        ...textTable(columns, cells, { width: page.width, head: page.style.dim }),
        ...(rule === undefined ? [] : wrap(rule, page.width).map(page.style.dim)),
      ],
      page,
    )
  })
}

function amount(monthly: Usd, lines: number, leftOut: number): string {
  if (leftOut === lines) return 'unknown'
  return leftOut > 0 ? `at least ${formatUsd(monthly)}` : formatUsd(monthly)
}

function influencesText(influences: readonly Influence[], page: Page): readonly string[] {
  const columns = [
    { title: 'What moves the total, each 50% lower and higher', least: 24 },
    { title: 'From', right: true as const },
    { title: 'To', right: true as const },
    { title: 'At the low', right: true as const },
    { title: 'At the high', right: true as const },
  ]
  const rows = influences
    .slice(0, MOST_INFLUENCES)
    .map(({ name, unit, low, high, atLow, atHigh }) => [name, digits(unit, low), digits(unit, high), formatUsd(atLow), formatUsd(atHigh)])
  const more = influences.length > MOST_INFLUENCES ? [page.style.dim(`and ${influences.length - MOST_INFLUENCES} that move it less`)] : []
  const none = influences.length === 0 ? ['nothing that is assumed or stated moves the total'] : []
  return titled('Sensitivity', [...textTable(columns, rows, { width: page.width, head: page.style.dim }), ...more, ...none], page)
}

function digits(unit: Influence['unit'], value: number): string {
  const kind = unitKindOf(unit)
  if (kind === SIZE) return sizeText(value)
  const shown = Number(value.toPrecision(6))
  return kind === undefined ? String(shown) : printQuantity(kind, shown)
}

/** In the largest unit of which there is one. */
function sizeText(bytes: number): string {
  const [unit, factor] = Object.entries(SIZE.units).findLast(([, each]) => bytes >= each) ?? ['B', 1]
  return `${Number((bytes / factor).toPrecision(4))} ${unit}`
}

function whatIfsText(whatIfs: readonly WhatIf[], page: Page): readonly string[] {
  const lines = whatIfs.flatMap(({ id, title, why, saving, after, leftOut, what = [], caveats = [], because = [] }) => {
    const head = `${page.style.bold(id)}: `
    if (saving === undefined || after === undefined) return [`${head}does not apply`, ...hanging('  ', why ?? title, page.width)]
    const shown = what.length > 4 ? [...what.slice(0, 4), `and ${what.length - 4} more`] : what
    return [
      `${head}${savingText(saving)}`,
      ...hanging('  ', `${title}; ${shown.join('; ')}`, page.width),
      ...(leftOut === undefined || leftOut === 0 ? [] : hanging('  ', `${plural(leftOut, 'line')} without a price in it`, page.width)),
      ...caveats.flatMap((caveat) => hanging('  but ', caveat, page.width)),
      ...because.flatMap((each) => hanging('  after ', each, page.width).map(page.style.dim)),
    ]
  })
  return titled('What if', lines, page)
}

function savingText({ low, typical, high }: NonNullable<WhatIf['saving']>): string {
  if (typical === 0n && low === high) return 'saves nothing'
  const verb = typical < 0n ? 'costs' : 'saves'
  const size = (value: Usd): string => formatUsd(value).replace(/^-/, '')
  const text = `${verb} ${size(typical)}${typical < 0n ? ' more' : ''} a month`
  return low === high ? text : `${text} (${formatUsd(low)} to ${formatUsd(high)})`
}

function loadText({ load }: Answers, page: Page): readonly string[] {
  if (load === undefined) return []
  const curves = curvesOf(load)
  const columns = [{ title: 'Rate' }, ...curves.map(({ mark }) => ({ title: mark, right: true as const, least: 8 }))]
  const rows = load.points.map(({ perSecond }, index) => [
    rateText(perSecond),
    ...curves.map(({ points }) => {
      const monthly = points[index]?.monthly
      return monthly === undefined ? '-' : formatUsd(monthly)
    }),
  ])
  const legend = curves.flatMap(({ mark, title }) => hanging(`${mark}  `, title, page.width))
  return [
    ...titled('Cost a month by load', [...tables(columns, rows, page), ...legend], page),
    ...titled('Plot', loadPlot(load, page.width), page),
    ...titled(
      'Break-even',
      load.alternatives.flatMap((each) => breakEvenText(each, page)),
      page,
    ),
  ]
}

const CURVES_A_TABLE = 6

/** As many curves beside each other as a terminal holds. */
function tables(
  columns: readonly { readonly title: string }[],
  rows: readonly (readonly string[])[],
  { width, style }: Page,
): readonly string[] {
  const lines: string[] = []
  for (let from = 1; from < columns.length; from += CURVES_A_TABLE) {
    const cut = <T>(row: readonly T[]): readonly T[] => [...row.slice(0, 1), ...row.slice(from, from + CURVES_A_TABLE)]
    lines.push(...(from === 1 ? [] : ['']), ...textTable(cut(columns), rows.map(cut), { width, head: style.dim }))
  }
  return lines
}

function breakEvenText({ id, crossings, cheaperBelow, upTo, leftOut, caveat }: Alternative, { width, style }: Page): readonly string[] {
  const limit = upTo === undefined ? '' : `; it carries ${rateText(upTo)} at most`
  const least = leftOut === 0 ? '' : `; ${plural(leftOut, 'line')} of it without a price, so it is dearer than shown`
  const [first, ...others] = crossings
  const side = cheaperBelow === 'alternative' ? id : 'what is there'
  const text =
    first === undefined
      ? cheaperBelow === 'neither'
        ? 'costs the same at every rate shown'
        : `${side} is cheaper at every rate shown`
      : `the same at ${rateText(first.perSecond)} (${formatUsd(first.monthly)} a month); below that ${side} is cheaper${others.map((each) => `, and the same again at ${rateText(each.perSecond)}`).join('')}`
  return [...hanging('  ', `${id}: ${text}${limit}${least}`, width), ...hanging('  but ', caveat, width).map(style.dim)]
}
