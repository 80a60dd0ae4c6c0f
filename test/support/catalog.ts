import { join } from 'node:path'
import { packFolder } from '#adapters/packs.js'
import { type Catalog, openCatalog } from '#catalog/index.js'
import { REPOSITORY } from './run.js'

let opened: Catalog | undefined

/** The committed catalog. One per test file, so that a pack is decoded once. */
export function testCatalog(): Catalog {
  opened ??= openCatalog(packFolder(join(REPOSITORY, 'catalog')))
  return opened
}
