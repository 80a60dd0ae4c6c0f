import { entryOf, type MapTree, type Tree } from '#core/index.js'
import { edgesOf } from './edges.js'
import type { Graph, Output, Parameter, Resource } from './graph.js'
import { mapOf, type Names, valueOf } from './intrinsics.js'
import type { LiteralValue, MapValue, Value } from './value.js'

const EMPTY: MapTree = { kind: 'map', entries: [] }
const NO_PROPERTIES: MapValue = { kind: 'map', entries: new Map() }

function section(template: Tree, name: string): MapTree {
  const value = entryOf(template, name)?.value
  return value?.kind === 'map' ? value : EMPTY
}

function textAt(tree: Tree | undefined, key: string): string | undefined {
  const value = entryOf(tree, key)?.value
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}

function namesAt(tree: Tree, key: string): readonly string[] {
  const value = entryOf(tree, key)?.value
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value]
  return items.flatMap((item) => (item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : []))
}

function mapAt(tree: Tree, key: string, names: Names): MapValue {
  const value = entryOf(tree, key)?.value
  return value?.kind === 'map' ? mapOf(value, names) : NO_PROPERTIES
}

/** Metadata key of the CDK that names the construct. */
const CONSTRUCT_PATH = 'aws:cdk:path'

function resourceOf(id: string, tree: MapTree, names: Names, file: string | undefined): Resource {
  const attribute = (key: string): Value | undefined => {
    const value = entryOf(tree, key)?.value
    return value === undefined ? undefined : valueOf(value, names)
  }
  return {
    id,
    type: textAt(tree, 'Type') ?? '',
    properties: mapAt(tree, 'Properties', names),
    attributes: {
      dependsOn: namesAt(tree, 'DependsOn'),
      deletionPolicy: attribute('DeletionPolicy'),
      updateReplacePolicy: attribute('UpdateReplacePolicy'),
      updatePolicy: attribute('UpdatePolicy'),
      creationPolicy: attribute('CreationPolicy'),
      metadata: attribute('Metadata'),
    },
    guard: textAt(tree, 'Condition'),
    span: tree.span,
    origin: { file, logicalId: id, constructPath: textAt(entryOf(tree, 'Metadata')?.value, CONSTRUCT_PATH) },
  }
}

/** As it is written: a dynamic reference is read where the parameter is used. */
function defaultIn(tree: MapTree): LiteralValue | undefined {
  const value = entryOf(tree, 'Default')?.value
  return value?.kind === 'scalar' ? { kind: 'literal', value: value.value, raw: value.raw, span: value.span } : undefined
}

function lastOfEach<T>(tree: MapTree, make: (key: string, value: MapTree) => T): Map<string, T> {
  const made = new Map<string, T>()
  // `Fn::Transform`, `Fn::ForEach`: what they bring in is not known, and they are no members of the section.
  for (const { key, value } of tree.entries) if (value.kind === 'map' && !key.startsWith('Fn::')) made.set(key, make(key, value))
  return made
}

/**
 * The graph of a CloudFormation template. Takes what is there: a section of the wrong shape is left out
 * (the reader has said so), a missing reference stays a reference (validate says so).
 */
export function graphOf(template: Tree, file?: string): Graph {
  const parameterTrees = section(template, 'Parameters')
  const names: Names = { parameters: new Set(parameterTrees.entries.map(({ key }) => key)) }
  const resources = lastOfEach(section(template, 'Resources'), (id, tree) => resourceOf(id, tree, names, file))
  return {
    file,
    description: textAt(template, 'Description'),
    metadata: mapAt(template, 'Metadata', names),
    resources,
    parameters: lastOfEach(parameterTrees, (name, tree): Parameter => {
      const declaration = mapOf(tree, names)
      return {
        name,
        type: textAt(tree, 'Type') ?? 'String',
        default: defaultIn(tree) ?? declaration.entries.get('Default'),
        declaration,
        span: tree.span,
      }
    }),
    conditions: lastOfEach(section(template, 'Conditions'), (_name, tree) => valueOf(tree, names)),
    mappings: lastOfEach(section(template, 'Mappings'), (_name, tree) => mapOf(tree, names)),
    outputs: lastOfEach(section(template, 'Outputs'), (name, tree): Output => {
      const declaration = mapOf(tree, names)
      const guard = textAt(tree, 'Condition')
      return { name, guard, value: declaration.entries.get('Value') ?? { kind: 'absent' }, declaration, span: tree.span }
    }),
    edges: edgesOf(resources),
  }
}
