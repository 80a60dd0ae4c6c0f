import { entryOf, type MapTree, type Tree } from '#core/index.js'
import type { ResourceSchema } from '#catalog/index.js'
import { checkAttributes } from './attributes.js'
import { callIn, presence, TRANSFORM } from './functions.js'
import type { LocalCode } from './local-path.js'
import { checkModels } from './models/all.js'
import { atEntry, atItem, type Place } from './place.js'
import { checkCondition, walkValue } from './references.js'
import type { Report } from './report.js'
import { checkSchema } from './schema.js'
import type { Suggest } from './suggest.js'
import { checkTags } from './tags.js'
import { type Declared, mayBeGenerated, type Member, textAt } from './template.js'
import { isOwn, isUndescribed, schemaTypeOf } from './types/own.js'
import { isParted, isServerless, isServerlessType, schemaBehind, serverlessTypes } from './types/serverless.js'
import type { Walk } from './walk.js'

export interface ResourceOptions {
  readonly region: string | undefined
  readonly asOf: string
  readonly local: LocalCode | undefined
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
  checkModels(member, walk, options)
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
  if (isUndescribed(type)) return undefined
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

function reportUnknownType(type: string, place: Place, { catalog, report, declared, suggest }: Walk): void {
  if (isServerlessType(type)) {
    const message = `${type} needs the line "Transform: AWS::Serverless-2016-10-31" at the top of the template`
    report.add({ code: 'type-unknown', message, place, atValue: true })
  } else if (/^(AWS|Custom|Alexa)(::|$)/.test(type) || !/^\w+::\w+::\w+$/.test(type)) {
    const message = `there is no resource type "${type}"${hint(type, [...catalog.typeNames(), ...serverlessTypes()], suggest)}`
    report.add({ code: 'type-unknown', message, place, atValue: true })
  } else if (!declared.transforms.open.has('Resources')) {
    const message = `${type} is a type of a third party; it must be activated in the account, and its properties are not checked`
    report.add({ code: 'type-not-public', message, place, atValue: true })
  }
}

function hint(type: string, names: readonly string[], suggest: Suggest): string {
  const service = type.split('::').slice(0, 2).join('::')
  const sameService = names.filter((name) => name.startsWith(`${service}::`))
  return suggest(type, sameService) || suggest(type, names)
}

function checkDependencies({ tree, place, id }: Member, { declared, report, used, suggest }: Walk): void {
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
        : `there is no resource "${item.value}" to depend on${suggest(item.value, declared.targets.keys())}`
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
  // A whole set of properties that a function gives.
  if (callIn(tree) !== undefined || entryOf(member.tree, TRANSFORM) !== undefined) return
  checkSchema({ tree, place }, { root: schema.schema, part: schema.schema }, walk)
  checkTags(tree, schema, place, report)
  for (const path of schema.readOnly) reportReadOnly(tree, path.split('/'), { place, report })
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
  else at.report.add({ code: 'property-read-only', message: `${step} is set by AWS, and what is given here is dropped; remove it`, place })
}
