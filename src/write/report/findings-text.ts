import { hanging, wrap } from './columns.js'
import { plural } from './format.js'
import type { Page, Style } from './page.js'

/** What a review says of one file. The shape in which `review` gives its output. */
export interface ReviewedFile {
  readonly file: string
  readonly findings: readonly ReviewedFinding[]
}

export interface ReviewedFinding {
  readonly rule: string
  readonly severity: string
  readonly pillar: string
  readonly verdict: string
  readonly message: string
  readonly resource?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
  /** Parameters under which it fails, where they decide it. */
  readonly world?: Readonly<Record<string, string>> | undefined
  readonly fix?: string | undefined
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
  const { line, column, severity, verdict, rule, resource, message, world, fix } = finding
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  const mark = `${severity}${verdict === 'fail' ? '' : ` ${verdict}`}`
  const [first = '', ...rest] = wrap(`${place} ${mark}`, width)
  const head =
    rest.length === 0 && first.endsWith(mark)
      ? [`${style.bold(first.slice(0, -mark.length - 1))} ${colour(severity, style)(mark)}`]
      : [first, ...rest]
  const when = Object.entries(world ?? {}).map(([name, value]) => `${name}=${value}`)
  return [
    ...head,
    ...hanging('  ', `${resource === undefined ? '' : `${resource}: `}${message} (${rule})`, width),
    ...(when.length === 0 ? [] : hanging('  when ', when.join(', '), width)),
    ...(fix === undefined ? [] : hanging('  fix: ', fix, width).map(style.dim)),
  ]
}

/** What a review found, for a terminal: file by file, the gravest first, then how many of each. Passes are not printed. */
export function findingsText(files: readonly ReviewedFile[], page: Page): string {
  const kept = files.map(({ file, findings }) => ({ file, findings: findings.filter(({ verdict }) => verdict !== 'pass') }))
  const all = kept.flatMap(({ findings }) => findings)
  const blocks = kept
    .filter(({ findings }) => findings.length > 0)
    .map(({ file, findings }) => findings.toSorted((a, b) => weight(a) - weight(b)).flatMap((finding) => findingLines(file, finding, page)))
  const counts = ORDER.flatMap((severity) => {
    const count = all.filter((finding) => finding.verdict === 'fail' && finding.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}`]
  })
  const unknown = all.filter(({ verdict }) => verdict === 'unknown').length
  const total = [counts.length === 0 ? 'no finding' : counts.join(', '), ...(unknown === 0 ? [] : [`${unknown} not known`])].join('; ')
  return `${[...blocks.flatMap((block) => [...block, '']), ...wrap(`${total} in ${plural(files.length, 'file')}`, page.width)].join('\n')}\n`
}
