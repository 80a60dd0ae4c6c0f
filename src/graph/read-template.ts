import { entryOf, type MapTree, type Span, type Tree } from '#core/index.js'
import { edgesOf } from './edges.js'
import type { Edge, Graph, Output, Parameter, Resource } from './graph.js'
import { asText, mapOf, type Names, valueOf } from './intrinsics.js'
import type { LiteralValue, MapValue, Value } from './value.js'

const EMPTY: MapTree = { kind: 'map', entries: [] }
const NO_PROPERTIES: MapValue = { kind: 'map', entries: new Map() }

function section(template: Tree, name: string): MapTree {
  const value = entryOf(template, name)?.value
  return value?.kind === 'map' ? value : EMPTY
}

function textAt(tree: Tree | undefined, key: string): string | undefined {
  const value = entryOf(tree, key)?.value
  return value === undefined ? undefined : written(value)
}

/** A name as it was written: one that YAML takes for a truth value or a number is a name all the same. */
function written(tree: Tree): string | undefined {
  return tree.kind === 'scalar' && tree.value !== null ? (tree.raw ?? String(tree.value)) : undefined
}

function namesAt(tree: Tree, key: string): readonly string[] {
  const value = entryOf(tree, key)?.value
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value]
  return items.flatMap((item) => written(item) ?? [])
}

function mapAt(tree: Tree, key: string, names: Names): MapValue {
  const value = entryOf(tree, key)?.value
  return value?.kind === 'map' ? mapOf(value, names) : NO_PROPERTIES
}

/** A macro beside the properties may bring in more of them. */
function propertiesOf(tree: MapTree, names: Names): MapValue {
  const properties = mapAt(tree, 'Properties', names)
  const open = mapOf({ kind: 'map', entries: tree.entries.filter(({ key }) => key.startsWith('Fn::')) }, names).open
  return open === undefined ? properties : { ...properties, open: properties.open ?? open }
}

function attributeOf(tree: Tree, key: string, names: Names): Value | undefined {
  const value = entryOf(tree, key)?.value
  return value === undefined ? undefined : valueOf(value, names)
}

/** Metadata key of the CDK that names the construct. */
const CONSTRUCT_PATH = 'aws:cdk:path'

function resourceOf(id: string, tree: MapTree, names: Names, file: string | undefined): Resource {
  const attribute = (key: string): Value | undefined => attributeOf(tree, key, names)
  return {
    id,
    type: textAt(tree, 'Type') ?? '',
    properties: propertiesOf(tree, names),
    attributes: {
      dependsOn: namesAt(tree, 'DependsOn'),
      deletionPolicy: attribute('DeletionPolicy'),
      updateReplacePolicy: attribute('UpdateReplacePolicy'),
      updatePolicy: attribute('UpdatePolicy'),
      creationPolicy: attribute('CreationPolicy'),
      metadata: attribute('Metadata'),
    },
    guard: textAt(tree, 'Condition'),
    origin: { file, logicalId: id, constructPath: textAt(entryOf(tree, 'Metadata')?.value, CONSTRUCT_PATH) },
  }
}

/** As it is written: a dynamic reference is read where the parameter is used. */
function defaultIn(tree: MapTree): LiteralValue | undefined {
  const value = entryOf(tree, 'Default')?.value
  return value?.kind === 'scalar' ? { kind: 'literal', value: value.value, raw: value.raw, span: value.span } : undefined
}

const TEXTS = ['Default', 'AllowedValues']

/** Values of a parameter are text, whatever YAML takes them for. */
function parameterOf(name: string, tree: MapTree, names: Names): Parameter {
  const read = mapOf(tree, names)
  const entries = new Map(read.entries)
  for (const key of TEXTS) {
    const value = entries.get(key)
    if (value !== undefined) entries.set(key, value.kind === 'list' ? { ...value, items: value.items.map(asText) } : asText(value))
  }
  const declaration: MapValue = { ...read, entries }
  return { name, type: textAt(tree, 'Type') ?? 'String', default: defaultIn(tree) ?? entries.get('Default'), declaration }
}

/** `span`: the name of the member. */
function lastOfEach<T>(tree: MapTree, make: (key: string, value: MapTree, span: Span | undefined) => T): Map<string, T> {
  const made = new Map<string, T>()
  // `Fn::Transform`, `Fn::ForEach`: what they bring in is not known, and they are no members of the section.
  for (const { key, value, keySpan } of tree.entries)
    if (value.kind === 'map' && !key.startsWith('Fn::')) made.set(key, make(key, value, keySpan ?? value.span))
  return made
}

const NOT_MADE: ReadonlyMap<string, string> = new Map()

/**
 * The graph of a CloudFormation template. Takes what is there: a section of the wrong shape is left out
 * (the reader has said so), a missing reference stays a reference (validate says so). `madeOf`: what resources were made of, by logical id.
 */
export function graphOf(template: Tree, file?: string, madeOf: ReadonlyMap<string, string> = NOT_MADE): Graph {
  const parameterTrees = section(template, 'Parameters')
  const names: Names = { parameters: new Set(parameterTrees.entries.map(({ key }) => key)) }
  const resources = lastOfEach(section(template, 'Resources'), (id, tree, span): Resource => {
    const resource = resourceOf(id, tree, names, file)
    return { ...resource, span, origin: { ...resource.origin, madeOf: madeOf.get(id) } }
  })
  let edges: readonly Edge[] | undefined
  return {
    file,
    description: textAt(template, 'Description'),
    metadata: mapAt(template, 'Metadata', names),
    resources,
    parameters: lastOfEach(parameterTrees, (name, tree, span) => ({ ...parameterOf(name, tree, names), span })),
    conditions: lastOfEach(section(template, 'Conditions'), (_name, tree) => valueOf(tree, names)),
    mappings: lastOfEach(section(template, 'Mappings'), (_name, tree) => mapOf(tree, names)),
    outputs: lastOfEach(section(template, 'Outputs'), (name, tree, span): Output => {
      const declaration = mapOf(tree, names)
      const guard = textAt(tree, 'Condition')
      return { name, guard, value: declaration.entries.get('Value') ?? { kind: 'absent' }, declaration, span }
    }),
    // Who only reads values never needs them.
    get edges() {
      edges ??= edgesOf(resources)
      return edges
    },
    rules: lastOfEach(section(template, 'Rules'), (_name, tree) => mapOf(tree, names)),
    hooks: lastOfEach(section(template, 'Hooks'), (_name, tree) => mapOf(tree, names)),
    transform: attributeOf(template, 'Transform', names),
  }
}
