import { columns } from './columns.js'
import { type Argument, commandShape } from './flags.js'
import type { Described } from './described.js'
import type { Page } from './page.js'
import { wrap } from './wrap.js'

const INDENT = '  '

/** Flags that every command takes, besides `--format`. */
const COMMON: readonly (readonly [string, string])[] = [['-h, --help', 'Print this help.']]

export function commandHelp(described: Described, formats: readonly string[], { width, style }: Page): string {
  const { flags } = commandShape(described)
  const own = flags.find((flag) => flag.key === 'format')
  const format: readonly (readonly [string, string])[] =
    formats.length === 0 ? [] : [[`--format ${formats.join('|')}`, `How to print the result. ${own?.about ?? 'Default: human.'}`]]
  const rows = [...flags.filter((flag) => flag !== own).map((flag) => [flagText(flag), flagAbout(flag)] as const), ...format, ...COMMON]
  const examples = described.examples.flatMap(({ about, command }) => [`${INDENT}${style.dim(`# ${about}`)}`, `${INDENT}${command}`])
  return [
    ...wrap(described.about, width),
    '',
    style.bold('Usage'),
    `${INDENT}${usageLine(described)}`,
    ...argumentRows(described, { width, style }),
    '',
    style.bold('Options'),
    ...columns(rows, width),
    '',
    style.bold('Examples'),
    ...examples,
    '',
  ].join('\n')
}

export function overview(commands: readonly Described[], version: string, { width, style }: Page): string {
  const common: readonly (readonly [string, string])[] = [
    ['-h, --help', 'Print this help, or the help of a command: stanchion design --help'],
    ['-V, --version', 'Print the version.'],
  ]
  return [
    `Stanchion ${version}: requirements in, a priced and explained AWS architecture out.`,
    '',
    style.bold('Usage'),
    `${INDENT}stanchion COMMAND [ARGUMENTS] [OPTIONS]`,
    '',
    style.bold('Commands'),
    ...columns(
      commands.map(({ name, about }) => [name, about] as const),
      width,
    ),
    '',
    style.bold('Options'),
    ...columns(common, width),
    '',
    style.bold('Exit codes'),
    ...columns(EXIT_CODES, width),
    '',
  ].join('\n')
}

export const EXIT_CODES: readonly (readonly [string, string])[] = [
  ['0', 'Fine.'],
  ['1', 'Findings or errors in a template, at or above --fail-on.'],
  ['2', 'Usage: a flag, or a path that does not exist or cannot be written.'],
  ['3', 'Input that cannot be used: a broken template, wrong requirements.'],
  ['4', 'Refused: a target that cannot be met, an output folder that is not ours or was edited.'],
  ['5', 'A server of AWS could not be reached, or did not answer as it should.'],
  ['70', 'A bug in Stanchion.'],
]

/** `stanchion review PATH… [OPTIONS]` */
export function usageLine(described: Described): string {
  const { positional, flags } = commandShape(described)
  const needed = flags.filter((flag) => flag.required).map((flag) => `${flag.name} ${flag.placeholder}`)
  const argument = positional === undefined ? [] : [positionalText(positional)]
  return ['stanchion', described.name, ...argument, ...needed, '[OPTIONS]'].join(' ')
}

export function positionalText({ placeholder, many, required }: Argument): string {
  const text = `${placeholder}${many ? '…' : ''}`
  return required ? text : `[${text}]`
}

export function flagText({ name, short, type, placeholder, many }: Argument): string {
  const value = type === 'switch' ? '' : ` ${placeholder}${many ? '…' : ''}`
  return `${short === undefined ? '' : `-${short}, `}${name}${value}`
}

export function flagAbout({ about, byDefault }: Argument): string {
  return byDefault === undefined ? about : `${about} Default: ${byDefault}.`
}

function argumentRows(described: Described, page: Page): readonly string[] {
  const { positional } = commandShape(described)
  if (positional === undefined) return []
  return ['', page.style.bold('Arguments'), ...columns([[positionalText(positional), positional.about]], page.width)]
}
