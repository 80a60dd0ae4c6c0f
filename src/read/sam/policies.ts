import type { Source } from './types.js'
import { didYouMean } from '#core/index.js'
import type { Expansion } from './expansion.js'
import { MANAGED_PATHS } from './managed-policies.js'
import { POLICY_TEMPLATES } from './policy-templates.js'
import { copyOf, isIntrinsic, isList, isNoValue, isObj, listOf, type Obj, type Value } from './values.js'

/** The `Policies` of a SAM resource, sorted into what a role takes. */
export interface Granted {
  readonly arns: Value[]
  readonly inline: Obj[]
}

/** Sorts `Policies` into managed policies and policies of the role itself, which are named after the role. */
export function policiesOf(expansion: Expansion, source: Source, roleId: string): Granted {
  const granted: Granted = { arns: [], inline: [] }
  const given = source.properties['Policies']
  const entries = listOf(given)
  entries.forEach((entry, index) => {
    const name = `${roleId}Policy${index}`
    const problem = choiceProblem(entry)
    if (problem !== undefined) {
      expansion.reject(source.id, problem, ['Properties', 'Policies', index])
      return
    }
    const branches = isObj(entry) ? entry['Fn::If'] : undefined
    const conditional = Array.isArray(branches) ? conditionalPolicy(expansion, source, branches, name) : undefined
    if (conditional !== undefined) {
      granted.inline.push(conditional)
      return
    }
    const document = documentOf(expansion, source, entry)
    if (document === undefined) granted.arns.push(managed(expansion, entry))
    else granted.inline.push({ PolicyName: name, PolicyDocument: document })
  })
  return granted
}

/** Why SAM refuses a policy that a condition chooses; undefined: it takes it. */
function choiceProblem(entry: Value): string | undefined {
  const branches = isObj(entry) && isIntrinsic(entry) ? entry['Fn::If'] : undefined
  if (branches === undefined) return undefined
  if (!isList(branches) || branches.length !== 3)
    return "'Policies' has an Fn::If that is no list of three: a condition, a policy, another policy"
  const [, yes = null, no = null] = branches
  return choiceProblem(yes) ?? choiceProblem(no) ?? mixProblem(yes, no)
}

function mixProblem(yes: Value, no: Value): string | undefined {
  if (isNoValue(yes) || isNoValue(no) || kindOf(yes) === kindOf(no)) return undefined
  return `'Policies' has an Fn::If between a ${kindOf(yes)} and a ${kindOf(no)}; write one Fn::If for each, with AWS::NoValue`
}

/** What a policy is: of two branches of one choice, both are the same. */
function kindOf(entry: Value): string {
  const branches = isObj(entry) ? entry['Fn::If'] : undefined
  if (isList(branches)) return kindOf((isNoValue(branches[1]) ? branches[2] : branches[1]) ?? null)
  if (!isObj(entry) || isIntrinsic(entry)) return 'managed policy'
  return entry['Statement'] === undefined ? 'policy template' : 'policy of its own'
}

/** A managed policy, by name or ARN, in the branches of `Fn::If` too. */
function managed(expansion: Expansion, entry: Value): Value {
  const branches = isObj(entry) ? entry['Fn::If'] : undefined
  if (typeof entry === 'string') return managedArn(expansion, entry)
  if (!Array.isArray(branches)) return entry
  return { 'Fn::If': branches.map((branch, index) => (index > 0 && typeof branch === 'string' ? managedArn(expansion, branch) : branch)) }
}

/** Names of AWS managed policies become ARNs; ARNs and all else stay. */
function managedArn(expansion: Expansion, name: string): string {
  const path = MANAGED_PATHS.get(name)
  return path === undefined ? name : expansion.arn(`iam::aws:policy/${path}`)
}

/** undefined: the entry is a managed policy. */
function documentOf(expansion: Expansion, source: Source, entry: Value): Value | undefined {
  if (!isObj(entry)) return undefined
  if (entry['Statement'] !== undefined) return entry
  if (isIntrinsic(entry)) return undefined
  const [name, values] = Object.entries(entry)[0] ?? []
  if (name === undefined || Object.keys(entry).length !== 1 || !Object.hasOwn(POLICY_TEMPLATES, name)) {
    expansion.reject(
      source.id,
      `"${name ?? ''}" is no policy template${didYouMean(name ?? '', Object.keys(POLICY_TEMPLATES))}, and the policy has no Statement`,
      ['Properties', 'Policies'],
    )
    return {}
  }
  return fromTemplate(expansion, source, name, values ?? null)
}

function conditionalPolicy(expansion: Expansion, source: Source, branches: Value[], name: string): Obj | undefined {
  const [condition, yes, no] = branches
  if (condition === undefined || yes === undefined || no === undefined) return undefined
  const made = (branch: Value): Value | undefined => {
    const document = isNoValue(branch) ? undefined : documentOf(expansion, source, branch)
    return isNoValue(branch) ? branch : document === undefined ? undefined : { PolicyName: name, PolicyDocument: document }
  }
  const [first, second] = [made(yes), made(no)]
  if (first === undefined || second === undefined || (isNoValue(first) && isNoValue(second))) return undefined
  return { 'Fn::If': [condition, first, second] }
}

function fromTemplate(expansion: Expansion, source: Source, name: string, values: Value): Obj {
  const statements: Value = copyOf(JSON.parse(POLICY_TEMPLATES[name] ?? '[]'))
  if (!isObj(values)) {
    expansion.reject(source.id, `the values of policy template ${name} must be a map`, ['Properties', 'Policies'])
    return {}
  }
  const needed = new Set<string>()
  const statement = filled(statements, values, needed)
  const missing = [...needed].filter((parameter) => values[parameter] === undefined || values[parameter] === null)
  if (missing.length > 0)
    expansion.reject(source.id, `policy template ${name} needs ${missing.map((key) => `"${key}"`).join(', ')}`, ['Properties', 'Policies'])
  return { Statement: statement }
}

function filled(value: Value, values: Obj, needed: Set<string>): Value {
  if (Array.isArray(value)) return value.map((item) => filled(item, values, needed))
  if (!isObj(value)) return value
  const name = value['Ref']
  if (typeof name === 'string' && Object.keys(value).length === 1 && !name.startsWith('AWS::')) {
    needed.add(name)
    return values[name] ?? value
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, values, needed)]))
}
