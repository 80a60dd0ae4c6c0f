import { entryOf, isJsonObject, type JsonObject, type Tree } from '#core/index.js'
import type { Catalog, ResourceSchema } from '#catalog/index.js'

/** What a type of SAM becomes. */
interface ServerlessType {
  /** The type of the registry that keeps its logical id; undefined: none does. */
  readonly main: string | undefined
  /** Properties that reach that type with their name and their value. */
  readonly same: readonly string[]
  /** What may follow its id in the ids of the other resources it makes; undefined: anything. Names of its events and connectors may too. */
  readonly makes: RegExp | undefined
}

const FUNCTION: readonly string[] = [
  'Architectures',
  'CodeSigningConfigArn',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FileSystemConfigs',
  'FunctionName',
  'Handler',
  'ImageConfig',
  'KmsKeyArn',
  'Layers',
  'LoggingConfig',
  'MemorySize',
  'PackageType',
  'RecursiveLoop',
  'ReservedConcurrentExecutions',
  'Runtime',
  'RuntimeManagementConfig',
  'SnapStart',
  'Timeout',
]

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html, read 2026-11. */
const TYPES: ReadonlyMap<string, ServerlessType> = new Map(
  Object.entries({
    Api: { main: 'AWS::ApiGateway::RestApi', same: ['ApiKeySourceType', 'BinaryMediaTypes', 'Mode'], makes: undefined },
    Application: { main: 'AWS::CloudFormation::Stack', same: ['NotificationARNs', 'TimeoutInMinutes'], makes: /^$/ },
    CapacityProvider: { main: 'AWS::Lambda::CapacityProvider', same: [], makes: undefined },
    Connector: { main: undefined, same: [], makes: undefined },
    Function: {
      main: 'AWS::Lambda::Function',
      same: FUNCTION,
      makes: /^(?:Alias|Cognito|DeploymentGroup|EventInvokeConfig|Role$|U(?:rl|RL)|Version)/,
    },
    GraphQLApi: { main: 'AWS::AppSync::GraphQLApi', same: ['Name', 'XrayEnabled'], makes: undefined },
    HttpApi: { main: 'AWS::ApiGatewayV2::Api', same: [], makes: undefined },
    LayerVersion: { main: undefined, same: [], makes: undefined },
    MicrovmImage: { main: undefined, same: [], makes: undefined },
    NetworkConnector: { main: undefined, same: [], makes: undefined },
    SimpleTable: { main: 'AWS::DynamoDB::Table', same: ['PointInTimeRecoverySpecification', 'SSESpecification', 'TableName'], makes: /^$/ },
    StateMachine: { main: 'AWS::StepFunctions::StateMachine', same: ['DefinitionSubstitutions'], makes: /^(?:Alias|Role$|Version)/ },
    WebFunction: { main: undefined, same: [], makes: undefined },
    WebSocketApi: { main: 'AWS::ApiGatewayV2::Api', same: [], makes: undefined },
  } satisfies Record<string, ServerlessType>).map(([name, row]) => [`AWS::Serverless::${name}`, row]),
)

/** What SAM lets `Fn::GetAtt` and `Ref` name below one of its resources: `Api.Stage`, `Function.Alias`. */
const REFERABLE = /^(?:Alias|ApiKey|Deployment|Destination\w*|DomainName|Role|Stage|UsagePlan\w*|Version)(?:\.|$)/

/** Parts of a SAM resource from which SAM makes other resources. */
const PARTED: ReadonlySet<string> = new Set([
  'Connectors',
  'DeploymentPreference',
  'Domain',
  'EventInvokeConfig',
  'Events',
  'FunctionUrlConfig',
])

/** A GraphQL API is made of sources and resolvers, each a resource that names the API. */
const WHOLLY_PARTED = 'AWS::Serverless::GraphQLApi'

const PREFIX = 'AWS::Serverless::'

export function isServerless(type: string | undefined): boolean {
  return type?.startsWith(PREFIX) === true
}

export function serverlessTypes(): Iterable<string> {
  return TYPES.keys()
}

export function isServerlessType(type: string): boolean {
  return TYPES.has(type)
}

/** What the registry knows of a SAM resource: the properties that pass through, and the attributes; undefined for a type that becomes several. */
export function schemaBehind(type: string, catalog: Catalog): { readonly whole: ResourceSchema; readonly passed: JsonObject } | undefined {
  const row = TYPES.get(type)
  const whole = row?.main === undefined ? undefined : catalog.schema(row.main)
  if (row === undefined || whole === undefined) return undefined
  const { properties } = whole.schema
  const known = isJsonObject(properties) ? properties : {}
  const passed = Object.fromEntries(row.same.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])))
  return { whole, passed: { type: 'object', properties: passed } }
}

/** Whether SAM makes another resource of this part, so that the resource itself does not need what it names. */
export function isParted(type: string, part: string): boolean {
  return type === WHOLLY_PARTED || PARTED.has(part)
}

export function isReferable(attribute: string): boolean {
  return REFERABLE.test(attribute)
}

/** Whether a SAM resource makes one with this id, which begins with its own. */
export function makesId(type: string, owner: { readonly id: string; readonly tree: Tree }, made: string): boolean {
  const row = TYPES.get(type)
  const rest = made.slice(owner.id.length)
  if (rest.startsWith('.')) return isReferable(rest.slice(1))
  if (row?.makes === undefined || row.makes.test(rest)) return true
  const events = entryOf(entryOf(owner.tree, 'Properties')?.value, 'Events')?.value
  return [events, entryOf(owner.tree, 'Connectors')?.value].some(
    (each) => each?.kind === 'map' && each.entries.some(({ key }) => rest.startsWith(key)),
  )
}
