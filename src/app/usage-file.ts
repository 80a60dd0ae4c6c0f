import { join } from 'node:path'
import { parseQuantity, RATE, scaledTraffic, type Traffic, type Usage } from '#spec/index.js'
import { readSource } from './discover.js'
import { stop, unusable } from './failure.js'
import type { Context } from './operation.js'

export const USAGE_FILE = 'usage.yaml'

export const NO_USAGE: Usage = { resources: {} }

/** Reads a usage file; throws `input.invalid` with all that is wrong in it. */
export async function readUsage(context: Context, path: string): Promise<Usage> {
  const source = await readSource(context.files, path)
  const { file } = source
  const [{ readTree }, { usageOf }] = await Promise.all([import('#read/text/index.js'), import('#read/usage/index.js')])
  const text =
    source.text === undefined
      ? { tree: undefined, diagnostics: source.diagnostics }
      : await readTree(source.text, file, { strictKeys: true })
  const read =
    text.tree === undefined
      ? undefined
      : usageOf(text.tree, {
          regions: context
            .catalog()
            .regions()
            .map(({ name }) => name),
        })
  if (read?.usage !== undefined) return read.usage
  throw unusable(`"${file}" cannot be used as a usage file`, [{ file, diagnostics: [...text.diagnostics, ...(read?.diagnostics ?? [])] }])
}

/** The usage file that lies in a folder, as it does in a design's. */
export async function usageIn(context: Context, folder: string): Promise<Usage | undefined> {
  const path = join(folder, USAGE_FILE)
  return (await context.files.kind(path)) === 'file' ? readUsage(context, path) : undefined
}

/** The traffic that quantities are derived from; `rate` asks for another average than the usage file has. */
export function trafficAt(usage: Usage, rate: string | undefined): Traffic | undefined {
  if (rate === undefined) return undefined
  const parsed = parseQuantity(RATE, rate)
  if (!parsed.ok) throw stop('usage.bad-argument', `--traffic: "${rate}" is not a rate; ${parsed.message}`, 'for example --traffic 100/s')
  if (usage.traffic === undefined)
    throw stop(
      'usage.bad-argument',
      '--traffic scales the traffic of a usage file, and there is none',
      'give a design, or a usage file with "traffic:" (kind, average, payload, data)',
    )
  return scaledTraffic(usage.traffic, parsed.value)
}
