import { didYouMean } from '#core/index.js'
import type { Expansion } from './expansion.js'
import { isIntrinsic, isList, isObj, type Obj, objOr, own, pick, type Value } from './values.js'

const lines = (names: string): readonly string[] => names.trim().split(/\s+/)

/** The sections of `Globals` and what each can set. Source: AWS SAM developer guide, "Globals section of the AWS SAM template", read 2026-11-27. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  Function: lines(`
    Handler Runtime CodeUri DeadLetterQueue Description MemorySize Timeout VpcConfig Environment Tags PropagateTags Tracing KmsKeyArn
    AutoPublishAlias AutoPublishAliasAllProperties Layers DeploymentPreference RolePath PermissionsBoundary ReservedConcurrentExecutions
    ProvisionedConcurrencyConfig AssumeRolePolicyDocument EventInvokeConfig FileSystemConfigs CodeSigningConfigArn Architectures SnapStart
    EphemeralStorage FunctionUrlConfig RuntimeManagementConfig LoggingConfig RecursiveLoop SourceKMSKeyArn TenancyConfig DurableConfig
    CapacityProviderConfig FunctionScalingConfig PublishToLatestPublished VersionDeletionPolicy`),
  Api: lines(`
    Auth Name DefinitionUri CacheClusterEnabled CacheClusterSize MergeDefinitions Variables EndpointConfiguration MethodSettings
    BinaryMediaTypes MinimumCompressionSize Cors GatewayResponses AccessLogSetting CanarySetting TracingEnabled OpenApiVersion Domain
    AlwaysDeploy PropagateTags SecurityPolicy EndpointAccessMode`),
  HttpApi: lines(`
    Auth AccessLogSettings StageVariables Tags CorsConfiguration DefaultRouteSettings Domain RouteSettings FailOnWarnings PropagateTags`),
  WebSocketApi: lines(`
    AccessLogSettings ApiKeySelectionExpression DefaultRouteSettings DisableExecuteApiEndpoint DisableSchemaValidation Domain FailOnWarnings
    IpAddressType PropagateTags RouteSelectionExpression RouteSettings StageVariables Tags`),
  SimpleTable: lines('SSESpecification'),
  StateMachine: lines('PropagateTags'),
  LayerVersion: lines('PublishLambdaVersion'),
  CapacityProvider: lines(`
    VpcConfig OperatorRole Tags InstanceRequirements ScalingConfig KmsKeyArn PropagateTags LoggingConfig ManagedResourceTags`),
}

/** Puts what `Globals` says under every resource it is for, and takes the section out of the template. */
export function applyGlobals(expansion: Expansion): void {
  const { template } = expansion
  const globals = template['Globals']
  delete template['Globals']
  if (globals === undefined) return
  if (!isObj(globals)) return expansion.reject(undefined, 'Globals must be a map of sections', ['Globals'])
  for (const [section, defaults] of Object.entries(globals)) {
    const known = own(SECTIONS, section)
    const reject = (message: string, ...key: string[]): void => expansion.reject(undefined, message, ['Globals', section, ...key])
    if (known === undefined) reject(`Globals has no section "${section}"; it has ${Object.keys(SECTIONS).join(', ')}`)
    else if (!isObj(defaults)) reject(`the section "${section}" of Globals must be a map`)
    else {
      for (const key of Object.keys(defaults))
        if (!known.includes(key))
          reject(`"${key}" cannot stand in the section "${section}" of Globals${didYouMean(key, known)}; give it to each resource`, key)
      mergeInto(expansion, `AWS::Serverless::${section}`, defaults)
    }
  }
}

function mergeInto(expansion: Expansion, type: string, defaults: Obj): void {
  for (const [id, resource] of Object.entries(expansion.resources)) {
    if (!isObj(resource) || resource['Type'] !== type) continue
    const used = usedBy(expansion, id, resource['IgnoreGlobals'], defaults)
    const properties = resource['Properties']
    if (properties === undefined || properties === null || isObj(properties))
      resource['Properties'] = merged(expansion, { base: expansion.like(defaults, used), local: objOr(properties) })
  }
}

/** The part of `Globals` that a resource does not ignore. */
function usedBy(expansion: Expansion, id: string, ignored: Value | undefined, defaults: Obj): Obj {
  if (ignored === undefined || ignored === null || ignored === '') return { ...defaults }
  if (ignored === '*') return {}
  const wrong = isList(ignored) ? ignored.filter((name) => typeof name !== 'string' || defaults[name] === undefined) : [ignored]
  if (wrong.length > 0)
    expansion.reject(id, `'IgnoreGlobals' must be '*' or a list of properties that Globals sets; ${JSON.stringify(wrong[0])} is none`, [
      'IgnoreGlobals',
    ])
  const names = isList(ignored) ? ignored : []
  return Object.fromEntries(Object.entries(defaults).filter(([key]) => !names.includes(key)))
}

/** Maps are joined, lists put one after the other, all else is the resource's. */
function merged(expansion: Expansion, { base, local }: { readonly base: Obj; readonly local: Obj }): Obj {
  const out: Obj = {}
  for (const [key, value] of Object.entries(base)) out[key] = expansion.copy(value)
  for (const [key, value] of Object.entries(local)) {
    const before = out[key]
    out[key] = before === undefined ? value : mergedValue(expansion, key, { base: before, local: value })
  }
  return expansion.like(local, expansion.like(base, out))
}

/** Lists and maps that the resource replaces instead of adding to them. */
const REPLACED = new Set(['Architectures'])

function mergedValue(expansion: Expansion, key: string, { base, local }: { readonly base: Value; readonly local: Value }): Value {
  if (REPLACED.has(key)) return local
  if (isList(base) && isList(local)) return [...base, ...local]
  if (isObj(base) && isObj(local) && !isIntrinsic(base) && !isIntrinsic(local)) {
    const shared = key === 'ManagedResourceTags' && Object.keys(local).length > 0 ? pick(base, Object.keys(local)) : base
    return merged(expansion, { base: shared, local })
  }
  return local
}
