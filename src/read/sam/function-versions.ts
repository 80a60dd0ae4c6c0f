import type { LambdaParts, Published, Source } from './types.js'
import { type Expansion, passedOn } from './expansion.js'
import { sharedCondition } from './shared-condition.js'
import { assumedBy, getAtt, hashOf, isList, isNoValue, isObj, type Obj, obj, objOr, ref, sub, text, type Value } from './values.js'

const NO_HOOKS = [
  'AllAtOnce',
  'Canary10Percent5Minutes',
  'Canary10Percent10Minutes',
  'Canary10Percent15Minutes',
  'Canary10Percent30Minutes',
  'Linear10PercentEvery1Minute',
  'Linear10PercentEvery2Minutes',
  'Linear10PercentEvery3Minutes',
  'Linear10PercentEvery10Minutes',
]

/** `AutoPublishAlias`: a version whose logical id changes with the code, an alias, and the deployment that shifts its traffic. */
export function publish(expansion: Expansion, source: Source, made: LambdaParts): Published | undefined {
  const { properties, id } = source
  const given = properties['AutoPublishAlias']
  if (given === undefined || isNoValue(given)) {
    if (isEnabled(expansion.resolve(properties['DeploymentPreference'] ?? null)))
      expansion.reject(id, "'DeploymentPreference' requires 'AutoPublishAlias' to be specified", ['Properties', 'DeploymentPreference'])
    return undefined
  }
  const alias = text(expansion.resolve(given))
  if (alias === undefined) {
    expansion.reject(id, "'AutoPublishAlias' must be a string or a Ref to a parameter", ['Properties', 'AutoPublishAlias'])
    return undefined
  }
  const versionId = `${id}Version${versionHash(expansion, source, made)}`
  const deletion = properties['VersionDeletionPolicy'] ?? source.resource['DeletionPolicy'] ?? 'Retain'
  const version = obj({ FunctionName: ref(id), Description: properties['VersionDescription'] })
  expansion.put(versionId, { Type: 'AWS::Lambda::Version', ...passedOn(source), DeletionPolicy: deletion, Properties: version }, source)
  const aliasId = `${id}Alias${alias.replaceAll(/[^A-Za-z0-9]/g, (sign) => (sign === '-' ? 'D' : sign === '_' ? 'U' : ''))}`
  const aliasResource: Obj = {
    Type: 'AWS::Lambda::Alias',
    ...passedOn(source),
    Properties: obj({
      Name: alias,
      FunctionName: ref(id),
      FunctionVersion: getAtt(versionId, 'Version'),
      ProvisionedConcurrencyConfig: properties['ProvisionedConcurrencyConfig'],
    }),
  }
  expansion.renamed.set(`${id}.Version`, versionId)
  expansion.renamed.set(`${id}.Alias`, aliasId)
  const policy = deployment(expansion, source)
  if (policy !== undefined) aliasResource['UpdatePolicy'] = policy
  expansion.put(aliasId, aliasResource, source)
  return { alias, aliasId }
}

function versionHash(expansion: Expansion, source: Source, made: LambdaParts): string {
  const sha = source.properties['AutoPublishCodeSha256']
  const known = sha === undefined ? undefined : text(expansion.resolve(sha))
  if (known !== undefined) {
    if (made.properties['Description'] === undefined) made.properties['Description'] = known
    return known.slice(0, 10)
  }
  const all = expansion.resolve(source.properties['AutoPublishAliasAllProperties'] ?? false) === true
  return hashOf(all ? { ...made.properties, Code: made.code } : made.code).slice(0, 10)
}

function isEnabled(preference: Value | undefined): boolean {
  return isObj(preference) && preference['Enabled'] !== false && preference['Enabled'] !== 'false'
}

/** The `UpdatePolicy` of the alias; undefined without a deployment preference. */
function deployment(expansion: Expansion, source: Source): Obj | undefined {
  const preference = source.properties['DeploymentPreference']
  if (!isObj(preference) || !isEnabled(expansion.resolve(preference))) return undefined
  const { id } = source
  const type = preference['Type']
  if (type === undefined) {
    expansion.reject(id, "'DeploymentPreference' is missing required property 'Type'", ['Properties', 'DeploymentPreference'])
    return undefined
  }
  const pass = passThrough(expansion, source, preference['PassthroughCondition'])
  const condition = pass ? passedOn(source)['Condition'] : undefined
  const attributes = condition === undefined ? {} : { Condition: condition }
  expansion.deployments.push(text(condition))
  expansion.share(
    'ServerlessDeploymentApplication',
    { Type: 'AWS::CodeDeploy::Application', Properties: { ComputePlatform: 'Lambda' } },
    source,
  )
  if (preference['Role'] === undefined)
    expansion.share('CodeDeployServiceRole', { Type: 'AWS::IAM::Role', Properties: serviceRole(expansion) }, source)
  const group = {
    ApplicationName: ref('ServerlessDeploymentApplication'),
    AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'] },
    DeploymentConfigName: deploymentConfig(type),
    DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL', DeploymentType: 'BLUE_GREEN' },
    ServiceRoleArn: preference['Role'] ?? getAtt('CodeDeployServiceRole', 'Arn'),
    ...obj({ AlarmConfiguration: alarms(preference['Alarms']), TriggerConfigurations: preference['TriggerConfigurations'] }),
  }
  expansion.put(`${id}DeploymentGroup`, { Type: 'AWS::CodeDeploy::DeploymentGroup', ...attributes, Properties: group }, source)
  const hooks = objOr(preference['Hooks'])
  return {
    CodeDeployLambdaAliasUpdate: obj({
      ApplicationName: ref('ServerlessDeploymentApplication'),
      DeploymentGroupName: ref(`${id}DeploymentGroup`),
      BeforeAllowTrafficHook: hooks['PreTraffic'],
      AfterAllowTrafficHook: hooks['PostTraffic'],
    }),
  }
}

/** What all deployments share exists under their condition, when each of them has one. */
export function finishDeployments(expansion: Expansion): void {
  const names = [...new Set(expansion.deployments)].filter((name) => name !== undefined)
  if (names.length === 0 || expansion.deployments.includes(undefined)) return
  const condition = sharedCondition(expansion, 'ServerlessCodeDeployCondition', names)
  for (const id of ['ServerlessDeploymentApplication', 'CodeDeployServiceRole']) {
    const resource = expansion.out[id]
    if (isObj(resource)) resource['Condition'] = condition
  }
}

function passThrough(expansion: Expansion, source: Source, given: Value | undefined): boolean {
  if (given === undefined) return false
  const value = JSON.stringify(expansion.lookup(expansion.resolve(given)))
    .replaceAll('"', '')
    .toLowerCase()
  if (value === 'true' || value === 'false') return value === 'true'
  expansion.reject(source.id, "'PassthroughCondition' must be true or false, or a Ref or Fn::FindInMap that gives one", [
    'Properties',
    'DeploymentPreference',
    'PassthroughCondition',
  ])
  return false
}

function serviceRole(expansion: Expansion): Obj {
  return {
    AssumeRolePolicyDocument: assumedBy('codedeploy.amazonaws.com'),
    ManagedPolicyArns: [expansion.arn('iam::aws:policy/service-role/AWSCodeDeployRoleForLambda')],
  }
}

/** Names of CodeDeploy's own configurations are made whole, in the branches of `Fn::If` too. */
function deploymentConfig(type: Value): Value {
  const name = text(type)
  if (name !== undefined) return NO_HOOKS.includes(name) ? sub('CodeDeployDefault.Lambda${ConfigName}', { ConfigName: name }) : name
  if (!isObj(type)) return type
  return Object.fromEntries(
    Object.entries(type).map(([key, value]) => [
      key,
      key === 'Fn::If' && isList(value) ? value.map((branch, index) => (index === 0 ? branch : deploymentConfig(branch))) : value,
    ]),
  )
}

function alarms(given: Value | undefined): Value | undefined {
  if (given === undefined) return undefined
  const named = (list: Value): Value => (isList(list) ? { Enabled: true, Alarms: list.map((name) => ({ Name: name })) } : list)
  const branches = isObj(given) ? given['Fn::If'] : undefined
  if (!isList(branches)) return named(given)
  return { 'Fn::If': branches.map((branch, index) => (index === 0 ? branch : named(branch))) }
}
