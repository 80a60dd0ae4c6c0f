import type { LambdaParts, Published, Source } from './types.js'
import { addDeployment } from './deployments.js'
import { type Expansion, passedOn } from './expansion.js'
import { getAtt, hashOf, isList, isObj, type Obj, obj, objOr, ref, referred, text, type Value, isThere } from './values.js'

/** `AutoPublishAlias`: a version whose logical id changes with the code, an alias, and the deployment that shifts its traffic. */
export function publish(expansion: Expansion, source: Source, made: LambdaParts): Published | undefined {
  const { properties, id } = source
  const given = properties['AutoPublishAlias']
  const alias = isThere(given) ? aliasOf(expansion, source, given) : undefined
  if (alias === undefined) {
    if (isThere(properties['DeploymentPreference'])) addDeployment(expansion, source, undefined)
    return undefined
  }
  const versionId = `${id}Version${versionHash(expansion, source, made)}`
  const scaling = isThere(properties['CapacityProviderConfig']) ? properties['FunctionScalingConfig'] : undefined
  const version = obj({ FunctionName: ref(id), Description: properties['VersionDescription'], FunctionScalingConfig: scaling })
  const kept = passedOn(source)
  // A version with instances of its own costs money as long as it is there.
  const fallback = isThere(properties['CapacityProviderConfig']) ? 'Delete' : 'Retain'
  const deletion = kept['DeletionPolicy'] ?? properties['VersionDeletionPolicy'] ?? fallback
  expansion.put(versionId, { Type: 'AWS::Lambda::Version', ...kept, DeletionPolicy: deletion, Properties: version }, source)
  const aliasId = `${id}Alias${alias.suffix}`
  const resource: Obj = {
    Type: 'AWS::Lambda::Alias',
    ...kept,
    Properties: obj({
      Name: alias.name,
      FunctionName: ref(id),
      FunctionVersion: getAtt(versionId, 'Version'),
      ProvisionedConcurrencyConfig: properties['ProvisionedConcurrencyConfig'],
    }),
  }
  expansion.put(aliasId, resource, source)
  if (isThere(properties['DeploymentPreference'])) addDeployment(expansion, source, resource)
  return { alias: alias.name, aliasId }
}

/** The name of the alias and its part of a logical id; undefined after a report. */
function aliasOf(expansion: Expansion, { id }: Source, given: Value): { readonly name: Value; readonly suffix: string } | undefined {
  const reject = (message: string): undefined => expansion.reject(id, message, ['Properties', 'AutoPublishAlias'])
  const resolved = expansion.resolve(given)
  const name = text(resolved)
  if (name === undefined) {
    const parameter = referred(given)
    if (expansion.lenient && parameter !== undefined) return { name: given, suffix: parameter }
    return reject("'AutoPublishAlias' must be a string or a Ref to a parameter that has a value")
  }
  if (!/^[a-zA-Z0-9_-]+$/.test(name) || /^\d+$/.test(name))
    return reject(`AutoPublishAlias "${name}" must contain only letters, digits, hyphens and underscores, and not digits alone`)
  return { name, suffix: name.replaceAll('-', 'D').replaceAll('_', 'U') }
}

function versionHash(expansion: Expansion, source: Source, made: LambdaParts): string {
  const { properties } = source
  const sha = properties['AutoPublishCodeSha256']
  const known = isThere(sha) ? expansion.resolve(sha) : undefined
  if (known !== undefined && typeof known !== 'string' && !expansion.lenient)
    expansion.reject(source.id, "'AutoPublishCodeSha256' must be a string", ['Properties', 'AutoPublishCodeSha256'])
  if (typeof known === 'string') {
    made.properties['Description'] = described(expansion.resolve(properties['Description'] ?? null), known)
    return known.slice(0, 10)
  }
  if (properties['AutoPublishAliasAllProperties'] === true)
    return hashOf({ ...made.properties, ...publishedLayers(expansion, made) }).slice(0, 10)
  const snap = objOr(properties['SnapStart'])
  return hashOf({
    ...objOr(expansion.resolve(made.code)),
    ...objOr(properties['Environment']),
    ...obj({ MemorySize: properties['MemorySize'] }),
    ...(isThere(snap['ApplyOn']) && snap['ApplyOn'] !== 'None' ? { SnapStart: snap } : {}),
  }).slice(0, 10)
}

/** A change of the code alone must change the function too. */
function described(description: Value, sha: string): Value {
  if (!isThere(description)) return sha
  return typeof description === 'string' ? `${description} ${sha}` : { 'Fn::Join': [' ', [description, sha]] }
}

/** Layers whose change publishes a new version. */
function publishedLayers(expansion: Expansion, made: LambdaParts): Obj {
  const layers = isList(made.properties['Layers']) ? made.properties['Layers'] : []
  const entries = layers.flatMap((layer): [string, Value][] => {
    const id = referred(layer)
    const properties = objOr(expansion.resource(id)?.['Properties'])
    return id !== undefined && isObj(properties) && isThere(properties['PublishLambdaVersion']) ? [[id, properties]] : []
  })
  return Object.fromEntries(entries)
}
