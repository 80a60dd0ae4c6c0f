import type { Json, JsonObject, Span } from '#core/index.js'
import type { Query, Resource } from '#graph/index.js'

/** The pillars of the AWS Well-Architected Framework, by its ids. */
export const PILLARS = [
  'security',
  'reliability',
  'operational-excellence',
  'cost-optimization',
  'performance-efficiency',
  'sustainability',
] as const
export type Pillar = (typeof PILLARS)[number]

/** `high`: an expert would block a merge. `medium`: fix it before production. `low`: good practice that may have its reasons. */
export type RuleSeverity = 'high' | 'medium' | 'low'

export interface Where {
  /** Property of the subject that it is about (`RedrivePolicy.maxReceiveCount`, list items by number); its steps where a name has a dot in it. */
  readonly path?: string | readonly string[] | undefined
  /** Attribute of the resource that it is about, where it is no property. */
  readonly attribute?: 'DeletionPolicy' | 'UpdateReplacePolicy' | undefined
  /** The resource it is about, where that is not the subject of the rule. */
  readonly about?: Resource | undefined
}

/** What a rule says of its subject. `what` and `why` name the fact: lower case, no final period, never a secret. */
export type Verdict =
  | { readonly is: 'pass' }
  | (Where & { readonly is: 'fail'; readonly what: string /** Instead of the rule's. */; readonly severity?: RuleSeverity | undefined })
  | (Where & { readonly is: 'unknown'; readonly why: string })

export const PASS: Verdict = { is: 'pass' }

/** Another tool's ids of the same question. */
export type Maps = { readonly [Tool in 'cdk-nag' | 'checkov' | 'cfn_nag' | 'security-hub' | 'prowler']?: readonly string[] }

/** A situation with its verdict: a test and the documentation at once. */
export interface RuleExample {
  readonly name: string
  /** Properties of one resource, of the first type of the rule unless `type` says another. */
  readonly props?: JsonObject
  readonly type?: string
  /** Attributes of that resource beside its properties: `DeletionPolicy`, `Metadata`. */
  readonly attributes?: JsonObject
  /** Instead of `props`: the `Resources` section of a template. */
  readonly resources?: { readonly [id: string]: JsonObject }
  /** With `resources`, for a rule about single resources: the one that the verdict is about. */
  readonly subject?: string
  /** Other sections of the template: `Parameters`, `Metadata`. */
  readonly sections?: JsonObject
  /** `YYYY-MM-DD`; without it 2026-01-01. */
  readonly asOf?: string
}

interface RuleFacts {
  /** States the good condition. Never reused, never renamed. */
  readonly id: string
  readonly pillar: Pillar
  readonly severity: RuleSeverity
  readonly title: string
  readonly why: string
  readonly fix: string
  /** AWS's pages. */
  readonly refs: readonly string[]
  readonly maps?: Maps
  readonly examples: {
    readonly fail: readonly [RuleExample, ...RuleExample[]]
    readonly pass: readonly [RuleExample, ...RuleExample[]]
    /** None when no value decides the verdict. */
    readonly unknown?: readonly RuleExample[]
  }
}

/** A rule about each resource of some types. A pure function of the query: no clock, no I/O, no state. */
export interface ResourceRule extends RuleFacts {
  readonly subject?: 'resource'
  /** CloudFormation types; `*` is every type. */
  readonly types: readonly string[]
  /** A list where several places of one resource need to be told apart; an empty list is a pass. */
  check(node: Resource, q: Query): Verdict | readonly Verdict[]
}

/** A rule about the whole stack. */
export interface StackRule extends RuleFacts {
  readonly subject: 'stack'
  /** What it looks for, for the documentation. */
  readonly types: readonly string[]
  check(q: Query): Verdict | readonly Verdict[]
}

export type Rule = ResourceRule | StackRule

export function defineRule(rule: ResourceRule): ResourceRule
export function defineRule(rule: StackRule): StackRule
export function defineRule(rule: Rule): Rule {
  return rule
}

/** One verdict of one rule, with its place. */
export interface Finding {
  readonly rule: string
  readonly pillar: Pillar
  readonly severity: RuleSeverity
  readonly verdict: 'fail' | 'unknown' | 'pass'
  /** Logical id. */
  readonly resource?: string
  /** Of one of several stacks: the stack that has the resource, `Outer/Inner` where it is nested. */
  readonly stack?: string
  /** Logical id of the SAM resource that the resource was made of. */
  readonly madeOf?: string
  /** The template of the resource. */
  readonly file?: string
  /** In the template: `Resources`, the logical id, `Properties`, … */
  readonly path?: readonly (string | number)[]
  /** Of the property where it is given, else of the resource. */
  readonly span?: Span
  /** What is the case; what is not known; for a pass the title of the rule. */
  readonly message: string
  readonly why: string
  readonly fix: string
  /** The smallest assignment of parameters under which it holds; absent: in every world. */
  readonly world?: Readonly<Record<string, string>>
}

/** The template that an example stands for. */
export function exampleTemplate(rule: Rule, example: RuleExample): { readonly [section: string]: Json } {
  const one = { Type: example.type ?? rule.types[0] ?? '', ...example.attributes, Properties: example.props ?? {} }
  return { ...example.sections, Resources: example.resources ?? { [EXAMPLE_SUBJECT]: one } }
}

/** Logical id of the resource of an example that gives `props`. */
export const EXAMPLE_SUBJECT = 'Subject'
