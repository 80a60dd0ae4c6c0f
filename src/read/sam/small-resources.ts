import type { Source } from './types.js'
import { type Expansion, kept, passedOn } from './expansion.js'
import { checkTags } from './function.js'
import { codeFrom } from './locations.js'
import {
  hashOf,
  isIntrinsic,
  isList,
  isObj,
  isThere,
  type Obj,
  obj,
  objOr,
  own,
  pick,
  tagList,
  text,
  thereOr,
  type Value,
} from './values.js'

const KEY_TYPES: Readonly<Record<string, string>> = { String: 'S', Number: 'N', Binary: 'B' }

/** Expands `AWS::Serverless::SimpleTable`. */
export function expandTable(expansion: Expansion, source: Source): void {
  const { properties, id } = source
  const key = properties['PrimaryKey']
  const given = isObj(key) && isThere(key) ? key : { Name: 'id', Type: 'String' }
  const problem = keyProblem(given)
  if (problem !== undefined) return expansion.reject(id, problem, ['Properties', 'PrimaryKey'])
  const name = given['Name'] ?? null
  const throughput = properties['ProvisionedThroughput']
  const made = {
    AttributeDefinitions: [{ AttributeName: name, AttributeType: own(KEY_TYPES, text(given['Type']) ?? '') ?? null }],
    KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
    ...(isThere(throughput) ? { ProvisionedThroughput: throughput } : { BillingMode: 'PAY_PER_REQUEST' }),
    ...pick(properties, ['TableName', 'PointInTimeRecoverySpecification']),
    ...obj({
      SSESpecification: thereOr(properties['SSESpecification']),
      Tags: isThere(properties['Tags']) ? tagList(properties['Tags']) : undefined,
    }),
  }
  expansion.put(id, { Type: 'AWS::DynamoDB::Table', ...kept(source), Properties: made }, source)
}

/** What is wrong with a key; undefined: nothing. */
function keyProblem(given: Obj): string | undefined {
  const missing = ['Name', 'Type'].find((field) => given[field] === undefined)
  if (missing !== undefined) return `property 'PrimaryKey.${missing}' is required`
  const type = given['Type']
  if (own(KEY_TYPES, text(type) ?? '') !== undefined) return undefined
  return `'PrimaryKey.Type' is ${JSON.stringify(type)}; it is one of ${Object.keys(KEY_TYPES).join(', ')}`
}

const RETENTION: Readonly<Record<string, string>> = { retain: 'Retain', delete: 'Delete' }

/** Expands `AWS::Serverless::LayerVersion`: its logical id changes with its content. */
export function expandLayer(expansion: Expansion, source: Source): void {
  const { properties, id } = source
  const wanted = properties['RetentionPolicy'] === undefined ? undefined : expansion.resolve(properties['RetentionPolicy'])
  const retention = wanted === undefined ? undefined : RETENTION[String(text(wanted)).toLowerCase()]
  if (wanted !== undefined && retention === undefined)
    return expansion.reject(id, "'RetentionPolicy' must be Retain or Delete", ['Properties', 'RetentionPolicy'])
  if (properties['ContentUri'] === undefined) return expansion.reject(id, "missing required property 'ContentUri'", ['Properties'])
  const architectures = properties['CompatibleArchitectures']
  if (isList(architectures) && architectures.some((name) => !isIntrinsic(name) && name !== 'x86_64' && name !== 'arm64'))
    return expansion.reject(id, "'CompatibleArchitectures' needs to be a list of x86_64 or arm64", [
      'Properties',
      'CompatibleArchitectures',
    ])
  const made = {
    LayerName: properties['LayerName'] ?? id,
    Content: codeFrom(expansion, source, 'ContentUri'),
    ...pick(properties, ['Description', 'CompatibleArchitectures', 'CompatibleRuntimes', 'LicenseInfo']),
  }
  const given = { Type: source.type, Properties: properties, ...pick(source.resource, ['DependsOn', 'Condition', 'UpdatePolicy']) }
  const newId = `${id}${hashOf({ [id]: given }).slice(0, 10)}`
  const deletion = retention ?? source.resource['DeletionPolicy'] ?? 'Retain'
  expansion.renamed.set(id, newId)
  expansion.put(
    newId,
    {
      Type: 'AWS::Lambda::LayerVersion',
      ...passedOn(source),
      ...pick(source.resource, ['DependsOn']),
      DeletionPolicy: deletion,
      Properties: made,
    },
    source,
  )
}

/** Expands `AWS::Serverless::Application`. */
export function expandApplication(expansion: Expansion, source: Source): void {
  const { properties, id } = source
  const location = properties['Location']
  if (location === undefined) return expansion.reject(id, "missing required property 'Location'", ['Properties'])
  checkTags(expansion, source)
  if (isObj(location)) return repositoryApplication(expansion, source, location)
  nestedStack(expansion, source, location)
}

function nestedStack(expansion: Expansion, source: Source, location: Value): void {
  const { properties, id } = source
  const tags = { 'lambda:createdBy': 'SAM' }
  const made = {
    TemplateURL: location,
    ...pick(properties, ['Parameters', 'NotificationARNs', 'TimeoutInMinutes']),
    Tags: tagList({ ...tags, ...objOr(properties['Tags']) }),
  }
  expansion.put(id, { Type: 'AWS::CloudFormation::Stack', ...kept(source), Properties: made }, source)
}

function repositoryApplication(expansion: Expansion, source: Source, location: Obj): void {
  const reject = (message: string): void => expansion.reject(source.id, message, ['Properties', 'Location'])
  for (const key of ['ApplicationId', 'SemanticVersion'])
    if (location[key] === undefined || location[key] === null) return reject(`property '${key}' is required`)
  if (text(location['ApplicationId'])?.startsWith('{{resolve:') === true)
    return reject("the Serverless Application Repository does not support a dynamic reference in 'ApplicationId'")
  if (expansion.lenient) return nestedStack(expansion, source, { 'Fn::Transform': { Name: 'AWS::Serverless-2016-10-31' } })
  // The address of the template is an answer of the repository for this account: it cannot be known without AWS.
  reject(
    `cannot access application ${JSON.stringify(location['ApplicationId'])}: applications of the Serverless Application Repository are expanded by AWS only`,
  )
}
