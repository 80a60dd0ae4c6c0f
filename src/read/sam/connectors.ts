import type { Source } from './types.js'
import {
  type CallProfile,
  CONNECTED,
  CONNECTED_AS,
  CONNECTOR_PROFILES,
  type Profile,
  type ResourceProfile,
  type RoleProfile,
} from './connector-profiles.js'
import { type Expansion, kept } from './expansion.js'
import { filledForm } from './forms.js'
import { getAtt, isList, isObj, isThere, listOf, type Obj, obj, objOr, own, ref, referred, text, type Value } from './values.js'

/** One end of a connector. */
interface End {
  readonly id: string | undefined
  /** The type it is connected as. */
  readonly type: string
  /** The type as the template has it. */
  readonly written: string
  readonly arn: Value | undefined
  readonly role: Value | undefined
  readonly url: Value | undefined
  readonly resourceId: Value | undefined
  readonly name: Value | undefined
  readonly qualifier: Value | undefined
}

interface Connection {
  readonly source: Source
  readonly from: End
  readonly to: End
  readonly access: readonly string[]
  /** Tells the resources of several destinations apart. */
  readonly suffix: string
}

/** Expands `AWS::Serverless::Connector`, its own resource or one that stands at another. */
export function expandConnector(expansion: Expansion, source: Source): void {
  const destinations = listOf(source.properties['Destination'])
  const several = isList(source.properties['Destination'])
  if (destinations.length === 0)
    return expansion.reject(source.id, "'Destination' is an empty list; name at least one", ['Properties', 'Destination'])
  const made = destinations.flatMap((destination, index) =>
    connect(expansion, source, { destination, suffix: several ? `Destination${index}` : '' }),
  )
  waitForAll(expansion, source.id, made)
}

function connect(expansion: Expansion, source: Source, ask: { readonly destination: Value; readonly suffix: string }): readonly string[] {
  const given = { Source: objOr(source.properties['Source']), Destination: objOr(ask.destination) }
  const to = endOf(expansion, source, given.Destination, given.Source)
  const from = to === undefined ? undefined : endOf(expansion, source, given.Source, given.Destination)
  if (to === undefined || from === undefined) return []
  const profile = own(own(CONNECTOR_PROFILES, from.type) ?? {}, to.type)
  if (profile === undefined) {
    expansion.reject(source.id, `there is no connector from ${from.type} to ${to.type}; grant the access with a policy`, ['Properties'])
    return []
  }
  const access = [...new Set(listOf(source.properties['Permissions']).flatMap((permission) => text(permission) ?? []))]
  const problem = accessProblem(profile, access)
  if (problem !== undefined) {
    expansion.reject(source.id, `${problem} (from ${from.type} to ${to.type})`, ['Properties', 'Permissions'])
    return []
  }
  return put(expansion, { source, from, to, access, suffix: ask.suffix }, profile)
}

/** What is wrong with the permissions that are asked for; undefined: nothing. */
function accessProblem(profile: Profile, access: readonly string[]): string | undefined {
  const known = profile.kind === 'role' ? Object.keys(profile.access) : ['Write']
  if (access.length === 0) return `'Permissions' is empty; it takes ${known.join(', ')}`
  const wrong = access.filter((permission) => !known.includes(permission))
  if (wrong.length > 0) return `'Permissions' cannot be ${wrong.join(', ')} here; it takes ${known.join(', ')}`
  const sets = profile.kind === 'role' ? profile.together : undefined
  if (sets === undefined || sets.some((set) => set.length === access.length)) return undefined
  return `'Permissions' cannot be ${access.join(' and ')} alone; it takes ${sets.map((set) => set.join(' + ')).join(', ')}`
}

/** Reads one end of a connector; undefined after a report. */
function endOf(expansion: Expansion, source: Source, given: Obj, other: Obj): End | undefined {
  const reject = (message: string): undefined => expansion.reject(source.id, message, ['Properties'])
  const { Id: id, Qualifier: _qualifier, ...others } = given
  if ((id !== undefined) === Object.keys(others).length > 0)
    return reject("each end needs either 'Id' (with 'Qualifier' where wanted), or 'Type' and what that type takes")
  if (!isThere(id)) return writtenEnd(given, reject)
  const name = text(id)
  if (name === undefined) return reject("'Id' is missing or no string")
  const found = own(expansion.out, name) ?? own(expansion.resources, name)
  if (!isObj(found)) return reject(`there is no resource with the logical id "${name}"`)
  if (!expansion.lenient && expansion.problems.some(({ resource }) => resource === name))
    return reject(`the resource "${name}" is invalid, so nothing can be connected to it`)
  const made = text(found['Type'])
  if (!isThere(made)) return reject(`the 'Type' of the resource "${name}" is missing or no string`)
  const written = text(expansion.resource(name)?.['Type']) ?? made
  return namedEnd({ name, made, written }, { found, given, other })
}

/** An end that is a resource of the template: what is known of it follows from its type. */
function namedEnd(
  { name, made, written }: { readonly name: string; readonly made: string; readonly written: string },
  { found, given, other }: { readonly found: Obj; readonly given: Obj; readonly other: Obj },
): End {
  const known = own(CONNECTED, made)
  const get = (attribute: string | undefined): Value | undefined =>
    attribute === undefined ? undefined : attribute === 'Ref' ? ref(name) : getAtt(name, attribute)
  return {
    id: name,
    type: made,
    written,
    arn: get(known?.arn),
    role: roleName(found, other, known?.role),
    url: get(known?.url),
    resourceId: get(known?.id),
    name: get(known?.name),
    qualifier: given['Qualifier'] ?? known?.qualifier,
  }
}

function writtenEnd(given: Obj, reject: (message: string) => undefined): End | undefined {
  const type = text(given['Type'])
  if (type === undefined || type === '') return reject("'Type' is missing or no string")
  return {
    id: undefined,
    type: own(CONNECTED_AS, type) ?? type,
    written: own(CONNECTED_AS, type) ?? type,
    arn: given['Arn'],
    role: given['RoleName'],
    url: given['QueueUrl'],
    resourceId: given['ResourceId'],
    name: given['Name'],
    qualifier: given['Qualifier'],
  }
}

/** `Ref` to the role of a resource: its own, or that of the target which the other end is. */
function roleName(found: Obj, other: Obj, property: string | undefined): Value | undefined {
  const properties = objOr(found['Properties'])
  const id = referred(property === undefined ? targetRole(properties, other) : properties[property])
  return id === undefined ? undefined : ref(id)
}

function targetRole(properties: Obj, other: Obj): Value | undefined {
  const target = listOf(properties['Targets'])
    .map(objOr)
    .find(({ Arn: arn }) => {
      const id = referred(arn)
      return (
        (id !== undefined && id === other['Id']) || (other['Arn'] !== undefined && JSON.stringify(arn) === JSON.stringify(other['Arn']))
      )
    })
  return target?.['RoleArn']
}

function put(expansion: Expansion, connection: Connection, profile: Profile): readonly string[] {
  if (profile.kind === 'role') return putPolicy(expansion, connection, profile)
  if (profile.kind === 'call') return putCall(expansion, connection, profile)
  return putResourcePolicy(expansion, connection, profile)
}

/** Adds one resource of a connection, with the note of what it connects. */
function add(expansion: Expansion, connection: Connection, name: string, resource: Obj): readonly string[] {
  const { source, from, to, suffix } = connection
  const id = `${source.id}${name}${suffix}`
  const attributes = kept(source)
  const note = { [source.id]: { Source: { Type: from.written }, Destination: { Type: to.written } } }
  const Metadata = { ...objOr(attributes['Metadata']), 'aws:sam:connectors': note }
  expansion.put(id, { ...resource, ...attributes, Metadata }, source)
  return [id]
}

/** A text of a profile with what the connection knows; undefined after a report. */
function fill(expansion: Expansion, connection: Connection, form: string): Value | undefined {
  const { source, from, to } = connection
  const known: Readonly<Record<string, Value | undefined>> = {
    'Source.Arn': from.arn,
    'Source.ResourceId': from.resourceId,
    'Source.Qualifier': from.qualifier,
    'Destination.Arn': to.arn,
    'Destination.Name': to.name,
  }
  const filled = filledForm(form, known)
  if ('missing' in filled) return expansion.reject(source.id, `${filled.missing} is missing`, ['Properties'])
  return filled.value
}

function putPolicy(expansion: Expansion, connection: Connection, profile: RoleProfile): readonly string[] {
  const { source, from, to } = connection
  const end = profile.roleOf === 'Source' ? from : to
  const statements = Object.entries(profile.access)
    .filter(([name]) => connection.access.includes(name))
    .flatMap(([, allowed]) => allowed)
    .map(({ actions, on }): Obj => {
      const Resource = on.map((form) => fill(expansion, connection, form) ?? null)
      return { Effect: 'Allow', Action: [...actions], Resource }
    })
  if (end.role === undefined) {
    expansion.reject(source.id, `the IAM role of the ${profile.roleOf} is not known; give it a role, or write 'RoleName'`, ['Properties'])
    return []
  }
  const made = add(expansion, connection, 'Policy', {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: { Version: '2012-10-17', Statement: statements }, Roles: [end.role] },
  })
  const waiting = profile.waits === 'source' ? from.id : profile.waits === 'mapping' ? mappingOf(expansion, from.id, to.id) : undefined
  const resource = waiting === undefined ? undefined : expansion.out[waiting]
  if (isObj(resource)) resource['DependsOn'] = [...new Set([...listOf(resource['DependsOn']), ...made])]
  return made
}

/** The one event source mapping between two resources. */
function mappingOf(expansion: Expansion, from: string | undefined, to: string | undefined): string | undefined {
  const mappings = Object.entries(expansion.out).filter(([, resource]) => {
    if (!isObj(resource) || resource['Type'] !== 'AWS::Lambda::EventSourceMapping') return false
    const { FunctionName: called, EventSourceArn: read } = objOr(resource['Properties'])
    return to !== undefined && from !== undefined && referred(called) === to && referred(read) === from
  })
  return mappings.length === 1 ? mappings[0]?.[0] : undefined
}

function putCall(expansion: Expansion, connection: Connection, profile: CallProfile): readonly string[] {
  const { source, to } = connection
  const from = fill(expansion, connection, profile.from)
  if (from === undefined) return []
  if (to.arn === undefined) {
    expansion.reject(source.id, "the ARN of the function that is the Destination is not known; write 'Arn'", ['Properties'])
    return []
  }
  const account = profile.account === undefined ? undefined : fill(expansion, connection, profile.account)
  return add(expansion, connection, 'WriteLambdaPermission', {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: to.arn,
      Principal: profile.principal,
      SourceArn: from,
      ...obj({ SourceAccount: account }),
    },
  })
}

function putResourcePolicy(expansion: Expansion, connection: Connection, profile: ResourceProfile): readonly string[] {
  const { source, to } = connection
  const arn = fill(expansion, connection, '<Destination.Arn>')
  const from = fill(expansion, connection, '<Source.Arn>')
  const target = profile.kind === 'queue' ? to.url : to.arn
  if (target === undefined)
    expansion.reject(
      source.id,
      `the ${profile.kind === 'queue' ? 'URL of the queue' : 'ARN of the topic'} that is the Destination is not known`,
    )
  if (arn === undefined || from === undefined || target === undefined) return []
  const statement = {
    Effect: 'Allow',
    Principal: { Service: profile.principal },
    Resource: arn,
    Action: profile.action,
    Condition: { ArnEquals: { 'aws:SourceArn': from } },
  }
  const document = { Version: '2012-10-17', Statement: [statement] }
  return profile.kind === 'queue'
    ? add(expansion, connection, 'QueuePolicy', {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: { PolicyDocument: document, Queues: [target] },
      })
    : add(expansion, connection, 'TopicPolicy', {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: { PolicyDocument: document, Topics: [target] },
      })
}

/** Who waits for a connector waits for all that it becomes. */
function waitForAll(expansion: Expansion, connector: string, made: readonly string[]): void {
  for (const resource of Object.values(expansion.out)) {
    if (!isObj(resource)) continue
    const before = listOf(resource['DependsOn'])
    if (before.includes(connector)) resource['DependsOn'] = [...new Set([...before.filter((id) => id !== connector), ...made])]
  }
}
