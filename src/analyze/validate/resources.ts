import { didYouMean, entryOf, isJsonObject, type JsonObject, type MapEntry, type MapTree, nearest, type Tree } from '#core/index.js'
import type { ResourceSchema } from '#catalog/index.js'
import { type Call, callIn, presence, TRANSFORM } from './functions.js'
import { checkModels } from './models/all.js'
import { isOwn, schemaTypeOf } from './types/own.js'
import { atEntry, atItem, pathOf, type Place } from './place.js'
import { checkPolicies } from './policies.js'
import { checkCondition, type Walk, walkValue } from './references.js'
import { textOfMessage } from './schema/checking.js'
import { checkingOf } from './schema/evaluate.js'
import type { Report } from './report.js'
import { isParted, isServerless, isServerlessType, schemaBehind, serverlessTypes } from './types/serverless.js'
import { type Declared, mayBeGenerated, type Member, textAt } from './template.js'
import { givenBy, waysTo } from './yields.js'

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

export interface ResourceOptions {
  readonly region: string | undefined
  readonly asOf: string
}

export function checkResource(member: Member, walk: Walk, options: ResourceOptions): void {
  const { tree, place } = member
  checkAttributes(member, walk)
  const type = checkResourceType(member, walk, options)
  checkDependencies(member, walk)
  const condition = entryOf(tree, 'Condition')
  if (condition?.value.kind === 'scalar') checkCondition(String(condition.value.value), atEntry(place, condition), walk)
  walkResource(member, walk)
  const schema = type === undefined ? undefined : walk.catalog.schema(type)
  if (schema !== undefined) checkProperties(member, schema, walk)
  else if (walk.declared.transforms.serverless) checkPassed(member, walk)
  checkModels(member, walk, options.asOf)
}

function walkResource({ tree, place, id }: Member, walk: Walk): void {
  const type = walk.declared.typeOf(id) ?? ''
  const apart = (part: string): { readonly apart: boolean } => ({ apart: isServerless(type) && isParted(type, part) })
  for (const entry of tree.entries) {
    if (['Type', 'DependsOn', 'Condition'].includes(entry.key)) continue
    const at = atEntry(place, entry)
    if (!isServerless(type) || entry.value.kind !== 'map' || entry.key !== 'Properties') walkValue(entry.value, at, walk, apart(entry.key))
    else for (const inner of entry.value.entries) walkValue(inner.value, atEntry(at, inner), walk, apart(inner.key))
  }
}

/** What of a SAM resource reaches a type of the registry as it is written. */
function checkPassed(member: Member, walk: Walk): void {
  const behind = schemaBehind(walk.declared.typeOf(member.id) ?? '', walk.catalog)
  const entry = entryOf(member.tree, 'Properties')
  if (behind === undefined || entry?.value.kind !== 'map') return
  checkSchema({ tree: entry.value, place: atEntry(member.place, entry) }, { root: behind.whole.schema, part: behind.passed }, walk)
}

function checkAttributes({ tree, place }: Member, { report, declared, catalog }: Walk): void {
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
    checkPolicy(entry, at, declared.transforms.extensions, report)
  }
}

/** What becomes of the resource when it is removed or replaced. */
function checkPolicy({ key, value }: MapEntry, place: Place, takesFunctions: boolean, report: Report): void {
  const allowed = POLICIES.get(key)
  if (allowed === undefined || (takesFunctions && callIn(value) !== undefined)) return
  const text = value.kind === 'scalar' ? String(value.value) : undefined
  if (text !== undefined && allowed.includes(text)) return
  const message = `${key} must be one of ${allowed.join(', ')}${text === undefined ? ', written as text' : didYouMean(text, allowed)}`
  report.add({ code: 'resource-attribute-value', message, place, atValue: true })
}

/** The type, when it is one whose properties can be checked. */
function checkResourceType({ tree, place, id }: Member, walk: Walk, { region }: ResourceOptions): string | undefined {
  const { catalog, report, declared } = walk
  const entry = entryOf(tree, 'Type')
  if (entry === undefined) {
    if (entryOf(tree, TRANSFORM) === undefined) report.add({ code: 'type-missing', message: `resource ${id} has no Type`, place })
    return undefined
  }
  const at = atEntry(place, entry)
  const type = textAt(tree, 'Type')
  if (type === undefined) {
    report.add({ code: 'type-missing', message: `the Type of ${id} must be the name of a resource type`, place: at, atValue: true })
    return undefined
  }
  if (isOwn(type)) return schemaTypeOf(type)
  if (catalog.schema(type) === undefined) {
    if (!(declared.transforms.serverless && isServerlessType(type))) reportUnknownType(type, at, walk)
    return undefined
  }
  if (region !== undefined && catalog.available(type, region) === false) {
    const message = `${type} does not exist in ${region}; choose another region or leave the resource out`
    report.add({ code: 'type-not-in-region', message, place: at, atValue: true })
  }
  return type
}

function reportUnknownType(type: string, place: Place, { catalog, report, declared }: Walk): void {
  if (isServerlessType(type)) {
    const message = `${type} needs the line "Transform: AWS::Serverless-2016-10-31" at the top of the template`
    report.add({ code: 'type-unknown', message, place, atValue: true })
  } else if (/^(AWS|Custom|Alexa)(::|$)/.test(type) || !/^\w+::\w+::\w+$/.test(type)) {
    const message = `there is no resource type "${type}"${hint(type, [...catalog.typeNames(), ...serverlessTypes()])}`
    report.add({ code: 'type-unknown', message, place, atValue: true })
  } else if (!declared.transforms.open.has('Resources')) {
    const message = `${type} is a type of a third party; it must be activated in the account, and its properties are not checked`
    report.add({ code: 'type-not-public', message, place, atValue: true })
  }
}

function hint(type: string, names: readonly string[]): string {
  const service = type.split('::').slice(0, 2).join('::')
  const sameService = names.filter((name) => name.startsWith(`${service}::`))
  const word = nearest(type, sameService) ?? nearest(type, names)
  return word === undefined ? '' : ` (did you mean "${word}"?)`
}

function checkDependencies({ tree, place, id }: Member, { declared, report, used }: Walk): void {
  const entry = entryOf(tree, 'DependsOn')
  if (entry === undefined) return
  const at = atEntry(place, entry)
  const items: readonly (readonly [Tree, Place])[] =
    entry.value.kind === 'list' ? entry.value.items.map((item, index) => [item, atItem(at, index, item)]) : [[entry.value, at]]
  for (const [item, itemPlace] of items) {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') {
      const message = 'DependsOn takes the logical id of a resource, or a list of them'
      report.add({ code: 'resource-attribute-value', message, place: itemPlace, atValue: true })
    } else if (declared.targets.has(item.value)) {
      used.uses.push({ from: id, to: item.value, guards: [] })
      const condition = undefinedConditionOf(item.value, declared)
      if (condition === undefined) continue
      const message = `resource "${item.value}" hangs on the condition "${condition}", which is not defined`
      report.add({ code: 'depends-on-missing', message, place: itemPlace, atValue: true })
    } else if (!mayBeGenerated(item.value, declared) && !item.value.includes('${')) {
      const message = declared.resources.has(item.value)
        ? `resource "${item.value}" has no Type, so nothing can depend on it`
        : `there is no resource "${item.value}" to depend on${didYouMean(item.value, declared.targets.keys())}`
      report.add({ code: 'depends-on-missing', message, place: itemPlace, atValue: true })
    }
  }
}

function undefinedConditionOf(id: string, { resources, conditions, transforms }: Declared): string | undefined {
  const condition = textAt(resources.get(id)?.tree, 'Condition')
  return condition === undefined || conditions.has(condition) || transforms.open.has('Conditions') ? undefined : condition
}

const NO_PROPERTIES: MapTree = { kind: 'map', entries: [] }

function checkProperties(member: Member, schema: ResourceSchema, walk: Walk): void {
  const { report } = walk
  const entry = entryOf(member.tree, 'Properties')
  const place = entry === undefined ? member.place : atEntry(member.place, entry)
  const tree = entry?.value ?? NO_PROPERTIES
  if (tree.kind !== 'map') {
    if (tree.kind === 'scalar' && tree.value === null) return
    report.add({ code: 'value-type', message: `Properties must be a map of names`, place, atValue: true })
    return
  }
  checkPolicies(tree, place, report)
  // A whole set of properties that a function gives.
  if (callIn(tree) !== undefined || entryOf(member.tree, TRANSFORM) !== undefined) return
  checkSchema({ tree, place }, { root: schema.schema, part: schema.schema }, walk)
  checkTags(tree, schema, place, report)
  for (const path of schema.readOnly) reportReadOnly(tree, path.split('/'), { place, report })
}

/** The name in `Ref` or `Fn::GetAtt`; empty when there is none. */
function targetOf({ argument }: Call): string {
  const [first = argument] = argument.kind === 'list' ? argument.items : []
  return first.kind === 'scalar' ? String(first.value) : ''
}

/** `part`: what of the schema the value is held against. */
function checkSchema(
  { tree, place }: { readonly tree: MapTree; readonly place: Place },
  { root, part }: { readonly root: JsonObject; readonly part: JsonObject },
  { declared, catalog, report }: Walk,
): void {
  const known = { declared, catalog }
  const checking = checkingOf(root, {
    given: (call) => givenBy(call, known),
    wayTo: (format, call) => waysTo(format, targetOf(call), known),
  })
  const { problems } = checking.evaluate(part, tree, place)
  // Several parts of a schema may ask the same.
  const said = new Set<string>()
  for (const { code, message, place: at, atValue } of problems) {
    const text = textOfMessage(message)
    const key = `${code} ${pathOf(at).join('/')} ${text}`
    if (!said.has(key)) report.add({ code, message: text, place: at, atValue })
    said.add(key)
  }
}

/** No service takes two tags with one key. */
function checkTags(tree: Tree, { schema }: ResourceSchema, place: Place, report: Report): void {
  const tagging = schema['tagging']
  const property = isJsonObject(tagging) ? tagging['tagProperty'] : undefined
  const entry = typeof property === 'string' ? entryOf(tree, property.replace('/properties/', '')) : undefined
  if (entry?.value.kind !== 'list') return
  const at = atEntry(place, entry)
  const seen = new Set<string>()
  entry.value.items.forEach((item, index) => {
    const key = textAt(item, 'Key')
    if (key !== undefined && seen.has(key)) {
      const message = `the tag "${key}" stands twice; remove one`
      report.add({ code: 'list-duplicates', message, place: atItem(at, index, item) })
    } else if (key !== undefined) seen.add(key)
  })
}

function reportReadOnly(tree: Tree, steps: readonly string[], at: { readonly place: Place; readonly report: Report }): void {
  const [step, ...rest] = steps
  if (step === undefined) return
  if (step === '*') {
    if (tree.kind === 'list')
      tree.items.forEach((item, index) => reportReadOnly(item, rest, { ...at, place: atItem(at.place, index, item) }))
    return
  }
  const entry = entryOf(tree, step)
  if (entry === undefined || presence(entry.value) !== 'given') return
  const place = atEntry(at.place, entry)
  if (rest.length > 0) reportReadOnly(entry.value, rest, { ...at, place })
  else at.report.add({ code: 'property-read-only', message: `${step} is set by AWS and cannot be given; remove it`, place })
}
