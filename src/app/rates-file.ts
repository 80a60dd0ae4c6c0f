import type { Catalog } from '#catalog/index.js'
import { StanchionError } from '#core/index.js'
import type { PrivateRate } from '#spec/index.js'
import { readSource } from './discover.js'
import { unusable } from './failure.js'
import type { Context } from './operation.js'
import { keysNamed } from './price-keys.js'

/** Reads a file of private rates; throws `input.invalid` with all that is wrong in it. */
export async function readRates(context: Context, path: string): Promise<readonly PrivateRate[]> {
  const source = await readSource(context.files, path)
  const { file } = source
  const [{ readTree }, { ratesOf }] = await Promise.all([import('#read/text/index.js'), import('#read/rates/index.js')])
  const text =
    source.text === undefined
      ? { tree: undefined, diagnostics: source.diagnostics }
      : await readTree(source.text, file, { strictKeys: true })
  const read = text.tree === undefined ? undefined : ratesOf(text.tree, (keys) => whyUnknown(keys, context.catalog()))
  if (read?.rates !== undefined) return read.rates
  throw unusable(`"${file}" cannot be used as a file of private rates`, [
    { file, diagnostics: [...text.diagnostics, ...(read?.diagnostics ?? [])] },
  ])
}

function whyUnknown(keys: string, catalog: Catalog): string | undefined {
  if (catalog.prices.places(keys).length > 0) return undefined
  try {
    keysNamed(keys, catalog)
    return undefined
  } catch (cause) {
    if (cause instanceof StanchionError && cause.code === 'usage.bad-argument') return cause.message
    throw cause
  }
}
