import type { Source } from './types.js'
import {
  type Diagnostic,
  didYouMean,
  entryOf,
  type Json,
  jsonOf,
  type JsonObject,
  type MapEntry,
  type Span,
  type Tree,
} from '#core/index.js'
import { Expansion, type Problem } from './expansion.js'
import { expandFunction, FUNCTION_PROPERTIES } from './function.js'
import { finishDeployments } from './function-versions.js'
import { applyGlobals } from './globals.js'
import { expandHttpApi, HTTP_API_PROPERTIES } from './http-api.js'
import { API_PROPERTIES, expandApi } from './rest-api.js'
import { addImplicitApis } from './routes.js'
import {
  APPLICATION_PROPERTIES,
  expandApplication,
  expandLayer,
  expandTable,
  LAYER_PROPERTIES,
  TABLE_PROPERTIES,
} from './small-resources.js'
import { expandStateMachine, STATE_MACHINE_PROPERTIES } from './state-machine.js'
import { copyOf, isList, isNoValue, isObj, type Obj, text, type Value } from './values.js'

/** Where one resource of the expansion comes from. */
export interface Origin {
  /** Logical id of the resource in the SAM template. */
  readonly resource: string
  readonly span?: Span
}

export interface Expanded {
  /** The CloudFormation template; only without an error. */
  readonly template?: JsonObject
  /** For each expanded logical id that is not in the SAM template as it stands. */
  readonly origins: ReadonlyMap<string, Origin>
  readonly diagnostics: readonly Diagnostic[]
}

export interface ExpandOptions {
  readonly parameters?: Readonly<Record<string, string>>
  readonly region?: string
}

interface Kind {
  /** Properties of SAM that are not expanded here: they are an error, never dropped. */
  readonly notYet?: readonly string[]
  readonly properties: readonly string[]
  readonly expand: (expansion: Expansion, source: Source) => void
}

/** In the order of expansion: APIs come after what makes routes of them. */
const KINDS: Readonly<Record<string, Kind>> = {
  'AWS::Serverless::Function': { properties: FUNCTION_PROPERTIES, expand: expandFunction, notYet: ['PropagateTags'] },
  'AWS::Serverless::StateMachine': {
    properties: STATE_MACHINE_PROPERTIES,
    expand: expandStateMachine,
    notYet: ['AutoPublishAlias', 'DeploymentPreference', 'UseAliasAsEventTarget'],
  },
  'AWS::Serverless::Api': {
    properties: API_PROPERTIES,
    expand: expandApi,
    notYet: ['MergeDefinitions', 'AlwaysDeploy', 'PropagateTags', 'Policy'],
  },
  'AWS::Serverless::HttpApi': { properties: HTTP_API_PROPERTIES, expand: expandHttpApi, notYet: ['PropagateTags'] },
  'AWS::Serverless::SimpleTable': { properties: TABLE_PROPERTIES, expand: expandTable },
  'AWS::Serverless::LayerVersion': { properties: LAYER_PROPERTIES, expand: expandLayer },
  'AWS::Serverless::Application': { properties: APPLICATION_PROPERTIES, expand: expandApplication },
}
const PREFIX = 'AWS::Serverless::'
const DEFAULT_REGION = 'us-east-1'

/** Expands a SAM template to the CloudFormation that AWS makes of it. What cannot be expanded is an error that names its resource. */
export function expandSam(tree: Tree, options: ExpandOptions = {}): Expanded {
  const template = copyOf(jsonOf(tree))
  const region = options.region ?? DEFAULT_REGION
  const expansion = new Expansion(isObj(template) ? template : {}, parameterValues(template, options, region), {
    region,
    partition: partitionOf(region),
  })
  if (checkShape(expansion, template)) expandAll(expansion)
  const diagnostics = expansion.problems.map((problem) => diagnosticOf(problem, tree))
  const origins = new Map(
    [...expansion.origins].map(([id, resource]): [string, Origin] => [id, { resource, ...spanOf(tree, ['Resources', resource]) }]),
  )
  return { ...(diagnostics.length === 0 ? { template: finished(expansion) } : {}), origins, diagnostics }
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('eusc-') ? 'aws-eusc' : 'aws'
}

/** The given parameters, then the defaults of the template. */
function parameterValues(template: Value, options: ExpandOptions, region: string): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>([
    ['AWS::Region', region],
    ['AWS::Partition', partitionOf(region)],
  ])
  const declared = isObj(template) ? template['Parameters'] : undefined
  for (const [name, parameter] of Object.entries(isObj(declared) ? declared : {}))
    if (isObj(parameter) && parameter['Default'] !== undefined) values.set(name, parameter['Default'])
  for (const [name, value] of Object.entries(options.parameters ?? {})) values.set(name, value)
  return values
}

function checkShape(expansion: Expansion, template: Value): boolean {
  const reject = (message: string, path: readonly string[]): void => expansion.reject(undefined, message, path)
  if (!isObj(template) || !isObj(template['Resources'])) {
    reject("'Resources' must be a map", [])
    return false
  }
  for (const section of ['Mappings', 'Parameters'])
    if (template[section] !== undefined && !isObj(template[section])) reject(`'${section}' must be a map`, [section])
  for (const [id, resource] of Object.entries(template['Resources']))
    if (!isObj(resource)) reject(`the resource ${id} must be a map; in YAML this may be an indentation issue`, ['Resources', id])
  return expansion.problems.length === 0
}

function expandAll(expansion: Expansion): void {
  addImplicitApis(expansion)
  applyGlobals(expansion)
  const sources = sourcesOf(expansion)
  for (const [id, resource] of Object.entries(expansion.resources)) if (!isSam(resource)) expansion.out[id] = resource
  for (const [type, kind] of Object.entries(KINDS)) for (const source of sources) if (source.type === type) kind.expand(expansion, source)
  finishDeployments(expansion)
}

function isSam(resource: Value): boolean {
  return isObj(resource) && text(resource['Type'])?.startsWith(PREFIX) === true
}

/** The SAM resources that can be expanded; reports the others. */
function sourcesOf(expansion: Expansion): readonly Source[] {
  return Object.entries(expansion.resources).flatMap(([id, resource]): Source[] => {
    if (!isObj(resource)) return []
    if (resource['Connectors'] !== undefined) expansion.reject(id, "'Connectors' are not supported yet", ['Connectors'])
    const type = text(resource['Type'])
    if (type === undefined || !type.startsWith(PREFIX)) return []
    const kind = KINDS[type]
    const properties = resource['Properties'] ?? {}
    if (kind === undefined) expansion.reject(id, `resources of type ${type} are not supported yet`, ['Type'])
    else if (!isObj(properties)) expansion.reject(id, "'Properties' should be a map", ['Properties'])
    else if (known(expansion, id, properties, kind)) return [{ id, type, properties: withoutNoValues(properties), resource }]
    return []
  })
}

function known(expansion: Expansion, id: string, properties: Obj, kind: Kind): boolean {
  const unknown = Object.keys(properties).filter((key) => !kind.properties.includes(key))
  for (const key of unknown) {
    const later = kind.notYet?.includes(key) === true
    const message = later
      ? `property ${key} is not supported yet`
      : `property ${key} is not defined for this type of resource${didYouMean(key, kind.properties)}`
    expansion.reject(id, message, ['Properties', key])
  }
  return unknown.length === 0
}

function withoutNoValues(properties: Obj): Obj {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([key, value]) => value !== null || key === 'VpcConfig')
      .filter(([, value]) => !isNoValue(value) || value === null),
  )
}

function diagnosticOf(problem: Problem, tree: Tree): Diagnostic {
  const { resource, message, path } = problem
  return {
    code: 'sam-expansion',
    severity: 'error',
    message: resource === undefined ? message : `${resource}: ${message}`,
    ...(resource === undefined ? {} : { resource }),
    path,
    ...spanOf(tree, path),
  }
}

function stepInto(at: Tree, step: string | number): Pick<MapEntry, 'value' | 'keySpan'> | undefined {
  if (typeof step === 'string') return entryOf(at, step)
  const value = at.kind === 'list' ? at.items[step] : undefined
  return value === undefined ? undefined : { value }
}

/** The place of the deepest part of a path that the text has. */
function spanOf(tree: Tree, path: readonly (string | number)[]): { span?: Span } {
  let at: Tree = tree
  let span = tree.span
  for (const step of path) {
    const next = stepInto(at, step)
    if (next === undefined) break
    at = next.value
    span = next.keySpan ?? at.span ?? span
  }
  return span === undefined ? {} : { span }
}

/** The template with the expanded resources, and references to renamed ones made new. */
function finished(expansion: Expansion): JsonObject {
  const { Transform: transform, ...rest } = expansion.template
  const others = isList(transform)
    ? transform.filter((name) => text(name)?.startsWith('AWS::Serverless-') !== true)
    : text(transform)?.startsWith('AWS::Serverless-') === false
      ? [transform ?? null]
      : []
  const renamed: Json =
    expansion.renamed.size === 0 ? { ...rest, Resources: expansion.out } : rename({ ...rest, Resources: expansion.out }, expansion.renamed)
  return { ...(others.length === 0 ? {} : { Transform: others }), ...(isObj(renamed) ? renamed : {}) }
}

function rename(value: Value, names: ReadonlyMap<string, string>): Value {
  if (isList(value)) return value.map((item) => rename(item, names))
  if (!isObj(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'Ref' || key === 'DependsOn') return [key, renameIds(inner, names)]
      if (key === 'Fn::Sub' && typeof inner === 'string') return [key, renameSub(inner, names)]
      if (key === 'Fn::GetAtt' && isList(inner)) return [key, [...inner.slice(0, 1).map((id) => renameIds(id, names)), ...inner.slice(1)]]
      return [key, rename(inner, names)]
    }),
  )
}

/** A logical id, or a list of them. */
function renameIds(ids: Value, names: ReadonlyMap<string, string>): Value {
  return isList(ids) ? ids.map((id) => renameIds(id, names)) : typeof ids === 'string' ? (names.get(ids) ?? ids) : ids
}

function renameSub(form: string, names: ReadonlyMap<string, string>): string {
  return form.replaceAll(/\$\{([A-Za-z0-9]+)(\.[^}]*)?\}/g, (whole: string, name: string, attribute: string | undefined) => {
    const special = attribute === undefined ? undefined : names.get(`${name}${attribute}`)
    if (special !== undefined) return `\${${special}}`
    const renamed = names.get(name)
    return renamed === undefined ? whole : `\${${renamed}${attribute ?? ''}}`
  })
}
