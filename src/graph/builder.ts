import { invariant, type Json, type JsonObject, isJsonObject } from '#core/index.js'

/** A template as data: what a design consists of and what the writer prints. */
export interface TemplateDocument {
  readonly description?: string
  /** Comment lines at the top of the file. */
  readonly header?: readonly string[]
  readonly transform?: Json
  readonly metadata?: JsonObject
  readonly parameters?: JsonObject
  readonly rules?: JsonObject
  readonly mappings?: JsonObject
  readonly conditions?: JsonObject
  readonly resources: readonly TemplateResource[]
  readonly outputs?: JsonObject
}

export interface TemplateResource {
  readonly id: string
  /** `Type`, `DependsOn`, `DeletionPolicy`, …, `Properties`, in the order they are printed. */
  readonly body: JsonObject
  /** Why it is there. */
  readonly comment?: string
  /** Title of the group it opens. */
  readonly heading?: string
}

export interface AddOptions {
  readonly comment?: string
  readonly dependsOn?: readonly string[]
  readonly deletionPolicy?: 'Delete' | 'Retain' | 'Snapshot' | 'RetainExceptOnCreate'
  readonly updateReplacePolicy?: 'Delete' | 'Retain' | 'Snapshot'
  readonly metadata?: JsonObject
}

interface Draft {
  readonly id: string
  readonly type: string
  properties: Record<string, Json>
  readonly options: AddOptions
  readonly heading: string | undefined
}

/** Reference to a resource or one of its attributes, in template form. */
export function ref(id: string): JsonObject {
  return { Ref: id }
}
export function getAtt(id: string, attribute: string): JsonObject {
  return { 'Fn::GetAtt': [id, attribute] }
}
export function sub(text: string): JsonObject {
  return { 'Fn::Sub': text }
}

/** Collects the resources of a design. Blocks add and connect; nothing is linked by hand. */
export class GraphBuilder {
  readonly #drafts = new Map<string, Draft>()
  readonly #parameters: Record<string, JsonObject> = {}
  readonly #outputs: Record<string, JsonObject> = {}
  #heading: string | undefined

  /** Title of the group that the next resource opens. */
  section(heading: string): void {
    this.#heading = heading
  }

  add(type: string, id: string, properties: JsonObject, options: AddOptions = {}): string {
    invariant(/^[A-Za-z][A-Za-z0-9]{0,254}$/.test(id), `"${id}" is not a logical id`)
    invariant(!this.#drafts.has(id), `logical id ${id} is used twice`)
    this.#drafts.set(id, { id, type, properties: { ...properties }, options, heading: this.#heading })
    this.#heading = undefined
    return id
  }

  has(id: string): boolean {
    return this.#drafts.has(id)
  }

  typeOf(id: string): string {
    return this.#draft(id).type
  }

  properties(id: string): JsonObject {
    return this.#draft(id).properties
  }

  /** Replaces top-level properties of a resource that a connection changes. */
  update(id: string, change: (properties: JsonObject) => JsonObject): void {
    const draft = this.#draft(id)
    draft.properties = { ...draft.properties, ...change(draft.properties) }
  }

  /** Appends to a list property, making it when it is not there. */
  append(id: string, property: string, ...items: readonly Json[]): void {
    const before = this.#draft(id).properties[property]
    invariant(before === undefined || Array.isArray(before), `${id}.${property} is not a list`)
    this.#draft(id).properties[property] = [...(Array.isArray(before) ? before : []), ...items]
  }

  parameter(name: string, declaration: JsonObject): JsonObject {
    this.#parameters[name] = declaration
    return ref(name)
  }

  output(name: string, description: string, value: Json): void {
    this.#outputs[name] = { Description: description, Value: value }
  }

  document(about: { readonly description: string; readonly header?: readonly string[]; readonly metadata?: JsonObject }): TemplateDocument {
    const resources = [...this.#drafts.values()].map(({ id, type, properties, options, heading }) => ({
      id,
      body: bodyOf(type, properties, options),
      ...(options.comment === undefined ? {} : { comment: options.comment }),
      ...(heading === undefined ? {} : { heading }),
    }))
    return {
      ...about,
      ...(Object.keys(this.#parameters).length === 0 ? {} : { parameters: { ...this.#parameters } }),
      resources,
      ...(Object.keys(this.#outputs).length === 0 ? {} : { outputs: { ...this.#outputs } }),
    }
  }

  #draft(id: string): Draft {
    const draft = this.#drafts.get(id)
    invariant(draft !== undefined, `no resource ${id} in this design`)
    return draft
  }
}

function bodyOf(type: string, properties: JsonObject, options: AddOptions): JsonObject {
  return {
    Type: type,
    ...(options.dependsOn === undefined || options.dependsOn.length === 0 ? {} : { DependsOn: [...options.dependsOn] }),
    ...(options.deletionPolicy === undefined ? {} : { DeletionPolicy: options.deletionPolicy }),
    ...(options.updateReplacePolicy === undefined ? {} : { UpdateReplacePolicy: options.updateReplacePolicy }),
    ...(options.metadata === undefined ? {} : { Metadata: options.metadata }),
    ...(Object.keys(properties).length === 0 ? {} : { Properties: { ...properties } }),
  }
}

/** The template as plain JSON, in the order CloudFormation's sections are usually written. */
export function templateJson(document: TemplateDocument): JsonObject {
  const filled = (key: string, value: JsonObject | undefined): JsonObject =>
    isJsonObject(value) && Object.keys(value).length > 0 ? { [key]: value } : {}
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    ...(document.description === undefined ? {} : { Description: document.description }),
    ...(document.transform === undefined ? {} : { Transform: document.transform }),
    ...filled('Metadata', document.metadata),
    ...filled('Parameters', document.parameters),
    ...filled('Rules', document.rules),
    ...filled('Mappings', document.mappings),
    ...filled('Conditions', document.conditions),
    Resources: Object.fromEntries(document.resources.map(({ id, body }) => [id, body])),
    ...filled('Outputs', document.outputs),
  }
}
