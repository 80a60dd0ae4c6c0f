import type { Expansion } from './expansion.js'
import { isList, isObj, type Obj, text, type Value } from './values.js'

/** Names under which a template can refer to what a SAM resource becomes, as in `!Ref Work.Alias`. */
const NAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::Serverless::Function': {
    'AWS::Lambda::Alias': 'Alias',
    'AWS::Lambda::Version': 'Version',
    'AWS::SNS::Topic': 'DestinationTopic',
    'AWS::SQS::Queue': 'DestinationQueue',
  },
  'AWS::Serverless::Api': {
    'AWS::ApiGateway::Stage': 'Stage',
    'AWS::ApiGateway::Deployment': 'Deployment',
    'AWS::ApiGateway::DomainName': 'DomainName',
    'AWS::ApiGateway::DomainNameV2': 'DomainNameV2',
    'AWS::ApiGateway::UsagePlan': 'UsagePlan',
    'AWS::ApiGateway::UsagePlanKey': 'UsagePlanKey',
    'AWS::ApiGateway::ApiKey': 'ApiKey',
  },
  'AWS::Serverless::HttpApi': { 'AWS::ApiGatewayV2::Stage': 'Stage', 'AWS::ApiGatewayV2::DomainName': 'DomainName' },
  'AWS::Serverless::WebSocketApi': { 'AWS::ApiGatewayV2::Stage': 'Stage', 'AWS::ApiGatewayV2::DomainName': 'DomainName' },
}

/** What references to SAM resources, and to their named parts, mean in the expansion. */
function namesOf(expansion: Expansion): ReadonlyMap<string, string> {
  const names = new Map(expansion.renamed)
  for (const [id, from] of expansion.origins) {
    const made = expansion.out[id]
    const type = text(expansion.resource(from)?.['Type'])
    const name = isObj(made) && type !== undefined ? NAMED[type]?.[text(made['Type']) ?? ''] : undefined
    if (name !== undefined) names.set(`${from}.${name}`, id)
  }
  return names
}

/** The value with its references to SAM resources made references to what they become. */
export function withNewReferences(expansion: Expansion, value: Obj): Value {
  const names = namesOf(expansion)
  return names.size === 0 ? value : rename(expansion, value, names)
}

function rename(expansion: Expansion, value: Value, names: ReadonlyMap<string, string>): Value {
  if (isList(value))
    return expansion.like(
      value,
      value.map((item) => rename(expansion, item, names)),
    )
  if (!isObj(value)) return value
  const entries = Object.entries(value).map(([key, inner]): [string, Value] => [
    key,
    renamedIn(key, inner, names) ?? rename(expansion, inner, names),
  ])
  return expansion.like(value, Object.fromEntries(entries))
}

/** The argument of something that refers by id; undefined: it is nothing of the kind. */
function renamedIn(key: string, inner: Value, names: ReadonlyMap<string, string>): Value | undefined {
  if (key === 'Ref') return typeof inner === 'string' ? (names.get(inner) ?? inner) : undefined
  if (key === 'DependsOn') return renameIds(inner, names)
  if (key === 'Fn::GetAtt') return renamedAttribute(inner, names)
  if (key !== 'Fn::Sub') return undefined
  if (typeof inner === 'string') return renameSub(inner, names)
  const [form, ...variables] = isList(inner) ? inner : []
  if (typeof form !== 'string') return undefined
  return [renameSub(form, names), ...variables.map((value) => renamedVariables(value, names))]
}

function renamedVariables(value: Value, names: ReadonlyMap<string, string>): Value {
  if (isList(value)) return value.map((item) => renamedVariables(item, names))
  if (!isObj(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, renamedIn(key, inner, names) ?? renamedVariables(inner, names)]),
  )
}

/** A logical id, or a list of them. */
function renameIds(ids: Value, names: ReadonlyMap<string, string>): Value {
  return isList(ids) ? ids.map((id) => renameIds(id, names)) : typeof ids === 'string' ? (names.get(ids) ?? ids) : ids
}

/** `Work.Alias` and an attribute, or a resource with a new id and an attribute. */
function renamedAttribute(given: Value, names: ReadonlyMap<string, string>): Value | undefined {
  const parts = isList(given) ? given : [given]
  const [first, ...others] = parts
  if (!parts.every((part) => typeof part === 'string')) {
    const renamed = typeof first === 'string' ? names.get(first) : undefined
    return renamed === undefined ? undefined : [renamed, ...others]
  }
  const [id = '', part = '', ...rest] = parts.join('.').split('.')
  const named = names.get(`${id}.${part}`)
  if (named !== undefined && rest.length > 0) return [named, rest.join('.')]
  const renamed = names.get(id)
  return renamed === undefined ? undefined : [renamed, [part, ...rest].join('.')]
}

function renameSub(form: string, names: ReadonlyMap<string, string>): string {
  return form.replaceAll(
    /\$\{([A-Za-z0-9]+)(?:\.([A-Za-z0-9]+))?((?:\.[^}]*)?)\}/g,
    (whole: string, id: string, part: string | undefined, rest: string) => {
      const named = part === undefined ? undefined : names.get(`${id}.${part}`)
      if (named !== undefined) return `\${${named}${rest}}`
      const renamed = names.get(id)
      return renamed === undefined ? whole : `\${${renamed}${part === undefined ? '' : `.${part}`}${rest}}`
    },
  )
}
