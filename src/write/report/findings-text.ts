import { hanging, wrap } from './columns.js'
import { plural } from './format.js'
import type { Page, Style } from './page.js'

/** What a review says of one file. The shape in which `review` gives its output. */
export interface ReviewedFile {
  readonly file: string
  readonly findings: readonly ReviewedFinding[]
  /** What fails with other parameter values only. */
  readonly otherWorlds?: readonly ReviewedFinding[] | undefined
  readonly unexplored?: readonly unknown[] | undefined
}

export interface ReviewedFinding {
  readonly rule: string
  readonly severity: string
  readonly pillar: string
  readonly verdict: string
  readonly message: string
  readonly resource?: string | undefined
  readonly stack?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
  /** Parameters under which it fails, where they decide it. */
  readonly world?: Readonly<Record<string, string>> | undefined
  readonly fix?: string | undefined
  /** Where a CDK app makes the resource. */
  readonly constructPath?: string | undefined
  readonly source?: string | undefined
}

const ORDER = ['critical', 'high', 'medium', 'low', 'info']

function colour(severity: string, style: Style): (text: string) => string {
  if (severity === 'critical' || severity === 'high') return style.red
  return severity === 'medium' ? style.yellow : style.cyan
}

function weight({ severity }: ReviewedFinding): number {
  const at = ORDER.indexOf(severity)
  return at < 0 ? ORDER.length : at
}

function findingLines(file: string, finding: ReviewedFinding, { width, style }: Page): readonly string[] {
  const { line, column, severity, verdict, rule, resource, stack, message, world, fix, constructPath, source } = finding
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  const mark = `${severity}${verdict === 'fail' ? '' : ` ${verdict}`}`
  const [first = '', ...rest] = wrap(`${place} ${mark}`, width)
  const head =
    rest.length === 0 && first.endsWith(mark)
      ? [`${style.bold(first.slice(0, -mark.length - 1))} ${colour(severity, style)(mark)}`]
      : [first, ...rest]
  const construct = [constructPath, source].filter((part) => part !== undefined).join(', ')
  const when = Object.entries(world ?? {}).map(([name, value]) => (value.startsWith('any ') ? `${name} is ${value}` : `${name}=${value}`))
  return [
    ...head,
    ...hanging(
      '  ',
      `${resource === undefined ? '' : `${stack === undefined ? '' : `${stack}/`}${resource}: `}${message} (${rule})`,
      width,
    ),
    ...(construct === '' ? [] : hanging('  at ', construct, width)),
    ...(when.length === 0 ? [] : hanging('  when ', when.join(', '), width)),
    ...(fix === undefined ? [] : hanging('  fix: ', fix, width).map(style.dim)),
  ]
}

/** What a review found, for a terminal: file by file, the gravest first, then how many of each. Passes are not printed. */
export function findingsText(files: readonly ReviewedFile[], page: Page): string {
  const kept = files.map(({ file, findings }) => ({ file, findings: findings.filter(({ verdict }) => verdict !== 'pass') }))
  const others = files.map(({ file, otherWorlds }) => ({ file, findings: otherWorlds ?? [] }))
  const elsewhere = others.flatMap((each) => blockOf(each, page))
  const unexplored = files.reduce((sum, each) => sum + (each.unexplored?.length ?? 0), 0)
  const lines = [
    ...kept.flatMap((each) => blockOf(each, page)),
    ...(elsewhere.length === 0 ? [] : [...wrap('With other parameter values', page.width).map(page.style.bold), '', ...elsewhere]),
    ...wrap(
      `${totalOf(
        kept.flatMap(({ findings }) => findings),
        others.reduce((sum, { findings }) => sum + findings.length, 0),
      )} in ${plural(files.length, 'file')}`,
      page.width,
    ),
    ...(unexplored === 0
      ? []
      : wrap(
          `${plural(unexplored, 'question')} hang on more parameter values than were tried (--format json names them); give --parameter NAME=VALUE to settle them`,
          page.width,
        )),
  ]
  return `${lines.join('\n')}\n`
}

function blockOf({ file, findings }: ReviewedFile, page: Page): readonly string[] {
  if (findings.length === 0) return []
  return [...findings.toSorted((a, b) => weight(a) - weight(b)).flatMap((finding) => findingLines(file, finding, page)), '']
}

function totalOf(findings: readonly ReviewedFinding[], elsewhere: number): string {
  const counts = ORDER.flatMap((severity) => {
    const count = findings.filter((finding) => finding.verdict === 'fail' && finding.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}`]
  })
  const unknown = findings.filter(({ verdict }) => verdict === 'unknown').length
  return [
    counts.length === 0 ? 'no finding' : counts.join(', '),
    ...(unknown === 0 ? [] : [`${unknown} not known`]),
    ...(elsewhere === 0 ? [] : [`${elsewhere} with other parameter values`]),
  ].join('; ')
}
