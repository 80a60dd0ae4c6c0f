import { type Argument, commandShape } from './flags.js'
import { EXIT_CODES, flagAbout, flagText, positionalText, usageLine } from './help.js'
import type { Described } from './described.js'
import type { Effect, Operation } from './operation.js'

const EFFECTS: Readonly<Record<Effect, string>> = {
  reads: 'Reads only.',
  'writes-files': 'Writes files where you say so.',
  'changes-aws': 'Changes an AWS account.',
}

/** The reference of all commands, as Markdown. */
export function referencePage(operations: readonly Operation[], others: readonly Described[]): string {
  const sections = [...operations.map((one) => section(one, one)), ...others.map((one) => section(one, undefined))]
  return `${[
    '<!-- Generated from the operations in src/app/operations. Do not edit. -->',
    '# Commands',
    '',
    'Every operation is a command and, but for `mcp`, an MCP tool named `stanchion_` and its name (`stanchion_prices_show`): the same input, the same result. `--format json` prints the',
    'output as JSON on standard output, and errors as `{ "error": { "code", "message", … } }`.',
    '',
    '| exit code | meaning |',
    '| --- | --- |',
    ...EXIT_CODES.map(([code, about]) => `| ${code} | ${about} |`),
    '',
    ...sections,
  ].join('\n')}\n`
}

function section(described: Described, operation: Operation | undefined): string {
  const { positional, flags } = commandShape(described)
  const rows = [...(positional === undefined ? [] : [positional]), ...flags]
  const outputs = operation === undefined ? [] : Object.keys(operation.output.shape)
  return [
    `## ${described.name}`,
    '',
    operation === undefined
      ? described.about
      : `${described.about} ${EFFECTS[operation.effect]}${operation.network === true ? ' Uses the network.' : ''}`,
    '',
    '```',
    usageLine(described),
    '```',
    '',
    '| argument | meaning | in MCP |',
    '| --- | --- | --- |',
    ...rows.map((row) => tableRow(row, row === positional, operation !== undefined)),
    '',
    ...(outputs.length === 0 ? [] : [`Output: ${outputs.map((key) => `\`${key}\``).join(', ')}.`, '']),
    ...described.examples.flatMap(({ about, command }) => [`${about}:`, '', '```', command, '```', '']),
  ].join('\n')
}

function tableRow(argument: Argument, positional: boolean, inMcp: boolean): string {
  const name = positional ? positionalText(argument) : flagText(argument)
  return `| \`${escapeCell(name)}\` | ${escapeCell(flagAbout(argument))} | ${inMcp ? `\`${argument.key}\`` : ''} |`
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|')
}
