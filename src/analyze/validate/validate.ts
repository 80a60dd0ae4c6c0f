import { type Diagnostic, MAX_NESTING, type Tree } from '#core/index.js'
import type { Catalog } from '#catalog/index.js'
import type { Worlds } from '#graph/index.js'
import { checkCircles } from './circles.js'
import { checkConditions } from './conditions.js'
import { checkMapping, checkRules } from './declarations.js'
import { checkHeader } from './header.js'
import type { LocalCode } from './local-path.js'
import { checkInterface } from './metadata.js'
import { checkNested, type Nested, nestedInWorlds } from './nested.js'
import { checkOutputs } from './outputs.js'
import { checkParameter } from './parameters.js'
import { atEntry, atItem, type Place, ROOT } from './place.js'
import { walkValue } from './references.js'
import { type Report, reportFor } from './report.js'
import { checkResource } from './resources.js'
import { rulesInWorlds } from './rules.js'
import { suggestions } from './suggest.js'
import { suppressionsIn } from './suppressions.js'
import { type Declared, declaredIn, type Member, sectionOf } from './template.js'
import type { Walk } from './walk.js'
import { brokenInWorlds } from './schema-worlds.js'
import { inWorlds, missingInWorlds } from './worlds.js'

export interface ValidateOptions {
  /** Where the stack is to be made; undefined: types are not checked against a region. */
  readonly region?: string | undefined
  /** The day on which the template is judged (`YYYY-MM-DD`); without it the day of the catalog. */
  readonly asOf?: string | undefined
  /** The length of the text that the template was read from. */
  readonly bytes?: number | undefined
  /** The worlds of the template's graph; without them nothing is said of which parameters lead where. */
  readonly worlds?: Worlds | undefined
  /** Code beside the template, as `readLocalCode` gives it; without it no code in folders is looked at. */
  readonly local?: LocalCode | undefined
  /** Templates of the stacks that this one makes; without them nothing is said of what is given to those and read from them. */
  readonly nested?: Nested | undefined
}

/**
 * Everything that CloudFormation would refuse in a template, as far as the registry's schemas and the names in it decide: an unknown value is
 * no error, and each branch of `Fn::If` is checked. Sections of the wrong shape are the reader's to report. In the order of the template.
 */
export function validateTemplate(template: Tree, catalog: Catalog, options: ValidateOptions = {}): readonly Diagnostic[] {
  if (nestsDeeperThan(MAX_NESTING, template)) return [tooDeep(template)]
  const declared = declaredIn(template)
  const asOf = options.asOf ?? catalog.asOf
  const terms = { macro: declared.transforms.macro, suppressions: suppressionsIn(declared), asOf }
  const report = reportFor(terms)
  const walk: Walk = {
    declared,
    catalog,
    report,
    suggest: suggestions(),
    used: { uses: [], parameters: new Set(), conditions: new Set(), mappings: new Set() },
  }
  checkRegion(options.region, walk)
  checkNulls(template, ROOT, report)
  checkNames(declared, report)
  checkHeader(walk, options.bytes)
  checkLimits(declared, walk)
  checkInterface(walk)
  for (const parameter of declared.parameters.values()) checkParameter(parameter, walk)
  checkRules(walk)
  for (const mapping of declared.mappings.values()) checkMapping(mapping, walk)
  checkConditions(walk)
  for (const resource of declared.resources.values()) checkResource(resource, walk, { region: options.region, asOf, local: options.local })
  checkOutputs(walk)
  if (options.nested !== undefined) checkNested(options.nested, walk)
  checkGlobals(walk)
  checkCircles(walk, options.worlds)
  checkUnused(walk)
  const told = options.worlds === undefined ? report.diagnostics : withWorlds(walk, options.worlds, reportFor(terms))
  return options.nested === undefined ? told : [...told, ...nestedInWorlds(options.nested, declared)]
}

/** Without recursion: what it guards against ends the stack. */
function nestsDeeperThan(most: number, template: Tree): boolean {
  let level: readonly Tree[] = [template]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true
    const next: Tree[] = []
    for (const tree of level) {
      if (tree.kind === 'list') for (const item of tree.items) next.push(item)
      if (tree.kind === 'map') for (const { value } of tree.entries) next.push(value)
    }
    level = next
  }
  return false
}

function tooDeep({ span }: Tree): Diagnostic {
  const message = `the template is nested more than ${MAX_NESTING} levels deep; flatten it`
  return { code: 'limit-exceeded', severity: 'error', message, path: [], ...(span === undefined ? {} : { span }) }
}

function withWorlds(walk: Walk, worlds: Worlds, report: Report): readonly Diagnostic[] {
  const { declared } = walk
  const { diagnostics: known } = walk.report
  const told = inWorlds(known, declared.root, worlds)
  // A macro may take conditions away, and references.
  if (declared.transforms.macro !== undefined) return told
  return [...told, ...rulesInWorlds(declared, worlds), ...brokenInWorlds(walk, worlds, { known, report }), ...missingInWorlds(worlds)]
}

function checkRegion(region: string | undefined, { catalog, report }: Walk): void {
  if (region === undefined || catalog.region(region) !== undefined) return
  report.add({
    code: 'region-unknown',
    message: `the catalog does not know the region "${region}"; what it has is not checked`,
    place: ROOT,
  })
}

/** CloudFormation refuses null wherever it stands, except in the template's own metadata. */
function checkNulls(tree: Tree, place: Place, report: Report): void {
  if (!holdsNull(tree)) return
  if (tree.kind === 'list') tree.items.forEach((item, index) => checkNulls(item, atItem(place, index, item), report))
  if (tree.kind !== 'map') return
  for (const entry of tree.entries) {
    const at = atEntry(place, entry, place.parent?.key === 'Resources' ? String(place.key) : place.resource)
    const { value } = entry
    if (value.kind === 'scalar' && value.value === null) {
      if (place.parent !== undefined)
        report.add({
          code: 'null-value',
          message: `${entry.key} is null, which CloudFormation refuses; give a value or remove it`,
          place: at,
        })
    } else checkNulls(value, at, report)
  }
}

function holdsNull(tree: Tree): boolean {
  if (tree.kind === 'scalar') return tree.value === null
  return tree.kind === 'list' ? tree.items.some(holdsNull) : tree.entries.some(({ value }) => holdsNull(value))
}

function checkNames({ resources, parameters, outputs, mappings }: Declared, report: Report): void {
  for (const member of [...parameters.values(), ...mappings.values(), ...resources.values(), ...outputs.values()]) {
    if (/^[A-Za-z0-9]+$/.test(member.id) && member.id.length <= 255) continue
    const where = pathOfSection(member)
    const message = `"${member.id}" in ${where} must be made of letters and digits alone, 255 at most`
    report.add({ code: 'logical-id', message, place: member.place })
  }
  for (const [id, { place }] of resources) {
    if (parameters.has(id)) report.add({ code: 'name-twice', message: `"${id}" is a parameter and a resource; rename one`, place })
  }
}

function pathOfSection({ place }: Member): string {
  return String(place.parent?.key ?? '')
}

const LIMITS = [
  { section: 'Resources', limit: 'cloudformation.resources' },
  { section: 'Parameters', limit: 'cloudformation.parameters' },
  { section: 'Outputs', limit: 'cloudformation.outputs' },
  { section: 'Mappings', limit: 'cloudformation.mappings' },
] as const

function checkLimits({ root }: Declared, { catalog, report }: Walk): void {
  for (const { section, limit } of LIMITS) {
    const found = sectionOf(root, section)
    const count = found?.tree.entries.length ?? 0
    const { value } = catalog.limit(limit)
    if (found !== undefined && count > value)
      report.add({ code: 'limit-exceeded', message: `${section} has ${count} members; CloudFormation takes ${value}`, place: found.place })
  }
}

/** SAM's defaults for all resources use parameters too. */
function checkGlobals(walk: Walk): void {
  const section = sectionOf(walk.declared.root, 'Globals')
  if (section !== undefined) walkValue(section.tree, section.place, walk)
}

/** What is declared and used nowhere; a macro may use what the template does not. */
function checkUnused({ declared, report, used }: Walk): void {
  if (declared.transforms.macro !== undefined) return
  const add = (code: 'parameter-unused' | 'mapping-unused' | 'condition-unused', name: string, place: Place): void => {
    report.add({ code, message: `${code.replace('-unused', '')} ${name} is used nowhere; remove it`, place })
  }
  for (const [name, { place }] of declared.parameters) if (!used.parameters.has(name)) add('parameter-unused', name, place)
  for (const [name, { place }] of declared.mappings) if (!used.mappings.has(name)) add('mapping-unused', name, place)
  for (const [name, { place }] of declared.conditions) if (!used.conditions.has(name)) add('condition-unused', name, place)
}
