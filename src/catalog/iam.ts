import { listIn, numberIn, objectIn, type Packs, textIn, textsIn } from './packs.js'
import type { IamAction, IamCatalog, IamKey, IamResourceType, IamService } from './types.js'

const ACCESS: Readonly<Record<string, IamAction['access']>> = {
  L: 'list',
  R: 'read',
  W: 'write',
  P: 'permissions',
  T: 'tagging',
}

/** Reads the pack of a service when it is asked for. `tools/ingest/iam.mjs` writes them. */
export function openIam(packs: Packs): IamCatalog {
  const services = new Map<string, IamService>()
  let names: ReadonlySet<string> | undefined
  let global: ReadonlyMap<string, IamKey> | undefined
  let providers: readonly RegExp[] | undefined
  const known = (): ReadonlySet<string> => (names ??= new Set(textsIn(packs.pack('iam')['services'], 'iam')))
  return {
    services: () => [...known()],
    service(prefix) {
      const name = prefix.toLowerCase()
      if (!known().has(name)) return undefined
      const service = services.get(name) ?? openService(packs, name)
      services.set(name, service)
      return service
    },
    globalKey(name) {
      global ??= keysByForm(pairsIn(packs.pack('iam')['globalKeys'], 'iam'))
      return keyIn(global, name)
    },
    globalKeys: () => pairsIn(packs.pack('iam')['globalKeys'], 'iam'),
    isProvider(prefix) {
      providers ??= textsIn(packs.pack('iam')['providers'], 'iam').map((name) => new RegExp(`^${patternOf(name)}$`, 'iu'))
      return providers.some((pattern) => pattern.test(prefix))
    },
  }
}

function openService(packs: Packs, prefix: string): IamService {
  const where = `iam/${prefix}`
  const pack = packs.pack(where)
  const keys = pairsIn(pack['keys'], where)
  const sets = listIn(pack['sets'], where)
  const namesAt = (index: number): readonly string[] =>
    listIn(sets[index], where).map((at) => keys[numberIn(at, where)]?.name ?? textIn(undefined, where))
  const resourceTypes = listIn(pack['resources'], where).map((row): IamResourceType => {
    const [name, arn, set] = listIn(row, where)
    return { name: textIn(name, where), arn: textIn(arn, where), keys: namesAt(numberIn(set, where)) }
  })
  const rows = objectIn(pack['actions'], where)
  const byName = new Map(Object.keys(rows).map((name) => [name.toLowerCase(), name]))
  const byForm = keysByForm(keys)
  return {
    prefix,
    title: textIn(pack['title'], where),
    actionNames: Object.keys(rows),
    resourceTypes,
    keys,
    action(given) {
      const name = byName.get(given.toLowerCase())
      if (name === undefined) return undefined
      const [level, targets, set] = listIn(rows[name], where)
      const access = ACCESS[textIn(level, where)] ?? 'write'
      return {
        name,
        access,
        resourceTypes: listIn(targets, where).map((at) => resourceTypes[numberIn(at, where)]?.name ?? textIn(undefined, where)),
        keys: namesAt(numberIn(set, where)),
      }
    },
    key: (name) => keyIn(byForm, name),
  }
}

function pairsIn(value: Parameters<typeof listIn>[0], where: string): readonly IamKey[] {
  return listIn(value, where).map((row) => {
    const [name, type] = listIn(row, where)
    return { name: textIn(name, where), type: textIn(type, where) }
  })
}

function keysByForm(keys: readonly IamKey[]): ReadonlyMap<string, IamKey> {
  return new Map(keys.map((key) => [key.name.toLowerCase(), key]))
}

/** A key by its name; `s3:ExistingObjectTag/team` is one of the form `s3:ExistingObjectTag/${Key}`. */
function keyIn(keys: ReadonlyMap<string, IamKey>, name: string): IamKey | undefined {
  const exact = keys.get(name.toLowerCase())
  if (exact !== undefined) return exact
  for (const key of keys.values()) if (key.name.includes('${') && new RegExp(`^${patternOf(key.name)}$`, 'iu').test(name)) return key
  return undefined
}

function patternOf(form: string): string {
  return form
    .split(/\$\{[^}]*\}/u)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&'))
    .join('.+')
}
