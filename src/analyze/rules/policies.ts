import { type Query, type Resource, type Statement, statementsOf, type Value, valuesAt } from '#graph/index.js'
import { itemsAt, scalarOf } from './reading.js'

/** One statement of a policy, with its path from the properties of the resource. */
export interface Placed {
  readonly statement: Statement
  readonly path: string
}

/** The statements of all policy documents at a path with stars (`Policies.*.PolicyDocument`). Both branches of a choice count. */
export function statementsAt(node: Resource, document: string): readonly Placed[] {
  return valuesAt(node.properties, document).flatMap(({ path, value }) =>
    // inside a document that is written as one text no path leads further
    statementsOf(value).map((statement) => ({ statement, path: value.kind === 'literal' ? path : `${path}.${statement.path}` })),
  )
}

/** The known texts of a value: itself, or the items of a list. */
function textsIn(value: Value | undefined, q: Query): readonly string[] {
  if (value === undefined) return []
  const values = value.kind === 'list' ? value.items : [value]
  return values.flatMap((each) => {
    const text = scalarOf(q.read(each))
    return typeof text === 'string' ? [text] : []
  })
}

export function isAllow({ effect }: Statement): boolean {
  return effect === 'Allow'
}

/** `*`, or an action with everything of a service (`s3:*`). */
export function wildcardActions({ actions }: Statement): readonly string[] {
  return actions.flatMap((action) => (action !== undefined && (action === '*' || /^[\w-]+:\*$/.test(action)) ? [action] : []))
}

/** Whether a statement is about everything: `Resource: *`. */
export function isAboutEverything({ resources }: Statement, q: Query): boolean {
  return resources.some((value) => scalarOf(q.read(value)) === '*')
}

/** Whether anybody is named: `Principal: *` or `Principal: { AWS: * }`. */
export function namesAnybody({ principal }: Statement, q: Query): boolean {
  if (principal === undefined) return false
  if (scalarOf(q.read(principal)) === '*') return true
  return principal.kind === 'map' && textsIn(principal.entries.get('AWS'), q).includes('*')
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
const NARROWING =
  /^(?:aws:(?:PrincipalArn|PrincipalAccount|PrincipalOrgID|PrincipalOrgPaths|SourceAccount|SourceArn|SourceOrgID|SourceOrgPaths|SourceOwner|SourceIp|SourceVpc|SourceVpce|VpcSourceIp|userid|PrincipalServiceName|CalledVia\w*|PrincipalTag\/.*)|kms:(?:CallerAccount|ViaService)|s3:DataAccessPointAccount|lambda:FunctionUrlAuthType|sns:Endpoint)$/i

/** Whether a condition leaves only callers of a kind: an account, an organization, a network, a resource. */
export function isNarrowed({ condition }: Statement): boolean {
  return valuesAt(condition ?? { kind: 'absent' }, '*').some(
    ({ value, path }) =>
      !/^(?:Not|.*Not)/.test(path) && value.kind === 'map' && [...value.entries.keys()].some((key) => NARROWING.test(key)),
  )
}

/** Whether a statement refuses every request without TLS: `Bool: { aws:SecureTransport: false }`. */
export function refusesPlainText(statement: Statement, q: Query): boolean {
  if (statement.effect !== 'Deny' || !namesAnybody(statement, q)) return false
  return valuesAt(statement.condition ?? { kind: 'absent' }, 'Bool').some(
    ({ value }) =>
      value.kind === 'map' &&
      [...value.entries].some(([key, each]) => /^aws:SecureTransport$/i.test(key) && textsOfBoolean(each, q).includes('false')),
  )
}

function textsOfBoolean(value: Value, q: Query): readonly string[] {
  const values = value.kind === 'list' ? value.items : [value]
  return values.map((each) => String(scalarOf(q.read(each))).toLowerCase())
}

export interface PolicyStatements {
  /** Statements of policies that name the resource. */
  readonly certain: readonly Placed[]
  /** Statements of policies that name something which is not known. */
  readonly possible: readonly Placed[]
}

/** The statements of resource policies in resources of their own: `list` is the property with the resources that a policy is for. */
export function policiesFor(node: Resource, q: Query, { type, list }: PolicyKind): PolicyStatements {
  const naming = q.edges({ to: node, kind: 'refers' }).filter(({ from, path }) => from.type === type && path.split('.')[0] === list)
  return {
    certain: naming.flatMap(({ from }) => statementsAt(from, 'PolicyDocument')),
    possible: unplacedPolicies(q, { type, list }).flatMap((policy) => statementsAt(policy, 'PolicyDocument')),
  }
}

export interface PolicyKind {
  readonly type: string
  readonly list: string
}

// Asked once for each graph: a stack may have as many policies as resources they are for.
const unplaced = new WeakMap<Query, Map<string, readonly Resource[]>>()

/** Policies of a type that name what they are for neither by reference nor by a known name. */
export function unplacedPolicies(q: Query, { type, list }: PolicyKind): readonly Resource[] {
  const known = unplaced.get(q) ?? new Map<string, readonly Resource[]>()
  unplaced.set(q, known)
  const found = known.get(type) ?? q.all(type).filter((policy) => isUnplaced(policy, q, list))
  known.set(type, found)
  return found
}

function isUnplaced(policy: Resource, q: Query, list: string): boolean {
  const whole = q.read(policy, list)
  if (!whole.known) return whole.reference === undefined
  return itemsAt(policy, q, list).items.some(({ value }) => {
    const read = q.read(value)
    return !read.known && read.reference === undefined
  })
}

/** Where a role, user, group or policy of IAM has its identity policies, by the property. */
const IDENTITY_POLICIES = ['Policies.*.PolicyDocument', 'PolicyDocument'] as const

/** The statements of a role's, user's, group's or policy's permissions. */
export function permissionsOf(node: Resource): readonly Placed[] {
  return IDENTITY_POLICIES.flatMap((document) => statementsAt(node, document))
}

/** The ARN of a managed policy as far as it is known: `arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess` keeps its end. */
export function policyArnEnd(value: Value, q: Query): string | undefined {
  const read = q.read(value)
  if (read.known) return typeof read.value === 'string' ? read.value : undefined
  const last = read.value.kind === 'text' ? read.value.parts.at(-1) : undefined
  return last?.kind === 'literal' && typeof last.value === 'string' ? last.value : undefined
}
