import { ACTION_RELATIONS, ATTACHMENTS, MANAGED_ACTIONS, POLICY_PLACES, type PolicyPlace, type RelationKind, TOLD } from '#catalog/index.js'
import type { Edge, Resource } from './graph.js'
import { arnFormOf, covers, namedText, ownArn } from './names.js'
import { type Found as PathFound, valuesAt } from './paths.js'
import { allGuards, elementsAt, plainText, type Statement, statementsOf } from './policy.js'
import { type Ground, type Named, namedIn } from './related.js'
import type { Guard } from './value.js'

/** IAM takes the names of services and actions in any case. */
const SERVICES = new Map(
  Object.entries(ACTION_RELATIONS).map(([service, { types, also, relations }]) => [
    service,
    relations.map(({ verbs, kind }) => ({ types, also, kind, verbs: new RegExp(verbs.source, 'i') })),
  ]),
)

/** What an action does to a resource of a type; an action of another service does nothing to it. */
export function relationsOf(action: string, type: string): readonly RelationKind[] {
  const colon = action.indexOf(':')
  const rows = action === '*' ? [...SERVICES.values()].flat() : (SERVICES.get(action.slice(0, Math.max(colon, 0)).toLowerCase()) ?? [])
  const verb = action.slice(colon + 1)
  return rows.filter(({ types, also, verbs }) => (type === also || type.startsWith(types)) && verbs.test(verb)).map(({ kind }) => kind)
}

/** Something that a role may do to whatever a pattern of ARNs covers. */
interface Grant {
  readonly actions: readonly { readonly action: string; readonly guards: readonly Guard[] }[]
  readonly pattern: string
  readonly guards: readonly Guard[]
}

/** What identity policies allow. */
export interface Allowed {
  /** Role to resource: statements that name the resource. */
  readonly edges: readonly Edge[]
  /** By role: statements whose resource is a pattern. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>
}

type Holders = ReadonlyMap<string, readonly Named[]>

/** What all policies of a template allow, by the resource whose property says so. */
export function allowedIn(ground: Ground): { readonly edgesAt: (id: string) => readonly Edge[]; readonly grants: Allowed['grants'] } {
  const found: Found = { edges: new Map(), grants: new Map() }
  const attached = attachedIn(ground, found.grants)
  for (const resource of ground.resources.values()) {
    for (const place of POLICY_PLACES) {
      if (place.type !== resource.type) continue
      const holders = [...holdersOf(resource, place, ground), ...(attached.get(resource.id) ?? [])]
      if (holders.length > 0)
        for (const document of valuesAt(resource.properties, place.document)) read(document, { at: resource.id, holders, ground, found })
    }
  }
  return { edgesAt: (id) => found.edges.get(id) ?? [], grants: found.grants }
}

interface Found {
  readonly edges: Map<string, Edge[]>
  readonly grants: Map<string, Grant[]>
}

interface Reading {
  readonly at: string
  readonly holders: readonly Named[]
  readonly ground: Ground
  readonly found: Found
}

/** Adds what a policy document allows its holders. */
function read(document: PathFound, { at, holders, ground, found }: Reading): void {
  for (const statement of statementsOf(document.value)) {
    if (statement.effect !== 'Allow') continue
    const [named, patterns] = [allowances(statement, ground), grantsIn(statement)]
    const path = `${document.path}.${statement.path}`
    for (const { to, kind, guards: own } of named)
      for (const holder of holders) {
        const guards = allGuards(holder.guards, document.guards, own)
        if (guards !== undefined) push(found.edges, at, { from: holder.id, to, kind, at, path, guards })
      }
    for (const grant of patterns)
      for (const holder of holders) {
        const guards = allGuards(holder.guards, document.guards, grant.guards)
        if (guards !== undefined) push(found.grants, holder.id, { ...grant, guards })
      }
  }
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [item])
  else list.push(item)
}

const OF_AWS = /^arn:[^:]*:iam::aws:policy\/(.+)$/

/** Who has which managed policy of the template; what those of AWS allow goes to `grants`. */
function attachedIn(ground: Ground, grants: Map<string, Grant[]>): Holders {
  const holders = new Map<string, Named[]>()
  for (const resource of ground.resources.values()) {
    for (const { type, path, names } of ATTACHMENTS) {
      if (type !== resource.type) continue
      for (const found of valuesAt(resource.properties, path)) {
        for (const { id, guards } of namedIn(found, ground, { names })) push(holders, id, { id: resource.id, guards })
        const name = OF_AWS.exec(namedText(found.value) ?? '')?.[1] ?? ''
        const actions = Object.hasOwn(MANAGED_ACTIONS, name) ? MANAGED_ACTIONS[name] : undefined
        if (actions !== undefined)
          push(grants, resource.id, { actions: actions.map((action) => ({ action, guards: [] })), pattern: '*', guards: found.guards })
      }
    }
  }
  return holders
}

function holdersOf(resource: Resource, { holders, names }: PolicyPlace, ground: Ground): readonly Named[] {
  return holders === 'self'
    ? [{ id: resource.id, guards: [] }]
    : valuesAt(resource.properties, holders).flatMap((found) => namedIn(found, ground, { names }))
}

interface Allowance {
  readonly to: string
  readonly kind: RelationKind
  readonly guards: readonly Guard[]
}

/** Each kind of thing that a statement allows with each resource it names, once. */
function allowances({ value, guards }: Statement, ground: Ground): readonly Allowance[] {
  const actions = elementsAt(value, 'Action')
  const found = new Map<string, Allowance>()
  for (const target of elementsAt(value, 'Resource').flatMap((each) => namedIn(each, ground))) {
    const type = ground.resources.get(target.id)?.type ?? ''
    for (const action of actions) {
      const all = allGuards(guards, target.guards, action.guards)
      if (all === undefined) continue
      for (const kind of relationsOf(plainText(action.value) ?? '', type)) {
        const key = JSON.stringify([target.id, kind, all])
        if (!found.has(key)) found.set(key, { to: target.id, kind, guards: all })
      }
    }
  }
  return [...found.values()]
}

function grantsIn({ value, guards }: Statement): readonly Grant[] {
  const patterns = elementsAt(value, 'Resource').flatMap((each) => {
    const text = namedText(each.value)
    return text?.includes('*') === true ? [{ pattern: text, guards: each.guards }] : []
  })
  if (patterns.length === 0) return []
  const actions = elementsAt(value, 'Action').flatMap(({ value: action, guards: own }) => {
    const text = plainText(action)
    return text === undefined ? [] : [{ action: text, guards: own }]
  })
  return patterns.flatMap(({ pattern, guards: own }) => {
    const all = allGuards(guards, own)
    return all === undefined ? [] : [{ actions, pattern, guards: all }]
  })
}

/** Whether a pattern of ARNs covers a resource for certain. */
function reaches(pattern: string, resource: Resource, { names }: Ground): boolean {
  if (pattern === '*') return true
  const [arn, form] = [ownArn(pattern), arnFormOf(resource.type)]
  if (arn === undefined || form === undefined || arn.service !== form.service) return false
  if (arn.resource === '*') return true
  const name = names.nameOf(resource.id)
  if (name !== undefined) return covers(arn.resource, `${form.before}${name}${form.after}`)
  return arn.resource.startsWith(`${form.before}*`)
}

const toldByType = new Map<string, string[]>()
for (const { type, path } of TOLD) push(toldByType, type, path)

/**
 * What code does to the resources whose names it is given: what its roles may do to everything of that kind. A table's name in the
 * environment and `dynamodb:GetItem` on `*` together mean reading that table; each alone means nothing.
 */
export function toldBy(
  resource: Resource,
  roles: readonly Named[],
  { ground, grants }: { readonly ground: Ground; readonly grants: Allowed['grants'] },
): readonly Edge[] {
  const paths = toldByType.get(resource.type)
  const own = [{ id: resource.id, guards: [] }, ...roles].flatMap(({ id, guards }) =>
    (grants.get(id) ?? []).map((grant) => ({ grant, guards })),
  )
  if (paths === undefined || own.length === 0) return []
  return paths.flatMap((path) =>
    valuesAt(resource.properties, path).flatMap((found) =>
      namedIn(found, ground).flatMap((named): readonly Edge[] => {
        const other = ground.resources.get(named.id)
        if (other === undefined || other.id === resource.id) return []
        return own.flatMap(({ grant, guards: through }) => {
          if (!reaches(grant.pattern, other, ground)) return []
          return grant.actions.flatMap(({ action, guards }) => {
            const all = allGuards(named.guards, through, grant.guards, guards)
            if (all === undefined) return []
            return relationsOf(action, other.type).map((kind) => ({
              from: resource.id,
              to: other.id,
              kind,
              at: resource.id,
              path: found.path,
              guards: all,
            }))
          })
        })
      }),
    ),
  )
}
