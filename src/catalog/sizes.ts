import { isJsonObject } from '#core/index.js'
import { objectIn, type Packs, textIn, textsIn } from './packs.js'
import type { Engine, SizeKind, SizeList } from './types.js'

export function openSizes(packs: Packs): (kind: SizeKind) => SizeList {
  const opened = new Map<SizeKind, SizeList>()
  return (kind) => {
    const known = opened.get(kind) ?? readList(packs, kind)
    opened.set(kind, known)
    return known
  }
}

function readList(packs: Packs, kind: SizeKind): SizeList {
  const where = `sizes/${kind}`
  const list = packs.pack(where)
  const names = textsIn(list['names'], where)
  const indexes = new Map(names.map((name, index) => [name, index]))
  const regions = objectIn(list['regions'], where)
  return {
    names,
    has: (name) => indexes.has(name),
    inRegion(name, region) {
      if (!Object.hasOwn(regions, region)) return undefined
      const index = indexes.get(name)
      if (index === undefined) return false
      const four = Number.parseInt(textIn(regions[region], where).charAt(Math.floor(index / 4)), 16)
      return Math.floor(four / 2 ** (index % 4)) % 2 === 1
    },
  }
}

export interface Engines {
  readonly names: (service: 'rds' | 'elasticache') => readonly string[]
  readonly get: (service: 'rds' | 'elasticache', name: string) => Engine | undefined
}

export function openEngines(packs: Packs): Engines {
  const where = 'engines'
  return {
    names: (service) => Object.keys(objectIn(packs.pack(where)[service], where)),
    get(service, name) {
      const engines = objectIn(packs.pack(where)[service], where)
      const row = Object.hasOwn(engines, name) ? engines[name] : undefined
      if (!isJsonObject(row)) return undefined
      return {
        name,
        versions: textsIn(row['versions'], where),
        retired: new Set(textsIn(row['retired'], where)),
        classes: textsIn(row['classes'], where),
      }
    },
  }
}
