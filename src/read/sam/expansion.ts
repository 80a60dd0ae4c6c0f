import type { Route, Source } from './types.js'
import type { Traces } from './traces.js'
import { copyOf, isList, isObj, type Obj, own, text, type Value } from './values.js'

/** One thing that keeps a SAM resource from being expanded. */
export interface Problem {
  /** Logical id of the SAM resource; undefined where the whole template is meant. */
  readonly resource: string | undefined
  readonly message: string
  /** Where in the template, from its root. */
  readonly path: readonly (string | number)[]
}

/** One function whose traffic shifts. */
interface Deployment {
  readonly condition: string | undefined
  readonly ownRole: boolean
  readonly tags: Obj
  readonly source: Source
}

const PASSED_ON = ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy'] as const

/** The state of one expansion: what came in, what is made, what is wrong. */
export class Expansion {
  readonly out: Obj = {}
  /** The SAM resource that each expanded resource comes from. */
  readonly origins = new Map<string, string>()
  /** Where a resource stands that has no place of its own in the template. */
  readonly hosts = new Map<string, { readonly resource: string; readonly path: readonly string[] }>()
  readonly problems: Problem[] = []
  /** What is not carried over, where the expansion goes on. */
  readonly losses: Problem[] = []
  /** References to SAM resources whose expansion has another id. */
  readonly renamed = new Map<string, string>()
  /** The routes that events ask of each API. */
  readonly routes = new Map<string, Route[]>()
  readonly deployments: Deployment[] = []
  /** The buckets of the template that notify each function. */
  readonly notifying = new Map<string, string[]>()
  readonly conditions: Obj
  readonly template: Obj
  readonly resources: Obj
  readonly region: string
  readonly partition: string
  /** Whether what is only known at deployment may stay open. */
  readonly lenient: boolean
  readonly #parameters: ReadonlyMap<string, Value>
  readonly #traces: Traces

  constructor(
    template: Obj,
    given: {
      readonly parameters: ReadonlyMap<string, Value>
      readonly region: string
      readonly partition: string
      readonly lenient: boolean
      readonly traces: Traces
    },
  ) {
    this.template = template
    this.resources = isObj(template['Resources']) ? template['Resources'] : {}
    this.conditions = isObj(template['Conditions']) ? template['Conditions'] : {}
    this.region = given.region
    this.partition = given.partition
    this.lenient = given.lenient
    this.#parameters = given.parameters
    this.#traces = given.traces
  }

  reject(resource: string | undefined, message: string, path: readonly (string | number)[] = []): undefined {
    const host = resource === undefined ? undefined : this.hosts.get(resource)
    const at =
      host === undefined
        ? ['Resources', ...(resource === undefined ? [] : [resource]), ...path]
        : ['Resources', host.resource, ...host.path, ...path]
    this.problems.push({ resource, message, path: resource === undefined ? path : at })
  }

  /** Says what an expansion leaves out, as the reference does. */
  lose(resource: string, message: string, path: readonly (string | number)[]): void {
    this.losses.push({ resource, message, path: ['Resources', resource, ...path] })
  }

  /** Says that a value was made of another, so that it keeps its place in the text. */
  like<T extends Value>(original: Value, made: T): T {
    return this.#traces.like(made, original)
  }

  /** A copy of a map that keeps its place in the text. */
  plain(value: Obj): Obj {
    const copy = this.copy(value)
    return isObj(copy) ? copy : {}
  }

  /** A copy that keeps its place in the text. */
  copy(value: Value): Value {
    if (isList(value))
      return this.like(
        value,
        value.map((item) => this.copy(item)),
      )
    if (!isObj(value)) return value
    return this.like(value, Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.copy(inner)])))
  }

  rejectEvent(source: Source, event: string, message: string): undefined {
    this.reject(source.id, `event ${event} (${source.id}${event}) is invalid: ${message}`, ['Properties', 'Events', event])
  }

  addCondition(name: string, condition: Obj): void {
    this.conditions[name] = condition
    this.template['Conditions'] = this.conditions
  }

  /** Adds an expanded resource. An id that the template uses for something else is an error. */
  put(id: string, resource: Obj, from: Source): void {
    const taken = this.out[id]
    const given = this.resources[id]
    const foreign = isObj(given) && id !== from.id && given['Type'] !== from.type
    if (foreign || (isObj(taken) && this.origins.get(id) !== undefined && this.origins.get(id) !== from.id))
      this.reject(
        from.id,
        `expanding ${from.id} makes a resource ${id} of type "${text(resource['Type']) ?? ''}", but that id is taken in this template; use another id`,
      )
    this.out[id] = resource
    this.origins.set(id, from.id)
  }

  /** Adds a resource that several SAM resources share, or puts a newer form of it in place. */
  share(id: string, resource: Obj, from: Source): void {
    this.out[id] = resource
    if (!this.origins.has(id)) this.origins.set(id, from.id)
  }

  /** The value with every `Ref` to a parameter that has a value replaced by that value. */
  resolve(value: Value): Value {
    if (isList(value))
      return this.like(
        value,
        value.map((item) => this.resolve(item)),
      )
    if (!isObj(value)) return value
    const name = Object.keys(value).length === 1 ? text(value['Ref']) : undefined
    const known = name === undefined ? undefined : this.#parameters.get(name)
    if (known !== undefined) return copyOf(known)
    const form = Object.keys(value).length === 1 ? value['Fn::Sub'] : undefined
    if (typeof form === 'string') return this.like(value, { 'Fn::Sub': this.#substituted(form) })
    if (isList(form) && typeof form[0] === 'string')
      return this.like(value, { 'Fn::Sub': [this.#substituted(form[0]), ...form.slice(1).map((item) => this.resolve(item))] })
    return this.like(value, Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.resolve(inner)])))
  }

  #substituted(form: string): string {
    return form.replaceAll(/\$\{([A-Za-z0-9:]+)\}/g, (whole: string, name: string) => {
      const known = this.#parameters.get(name)
      return typeof known === 'string' || typeof known === 'number' ? String(known) : whole
    })
  }

  /** What `Fn::FindInMap` with known keys finds; any other value as it is. */
  lookup(value: Value): Value {
    const keys = isObj(value) ? value['Fn::FindInMap'] : undefined
    if (!isList(keys)) return value
    let at: Value | undefined = this.template['Mappings']
    for (const key of keys) at = isObj(at) && typeof key === 'string' ? own(at, key) : undefined
    return at ?? value
  }

  resource(id: string | undefined): Obj | undefined {
    const found = id === undefined ? undefined : own(this.resources, id)
    return isObj(found) ? found : undefined
  }

  arn(rest: string): string {
    return `arn:${this.partition}:${rest}`
  }
}

/** `Condition` and the deletion policies, which go on to every resource that a SAM resource becomes. */
export function passedOn(source: Source): Obj {
  const out: Obj = {}
  for (const key of PASSED_ON) {
    const value = source.resource[key]
    if (value !== undefined) out[key] = value
  }
  return out
}

/** What only the main resource of an expansion keeps. */
export function kept(source: Source): Obj {
  const out = passedOn(source)
  for (const key of ['DependsOn', 'Metadata', 'UpdatePolicy']) {
    const value = source.resource[key]
    if (value !== undefined) out[key] = value
  }
  return out
}

/** Only `Condition`, for resources that belong to an event. */
export function conditional(source: Source): Obj {
  const condition = source.resource['Condition']
  return condition === undefined ? {} : { Condition: condition }
}
