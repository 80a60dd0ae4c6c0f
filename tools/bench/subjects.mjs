import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syntheticTemplate } from './synthetic.mjs'
import { chained, nested } from './worlds.mjs'

const GREETING = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
}

/** Sizes of the synthetic templates whose times show the growth. */
export const SIZES = [100, 300, 1000, 3000, 10_000]
/** How often the template of 500 resources is validated in one process, to tell warm from cold. */
export const REPEATS = 6

const FIFTY = join('test', 'fixtures', 'fifty-resources.yaml')
const FEW_ROUNDS = 5

/**
 * What is measured. `exits` and `proves`: what counts as success (Node itself ends with 1 too). `say`: a line for its standard input; the time is then
 * the one until its first line of output. `rounds`: at most so many. `program`: another than Node.
 */
export function subjectsIn({ root, scratch, cases, bill }) {
  const bin = join(root, 'bin', 'stanchion.js')
  const cfnLint = join(root, '.tools', 'venv', 'bin', 'cfn-lint')
  let outputs = 0
  const synthetic = (count) => {
    const file = join(scratch, `synthetic-${count}.yaml`)
    if (!existsSync(file)) writeFileSync(file, syntheticTemplate(count))
    return file
  }
  const copies = () => {
    const folder = join(scratch, 'copies')
    mkdirSync(folder, { recursive: true })
    for (let index = 0; index < REPEATS; index += 1) writeFileSync(join(folder, `copy-${index}.yaml`), syntheticTemplate(500))
    return folder
  }
  const written = (name, template) => {
    const file = join(scratch, name)
    writeFileSync(file, JSON.stringify(template))
    return file
  }
  const worlds = chained()
  const reviews = (path) => ({
    args: () => [bin, 'review', path, '--format', 'json'],
    exits: [0, 1],
    proves: answersFiles,
    rounds: FEW_ROUNDS,
  })
  const answersFiles = (output) => JSON.parse(output).files.length > 0
  const validates = (...paths) => ({ args: () => [bin, 'validate', ...paths, '--format', 'json'], exits: [0, 1], proves: answersFiles })
  return [
    { name: 'bare', title: '`node -e 0`', args: () => ['-e', '0'], exits: [0] },
    { name: 'validate', title: '`stanchion validate` of 50 resources', ...validates(FIFTY), budget: { ratio: 4 } },
    {
      name: 'review',
      title: '`stanchion review` of 50 resources',
      args: () => [bin, 'review', FIFTY, '--format', 'json'],
      exits: [0, 1],
      proves: (output) => Array.isArray(JSON.parse(output).files[0].findings),
      budget: { ratio: 4, megabytes: 150 },
    },
    {
      name: 'mcp',
      title: '`stanchion mcp`, spawn to first reply',
      args: () => [bin, 'mcp'],
      exits: [0],
      proves: (output) => JSON.parse(output.split('\n')[0]).result.serverInfo.name === 'stanchion',
      say: JSON.stringify(GREETING),
      budget: { ratio: 3.5 },
    },
    {
      name: 'design',
      title: '`stanchion design examples/shop.yaml`',
      args: () => [bin, 'design', join('examples', 'shop.yaml'), '--out', join(scratch, String((outputs += 1)))],
      exits: [0],
      budget: { ownMilliseconds: 1000 },
    },
    { name: 'validate-500', title: '`stanchion validate` of 500 resources', ...validates(synthetic(500)), rounds: FEW_ROUNDS },
    { name: 'validate-500s', title: `the same ${REPEATS} times in one process`, ...validates(copies()), rounds: FEW_ROUNDS },
    ...SIZES.map((count) => ({
      name: `grow-${count}`,
      title: `\`stanchion validate\` of ${count.toLocaleString('en')} resources`,
      ...validates(synthetic(count)),
      rounds: FEW_ROUNDS,
    })),
    {
      name: 'chained',
      title: '`stanchion review` of 40 chained conditions over 30 parameters',
      ...reviews(written('chained.json', worlds.conditions)),
    },
    { name: 'unchained', title: 'the same 40 buckets without conditions', ...reviews(written('unchained.json', worlds.plain)) },
    {
      name: 'nested',
      title: '`stanchion review` of 26 nested stacks with 40 conditions each',
      ...reviews(nested(join(scratch, 'nested'))),
      budget: { milliseconds: 2000 },
    },
    ...(bill === undefined
      ? []
      : [
          {
            name: 'bill',
            title: `\`stanchion cost bill\` of ${bill.lines.toLocaleString('en')} lines (CUR, Parquet) by service`,
            args: () => [bin, 'cost', 'bill', bill.file, '--format', 'json'],
            exits: [0, 1],
            proves: (output) => output.length > 0 && JSON.parse(output) !== undefined,
            rounds: FEW_ROUNDS,
            budget: { milliseconds: 3000, megabytes: 500 },
          },
        ]),
    ...(cases === undefined
      ? []
      : [
          {
            name: 'cases',
            title: '`stanchion validate` of 326 real templates in one process',
            ...validates(join(cases, 'templates'), join(cases, 'faults')),
            rounds: FEW_ROUNDS,
            budget: { milliseconds: 3000 },
          },
        ]),
    ...(existsSync(cfnLint)
      ? [
          ['cfn-lint', 'cfn-lint of the 50 resources', FIFTY],
          ['cfn-lint-500', 'cfn-lint of the 500 resources', synthetic(500)],
        ].map(([name, title, file]) => ({
          name,
          title,
          program: cfnLint,
          args: () => ['--regions', 'us-east-1', '--format', 'json', '--', file],
          exits: [0, 2, 4, 6, 8, 10, 12, 14],
          rounds: 3,
        }))
      : []),
  ]
}
