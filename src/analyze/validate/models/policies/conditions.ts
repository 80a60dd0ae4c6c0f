import { didYouMean, type MapEntry } from '#core/index.js'
import type { IamKey } from '#catalog/index.js'
import { callIn, takesMore } from '../../functions.js'
import type { Located } from '../model.js'
import { atEntry } from '../../place.js'
import type { Walk } from '../../references.js'
import type { Actions } from './actions.js'
import type { PolicyKind } from './kinds.js'
import { eachItem, hasHole, shown, textWithHoles } from './texts.js'

type Family = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'IPAddress' | 'ARN' | 'Null'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html, read 2026-11. */
const OPERATORS: Readonly<Record<string, Family>> = {
  StringEquals: 'String',
  StringNotEquals: 'String',
  StringEqualsIgnoreCase: 'String',
  StringNotEqualsIgnoreCase: 'String',
  StringLike: 'String',
  StringNotLike: 'String',
  NumericEquals: 'Numeric',
  NumericNotEquals: 'Numeric',
  NumericLessThan: 'Numeric',
  NumericLessThanEquals: 'Numeric',
  NumericGreaterThan: 'Numeric',
  NumericGreaterThanEquals: 'Numeric',
  DateEquals: 'Date',
  DateNotEquals: 'Date',
  DateLessThan: 'Date',
  DateLessThanEquals: 'Date',
  DateGreaterThan: 'Date',
  DateGreaterThanEquals: 'Date',
  Bool: 'Bool',
  BinaryEquals: 'Binary',
  IpAddress: 'IPAddress',
  NotIpAddress: 'IPAddress',
  ArnEquals: 'ARN',
  ArnLike: 'ARN',
  ArnNotEquals: 'ARN',
  ArnNotLike: 'ARN',
  Null: 'Null',
}
const NAMES = Object.keys(OPERATORS)
const BY_LOWER_CASE: ReadonlyMap<string, string> = new Map(NAMES.map((name) => [name.toLowerCase(), name]))

interface Operator {
  readonly name: string
  readonly family: Family
  readonly ofSet: boolean
}

interface Here {
  readonly kind: PolicyKind
  readonly actions: Actions | undefined
  readonly walk: Walk
}

/** Checks the operators, keys and values of the conditions of a statement. */
export function checkStatementConditions(value: Located, here: Here): void {
  const { tree, place } = value
  if (callIn(tree) !== undefined || takesMore(tree)) return
  const { report } = here.walk
  if (tree.kind !== 'map') {
    const message = 'Condition of a policy must be a map of operators'
    return report.add({ code: 'policy-malformed', message, place, atValue: true })
  }
  for (const entry of tree.entries) {
    const inside: Located = { tree: entry.value, place: atEntry(place, entry) }
    const operator = operatorOf(entry.key)
    if (operator !== undefined) checkKeysOf(inside, operator, here)
    else if (!entry.key.includes('${')) {
      const message = `IAM has no condition operator "${entry.key}"${didYouMean(entry.key, NAMES)}`
      report.add({ code: 'policy-malformed', message, place: inside.place })
    }
  }
}

function operatorOf(text: string): Operator | undefined {
  const [, set, word = ''] = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(?:IfExists)?$/i.exec(text) ?? []
  const name = BY_LOWER_CASE.get(word.toLowerCase())
  const family = name === undefined ? undefined : OPERATORS[name]
  if (name === undefined || family === undefined || (family === 'Null' && /IfExists$/i.test(text))) return undefined
  return { name, family, ofSet: set !== undefined }
}

function checkKeysOf({ tree, place }: Located, operator: Operator, here: Here): void {
  if (callIn(tree) !== undefined || takesMore(tree)) return
  if (tree.kind !== 'map') {
    const message = `${operator.name} needs a map of condition keys`
    return here.walk.report.add({ code: 'policy-malformed', message, place, atValue: true })
  }
  for (const entry of tree.entries) checkKey(entry, { tree: entry.value, place: atEntry(place, entry) }, { operator, ...here })
}

function checkKey({ key: name }: MapEntry, value: Located, here: Here & { readonly operator: Operator }): void {
  const { kind, walk, operator } = here
  const say = (message: string, refused = false): void =>
    walk.report.add({ code: refused ? 'policy-malformed' : 'policy-condition', message, place: value.place })
  if (name.includes('${')) return
  const colon = name.indexOf(':')
  if (colon === -1) return say(`"${name}" is no condition key; write service:Key, or aws:Key for one of every service`, true)
  const known = keyOf(name, name.slice(0, colon), walk)
  if (known === 'elsewhere') return
  if (known === undefined) return say(unknownKey(name, name.slice(0, colon), walk), kind.strict === true)
  const idle = idleKey(name, here)
  if (idle !== undefined) return say(idle)
  const misfit = misfitOf(operator, known)
  if (misfit !== undefined) return say(misfit)
  checkValues(value, here)
}

/** `elsewhere`: of an identity provider, which names its keys itself. */
function keyOf(name: string, prefix: string, { catalog: { iam } }: Walk): IamKey | 'elsewhere' | undefined {
  if (/[./]/.test(prefix) || iam.isProvider(prefix)) return 'elsewhere'
  return iam.globalKey(name) ?? (prefix === 'aws' ? requestKey(name) : iam.service(prefix)?.key(name))
}

/** Keys of every service that the list of the package lacks. */
function requestKey(name: string): IamKey | undefined {
  return /^aws:(?:FederatedProvider|PrincipalTag\/.+)$/i.test(name) ? { name, type: 'String' } : undefined
}

function unknownKey(name: string, prefix: string, { catalog: { iam } }: Walk): string {
  const service = iam.service(prefix)
  if (prefix.toLowerCase() === 'aws')
    return `there is no condition key "${name}"${didYouMean(
      name,
      iam.globalKeys().map((key) => key.name),
    )}`
  if (service === undefined) return `there is no service "${prefix}" with condition keys${didYouMean(prefix, iam.services())}`
  return `${service.title} has no condition key "${name}"${didYouMean(
    name,
    service.keys.map((key) => key.name),
  )}`
}

/** A key of a service that none of the actions looks at. */
function idleKey(name: string, { actions, walk: { catalog } }: Here): string | undefined {
  if (actions?.complete !== true || actions.named.length === 0 || catalog.iam.globalKey(name) !== undefined) return undefined
  const service = catalog.iam.service(name.slice(0, name.indexOf(':')))
  const form = service?.key(name)?.name
  if (form === undefined || service === undefined) return undefined
  const looked = actions.named.some((named) => {
    const types = new Set(named.actions.flatMap(({ resourceTypes }) => resourceTypes))
    const ofTypes = named.service.resourceTypes.filter((type) => types.has(type.name)).flatMap(({ keys }) => keys)
    return ofTypes.includes(form) || named.actions.some(({ keys }) => keys.includes(form))
  })
  return looked ? undefined : `no action of the statement has the condition key "${name}", so that the condition is never met`
}

/** Families of operators that fit every key. */
const FITS_ALL: ReadonlySet<Family> = new Set(['Null', 'String', 'Binary'])
/** Further ones: texts of services may hold ARNs and numbers, and a moment may be a number of seconds. */
const FITS_ALSO: Readonly<Record<string, readonly Family[]>> = { String: ['ARN', 'Numeric'], Date: ['Numeric'] }

function misfitOf({ name, family, ofSet }: Operator, { name: key, type }: IamKey): string | undefined {
  const base = type.replace('ArrayOf', '')
  if (base !== type && !ofSet && family !== 'Null') return `"${key}" has many values; write ForAnyValue:${name} or ForAllValues:${name}`
  if (FITS_ALL.has(family) || family === base || FITS_ALSO[base]?.includes(family) === true) return undefined
  return `${name} does not fit "${key}", which is of type ${type}`
}

const FORMS: Readonly<Partial<Record<Family, { readonly form: RegExp; readonly want: string }>>> = {
  Numeric: { form: /^-?\d+(?:\.\d+)?$/, want: 'a number' },
  Date: {
    form: /^(?:\d+|\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?)$/,
    want: 'a date such as 2027-01-31T00:00:00Z',
  },
  Bool: { form: /^(?:true|false)$/i, want: 'true or false' },
  Null: { form: /^(?:true|false)$/i, want: 'true or false' },
  IPAddress: { form: /^(?:[\d.]+|[0-9a-f:.]*:[0-9a-f:.]*)(?:\/\d{1,3})?$/i, want: 'an IP address or a block of them' },
  ARN: { form: /^(?:arn:|\*)/, want: 'an ARN' },
}

function checkValues(value: Located, { operator, walk }: Here & { readonly operator: Operator }): void {
  for (const { tree, place } of eachItem(value)) {
    const text = textWithHoles(tree, walk.declared.typeOf)
    if (text === undefined || hasHole(text)) continue
    const wanted = FORMS[operator.family]
    const add = (message: string): void => walk.report.add({ code: 'policy-condition', message, place, atValue: true })
    if (wanted !== undefined && !wanted.form.test(text)) add(`"${shown(text)}" is never met by ${operator.name}; write ${wanted.want}`)
    else if (/^String(?:Not)?Equals/.test(operator.name) && /^arn:.*\*/.test(text))
      add(`${operator.name} takes the * in "${shown(text)}" as it stands; use ArnLike or StringLike for a pattern`)
  }
}
