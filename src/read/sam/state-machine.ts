import type { EventEntry, Source } from './types.js'
import { apiIdOf, placeOf } from './api-events.js'
import { type Expansion, kept, passedOn } from './expansion.js'
import { MACHINE_EVENTS } from './event-properties.js'
import { eventsOf } from './function-events.js'
import { s3Location } from './locations.js'
import { policiesOf } from './policies.js'
import { API, routeTo } from './routes.js'
import { putRule, putSchedule, putScheduler, type RuleTarget, startRole } from './rules.js'
import {
  assumedBy,
  getAtt,
  isIntrinsic,
  isList,
  isObj,
  type Obj,
  obj,
  objOr,
  ref,
  referred,
  sub,
  tagList,
  text,
  type Value,
  when,
  isThere,
} from './values.js'

/** Expands `AWS::Serverless::StateMachine`. */
export function expandStateMachine(expansion: Expansion, source: Source): void {
  const { properties, id } = source
  const definition = definitionOf(expansion, source)
  if (isThere(properties['Role']) && isThere(properties['Policies']))
    expansion.reject(id, "specify either 'Role' or 'Policies', not both", ['Properties', 'Policies'])
  const made = {
    ...obj({
      StateMachineName: properties['Name'],
      StateMachineType: properties['Type'],
      LoggingConfiguration: properties['Logging'],
      TracingConfiguration: properties['Tracing'],
    }),
    ...definition.fields,
    RoleArn: isThere(properties['Role']) ? properties['Role'] : role(expansion, source),
    Tags: tags(source),
  }
  expansion.put(id, { Type: 'AWS::StepFunctions::StateMachine', ...kept(source), Properties: made }, source)
  const alias = publishMachine(expansion, source)
  const called = properties['UseAliasAsEventTarget'] === true && alias !== undefined ? alias : id
  for (const event of eventsOf(expansion, source, MACHINE_EVENTS)) expandEvent(expansion, { source, called }, event)
}

/** With tags that are given on, SAM's own tag is not set. */
function tags({ properties }: Source): Value {
  const given = properties['Tags']
  return tagList(given, properties['PropagateTags'] === true && isThere(given) ? undefined : 'stateMachine:createdBy')
}

/** `AutoPublishAlias`: a version, and the alias that points to it. */
function publishMachine(expansion: Expansion, source: Source): string | undefined {
  const { properties, id } = source
  const { AutoPublishAlias: alias, DeploymentPreference: preference } = properties
  const needing = ['UseAliasAsEventTarget', 'DeploymentPreference'].filter((key) => isThere(properties[key]))
  if (!isThere(alias)) {
    for (const key of needing) expansion.reject(id, `'${key}' requires 'AutoPublishAlias' to be specified`, ['Properties', key])
    return undefined
  }
  const attributes = passedOn(source)
  const version = { StateMachineArn: ref(id), StateMachineRevisionId: getAtt(id, 'StateMachineRevisionId') }
  expansion.put(
    `${id}Version`,
    {
      Type: 'AWS::StepFunctions::StateMachineVersion',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      ...attributes,
      Properties: version,
    },
    source,
  )
  const aliasId = `${id}Alias${typeof alias === 'string' ? alias : (referred(alias) ?? '')}`
  const shift = isObj(preference) && isThere(preference) ? preference : { Type: 'ALL_AT_ONCE' }
  const made = { Name: alias, DeploymentPreference: { ...shift, StateMachineVersionArn: ref(`${id}Version`) } }
  expansion.put(aliasId, { Type: 'AWS::StepFunctions::StateMachineAlias', ...attributes, Properties: made }, source)
  return aliasId
}

function role(expansion: Expansion, source: Source): Obj {
  const { properties, id } = source
  const roleId = `${id}Role`
  const { arns, inline } = policiesOf(expansion, source, roleId)
  const traced = objOr(properties['Tracing'])['Enabled'] === true
  const xray = expansion.partition === 'aws' ? 'AWSXrayWriteOnlyAccess' : 'AWSXRayDaemonWriteAccess'
  const made = {
    AssumeRolePolicyDocument: assumedBy('states.amazonaws.com'),
    ManagedPolicyArns: [...arns, ...(traced ? [expansion.arn(`iam::aws:policy/${xray}`)] : [])],
    Tags: tags(source),
    ...obj({
      Policies: inline.length === 0 ? undefined : inline,
      PermissionsBoundary: properties['PermissionsBoundary'],
      Path: properties['RolePath'],
    }),
  }
  expansion.put(roleId, { Type: 'AWS::IAM::Role', ...passedOn(source), Properties: made }, source)
  return getAtt(roleId, 'Arn')
}

function definitionOf(expansion: Expansion, source: Source): { readonly fields: Obj } {
  const { properties, id } = source
  const { Definition: inline, DefinitionUri: uri } = properties
  if ((inline === undefined) === (uri === undefined)) {
    expansion.reject(id, "specify either 'Definition' or 'DefinitionUri' property", ['Properties'])
    return { fields: {} }
  }
  const substitutions = properties['DefinitionSubstitutions']
  if (inline === undefined)
    return { fields: obj({ DefinitionS3Location: s3Location(expansion, source, 'DefinitionUri'), DefinitionSubstitutions: substitutions }) }
  if (!isObj(inline)) {
    expansion.reject(id, "'Definition' must be a map", ['Properties', 'Definition'])
    return { fields: {} }
  }
  const found: Obj = {}
  const plain = withSubstitutions(inline, [], found)
  const all = { ...objOr(substitutions), ...found }
  const lines = ascii(JSON.stringify(sorted(plain), null, 4)).split('\n')
  return {
    fields: { DefinitionString: { 'Fn::Join': ['\n', lines] }, ...(Object.keys(all).length === 0 ? {} : { DefinitionSubstitutions: all }) },
  }
}

/** Intrinsics inside a definition become substitutions, which CloudFormation puts in. */
function withSubstitutions(value: Value, path: readonly (string | number)[], found: Obj): Value {
  if (isIntrinsic(value) || isDynamic(value)) {
    const name = `definition_substitution_${Object.keys(found).length + 1}`
    found[name] = value
    return `\${${name}}`
  }
  if (isList(value)) return value.map((item, index) => withSubstitutions(item, [...path, index], found))
  if (!isObj(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, withSubstitutions(value[key] ?? null, [...path, key], found)]),
  )
}

/** Whether a text is a reference that AWS looks up at deployment. */
function isDynamic(value: Value): boolean {
  return typeof value === 'string' && /\{\{\s*resolve:(?:ssm|ssm-secure|secretsmanager):.+?\}\}/.test(value)
}

/** The same JSON without any sign outside ASCII. */
function ascii(json: string): string {
  return json.replaceAll(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function sorted(value: Value): Value {
  if (isList(value)) return value.map(sorted)
  if (!isObj(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  )
}

/** What an event starts: the machine, by its own id or that of its alias. */
interface Started {
  readonly source: Source
  readonly called: string
}

function expandEvent(expansion: Expansion, { source, called }: Started, event: EventEntry): void {
  const target: RuleTarget = { source, arn: ref(called), kind: 'StepFunctions' }
  if (event.type === 'Api') return apiEvent(expansion, target, event, called)
  if (event.type === 'ScheduleV2') return putScheduler(expansion, target, event, 'states:StartExecution')
  const put = event.type === 'Schedule' ? putSchedule : putRule
  const roleArn =
    event.properties['RoleArn'] ?? startRole(expansion, target, event, { service: 'events.amazonaws.com', action: 'states:StartExecution' })
  put(expansion, { ...target, roleArn }, event)
}

/** A route of a REST API that starts an execution. */
function apiEvent(expansion: Expansion, target: RuleTarget, event: EventEntry, called: string): void {
  const { source } = target
  const place = placeOf(expansion, { source }, event)
  if (place === undefined) return
  const api = apiIdOf(expansion, source, event, API)
  if (api === undefined) return
  const credentials = startRole(expansion, target, event, { service: 'apigateway.amazonaws.com', action: 'states:StartExecution' })
  const escaped =
    event.properties['UnescapeMappingTemplate'] === true
      ? `$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")`
      : "$util.escapeJavaScript($input.json('$'))"
  const uri = sub('arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution')
  const condition = text(source.resource['Condition'])
  const integration = {
    type: 'aws',
    httpMethod: 'POST',
    uri: condition === undefined ? uri : when(condition, uri),
    credentials,
    requestTemplates: { 'application/json': sub(`{"input": "${escaped}", "stateMachineArn": "\${${called}}"}`) },
    responses: { '200': { statusCode: '200' }, '400': { statusCode: '400' } },
  }
  const operation = {
    responses: { '200': { description: 'OK' }, '400': { description: 'Bad Request' } },
    'x-amazon-apigateway-integration': integration,
  }
  routeTo(expansion, api.id, { ...place, source, event, operation, auth: objOr(event.properties['Auth']), startsMachine: true })
}
