import type { IamResourceType, IamService } from '#catalog/index.js'
import { callIn } from '../../functions.js'
import { type Located, textOf } from '../model.js'
import type { Walk } from '../../references.js'
import type { Actions, NamedActions } from './actions.js'
import { noArnOfRef } from './arns.js'
import type { PolicyKind } from './kinds.js'
import { asPattern, eachItem, HOLE, mayMeet, PART, shown, textWithHoles } from './texts.js'

/** An ARN, a pattern of one, or a text that becomes one at deployment; API Gateway puts its own ARN before a path. */
const BEGINNINGS = ['arn:', '*', HOLE, PART, 'execute-api:/']
const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-eusc']

interface Resource {
  readonly where: Located
  readonly text: string
  /** partition, service, region, account, resource; `*` for what is left out. */
  readonly parts: readonly string[]
}

export interface Resources {
  readonly named: readonly Resource[]
  readonly complete: boolean
}

/** Checks the resources of a statement and says which they are. */
export function checkResources(value: Located, kind: PolicyKind, walk: Walk): Resources {
  const named: Resource[] = []
  let complete = true
  for (const where of eachItem(value)) {
    const text = textWithHoles(where.tree, walk.declared.typeOf)
    const wrong = text === undefined ? undefined : (noArnIn(where, walk) ?? wrongIn(text, kind))
    if (wrong !== undefined)
      walk.report.add({
        code: wrong.refused ? 'policy-malformed' : 'policy-resource',
        message: wrong.message,
        place: where.place,
        atValue: true,
      })
    const known = text !== undefined && wrong === undefined && (text.startsWith('arn:') || text === '*')
    if (known) named.push({ where, text, parts: partsOf(text) })
    else complete = false
  }
  return { named, complete }
}

interface Wrong {
  readonly message: string
  readonly refused: boolean
}

function noArnIn({ tree }: Located, { declared }: Walk): Wrong | undefined {
  const call = callIn(tree)
  const id = call?.name === 'Ref' && call.argument.kind === 'scalar' ? String(call.argument.value) : ''
  const given = noArnOfRef(id, declared.typeOf)
  if (given === undefined) return undefined
  return { message: `Ref of ${id} gives ${given}, not its ARN; write Fn::GetAtt: [${id}, Arn]`, refused: true }
}

function wrongIn(text: string, { noWildcard }: PolicyKind): Wrong | undefined {
  const error = (message: string): Wrong => ({ message, refused: true })
  if (!BEGINNINGS.some((each) => text.startsWith(each))) return error(`"${shown(text)}" is no resource of a policy; write an ARN or *`)
  if (text === '*' && noWildcard === true) return error('a bucket policy takes no * as its resource; write the ARN of the bucket')
  return text.startsWith('arn:') ? wrongInArn(text) : undefined
}

const SPECIAL_ACCOUNTS = new Set(['aws', 'aws-managed', 'aws-marketplace', 'cloudfront', 'third-party', 'amazon'])

function wrongInArn(text: string): Wrong | undefined {
  const [partition = '*', service = '*', region = '*', account = '*'] = partsOf(text)
  const name = `"${shown(text)}"`
  if (isPlain(partition) && !PARTITIONS.includes(partition))
    return {
      message: `${name} has the partition "${partition}", which does not exist; write aws, or \${AWS::Partition} in Fn::Sub`,
      refused: true,
    }
  if (service === '') return { message: `${name} names no service`, refused: true }
  const message = oddAccount(name, account) ?? oddRegion(name, region)
  return message === undefined ? undefined : { message, refused: false }
}

function oddAccount(name: string, account: string): string | undefined {
  if (!/^[\d*?]*$/.test(account) && !SPECIAL_ACCOUNTS.has(account))
    return `${name} has "${account}" where the account id stands; a colon may be missing before it`
  const short = /^\d+$/.test(account) && account.length !== 12
  return short ? `${name} has the account id "${account}"; an account id has 12 digits` : undefined
}

function oddRegion(name: string, region: string): string | undefined {
  const odd = isPlain(region) && region !== 'global' && !/^[a-z]{2,5}(?:-[a-z]+)+-\d+$/.test(region)
  return odd ? `${name} has "${region}" where the region stands` : undefined
}

/** A text without wildcards. */
function isPlain(text: string): boolean {
  return /^[^*?]+$/.test(text)
}

/** IAM puts `*` for the parts that a short ARN lacks; behind a hole that may hold a colon nothing is known. */
function partsOf(text: string): readonly string[] {
  const [, ...parts] = text.split(':')
  const known = parts.length > 5 ? [...parts.slice(0, 4), parts.slice(4).join(':')] : [...parts]
  const hole = known.findIndex((part, index) => index < 4 && part.includes(HOLE))
  const kept = hole === -1 ? known : [...known.slice(0, hole), `${(known[hole] ?? '').split(HOLE)[0] ?? ''}*`]
  return Array.from({ length: 5 }, (_, index) => asPattern(kept[index] ?? '*'))
}

/** What in a statement has no effect: an action none of the resources is for, a resource that none of the actions works on. */
export function checkFit(actions: Actions, resources: Resources, walk: Walk): void {
  const typesOf = resourceTypesOf()
  const works = (named: NamedActions, resource: Resource): boolean =>
    resource.text === '*' || named.actions.some((action) => action.resourceTypes.some((type) => typesOf(named.service, resource).has(type)))
  const add = (message: string, { place }: Located): void => walk.report.add({ code: 'policy-resource', message, place, atValue: true })
  const idle = resources.complete ? actions.named.filter((named) => !resources.named.some((resource) => works(named, resource))) : []
  for (const named of idle.filter(isSure)) add(`${shown(named.text)} ${wants(named)}, and the statement names none`, named.where)
  if (idle.length > 0 || !actions.complete) return
  for (const resource of resources.named)
    if (!actions.named.some((named) => works(named, resource)))
      add(`no action of the statement works on "${labelOf(resource)}"`, resource.where)
}

/** The reference leaves out the resources of some actions; those that list are all about the whole account. */
function isSure({ actions }: NamedActions): boolean {
  return actions.every(({ resourceTypes, access }) => resourceTypes.length > 0 || access === 'list')
}

/** A resource as it stands in the template. */
function labelOf({ where: { tree }, text }: Resource): string {
  const call = callIn(tree)
  if (call === undefined || call.name === 'Fn::Join') return shown(text)
  const { argument } = call
  if (call.name === 'Fn::GetAtt' && argument.kind === 'list') return argument.items.map((item) => textOf(item) ?? '…').join('.')
  return textOf(argument.kind === 'list' ? argument.items[0] : argument) ?? shown(text)
}

function wants({ service, actions }: NamedActions): string {
  const names = new Set(actions.flatMap(({ resourceTypes }) => resourceTypes))
  const forms = service.resourceTypes.filter(({ name }) => names.has(name)).map(({ arn }) => readable(arn))
  if (forms.length === 0) return 'works only with the resource *'
  const others = forms.length > 3 ? `, or one of ${forms.length - 3} more forms` : ''
  return `works on ${forms.slice(0, 3).join(' or ')}${others}`
}

/** `arn:aws:sqs:*:*:<QueueName>` */
function readable(arn: string): string {
  return arn
    .replace('${Partition}', 'aws')
    .replace('${Region}', '*')
    .replace('${Account}', '*')
    .replace(/\$\{([^}]*)\}/g, '<$1>')
}

/** The resource types of a service that a resource may be, found once for each pair. */
function resourceTypesOf(): (service: IamService, resource: Resource) => ReadonlySet<string> {
  const found = new Map<string, ReadonlySet<string>>()
  return (service, resource) => {
    const key = `${service.prefix} ${resource.text}`
    const known = found.get(key)
    if (known !== undefined) return known
    const types = new Set(service.resourceTypes.filter((type) => isOne(resource, type, service)).map(({ name }) => name))
    found.set(key, types)
    return types
  }
}

function isOne({ parts }: Resource, type: IamResourceType, service: IamService): boolean {
  const { wanted, below } = formOf(type, service)
  if (!parts.every((part, index) => mayMeet(part, wanted[index] ?? '*'))) return false
  // A bucket has no slash in its name: an object is another type.
  return !below || slashes(parts[4] ?? '') <= slashes(wanted[4] ?? '')
}

interface Form {
  readonly wanted: readonly string[]
  /** Whether another type of the service has ARNs that go on from this one. */
  readonly below: boolean
}

const FORMS = new WeakMap<IamResourceType, Form>()

/** The ARN of a type as a pattern; made once, since templates name the same services over and over. */
function formOf(type: IamResourceType, service: IamService): Form {
  const known = FORMS.get(type)
  if (known !== undefined) return known
  const form = openForm(type.arn)
  const made = { wanted: partsOf(form), below: service.resourceTypes.some(({ arn }) => openForm(arn).startsWith(`${form}/`)) }
  FORMS.set(type, made)
  return made
}

function openForm(arn: string): string {
  return arn.replace(/\$\{[^}]*\}/g, '*')
}

function slashes(text: string): number {
  return text.split('/').length
}
