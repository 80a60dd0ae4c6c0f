import { addUsd, formatUsd } from '#core/index.js'
import type { Design, Note } from '#design/index.js'
import { type DefaultUsed, printQuantity, RATE, type WorkloadKind } from '#spec/index.js'
import { assumptionLines, assumptionsBehind } from './assumptions.js'
import { capital, dearestFirst, monthlyText, plural, priceDays, priceText, quantityText } from './format.js'
import { commands, heading, list, page, paragraph, shell, table } from './markdown.js'
import { sourceLines } from './sources.js'
import { lossRows, targetRows, verdict } from './targets.js'

const KINDS: Readonly<Record<WorkloadKind, string>> = {
  api: 'An API',
  web: 'A web application',
  'static-site': 'A static site',
  worker: 'A queue with a worker',
}
const LARGEST = 5

function whatItIs({ requirements, chosen, stacks }: Design): readonly string[] {
  const { workload, traffic, region, environment } = requirements
  const [average, peak] = [traffic.averagePerSecond, traffic.peakPerSecond].map((rate) => printQuantity(RATE, rate))
  const more = stacks.filter((stack) => stack.region !== region).map((stack) => `${stack.file} in ${stack.region}`)
  return [
    ...paragraph(
      `${KINDS[workload.kind]} in ${region} (${environment}) for ${average ?? ''} on average and ${peak ?? ''} at the peak.`,
      `It is made of: ${chosen.choices.map(({ title }) => title).join('; ')}.`,
      more.length === 0 ? '' : `One part exists in one region only: ${more.join(', ')}.`,
    ),
    ...paragraph('![Architecture](architecture.svg)'),
  ]
}

function price({ bill, requirements }: Design): readonly string[] {
  const days = priceDays(bill)
  const lines = dearestFirst(bill)
  const [largest, rest] = [lines.slice(0, LARGEST), lines.slice(LARGEST)]
  return [
    ...heading(2, `Price: ${monthlyText(bill)} a month`),
    ...paragraph(
      days === undefined
        ? 'No line has a price.'
        : `List prices of ${days} for ${requirements.region}, a month of 730 hours, no free tier, no discount, no tax.`,
      bill.leftOut === 0
        ? ''
        : `${capital(plural(bill.leftOut, 'line'))} could not be priced and ${bill.leftOut === 1 ? 'is' : 'are'} not in it: see [cost.md](cost.md).`,
    ),
    ...table(
      [{ title: 'Largest lines' }, { title: 'Quantity a month', right: true }, { title: 'Price' }, { title: 'A month', right: true }],
      [
        ...largest.map((line) => [`${line.name}, ${line.resource}`, quantityText(line), priceText(line), formatUsd(line.monthly)]),
        ...(rest.length === 0
          ? []
          : [
              [
                `${plural(rest.length, 'other line')}, in [cost.md](cost.md)`,
                '',
                '',
                formatUsd(addUsd(...rest.map(({ monthly }) => monthly))),
              ],
            ]),
      ],
    ),
    ...paragraph(
      'Another traffic: `stanchion cost . --traffic 100/s`. Quantities of your own: edit `usage.yaml`, then `stanchion cost .`.',
    ),
  ]
}

function targets({ chosen, requirements }: Design): readonly string[] {
  const rows = targetRows(chosen, requirements)
  return [
    ...heading(2, 'Targets'),
    ...table(
      [{ title: 'What' }, { title: 'Asked', right: true }, { title: 'Estimated', right: true }, { title: 'Verdict' }, { title: 'Note' }],
      rows.map((row) => [row.title, row.asked ?? '-', row.estimated, verdict(row), row.note ?? '']),
    ),
    ...paragraph('After a loss of:'),
    ...table(
      [{ title: 'Loss' }, { title: 'Back after', right: true }, { title: 'Data lost', right: true }, { title: 'Why' }],
      lossRows(chosen.figures),
    ),
    ...paragraph(
      'Estimates come from stated failure modes and latencies, not from measurements of your system. Why this design and not another: [decisions](decisions/00-overview.md).',
    ),
  ]
}

function noteTexts(design: Design, ...kinds: readonly Note['kind'][]): readonly string[] {
  return design.notes.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => capital(text))
}

function deploy(design: Design): readonly string[] {
  const { low, high, why } = design.deployMinutes
  const quotas = noteTexts(design, 'quota')
  const single = design.commands.deploy.length === 1 ? design.commands.deploy[0] : undefined
  return [
    ...heading(2, 'Deploy'),
    ...paragraph('In this folder, with the AWS CLI 2 signed in to the account:'),
    ...(single === undefined ? commands(design.commands.deploy) : shell(single.command)),
    ...paragraph(`It takes about ${low === high ? low : `${low} to ${high}`} minutes: ${why}. The same command deploys a change.`),
    ...(quotas.length === 0 ? [] : [...paragraph('Quotas of a new account that it uses:'), ...list(quotas)]),
  ]
}

function teardown(design: Design): readonly string[] {
  const stays = noteTexts(design, 'stays-after-teardown')
  return [
    ...heading(2, 'Tear down'),
    ...commands(design.commands.teardown),
    ...(stays.length === 0
      ? paragraph('Nothing stays, nothing costs any more.')
      : [...paragraph('What stays, and may still cost:'), ...list(stays)]),
  ]
}

function assumptions({ requirements, bill }: Design, defaults: readonly DefaultUsed[]): readonly string[] {
  const behind = assumptionsBehind(requirements.assumptions, bill)
  const others = assumptionLines(requirements.assumptions).length - behind.length
  // Those that the price rests on stand in the table above, the others in stanchion.json.
  const open = defaults.filter(({ path }) => !path.startsWith('assumptions.'))
  return [
    ...heading(2, 'Assumptions'),
    ...paragraph('Set any of them by this name under `assumptions` in the requirements and design again.'),
    ...table(
      [{ title: 'Name' }, { title: 'Value', right: true }, { title: 'What it stands for' }, { title: 'Why' }],
      behind.map(({ name, value, about, why, isDefault }) => [`\`${name}\``, value, about, isDefault ? why : 'from your requirements']),
    ),
    ...paragraph(
      others === 0
        ? ''
        : `${capital(plural(others, 'other assumption'))} that the price does not rest on ${others === 1 ? 'is' : 'are'} in \`stanchion.json\`.`,
    ),
    ...(open.length === 0
      ? []
      : [
          ...paragraph('What the requirements leave open was filled in:'),
          ...table(
            [{ title: 'Requirement' }, { title: 'Value' }, { title: 'Why' }],
            open.map(({ path, value, why }) => [`\`${path}\``, value, why]),
          ),
        ]),
  ]
}

/** The answer on one page: what was designed, what it costs, how to run it and how to get rid of it. Markdown. */
export function designReadme(design: Design, { defaults = [] }: { readonly defaults?: readonly DefaultUsed[] } = {}): string {
  const { firstCall, ownCode } = design.commands
  const missing = noteTexts(design, 'not-made')
  const warnings = noteTexts(design, 'warning')
  const byHand = design.notes.flatMap(({ command }) => (command === undefined ? [] : shell(command)))
  return page(
    heading(1, design.requirements.name),
    whatItIs(design),
    price(design),
    targets(design),
    warnings.length === 0 ? [] : [...heading(2, 'Before you deploy'), ...list(warnings)],
    deploy(design),
    firstCall.length === 0 ? [] : [...heading(2, 'First call'), ...commands(firstCall)],
    ownCode.length === 0
      ? []
      : [...heading(2, design.requirements.workload.kind === 'static-site' ? 'Your own pages' : 'Your own code'), ...commands(ownCode)],
    teardown(design),
    missing.length === 0 ? [] : [...heading(2, 'Not made yet'), ...list(missing), ...byHand],
    assumptions(design, defaults),
    heading(2, 'Sources'),
    list(sourceLines(design)),
    paragraph('The source and the day of every single price: [cost.md](cost.md).'),
    paragraph(`Designed by Stanchion with the facts of ${design.asOf}. The same requirements and facts give the same design.`),
  )
}
