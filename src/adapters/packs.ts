import { readFileSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { type PackSource, StanchionError } from '#core/index.js'

/** Packs as files below a folder. A name that leads out of the folder throws `catalog.broken`. */
export function packFolder(folder: string): PackSource {
  const root = resolve(folder)
  return {
    read(name) {
      const file = resolve(root, name)
      const inside = relative(root, file)
      if (inside === '' || isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`)) {
        throw new StanchionError('catalog.broken', `"${name}" is not the name of a pack`)
      }
      try {
        return readFileSync(file)
      } catch (cause) {
        if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
        throw new StanchionError('catalog.broken', `the pack "${name}" cannot be read`, { cause })
      }
    },
  }
}
