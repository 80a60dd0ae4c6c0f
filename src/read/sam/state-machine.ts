import type { EventEntry, Source } from './types.js'
import { apiIdOf, placeOf } from './api-events.js'
import { type Expansion, kept, passedOn } from './expansion.js'
import { MACHINE_EVENTS } from './event-properties.js'
import { eventsOf } from './function-events.js'
import { s3Location } from './locations.js'
import { policiesOf } from './policies.js'
import { API, routeTo } from './routes.js'
import { putRule, putSchedule, putScheduler, type RuleTarget, startRole } from './rules.js'
import { assumedBy, getAtt, isIntrinsic, isList, isObj, type Obj, obj, objOr, ref, sub, tagList, type Value } from './values.js'

/** Expands `AWS::Serverless::StateMachine`. */
export function expandStateMachine(expansion: Expansion, source: Source): void {
  const { properties, id } = source
  const definition = definitionOf(expansion, source)
  const made = {
    ...obj({
      StateMachineName: properties['Name'],
      StateMachineType: properties['Type'],
      LoggingConfiguration: properties['Logging'],
      TracingConfiguration: properties['Tracing'],
    }),
    ...definition.fields,
    RoleArn: properties['Role'] ?? role(expansion, source),
    Tags: tagList(properties['Tags'], properties['PropagateTags'] === true ? undefined : 'stateMachine:createdBy'),
  }
  expansion.put(id, { Type: 'AWS::StepFunctions::StateMachine', ...kept(source), Properties: made }, source)
  for (const event of eventsOf(expansion, source, MACHINE_EVENTS)) expandEvent(expansion, source, event)
}

function role(expansion: Expansion, source: Source): Obj {
  const { properties, id } = source
  const roleId = `${id}Role`
  const { arns, inline } = policiesOf(expansion, source, roleId)
  const traced = objOr(properties['Tracing'])['Enabled'] === true
  const made = {
    AssumeRolePolicyDocument: assumedBy('states.amazonaws.com'),
    ManagedPolicyArns: [...arns, ...(traced ? [expansion.arn('iam::aws:policy/AWSXrayWriteOnlyAccess')] : [])],
    Tags: tagList(properties['Tags'], properties['PropagateTags'] === true ? undefined : 'stateMachine:createdBy'),
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
  const all = { ...found, ...objOr(substitutions) }
  const lines = JSON.stringify(sorted(plain), null, 4).split('\n')
  return {
    fields: { DefinitionString: { 'Fn::Join': ['\n', lines] }, ...(Object.keys(all).length === 0 ? {} : { DefinitionSubstitutions: all }) },
  }
}

/** Intrinsics inside a definition become substitutions, which CloudFormation puts in. */
function withSubstitutions(value: Value, path: readonly (string | number)[], found: Obj): Value {
  if (isIntrinsic(value)) {
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

function sorted(value: Value): Value {
  if (isList(value)) return value.map(sorted)
  if (!isObj(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  )
}

function expandEvent(expansion: Expansion, source: Source, event: EventEntry): void {
  const target: RuleTarget = { source, arn: ref(source.id), kind: 'StepFunctions' }
  if (event.type === 'Api') return apiEvent(expansion, target, event)
  if (event.type === 'ScheduleV2') return putScheduler(expansion, target, event, 'states:StartExecution')
  const put = event.type === 'Schedule' ? putSchedule : putRule
  const roleArn =
    event.properties['RoleArn'] ?? startRole(expansion, target, event, { service: 'events.amazonaws.com', action: 'states:StartExecution' })
  put(expansion, { ...target, roleArn }, event)
}

/** A route of a REST API that starts an execution. */
function apiEvent(expansion: Expansion, target: RuleTarget, event: EventEntry): void {
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
  const integration = {
    type: 'aws',
    httpMethod: 'POST',
    uri: sub('arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution'),
    credentials,
    requestTemplates: { 'application/json': sub(`{"input": "${escaped}", "stateMachineArn": "\${${source.id}}"}`) },
    responses: { '200': { statusCode: '200' }, '400': { statusCode: '400' } },
  }
  const operation = {
    responses: { '200': { description: 'OK' }, '400': { description: 'Bad Request' } },
    'x-amazon-apigateway-integration': integration,
  }
  routeTo(expansion, api.id, { ...place, source, event, operation, auth: objOr(event.properties['Auth']), startsMachine: true })
}
