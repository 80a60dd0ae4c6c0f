import { didYouMean, nearest } from '#core/index.js'
import type { IamAction, IamService } from '#catalog/index.js'
import type { Located } from '../model.js'
import type { Walk } from '../../references.js'
import type { PolicyKind } from './kinds.js'
import { asPattern, eachItem, hasHole, shown, textWithHoles } from './texts.js'

/** What an `Action` of a statement stands for. */
export interface NamedActions {
  readonly text: string
  readonly where: Located
  readonly service: IamService
  readonly actions: readonly IamAction[]
}

export interface Actions {
  readonly named: readonly NamedActions[]
  /** Every action of the statement is among them. */
  readonly complete: boolean
}

/** Checks the actions of a statement and says which they are. */
export function checkActions(value: Located, kind: PolicyKind, walk: Walk): Actions {
  const named: NamedActions[] = []
  let complete = true
  for (const item of eachItem(value)) {
    const text = textWithHoles(item.tree, walk.declared.typeOf)
    const found = text === undefined || text === '*' ? undefined : actionsOf(text, item, { kind, walk })
    if (found === undefined) complete = false
    else named.push(found)
  }
  return { named, complete }
}

interface Here {
  readonly kind: PolicyKind
  readonly walk: Walk
}

function actionsOf(text: string, where: Located, { kind, walk }: Here): NamedActions | undefined {
  const { report, catalog } = walk
  const say = (message: string, refused: boolean): undefined => {
    report.add({ code: refused ? 'policy-malformed' : 'policy-action', message, place: where.place, atValue: true })
  }
  const colon = text.indexOf(':')
  if (colon === -1)
    return hasHole(text) ? undefined : say(`"${text}" is no action; write service:Action, or * for every action of every service`, true)
  const prefix = text.slice(0, colon)
  const name = text.slice(colon + 1)
  if (hasHole(prefix)) return undefined
  if (/[*?]/.test(prefix)) return say(`"${shown(text)}" has a wildcard in the name of the service, which IAM refuses`, true)
  const service = catalog.iam.service(prefix)
  if (service === undefined) return say(`there is no service "${prefix}" in IAM${serviceHint(prefix, name, walk)}`, kind.strict === true)
  if (kind.services !== undefined && !kind.services.includes(service.prefix)) {
    const refused = kind.strict === true || kind.is === 'trust'
    return say(`"${shown(text)}" cannot be allowed here; this policy is about actions of ${kind.services.join(', ')}`, refused)
  }
  if (hasHole(name)) return undefined
  const actions = matching(service, name)
  if (actions.length > 0) return { text, where, service, actions }
  if (/[*?]/.test(name)) return say(`"${text}" stands for no action of ${service.title}`, kind.strict === true)
  const hint = didYouMean(name, service.actionNames)
  return say(`${service.title} has no action "${service.prefix}:${name}"${hint}`, kind.strict === true)
}

function serviceHint(prefix: string, name: string, { catalog }: Walk): string {
  const word = nearest(prefix, catalog.iam.services())
  if (word === undefined) return ''
  const also = catalog.iam.service(word)?.action(name) === undefined ? '' : `:${name}`
  return ` (did you mean "${word}${also}"?)`
}

function matching(service: IamService, name: string): readonly IamAction[] {
  if (!/[*?]/.test(name)) {
    const action = service.action(name)
    return action === undefined ? [] : [action]
  }
  const pattern = globOf(name)
  return service.actionNames.filter((each) => pattern.test(each)).flatMap((each) => service.action(each) ?? [])
}

/** `*` for any text, `?` for a letter; names of actions are the same in any case. Stars in a row say no more than one. */
function globOf(text: string): RegExp {
  const source = asPattern(text)
    .replace(/\*+/g, '*')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 'is')
}
