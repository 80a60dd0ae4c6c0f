import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { awsCostExplorer } from '#adapters/cost-explorer.js'
import { nodeFiles } from '#adapters/files.js'
import { gitRevisions } from '#adapters/git.js'
import { catalogFolder } from '#adapters/installation.js'
import { packFolder } from '#adapters/packs.js'
import { priceListFiles } from '#adapters/price-list.js'
import { catalogContext, loadOperations } from '#app/index.js'
import { makeServer } from './server.js'

/** Serves the operations over standard input and output until the client closes it. Tools see only what is below the roots. */
export async function serveMcp(options: { readonly roots: readonly string[]; readonly version: string }): Promise<void> {
  const operations = await loadOperations()
  const roots = options.roots.length === 0 ? ['.'] : options.roots
  const context = catalogContext({
    files: nodeFiles({ roots }),
    revisions: gitRevisions({ roots }),
    progress: { step: () => undefined },
    packs: () => packFolder(catalogFolder()),
    priceList: (from) => priceListFiles(from, { roots }),
    costExplorer: awsCostExplorer,
  })
  // Standard output belongs to the protocol; what goes wrong with the transport is told on standard error.
  serveStdio(() => makeServer(operations, context, options.version), {
    onerror: (error) => void process.stderr.write(`stanchion mcp: ${error.message}\n`),
  })
}
