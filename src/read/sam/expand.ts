import { type Diagnostic, entryOf, type JsonObject, type MapEntry, type Severity, type Span, type Tree } from '#core/index.js'
import { finishDeployments } from './deployments.js'
import { addEmbeddedConnectors } from './embedded-connectors.js'
import { Expansion, type Problem } from './expansion.js'
import { applyGlobals } from './globals.js'
import { withNewReferences } from './references.js'
import { expandResources } from './resources.js'
import { addImplicitApis } from './routes.js'
import { Traces, tracedTree } from './traces.js'
import { isObj, listOf, type Obj, text, type Value } from './values.js'

/** Where one resource of the expansion comes from. */
export interface Origin {
  /** Logical id of the resource in the SAM template. */
  readonly id: string
  readonly span?: Span
}

export interface Expanded {
  /** The CloudFormation template; only without an error. */
  readonly template?: JsonObject
  /** The same as a tree: what was copied keeps its place in the SAM text, what was made has the place of its SAM resource. */
  readonly tree?: Tree
  /** For each expanded logical id that is not in the SAM template as it stands. */
  readonly origins: ReadonlyMap<string, Origin>
  readonly diagnostics: readonly Diagnostic[]
}

export interface ExpandOptions {
  readonly parameters?: Readonly<Record<string, string>>
  readonly region?: string
  /**
   * For reading only: what is not known before the deployment stays open (files that are not packaged, parameters without a value), and
   * there is a template although some of its resources could not be expanded. The diagnostics say which.
   */
  readonly lenient?: boolean
}

const DEFAULT_REGION = 'us-east-1'

/** Expands a SAM template to the CloudFormation that AWS makes of it. What cannot be expanded is an error that names its resource. */
export function expandSam(tree: Tree, options: ExpandOptions = {}): Expanded {
  const traces = new Traces()
  const template = traces.copyOf(tree)
  const region = options.region ?? DEFAULT_REGION
  const lenient = options.lenient === true
  const expansion = new Expansion(isObj(template) ? template : {}, {
    parameters: parameterValues(template, options, region),
    region,
    partition: partitionOf(region),
    lenient,
    traces,
  })
  if (traces.unsafe) expansion.reject(undefined, 'the name "__proto__" cannot be used in a template; use another one')
  const sound = checkShape(expansion, template)
  if (sound) expandAll(expansion)
  const diagnostics = [
    ...expansion.problems.map((problem) => diagnosticOf(problem, tree, 'error')),
    ...expansion.losses.map((loss) => diagnosticOf(loss, tree, 'warning')),
  ]
  const origins = new Map(
    [...expansion.origins].map(([id, from]): [string, Origin] => [
      id,
      { id: hostOf(expansion, from), ...originSpan(expansion, tree, from) },
    ]),
  )
  if (!sound || (expansion.problems.length > 0 && !lenient)) return { origins, diagnostics }
  const { made, others } = finished(expansion)
  const whole = others.length === 0 ? made : { Transform: [...others], ...made }
  let madeTree: Tree | undefined
  return {
    template: made,
    // Who only asks what is wrong never needs it.
    get tree() {
      madeTree ??= treeOfMade(expansion, whole, { traces, tree, origins })
      return madeTree
    },
    origins,
    diagnostics,
  }
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
  const resources = isObj(template) ? template['Resources'] : undefined
  if (!isObj(template) || !isObj(resources) || Object.keys(resources).length === 0) {
    reject("'Resources' must be a map with at least one resource", [])
    return false
  }
  for (const section of ['Mappings', 'Parameters', 'Conditions'])
    if (template[section] !== undefined && !isObj(template[section])) reject(`'${section}' must be a map`, [section])
  for (const [id, resource] of Object.entries(resources))
    if (!isObj(resource)) reject(`the resource ${id} must be a map; in YAML this may be an indentation issue`, ['Resources', id])
  return expansion.problems.length === 0
}

function expandAll(expansion: Expansion): void {
  addImplicitApis(expansion)
  applyGlobals(expansion)
  addEmbeddedConnectors(expansion)
  expandResources(expansion)
  finishDeployments(expansion)
}

/** The resource of the template that a source stands at. */
function hostOf(expansion: Expansion, id: string): string {
  return expansion.hosts.get(id)?.resource ?? id
}

function originSpan(expansion: Expansion, tree: Tree, id: string): { span?: Span } {
  const host = expansion.hosts.get(id)
  return spanOf(tree, host === undefined ? ['Resources', id] : ['Resources', host.resource, ...host.path])
}

function diagnosticOf(problem: Problem, tree: Tree, severity: Severity): Diagnostic {
  const { resource, message, path } = problem
  return {
    code: severity === 'error' ? 'sam-expansion' : 'sam-attribute-dropped',
    severity,
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

/**
 * The template with the expanded resources, and references to renamed ones made new; and the transforms that are left. The reference takes
 * those out as well, but what they did not do yet must be known to who reads on.
 */
function finished(expansion: Expansion): { readonly made: Obj; readonly others: readonly Value[] } {
  const { Transform: transform, ...rest } = expansion.template
  const renamed = withNewReferences(expansion, { ...rest, Resources: expansion.out })
  return {
    made: isObj(renamed) ? renamed : {},
    others: listOf(transform).filter((name) => text(name)?.startsWith('AWS::Serverless-') !== true),
  }
}

interface Sources {
  readonly traces: Traces
  readonly tree: Tree
  readonly origins: ReadonlyMap<string, Origin>
}

/** The tree of the expansion, resource by resource. */
function treeOfMade(expansion: Expansion, made: Obj, sources: Sources): Tree {
  const { traces, tree, origins } = sources
  const resources = isObj(made['Resources']) ? made['Resources'] : {}
  const entries = Object.entries(resources).map(([id, resource]): MapEntry => {
    const from = origins.get(id)?.id ?? id
    const given = entryOf(entryOf(tree, 'Resources')?.value, from)
    const span = origins.get(id)?.span ?? given?.keySpan
    const properties = hintOf(traces.treesOf(expansion.resource(from)?.['Properties']))
    const value = tracedTree(traces, resource, {
      hints: given !== undefined && from === id ? [given.value, properties] : [properties],
      span,
    })
    return { key: id, value, ...(span === undefined ? {} : { keySpan: span }) }
  })
  const place = spanOf(tree, ['Resources'])
  const list: Tree = { kind: 'map', entries, ...place }
  const whole = tracedTree(traces, { ...made, Resources: {} }, { hints: [tree], span: tree.span })
  if (whole.kind !== 'map') return whole
  return { ...whole, entries: whole.entries.map((entry) => (entry.key === 'Resources' ? { ...entry, value: list } : entry)) }
}

/** Where single properties of a resource may come from, `Globals` included; the whole of them has no place of its own. */
function hintOf(properties: readonly Tree[]): Tree {
  const entries = properties.toReversed().flatMap((tree) => (tree.kind === 'map' ? tree.entries : []))
  return { kind: 'map', entries: [{ key: 'Properties', value: { kind: 'map', entries } }] }
}
