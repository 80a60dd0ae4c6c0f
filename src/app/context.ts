import { type Catalog, openCatalog } from '#catalog/index.js'
import {
  type CostExplorer,
  type FileStore,
  type PackSource,
  type Progress,
  type PublishedFiles,
  type Revisions,
  StanchionError,
} from '#core/index.js'
import { stop } from './failure.js'
import type { Context } from './operation.js'

/** A context whose catalog is opened on first use, once. */
export function catalogContext(ports: {
  readonly files: FileStore
  readonly progress: Progress
  readonly packs: () => PackSource
  readonly revisions?: Revisions
  readonly dataFolder?: () => string | undefined
  readonly priceList?: (from: string | undefined) => PublishedFiles
  readonly costExplorer?: () => CostExplorer
}): Context {
  let catalog: Catalog | undefined
  return {
    files: ports.files,
    revisions: ports.revisions ?? NO_REVISIONS,
    progress: ports.progress,
    secrets: new Set(),
    catalog: () => (catalog ??= openCatalog(ports.packs())),
    dataFolder: () => ports.dataFolder?.(),
    priceList(from) {
      if (ports.priceList !== undefined) return ports.priceList(from)
      throw new StanchionError('usage.bad-argument', 'price lists cannot be read here')
    },
    costExplorer: () => {
      if (ports.costExplorer !== undefined) return ports.costExplorer()
      throw stop('usage.bad-argument', 'no account can be asked from here', 'give the files of a bill')
    },
  }
}

const NO_REVISIONS: Revisions = {
  async at() {
    return { is: 'none', why: 'revisions cannot be read here' }
  },
}
