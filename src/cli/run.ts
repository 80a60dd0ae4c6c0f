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

const COMMAND_NAMES = [...OPERATION_NAMES, MCP_COMMAND.name]

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

async function help([name]: readonly string[], shell: Shell): Promise<number> {
  if (name === undefined) return printed(shell, await overviewText(shell))
  if (name === MCP_COMMAND.name) return printed(shell, commandHelp(MCP_COMMAND, [], shell.page))
  const operation = await operationNamed(name)
  return printed(shell, commandHelp(operation, formatsOf(operation), shell.page))
}

async function operate(name: string, args: readonly string[], shell: Shell): Promise<number> {
  const operation = await operationNamed(name)
  const command = parseCommand(operation, args)
  if (command.help) return printed(shell, commandHelp(operation, formatsOf(operation), shell.page))
  const result = await operation.run(command.input, shell.context)
  const { secrets } = shell.context
  shell.out(command.format === 'json' ? redactedJson(result.output, secrets) : redact(result.human(shell.page), secrets))
  return result.exit
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
  throw new StanchionError('usage.bad-argument', `there is no command "${name}"${didYouMean(name, COMMAND_NAMES)}`, {
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
