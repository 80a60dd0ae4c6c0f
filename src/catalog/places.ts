import type { JsonObject } from '#core/index.js'
import { listIn, numberIn, objectIn, type Packs, provenanceIn, textIn, textsIn } from './packs.js'
import type { ColdStart, InstanceType, Region } from './types.js'

export interface Regions {
  readonly all: () => readonly Region[]
  readonly get: (name: string) => Region | undefined
}

export function openRegions(packs: Packs): Regions {
  let regions: ReadonlyMap<string, Region> | undefined
  const opened = (): ReadonlyMap<string, Region> => {
    regions ??= new Map(
      listIn(packs.pack('regions')['regions'], 'regions').map((row) => {
        const { name, title, partition, zones } = objectIn(row, 'regions')
        const region = {
          name: textIn(name, 'regions'),
          title: textIn(title, 'regions'),
          partition: textIn(partition, 'regions'),
          zones: zones === undefined ? undefined : numberIn(zones, 'regions'),
        }
        return [region.name, region]
      }),
    )
    return regions
  }
  return { all: () => [...opened().values()], get: (name) => opened().get(name) }
}

export function openInstanceTypes(packs: Packs): (name: string) => InstanceType | undefined {
  return (name) => {
    const types = objectIn(packs.pack('instances')['types'], 'instances')
    if (!Object.hasOwn(types, name)) return undefined
    const [vcpus, mebibytes, architectures] = listIn(types[name], 'instances')
    return {
      name,
      vcpus: numberIn(vcpus, 'instances'),
      memoryGib: numberIn(mebibytes, 'instances') / 1024,
      architectures: textsIn(architectures, 'instances'),
    }
  }
}

export interface ColdStartQuery {
  readonly runtime: string
  readonly packaging: 'zip' | 'image'
  readonly architecture: 'x86_64' | 'arm64'
  readonly memoryMb: number
}

/** The measured start nearest in memory (INIT hardly depends on it); undefined when the runtime was never measured that way. */
export function openColdStarts(packs: Packs): (query: ColdStartQuery) => ColdStart | undefined {
  return (query) => {
    const pack = packs.pack('cold-starts')
    const rows = listIn(pack['rows'], 'cold-starts')
      .map((row) => objectIn(row, 'cold-starts'))
      .filter(
        ({ runtime, packaging, architecture }) =>
          runtime === query.runtime && packaging === query.packaging && architecture === query.architecture,
      )
    const distance = (row: JsonObject): number => Math.abs(numberIn(row['memoryMb'], 'cold-starts') - query.memoryMb)
    const [first, ...others] = rows
    if (first === undefined) return undefined
    const nearest = others.reduce((best, row) => (distance(row) < distance(best) ? row : best), first)
    return {
      runtime: query.runtime,
      packaging: query.packaging,
      architecture: query.architecture,
      memoryMb: numberIn(nearest['memoryMb'], 'cold-starts'),
      initP50: numberIn(nearest['initP50'], 'cold-starts'),
      initMax: numberIn(nearest['initMax'], 'cold-starts'),
      ...provenanceIn(pack, 'cold-starts'),
    }
  }
}
