import type { Obj, Value } from './values.js'

/** A SAM resource on its way. */
export interface Source {
  readonly id: string
  readonly type: string
  readonly properties: Obj
  /** The whole resource: `Condition`, `DependsOn`, `Metadata` and so on. */
  readonly resource: Obj
}

/** What an event calls: a function, with the alias and the role it may have. */
export interface Target {
  readonly source: Source
  readonly alias: Published | undefined
  /** undefined: the role is the user's own. */
  readonly role: Grants | undefined
}

/** One entry of `Events`. */
export interface EventEntry {
  readonly name: string
  /** Type as the user wrote it. */
  readonly type: string
  readonly properties: Obj
  /** Logical id of the main resource it becomes. */
  readonly id: string
}

export interface LambdaParts {
  readonly properties: Obj
  readonly code: Obj
}

/** What the events of a function add to its role. */
export interface Grants {
  readonly arns: Value[]
  readonly inline: Obj[]
  /** Of what becomes of asynchronous calls. */
  readonly invoke: Obj[]
}

/** A published version and the alias that points to it. */
export interface Published {
  readonly alias: Value
  readonly aliasId: string
}

/** One route that an event asks for. */
export interface Route {
  readonly path: string
  /** As OpenAPI writes it. */
  readonly method: string
  readonly source: Source
  readonly event: EventEntry
  readonly operation: Obj
  readonly auth: Obj
  /** Whether it starts an execution of a state machine. */
  readonly startsMachine?: boolean
  /** What a resource policy of this route calls the stage. */
  readonly stage?: string
  /** Stage settings of this route, for HTTP APIs. */
  readonly settings?: Obj
}

/** The definition of a REST API on its way. */
export interface RestBody {
  readonly body: Obj
  /** Whether the definition is SAM's own, which every route is added to. */
  readonly managed: boolean
  readonly policy: Obj
}

/** The custom domain of an API. */
export interface Domain {
  readonly id: string
  readonly properties: Obj
  readonly name: Value
  readonly endpoint: string
}
