import type { Bill } from '#analyze/cost/index.js'
import type { Usd } from '#core/index.js'
import type { Graph, TemplateDocument } from '#graph/index.js'
import type { Requirements, Usage } from '#spec/index.js'

/** One template of a design. Most designs have one; what exists in one region only gets a second. */
export interface DesignedStack {
  /** `main`, or what the second stack is for (`edge`). */
  readonly name: string
  /** `template.yaml`, or `template-us-east-1.yaml`. */
  readonly file: string
  readonly region: string
  readonly document: TemplateDocument
  readonly graph: Graph
}

/** Seconds until service is back, and seconds of data that may be lost, for one kind of loss. */
export interface Recovery {
  readonly rtoSeconds: number
  readonly rpoSeconds: number
  readonly why: string
}

/** What a candidate design does, as numbers. */
export interface Figures {
  /** A month; `leftOut` lines are not in it. */
  readonly monthly: Usd
  readonly leftOut: number
  readonly availability: {
    /** Fraction, from failure modes: what the target is tested against. */
    readonly estimate: number
    /** Fraction, product of what AWS commits to on the request path. */
    readonly commitment: number
    /** Minutes a year lost to each failure mode, largest first. */
    readonly modes: readonly {
      readonly title: string
      readonly minutesPerYear: number
      readonly source: string
      readonly asOf: string
      readonly basis: string
    }[]
  }
  /** Milliseconds; undefined where nobody waits. `bound`: sum of the hops' p99, never below the truth. */
  readonly p99:
    | {
        readonly estimateMs: number
        readonly boundMs: number
        readonly hops: readonly { readonly title: string; readonly p50: number; readonly p99: number }[]
      }
    | undefined
  readonly recovery: { readonly instance: Recovery; readonly zone: Recovery; readonly restore: Recovery }
  /** Burden on the team; the scale is ours (docs). */
  readonly operations: number
  readonly lockIn: number
}

/** A target or a budget that a candidate misses. */
export interface Miss {
  readonly target: string
  readonly wanted: string
  readonly got: string
}

/** One option taken in each layer: front door, compute, store, network, zones. */
export interface Choice {
  readonly layer: string
  readonly option: string
  /** In full, as AWS names it. */
  readonly title: string
  /** A few words, for tables. */
  readonly brief: string
}

export interface Candidate {
  /** Its options joined, stable: `http-api+lambda-512+dynamodb+no-vpc`. */
  readonly id: string
  readonly title: string
  readonly choices: readonly Choice[]
  readonly figures: Figures
  readonly misses: readonly Miss[]
  /** Why it is shown: cheapest, best availability, … */
  readonly because: readonly string[]
}

/** Why an option was not taken: the first hard limit that it breaks. */
export interface Certificate {
  readonly layer: string
  readonly option: string
  readonly rule: string
  readonly value: string
  readonly limit: string
  readonly source: string
}

/** A choice between options of one layer, written to `decisions/`. */
export interface Decision {
  readonly layer: string
  readonly title: string
  readonly chosen: { readonly option: string; readonly title: string; readonly why: string }
  readonly rejected: readonly { readonly option: string; readonly title: string; readonly figure: string }[]
}

/** Something the reader of the design has to know: what is not made, what is assumed, what a second command does. */
export interface Note {
  readonly kind: 'not-made' | 'warning' | 'quota' | 'stays-after-teardown' | 'commitment'
  readonly text: string
  /** The shell command that makes by hand what is not made. */
  readonly command?: string
}

/** A shell command with what it does, in the order to run them. */
export interface Command {
  readonly title: string
  readonly command: string
}

export interface Design {
  readonly requirements: Requirements
  readonly asOf: string
  readonly chosen: Candidate
  /** At most 7, the chosen one first. */
  readonly shown: readonly Candidate[]
  readonly considered: number
  readonly certificates: readonly Certificate[]
  readonly decisions: readonly Decision[]
  readonly stacks: readonly DesignedStack[]
  readonly usage: Usage
  readonly bill: Bill
  readonly notes: readonly Note[]
  readonly commands: {
    readonly deploy: readonly Command[]
    readonly firstCall: readonly Command[]
    readonly ownCode: readonly Command[]
    readonly teardown: readonly Command[]
  }
  /** How long the first deployment takes, minutes. */
  readonly deployMinutes: { readonly low: number; readonly high: number; readonly why: string }
}

export type DesignOutcome =
  | { readonly is: 'designed'; readonly design: Design }
  | { readonly is: 'unreachable'; readonly closest: Candidate; readonly considered: number; readonly certificates: readonly Certificate[] }
  /** No candidate is left after the hard limits. */
  | { readonly is: 'impossible'; readonly certificates: readonly Certificate[] }
