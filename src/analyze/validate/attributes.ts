import { didYouMean, entryOf, type JsonObject, type MapEntry } from '#core/index.js'
import { callIn, TRANSFORM } from './functions.js'
import { atEntry, type Place } from './place.js'
import type { Walk } from './walk.js'
import { checkSchema } from './schema.js'
import { type Member, textAt } from './template.js'
import { CREATION_POLICIES, SNAPSHOT_TYPES, UPDATE_POLICIES } from './types/attributes.js'
import { isOwn } from './types/own.js'
import { isServerless } from './types/serverless.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-product-attribute-reference.html, read 2026-11; the last two are SAM's. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  'Type',
  'Properties',
  'Condition',
  'CreationPolicy',
  'DeletionPolicy',
  'DependsOn',
  'Metadata',
  'UpdatePolicy',
  'UpdateReplacePolicy',
  TRANSFORM,
  'Connectors',
  'IgnoreGlobals',
])

const POLICIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['DeletionPolicy', ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot']],
  ['UpdateReplacePolicy', ['Delete', 'Retain', 'Snapshot']],
])

const BEHAVIOURS = [
  { key: 'CreationPolicy', shapes: CREATION_POLICIES },
  { key: 'UpdatePolicy', shapes: UPDATE_POLICIES },
] as const

/** What stands beside the properties of a resource. */
export function checkAttributes(member: Member, walk: Walk): void {
  const { tree, place } = member
  const { declared, catalog, report } = walk
  const type = textAt(tree, 'Type') ?? ''
  // SAM drops what it does not know; a custom resource may carry a version.
  if (declared.transforms.serverless && isServerless(type)) return
  const takesVersion = isOwn(type) || catalog.schema(type)?.attributes.includes('*') === true
  for (const entry of tree.entries) {
    const at = atEntry(place, entry)
    if (!ATTRIBUTES.has(entry.key) && !(takesVersion && entry.key === 'Version')) {
      const message = `a resource has no attribute "${entry.key}"${didYouMean(entry.key, ATTRIBUTES)}; properties of the service stand below Properties`
      report.add({ code: 'resource-attribute-unknown', message, place: at })
    }
    checkPolicy(entry, at, type, walk)
  }
  for (const { key, shapes } of BEHAVIOURS) checkBehaviour(member, key, shapes, walk)
}

/** What becomes of the resource when it is removed or replaced. */
function checkPolicy({ key, value }: MapEntry, place: Place, type: string, { declared, catalog, report }: Walk): void {
  const allowed = POLICIES.get(key)
  if (allowed === undefined || (declared.transforms.extensions && callIn(value) !== undefined)) return
  const text = value.kind === 'scalar' ? String(value.value) : undefined
  const hasSnapshot = SNAPSHOT_TYPES.has(type) || catalog.schema(type) === undefined
  if (text === 'Snapshot' && !hasSnapshot) {
    const message = `${key} cannot be Snapshot: ${type} has no snapshots; use Retain or Delete`
    report.add({ code: 'resource-attribute-value', message, place, atValue: true })
    return
  }
  if (text !== undefined && allowed.includes(text)) return
  const message = `${key} must be one of ${allowed.join(', ')}${text === undefined ? ', written as text' : didYouMean(text, allowed)}`
  report.add({ code: 'resource-attribute-value', message, place, atValue: true })
}

/** How CloudFormation waits for a new resource, and changes an old one. */
function checkBehaviour({ tree, place }: Member, key: string, shapes: ReadonlyMap<string, JsonObject>, walk: Walk): void {
  const entry = entryOf(tree, key)
  const type = textAt(tree, 'Type') ?? ''
  if (entry === undefined || walk.catalog.schema(type) === undefined) return
  const at = atEntry(place, entry)
  const shape = shapes.get(type)
  if (shape !== undefined) return checkSchema({ tree: entry.value, place: at }, { root: shape, part: shape }, walk)
  const message = `${key} does nothing on ${type}; it is for ${[...shapes.keys()].join(', ')}`
  walk.report.add({ code: 'resource-attribute-value', message, place: at, severity: 'warning' })
}
