import {
  commandHelp,
  type Context,
  type Described,
  failureJson,
  failureOf,
  failureText,
  loadOperation,
  loadOperations,
  MCP_COMMAND,
  type Operation,
  OPERATION_NAMES,
  overview,
  type Page,
  redact,
  redactedJson,
} from '#app/index.js'
import { didYouMean, StanchionError } from '#core/index.js'
import { formatsOf, parseCommand } from './parse.js'

/** What the command line needs from the process that it runs in. */
export interface Shell {
  readonly version: string
  readonly context: Context
  /** For standard output. */
  readonly page: Page
  /** For standard error. */
  readonly errorPage: Page
  out(text: string): void
  error(text: string): void
  /** Serves MCP until the client goes. */
  serve(roots: readonly string[]): Promise<void>
}

const FIRST_WORDS = new Set([...OPERATION_NAMES.map((name) => name.split(' ')[0] ?? name), MCP_COMMAND.name])

/** Runs one command line and gives its exit code. Never throws. */
export async function runCommandLine(args: readonly string[], shell: Shell): Promise<number> {
  try {
    return await dispatch(args, shell)
  } catch (error) {
    const failure = failureOf(error)
    const { secrets } = shell.context
    if (wantsJson(args)) shell.out(redactedJson(failureJson(failure), secrets))
    shell.error(redact(failureText(failure, shell.errorPage), secrets))
    return failure.exit
  }
}

async function dispatch(args: readonly string[], shell: Shell): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined) {
    shell.error(await overviewText(shell))
    return 2
  }
  if (name === '--version' || name === '-V') return printed(shell, `${shell.version}\n`)
  if (name === '--help' || name === '-h') return printed(shell, await overviewText(shell))
  if (name === 'help') return help(rest, shell)
  if (name.startsWith('-')) throw unknownStart(name)
  if (name === MCP_COMMAND.name) return serve(rest, shell)
  return operate(name, rest, shell)
}

async function help([name, ...rest]: readonly string[], shell: Shell): Promise<number> {
  if (name === undefined) return printed(shell, await overviewText(shell))
  if (name === MCP_COMMAND.name) return printed(shell, commandHelp(MCP_COMMAND, [], shell.page))
  return operate(name, [...rest.slice(0, 1), '--help'], shell)
}

async function operate(name: string, rest: readonly string[], shell: Shell): Promise<number> {
  const actions = actionsOf(name)
  const [word = '--help'] = rest
  // `cost` is a command too, and what follows it a path unless it is the name of an action.
  const isGroup = actions.length > 0 && !OPERATION_NAMES.includes(name)
  if (isGroup && (rest[0] === undefined || word === '--help' || word === '-h')) return group(name, rest, shell)
  const acts = isGroup || actions.includes(word)
  const [operation, args] = acts ? [await actionNamed(name, word), rest.slice(1)] : [await operationNamed(name), rest]
  const command = parseCommand(operation, args)
  if (command.help) return printed(shell, commandHelp(operation, formatsOf(operation), shell.page))
  const result = await operation.run(command.input, shell.context)
  const { secrets } = shell.context
  shell.out(command.format === 'json' ? redactedJson(result.output, secrets) : redact(result.human(shell.page), secrets))
  return result.exit
}

/** Second words of the commands that begin with this one: `show` and `sync` of `prices`. */
function actionsOf(name: string): readonly string[] {
  return OPERATION_NAMES.filter((each) => each.startsWith(`${name} `)).map((each) => each.slice(name.length + 1))
}

/** What `stanchion prices` alone says. */
async function group(name: string, [flag]: readonly string[], shell: Shell): Promise<number> {
  const operations = await Promise.all(actionsOf(name).map((action) => actionNamed(name, action)))
  const text = overview(operations, shell.version, shell.page)
  if (flag !== undefined) return printed(shell, text)
  shell.error(text)
  return 2
}

async function actionNamed(name: string, action: string | undefined): Promise<Operation> {
  const operation = action === undefined ? undefined : await loadOperation(`${name} ${action}`)
  if (operation !== undefined) return operation
  const actions = actionsOf(name)
  throw new StanchionError('usage.bad-argument', `${name} has no command "${action}"${didYouMean(action ?? '', actions)}`, {
    details: { fix: `say one of: ${actions.map((each) => `stanchion ${name} ${each}`).join(', ')}` },
  })
}

async function serve(args: readonly string[], shell: Shell): Promise<number> {
  const command = parseCommand(MCP_COMMAND, args)
  if (command.help) return printed(shell, commandHelp(MCP_COMMAND, [], shell.page))
  const { root } = command.input
  await shell.serve(Array.isArray(root) ? root.map(String) : [])
  return 0
}

async function operationNamed(name: string): Promise<Operation> {
  const operation = await loadOperation(name)
  if (operation !== undefined) return operation
  throw new StanchionError('usage.bad-argument', `there is no command "${name}"${didYouMean(name, FIRST_WORDS)}`, {
    details: { fix: 'stanchion --help lists the commands' },
  })
}

function unknownStart(name: string): StanchionError {
  return new StanchionError(
    'usage.unknown-flag',
    `the first word is a command, and "${name}" is a flag${didYouMean(name, ['--help', '--version'])}`,
    {
      details: { fix: 'write the command first: stanchion review template.yaml --format json' },
    },
  )
}

async function overviewText(shell: Shell): Promise<string> {
  const operations: readonly Described[] = await loadOperations()
  return overview([...operations, MCP_COMMAND], shell.version, shell.page)
}

function printed(shell: Shell, text: string): number {
  shell.out(text)
  return 0
}

function wantsJson(args: readonly string[]): boolean {
  return args.some((argument, at) => argument === '--format=json' || (argument === '--format' && args[at + 1] === 'json'))
}
