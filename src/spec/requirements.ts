import type { Assumptions } from './assumptions/assumptions.js'
import type {
  Authentication,
  Consistency,
  DataClass,
  DataModel,
  Environment,
  Iac,
  Must,
  Skill,
  SkillLevel,
  WorkloadKind,
} from './vocabulary.js'

/** What one request (api, web) or one message (worker) costs to handle. A static site computes nothing: all four are 0. */
export interface Work {
  /** Time from start to end, waiting included. */
  readonly wallMs: number
  /** Time on a processor: what a container is sized by. */
  readonly cpuMs: number
  readonly memoryMb: number
  /** The longest that one may take: the timeout. */
  readonly maxSeconds: number
}

/** Mean bytes of one request or message. */
export interface Payload {
  /** Into the system: a request's body and headers; a worker's message. */
  readonly inBytes: number
  /** Out of it: a response; a static site's mean object; what a worker sends to the internet. */
  readonly outBytes: number
}

export interface Workload {
  readonly kind: WorkloadKind
  /** Lambda's name of it (`python3.13`); `none` for a static site. */
  readonly runtime: string
  readonly work: Work
  readonly payload: Payload
}

/** Requests (api, web, static-site) or messages (worker) a second. */
export interface Rates {
  readonly averagePerSecond: number
  readonly peakPerSecond: number
}

export interface DataNeed {
  readonly name: string
  readonly model: DataModel
  /** Stored in all. */
  readonly sizeBytes: number
  /** Mean size of one item, row or object. */
  readonly itemBytes: number
  /** Share of operations that read, 0 to 1. */
  readonly readShare: number
  readonly consistency: Consistency
  /** Name of the partition key attribute; only where `model` is `key-value`. */
  readonly key?: string
}

/** Undefined: there is no such target, and a design is not judged by it. */
export interface Targets {
  /** Fraction: 0.999 */
  readonly availability: number | undefined
  /** api, web: the caller's wait. worker: from sending a message to the end of its work, with an empty queue. */
  readonly p99Ms: number | undefined
  readonly rtoSeconds: number | undefined
  readonly rpoSeconds: number | undefined
}

/** A requirements file with every default filled in. */
export interface Requirements {
  /** `[a-z][a-z0-9-]{0,30}` */
  readonly name: string
  readonly environment: Environment
  readonly workload: Workload
  readonly traffic: Rates
  /** Monthly active users. */
  readonly users: number | undefined
  readonly data: readonly DataNeed[]
  readonly targets: Targets
  readonly security: { readonly authentication: Authentication; readonly compliance: readonly string[]; readonly data: DataClass }
  readonly region: string
  /** Decimal text, US dollars a month. */
  readonly budgetUsdPerMonth: string | undefined
  /** E-mail address for alarms and budget notices. */
  readonly alerts: string | undefined
  /** A host name of the user's and the ARN of an ACM certificate for it. */
  readonly domain: { readonly name: string; readonly certificate: string } | undefined
  /** Origins that a browser may call from. */
  readonly cors: readonly string[]
  /** Container image of the user's; without it a public one is run. */
  readonly image: string | undefined
  /** Port that `image` listens on; defined exactly where `image` is. */
  readonly imagePort: number | undefined
  /** Path of `image` that answers 200 without signing in; defined exactly where `image` is. */
  readonly healthCheckPath: string | undefined
  readonly team: { readonly skills: Readonly<Record<Skill, SkillLevel>>; readonly onCall: boolean }
  readonly iac: Iac
  readonly must: readonly Must[]
  readonly assumptions: Assumptions
}

/** A value that the file leaves open and the reader filled in. */
export interface DefaultUsed {
  /** As in the file: `targets.p99`. */
  readonly path: string
  /** As it would be written in the file. */
  readonly value: string
  readonly why: string
}
