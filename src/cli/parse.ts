import { parseArgs } from 'node:util'
import { type Argument, commandShape, type Described } from '#app/index.js'
import { didYouMean, StanchionError } from '#core/index.js'

export interface CommandInput {
  /** What the operation's schema reads. */
  readonly input: Readonly<Record<string, unknown>>
  readonly format: string
  readonly help: boolean
}

interface Flag {
  readonly name: string
  readonly short: string | undefined
  readonly takesValue: boolean
  readonly argument: Argument | undefined
}

const HUMAN = 'human'

/** How a command can print: for people, as JSON, and in the formats that its own input names. */
export function formatsOf(described: Described): readonly string[] {
  return [HUMAN, 'json', ...(ownFormat(described)?.values ?? [])]
}

/** The flags that people see: an operation's own `format` is a part of `--format`. */
function ownFormat(described: Described): Argument | undefined {
  return commandShape(described).flags.find((flag) => flag.key === 'format')
}

/** Reads what follows the command's name; throws `usage.unknown-flag` or `usage.bad-argument`. */
export function parseCommand(described: Described, args: readonly string[]): CommandInput {
  const { positional, flags } = commandShape(described)
  const known = new Map(flagsOf(flags).map((flag) => [flag.name, flag]))
  const { tokens } = parseArgs({
    args: args.map((arg, index) => withValue(arg, args[index + 1], known)),
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries([...known.values()].map((flag) => [flag.name.slice(2), optionOf(flag)])),
  })
  const input: Record<string, unknown> = {}
  let [format, help] = [HUMAN, false]
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      addPositional(input, positional, { described, value: token.value })
      continue
    }
    const flag = known.get(`--${token.name}`)
    if (flag === undefined) throw unknownFlag(token.rawName, described, known.keys())
    const value = valueOf(flag, token.rawName, token.value)
    if (flag.name === '--help') help = true
    else if (flag.name === '--format') format = checkedFormat(described, value)
    else if (flag.argument !== undefined) addFlag(input, flag.argument, { rawName: token.rawName, value })
  }
  const own = ownFormat(described)
  if (own?.values?.includes(format) === true) input['format'] = format
  return { input, format, help }
}

/** A flag that means something without its value gets it where no value follows. */
function withValue(arg: string, next: string | undefined, known: ReadonlyMap<string, Flag>): string {
  const alone = known.get(arg)?.argument?.alone
  return alone !== undefined && (next === undefined || next.startsWith('-')) ? `${arg}=${alone}` : arg
}

function flagsOf(flags: readonly Argument[]): readonly Flag[] {
  return [
    ...flags
      .filter((argument) => argument.key !== 'format')
      .map((argument) => ({ name: argument.name, short: argument.short, takesValue: argument.type !== 'switch', argument })),
    { name: '--format', short: undefined, takesValue: true, argument: undefined },
    { name: '--help', short: 'h', takesValue: false, argument: undefined },
  ]
}

function optionOf(flag: Flag): { type: 'string' | 'boolean'; short?: string } {
  return { type: flag.takesValue ? 'string' : 'boolean', ...(flag.short === undefined ? {} : { short: flag.short }) }
}

function unknownFlag(rawName: string, described: Described, known: Iterable<string>): StanchionError {
  return new StanchionError('usage.unknown-flag', `${described.name} has no flag ${rawName}${didYouMean(rawName, known)}`, {
    details: { fix: `stanchion ${described.name} --help lists the flags` },
  })
}

function valueOf(flag: Flag, rawName: string, value: string | undefined): string {
  if (flag.takesValue && (value === undefined || value === ''))
    throw new StanchionError('usage.bad-argument', `${rawName} needs a value (${flag.argument?.placeholder ?? 'human|json'})`)
  if (!flag.takesValue && value !== undefined)
    throw new StanchionError('usage.bad-argument', `${rawName} takes no value, and got "${value}"`)
  return value ?? ''
}

function checkedFormat(described: Described, format: string): string {
  const formats = formatsOf(described)
  if (formats.includes(format)) return format
  throw new StanchionError('usage.bad-argument', `--format: "${format}" is not one of ${formats.join(', ')}${didYouMean(format, formats)}`)
}

function addFlag(input: Record<string, unknown>, argument: Argument, given: { rawName: string; value: string }): void {
  const before = input[argument.key]
  if (argument.many) input[argument.key] = [...(Array.isArray(before) ? before : []), given.value]
  else if (argument.type === 'switch') input[argument.key] = true
  else if (before !== undefined) throw new StanchionError('usage.bad-argument', `${given.rawName} is given twice`)
  else input[argument.key] = argument.type === 'number' && Number.isFinite(Number(given.value)) ? Number(given.value) : given.value
}

function addPositional(
  input: Record<string, unknown>,
  argument: Argument | undefined,
  given: { described: Described; value: string },
): void {
  const { described, value } = given
  const before = argument === undefined ? undefined : input[argument.key]
  if (argument === undefined || (!argument.many && before !== undefined))
    throw new StanchionError('usage.bad-argument', `${described.name} does not take "${value}"`, {
      details: { fix: `stanchion ${described.name} --help says what it takes` },
    })
  input[argument.key] = argument.many ? [...(Array.isArray(before) ? before : []), value] : value
}
