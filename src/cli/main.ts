import { installedVersion } from '#adapters/installation.js'

// Installers and scripts ask for the version alone; that loads nothing else.
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.stdout.write(`${installedVersion()}\n`)
} else {
  process.exitCode = await main(process.argv.slice(2))
}

async function main(args: readonly string[]): Promise<number> {
  // 128 + 2, as a shell reports a process that SIGINT ended. Files are replaced synchronously, so none is left half-written.
  process.on('SIGINT', () => process.exit(130))
  const [
    { catalogContext },
    { awsCostExplorer },
    { catalogFolder },
    { dataFolder },
    { nodeFiles },
    { gitRevisions },
    { packFolder },
    { priceListFiles },
    { readStandardInput },
    { openTerminal },
    { runCommandLine },
  ] = await Promise.all([
    import('#app/index.js'),
    import('#adapters/cost-explorer.js'),
    import('#adapters/installation.js'),
    import('#adapters/data-folder.js'),
    import('#adapters/files.js'),
    import('#adapters/git.js'),
    import('#adapters/packs.js'),
    import('#adapters/price-list.js'),
    import('#adapters/standard-input.js'),
    import('#adapters/terminal.js'),
    import('./run.js'),
  ])
  const terminal = openTerminal()
  const version = installedVersion()
  return runCommandLine(args, {
    version,
    context: catalogContext({
      files: nodeFiles({ standardInput: readStandardInput }),
      revisions: gitRevisions(),
      progress: terminal.progress,
      packs: () => packFolder(catalogFolder()),
      dataFolder,
      priceList: (from) => priceListFiles(from),
      costExplorer: awsCostExplorer,
    }),
    page: { width: terminal.width, style: terminal.style },
    errorPage: { width: terminal.width, style: terminal.errorStyle },
    out: (text) => terminal.out(text),
    error: (text) => terminal.error(text),
    async serve(roots) {
      const { serveMcp } = await import('#mcp/index.js')
      await serveMcp({ roots, version })
    },
  })
}
