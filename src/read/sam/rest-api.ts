import type { Source } from './types.js'
import { restDomain } from './domains.js'
import { type Expansion, kept, passedOn } from './expansion.js'
import { versionText } from './definition.js'
import { s3Location } from './locations.js'
import { propagateTags } from './propagated-tags.js'
import { restDefinition } from './rest-definition.js'
import { API, conditionsOf, routesOf, sharedPolicies } from './routes.js'
import { sharedCondition } from './shared-condition.js'
import { usagePlan } from './usage-plan.js'
import { hashOf, isObj, type Obj, obj, objOr, pick, ref, tagList, text, type Value, isThere } from './values.js'

/** Expands `AWS::Serverless::Api`. */
export function expandApi(expansion: Expansion, given: Source): void {
  const source = asShared(expansion, withResolved(expansion, given))
  const { properties, id } = source
  if (!sound(expansion, source)) return
  const body = restDefinition(expansion, source)
  const location = properties['DefinitionUri'] === undefined ? undefined : s3Location(expansion, source, 'DefinitionUri')
  const tags = isThere(properties['Tags']) ? tagList(properties['Tags']) : undefined
  const api = {
    ...pick(properties, [
      'Name',
      'Description',
      'BinaryMediaTypes',
      'MinimumCompressionSize',
      'ApiKeySourceType',
      'FailOnWarnings',
      'Mode',
      'Policy',
      'SecurityPolicy',
      'EndpointAccessMode',
    ]),
    ...obj({ Body: body, BodyS3Location: location, Tags: properties['PropagateTags'] === true ? tags : undefined }),
    ...endpointOf(expansion, source),
  }
  if (properties['FailOnWarnings'] === false) delete api['FailOnWarnings']
  expansion.put(id, { Type: 'AWS::ApiGateway::RestApi', ...kept(source), Properties: api }, source)
  const stageId = putStage(expansion, source, { deployment: putDeployment(expansion, source, body ?? location ?? {}), tags })
  restDomain(expansion, source, stageId)
  usagePlan(expansion, source, stageId)
  propagateTags(expansion, source)
}

/** The API with the values of parameters in the properties that are read here. */
function withResolved(expansion: Expansion, source: Source): Source {
  const properties = { ...source.properties }
  for (const key of ['Auth', 'BinaryMediaTypes']) if (properties[key] !== undefined) properties[key] = expansion.resolve(properties[key])
  if (source.id !== API.implicit) return { ...source, properties }
  const giving = routesOf(expansion, source.id).filter((route) => route.source.properties['PropagateTags'] === true)
  const tags = Object.assign({}, ...giving.map((route) => objOr(route.source.properties['Tags'])), objOr(properties['Tags']))
  if (Object.keys(tags).length === 0) return { ...source, properties }
  return { ...source, properties: { ...properties, Tags: tags, ...(giving.length === 0 ? {} : { PropagateTags: true }) } }
}

/** The API that events without one share exists when one of them does, and is kept as the most careful of them. */
function asShared(expansion: Expansion, source: Source): Source {
  if (source.id !== API.implicit) return source
  const conditions = conditionsOf(routesOf(expansion, source.id))
  const condition = conditions === undefined ? {} : { Condition: sharedCondition(expansion, `${source.id}Condition`, conditions) }
  return { ...source, resource: { ...source.resource, ...sharedPolicies(routesOf(expansion, source.id)), ...condition } }
}

function sound(expansion: Expansion, { id, properties }: Source): boolean {
  const before = expansion.problems.length
  const reject = (message: string, key: string): void => expansion.reject(id, message, ['Properties', key])
  if (properties['DefinitionBody'] !== undefined && properties['DefinitionUri'] !== undefined)
    reject("specify either 'DefinitionUri' or 'DefinitionBody' property and not both", 'DefinitionUri')
  if (properties['DefinitionUri'] !== undefined && properties['MergeDefinitions'] === true)
    reject("cannot set 'MergeDefinitions' to true when using 'DefinitionUri'", 'MergeDefinitions')
  const version = properties['OpenApiVersion']
  if (version !== undefined && !isObj(version) && !/^[23](?:\.\d)(?:\.\d)?$/.test(versionText(version)))
    reject("the OpenApiVersion value must be of the format '3.0.0'", 'OpenApiVersion')
  if (typeof version === 'number' && properties['DefinitionBody'] !== undefined)
    reject("property 'OpenApiVersion' should be a string", 'OpenApiVersion')
  if (properties['StageName'] === '') reject("'StageName' cannot be empty", 'StageName')
  return expansion.problems.length === before
}

function putDeployment(expansion: Expansion, source: Source, content: Value): string {
  const { id, properties } = source
  const hash = hashOf(content)
  const deploymentId = `${id}Deployment${hash.slice(0, 10)}`
  const deployment = {
    Description: `RestApi deployment id: ${hash}`,
    RestApiId: ref(id),
    ...(isThere(properties['OpenApiVersion']) ? {} : { StageName: 'Stage' }),
  }
  expansion.put(deploymentId, { Type: 'AWS::ApiGateway::Deployment', ...passedOn(source), Properties: deployment }, source)
  return deploymentId
}

function putStage(
  expansion: Expansion,
  source: Source,
  { deployment, tags }: { readonly deployment: string; readonly tags: Value | undefined },
): string {
  const { id, properties } = source
  const name = text(properties['StageName'])
  const stageId =
    name === undefined || name === ''
      ? `${id}Stage`
      : /^[A-Za-z0-9]+$/.test(name)
        ? `${id}${name}Stage`
        : `${id}Stage${hashOf(name).slice(0, 10)}`
  const stage = {
    DeploymentId: ref(deployment),
    RestApiId: ref(id),
    ...pick(properties, [
      'StageName',
      'CacheClusterEnabled',
      'CacheClusterSize',
      'Variables',
      'MethodSettings',
      'AccessLogSetting',
      'CanarySetting',
      'TracingEnabled',
    ]),
    ...obj({ Tags: tags }),
  }
  expansion.put(stageId, { Type: 'AWS::ApiGateway::Stage', ...passedOn(source), Properties: stage }, source)
  return stageId
}

function endpointOf(expansion: Expansion, { id, properties }: Source): Obj {
  const given = isThere(properties['EndpointConfiguration'])
    ? properties['EndpointConfiguration']
    : expansion.partition === 'aws'
      ? undefined
      : 'REGIONAL'
  if (given === undefined) return {}
  const type = isObj(given) ? given['Type'] : undefined
  if (!isObj(given) || !isThere(type))
    return { EndpointConfiguration: { Types: [given] }, Parameters: { endpointConfigurationTypes: given } }
  const { VPCEndpointIds: written, VpcEndpointIds: points, IpAddressType } = given
  if (written !== undefined && points !== undefined)
    expansion.reject(id, "'VPCEndpointIds' and 'VpcEndpointIds' cannot be used together in EndpointConfiguration", [
      'Properties',
      'EndpointConfiguration',
    ])
  const configuration = obj({ Types: [type], VpcEndpointIds: written ?? points, IpAddressType })
  return { EndpointConfiguration: configuration, Parameters: { endpointConfigurationTypes: type } }
}
