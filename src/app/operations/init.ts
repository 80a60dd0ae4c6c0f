import { basename, extname } from 'node:path'
import * as z from 'zod'
import { WORKLOAD_KINDS } from '#spec/index.js'
import { stop } from '../failure.js'
import { defineOperation } from '../operation.js'

const NAME = /[^a-z0-9-]+/g

export const init = defineOperation({
  name: 'init',
  about: 'Write a commented requirements file to start from; an existing file is never replaced.',
  effect: 'writes-files',
  input: z.strictObject({
    file: z.string().min(1).optional().describe('The file to write. Default: the name and .yaml.'),
    kind: z.enum(WORKLOAD_KINDS).describe('What the system is.'),
    name: z
      .string()
      .min(1)
      .optional()
      .describe('Name of the system: small letters, digits and hyphens. Default: taken from the file, else the kind.'),
  }),
  output: z.object({ file: z.string(), kind: z.enum(WORKLOAD_KINDS), name: z.string() }),
  examples: [
    { about: 'An HTTP API, to orders.yaml', command: 'stanchion init --kind api --name orders' },
    { about: 'A queue worker, to a file of your choice', command: 'stanchion init --kind worker infrastructure/invoices.yaml' },
  ],
  cli: { positional: 'file', placeholders: { file: 'FILE', name: 'NAME' } },
  async run({ file: path, kind, name: given }, { files }) {
    const name = given ?? (path === undefined ? kind : nameFrom(path)) ?? kind
    const file = path ?? `${name}.yaml`
    if ((await files.kind(file)) !== 'absent')
      throw stop(
        'usage.path-not-writable',
        `"${file}" exists already`,
        'give the name of a file that does not exist, for example stanchion init --kind api new.yaml',
      )
    const { initFile } = await import('#read/requirements/index.js')
    await files.create(file, new TextEncoder().encode(initFile(kind, name)))
    return {
      output: { file, kind, name },
      exit: 0,
      human: ({ style }) => `wrote ${style.bold(file)}; change what differs for you, then: stanchion design ${file} --out out/${name}\n`,
    }
  },
})

/** `infrastructure/My Orders.yaml` -> `my-orders`; undefined when nothing is left that can be a name. */
function nameFrom(path: string): string | undefined {
  const words = basename(path, extname(path)).toLowerCase().replace(NAME, '-')
  const name = words
    .replace(/^[^a-z]+/, '')
    .replace(/-+$/, '')
    .slice(0, 31)
  return name === '' ? undefined : name
}
