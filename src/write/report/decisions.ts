import type { Certificate, Decision, Design } from '#design/index.js'
import { printQuantity, RATE } from '#spec/index.js'
import { millisecondsText, monthlyText, percentText, plural } from './format.js'
import { heading, list, page, paragraph, table } from './markdown.js'
import { targetRows } from './targets.js'

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function asked({ requirements, chosen }: Design): readonly string[] {
  const { workload, traffic, region, must } = requirements
  const goals = targetRows(chosen, requirements).flatMap((row) => (row.asked === undefined ? [] : [`${row.title} ${row.asked}`]))
  return list([
    `${workload.kind} in ${region}, ${printQuantity(RATE, traffic.averagePerSecond)} on average, ${printQuantity(RATE, traffic.peakPerSecond)} at the peak`,
    ...(goals.length === 0 ? [] : [`asked for: ${goals.join('; ')}`]),
    ...(must.length === 0 ? [] : [`must: ${must.join(', ')}`]),
  ])
}

function record(decision: Decision, design: Design): string {
  const { layer, title, chosen, rejected } = decision
  const proof = (option: string): Certificate | undefined =>
    design.certificates.find((each) => each.layer === layer && each.option === option)
  return page(
    heading(1, `${title}: ${chosen.title}`),
    paragraph(`Decided ${design.asOf} for the design "${design.requirements.name}".`),
    heading(2, 'Context'),
    asked(design),
    heading(2, 'Chosen'),
    paragraph(`**${chosen.title}** (\`${chosen.option}\`): ${chosen.why}.`),
    heading(2, 'Rejected'),
    rejected.length === 0 ? paragraph('There was no other option.') : [],
    table(
      [{ title: 'Option' }, { title: 'What rejected it' }, { title: 'Source' }],
      rejected.map(({ option, title: name, figure }) => [
        name === option ? name : `${name} (\`${option}\`)`,
        figure,
        proof(option)?.source ?? 'this search',
      ]),
    ),
    paragraph('All designs that were compared: [overview](00-overview.md).'),
  )
}

function overview(design: Design, names: readonly (readonly [string, Decision])[]): string {
  const { shown, considered, certificates, requirements } = design
  return page(
    heading(1, `${requirements.name}: designs compared`),
    paragraph(
      `Priced and judged: ${plural(considered, 'design')}. Ruled out before by a hard limit: ${plural(certificates.length, 'option')}.`,
      'Shown are those that no other one beats in everything; the cheapest that meets every target is chosen.',
    ),
    table(
      [
        { title: 'Design' },
        { title: 'A month', right: true },
        { title: 'Availability', right: true },
        { title: 'p99', right: true },
        { title: 'Operations', right: true },
        { title: 'Lock-in', right: true },
        { title: 'Why shown' },
        { title: 'Misses' },
      ],
      shown.map((candidate, index) => [
        index === 0 ? `**${candidate.title}** (chosen)` : candidate.title,
        monthlyText(candidate.figures),
        percentText(candidate.figures.availability.estimate),
        candidate.figures.p99 === undefined ? '-' : millisecondsText(candidate.figures.p99.estimateMs),
        String(candidate.figures.operations),
        String(candidate.figures.lockIn),
        candidate.because.join(', '),
        candidate.misses.map(({ target, wanted, got }) => `${target}: ${got} instead of ${wanted}`).join('; '),
      ]),
    ),
    paragraph(
      'Operations and lock-in are on scales of this project, less is better: points for what the team has to run itself, more where its skills are low, and points for what would have to be written anew elsewhere.',
    ),
    names.length === 0 ? [] : heading(2, 'Decisions'),
    list(names.map(([file, { title, chosen }]) => `[${title}](${file}): ${chosen.title}`)),
    certificates.length === 0 ? [] : heading(2, 'Ruled out by a hard limit'),
    table(
      [{ title: 'Layer' }, { title: 'Option' }, { title: 'Rule' }, { title: 'Value' }, { title: 'Limit' }, { title: 'Source' }],
      certificates.map(({ layer, option, rule, value, limit, source }) => [layer, option, rule, value, limit, source]),
    ),
  )
}

/** The decision records by file name, for the folder `decisions/`: an overview, then one for each layer. Markdown. */
export function decisionRecords(design: Design): ReadonlyMap<string, string> {
  const named = design.decisions.map(
    (decision, index) => [`${String(index + 1).padStart(2, '0')}-${slug(decision.layer)}.md`, decision] as const,
  )
  return new Map([
    ['00-overview.md', overview(design, named)],
    ...named.map(([file, decision]) => [file, record(decision, design)] as const),
  ])
}
