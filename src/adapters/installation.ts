import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { invariant, isJsonObject } from '#core/index.js'

/** The folder of the installed package: the nearest one above this code that holds a catalog. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'catalog', 'manifest.json'))) {
    invariant(dirname(folder) !== folder, 'the catalog was not installed; install stanchion again')
    folder = dirname(folder)
  }
  return folder
}

export function catalogFolder(): string {
  return join(packageFolder(), 'catalog')
}

export function installedVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8'))
  const version = isJsonObject(manifest) ? manifest['version'] : undefined
  invariant(typeof version === 'string', 'package.json has no version')
  return version
}
