import { ACTION_RELATIONS, DEFINITIONS, SDK_SERVICES } from '#catalog/index.js'
import type { Json } from '#core/index.js'
import { relationsOf } from './allowed.js'
import type { Edge, Resource } from './graph.js'
import { namedText } from './names.js'
import { valuesAt } from './paths.js'
import { valueOfJson } from './policy.js'
import { type Ground, type Named, namedIn } from './related.js'
import { bothGuards, type Branch, branchesOf, joinPath, literalText, type Value } from './value.js'

// Characters for private use: they may stand in JSON texts, and nobody writes them.
const OPEN = '\uE000'
const CLOSE = '\uE001'

type Substitutions = ReadonlyMap<string, Value>

/** A text with gaps as JSON: gaps are numbered, quoted where they stand outside of a string. */
class Gaps {
  readonly #values: Value[] = []
  #text = ''
  #quoted = false

  literal(text: string): void {
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] === '\\') at += 1
      else if (text[at] === '"') this.#quoted = !this.#quoted
    }
    this.#text += text
  }

  gap(value: Value): void {
    const hole = `${OPEN}${this.#values.length}${CLOSE}`
    this.#text += this.#quoted ? hole : `"${hole}"`
    this.#values.push(value)
  }

  get text(): string {
    return this.#text
  }

  /** A string of the parsed text, with its gaps filled. */
  filled(text: string): Value {
    const parts = text.split(new RegExp(`${OPEN}(\\d+)${CLOSE}`)).flatMap((part, index): readonly Value[] => {
      if (index % 2 === 0) return part === '' ? [] : [{ kind: 'literal', value: part }]
      const value = this.#values[Number(part)]
      return value === undefined ? [] : [value]
    })
    const [only] = parts
    return parts.length === 1 && only !== undefined ? only : { kind: 'text', parts }
  }
}

/** `${name}` in a text of a definition is what `DefinitionSubstitutions` says. */
function substituted(text: string, substitutions: Substitutions): readonly (string | Value)[] {
  if (substitutions.size === 0) return [text]
  return text.split(/\$\{([^{}]*)\}/).map((part, index) => (index % 2 === 0 ? part : (substitutions.get(part) ?? `\${${part}}`)))
}

function piecesOf(value: Value): readonly Value[] {
  return value.kind === 'text' ? value.parts.flatMap(piecesOf) : [value]
}

/** The definition that a text stands for; undefined when it is no JSON. */
function parsed(value: Value, substitutions: Substitutions): Value | undefined {
  const gaps = new Gaps()
  for (const part of piecesOf(value)) {
    if (part.kind !== 'literal') gaps.gap(part)
    else
      for (const each of substituted(literalText(part), substitutions)) {
        if (typeof each !== 'string') gaps.gap(each)
        else if (each.includes(OPEN)) return undefined
        else gaps.literal(each)
      }
  }
  try {
    const json: Json = JSON.parse(gaps.text)
    return withStrings(valueOfJson(json, undefined), (text) => gaps.filled(text))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Every string of a map or a list replaced. */
function withStrings(value: Value, replace: (text: string) => Value): Value {
  const inner = (each: Value): Value => withStrings(each, replace)
  if (value.kind === 'literal') return typeof value.value === 'string' ? replace(value.value) : value
  if (value.kind === 'list') return { ...value, items: value.items.map(inner) }
  return value.kind === 'map' ? { ...value, entries: new Map([...value.entries].map(([key, each]) => [key, inner(each)])) } : value
}

function filledIn(substitutions: Substitutions): (text: string) => Value {
  return (text) => {
    const parts = substituted(text, substitutions).flatMap((part): readonly Value[] => {
      if (typeof part !== 'string') return [part]
      return part === '' ? [] : [{ kind: 'literal', value: part }]
    })
    const [only] = parts
    return parts.length === 1 && only !== undefined ? only : { kind: 'text', parts }
  }
}

interface Task extends Branch {
  readonly path: string
}

/** Every map with a `Resource`: states, readers and writers of maps, in branches and iterators as well. */
function tasksIn({ value, guards }: Branch, path: string, found: Task[] = []): readonly Task[] {
  for (const branch of branchesOf(value, guards)) {
    const { value: each } = branch
    if (each.kind === 'list')
      each.items.forEach((item, index) => tasksIn({ value: item, guards: branch.guards }, joinPath(path, String(index)), found))
    if (each.kind !== 'map') continue
    if (each.entries.has('Resource')) found.push({ ...branch, path })
    for (const [key, inner] of each.entries) tasksIn({ value: inner, guards: branch.guards }, joinPath(path, key), found)
  }
  return found
}

const INTEGRATION = /^arn:[^:]*:states:[^:]*:[^:]*:(?:aws-sdk:)?([^:.]+):([^:.]+)/

/** What the states of a state machine do. */
export function statesOf(resource: Resource, ground: Ground): readonly Edge[] {
  return DEFINITIONS.filter(({ type }) => type === resource.type).flatMap(({ paths, substitutions, names }) => {
    const given = resource.properties.entries.get(substitutions)
    const values: Substitutions = given?.kind === 'map' ? given.entries : new Map<string, Value>()
    return paths.flatMap((path) =>
      valuesAt(resource.properties, path).flatMap((found) => {
        const isText = found.value.kind === 'literal' || found.value.kind === 'text'
        const value = isText ? parsed(found.value, values) : withStrings(found.value, filledIn(values))
        if (value === undefined) return []
        return tasksIn({ value, guards: found.guards }, isText ? '' : path).flatMap((task) =>
          taskEdges(task, resource.id, { ground, names, path: isText ? path : task.path }),
        )
      }),
    )
  })
}

function taskEdges(
  task: Task,
  id: string,
  { ground, names, path }: { readonly ground: Ground; readonly names: string; readonly path: string },
): readonly Edge[] {
  const edge = (named: Named, kind: Edge['kind']): readonly Edge[] => {
    const guards = bothGuards(task.guards, named.guards)
    return guards === undefined ? [] : [{ from: id, to: named.id, kind, at: id, path, guards }]
  }
  return valuesAt(task.value, 'Resource').flatMap((resource) => {
    const integration = INTEGRATION.exec(namedText(resource.value) ?? '')
    const [, service = '', action = ''] = integration ?? []
    if (integration === null || action === 'stateMachine' || service === 'activity')
      return namedIn(resource, ground, { names }).flatMap((named) => edge(named, 'invokes'))
    const prefix = Object.hasOwn(SDK_SERVICES, service) ? (SDK_SERVICES[service] ?? service) : service
    return argumentsOf(task, prefix, ground).flatMap((named) => {
      const type = ground.resources.get(named.id)?.type ?? ''
      return relationsOf(`${prefix}:${action}`, type).flatMap((kind) => edge(named, kind))
    })
  })
}

/** The resources that the arguments of a call name: by reference or ARN anywhere, by their bare names at the top. */
function argumentsOf({ value }: Task, service: string, ground: Ground): readonly Named[] {
  const types = Object.hasOwn(ACTION_RELATIONS, service) ? ACTION_RELATIONS[service]?.types : undefined
  return ['Parameters', 'Arguments'].flatMap((key) =>
    valuesAt(value, key).flatMap((found) => [
      ...namedIn(found, ground),
      ...valuesAt(found.value, '*').flatMap((each) => {
        const text = namedText(each.value)
        if (text === undefined || types === undefined) return []
        const ids = [...ground.names.find(text), ...ground.names.named(types, text)]
        return ids.map((id) => ({ id, guards: [...found.guards, ...each.guards] }))
      }),
    ]),
  )
}
