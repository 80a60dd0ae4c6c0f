import type { Source } from './types.js'
import { type Expansion, passedOn } from './expansion.js'
import { sharedCondition } from './shared-condition.js'
import {
  assumedBy,
  getAtt,
  isIntrinsic,
  isList,
  isNoValue,
  isObj,
  type Obj,
  obj,
  objOr,
  ref,
  sub,
  tagList,
  text,
  type Value,
  isThere,
  thereOr,
} from './values.js'

/** Configurations of CodeDeploy's own. Source: CodeDeploy user guide, "Deployment configurations on an AWS Lambda compute platform", read 2026-11-21. */
const PREDEFINED = [
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
const APPLICATION = 'ServerlessDeploymentApplication'
const SERVICE_ROLE = 'CodeDeployServiceRole'

/** `DeploymentPreference`: how traffic shifts to a new version; the alias gets the policy for it. */
export function addDeployment(expansion: Expansion, source: Source, alias: Obj | undefined): void {
  const { properties, id } = source
  const preference = objOr(properties['DeploymentPreference'])
  const pass = passThrough(expansion, source, preference['PassthroughCondition'])
  const enabled = expansion.lookup(expansion.resolve(preference['Enabled'] ?? true))
  if (!isThere(enabled) || enabled === 'false' || enabled === 'False') return
  const problem = problemOf(preference, alias)
  if (problem !== undefined || alias === undefined) return expansion.reject(id, problem ?? '', ['Properties', 'DeploymentPreference'])
  const condition = pass ? passedOn(source)['Condition'] : undefined
  const tags = properties['PropagateTags'] === true ? objOr(properties['Tags']) : {}
  expansion.deployments.push({ condition: text(condition), ownRole: isThere(preference['Role']), tags, source })
  const attributes = condition === undefined ? {} : { Condition: condition }
  const group = groupOf(expansion, source, { preference, tags })
  expansion.put(`${id}DeploymentGroup`, { Type: 'AWS::CodeDeploy::DeploymentGroup', ...attributes, Properties: group }, source)
  const hooks = objOr(preference['Hooks'])
  alias['UpdatePolicy'] = {
    CodeDeployLambdaAliasUpdate: obj({
      ApplicationName: ref(APPLICATION),
      DeploymentGroupName: ref(`${id}DeploymentGroup`),
      BeforeAllowTrafficHook: thereOr(hooks['PreTraffic']),
      AfterAllowTrafficHook: thereOr(hooks['PostTraffic']),
    }),
  }
}

/** What is wrong with a deployment preference; undefined: nothing. */
function problemOf(preference: Obj, alias: Obj | undefined): string | undefined {
  if (alias === undefined) return "'DeploymentPreference' requires 'AutoPublishAlias' to be specified"
  if (preference['Type'] === undefined) return "'DeploymentPreference' is missing required property 'Type'"
  return isObj(preference['Hooks'] ?? {}) ? undefined : "'Hooks' of 'DeploymentPreference' must be a map"
}

function groupOf(expansion: Expansion, source: Source, { preference, tags }: { readonly preference: Obj; readonly tags: Obj }): Obj {
  return {
    ApplicationName: ref(APPLICATION),
    AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'] },
    DeploymentConfigName: configuration(expansion.lookup(expansion.resolve(preference['Type'] ?? null))),
    DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL', DeploymentType: 'BLUE_GREEN' },
    ServiceRoleArn: thereOr(preference['Role']) ?? getAtt(SERVICE_ROLE, 'Arn'),
    ...obj({
      AlarmConfiguration: alarms(expansion, source, preference['Alarms']),
      TriggerConfigurations: thereOr(preference['TriggerConfigurations']),
      Tags: isThere(tags) ? tagList(tags) : undefined,
    }),
  }
}

/** What all deployments share; it exists under their condition, when each of them has one. */
export function finishDeployments(expansion: Expansion): void {
  const { deployments } = expansion
  const [first] = deployments
  if (first === undefined) return
  const names = [...new Set(deployments.map(({ condition }) => condition))].filter((name) => name !== undefined)
  const always = deployments.some(({ condition }) => condition === undefined)
  const attributes = always || names.length === 0 ? {} : { Condition: sharedCondition(expansion, 'ServerlessCodeDeployCondition', names) }
  const tags = Object.assign({}, ...deployments.map((deployment) => deployment.tags))
  const tagged = isThere(tags) ? { Tags: tagList(tags) } : {}
  const application = { ComputePlatform: 'Lambda', ...tagged }
  expansion.share(APPLICATION, { Type: 'AWS::CodeDeploy::Application', ...attributes, Properties: application }, first.source)
  if (deployments.every(({ ownRole }) => ownRole)) return
  const role = {
    AssumeRolePolicyDocument: assumedBy('codedeploy.amazonaws.com'),
    ManagedPolicyArns: [expansion.arn('iam::aws:policy/service-role/AWSCodeDeployRoleForLambda')],
    ...tagged,
  }
  expansion.share(SERVICE_ROLE, { Type: 'AWS::IAM::Role', ...attributes, Properties: role }, first.source)
}

function passThrough(expansion: Expansion, source: Source, given: Value | undefined): boolean {
  if (given === undefined) return false
  const value = expansion.lookup(expansion.resolve(given))
  if (value === true || value === 'true' || value === 'True') return true
  if (value === false || value === 'false' || value === 'False') return false
  if (!expansion.lenient || !isIntrinsic(value))
    expansion.reject(source.id, "'PassthroughCondition' must be true or false, or a Ref or Fn::FindInMap that gives one", [
      'Properties',
      'DeploymentPreference',
      'PassthroughCondition',
    ])
  return false
}

/** Names of CodeDeploy's own configurations are made whole, inside functions too. */
function configuration(type: Value, key?: string): Value {
  if (isList(type)) return type.map((item) => configuration(item))
  if (isObj(type)) return Object.fromEntries(Object.entries(type).map(([name, value]) => [name, configuration(value, name)]))
  if (typeof type !== 'string' || !PREDEFINED.includes(type)) return type
  const form: Value = ['CodeDeployDefault.Lambda${ConfigName}', { ConfigName: type }]
  return key === 'Fn::Sub' ? form : sub('CodeDeployDefault.Lambda${ConfigName}', { ConfigName: type })
}

function alarms(expansion: Expansion, source: Source, given: Value | undefined): Value | undefined {
  if (!isThere(given) || isNoValue(given)) return undefined
  const named = (list: Value): Value => {
    if (!isList(list)) {
      expansion.reject(source.id, "'Alarms' of 'DeploymentPreference' must be a list", ['Properties', 'DeploymentPreference', 'Alarms'])
      return {}
    }
    return list.length === 0 || isNoValue(list[0]) ? {} : { Enabled: true, Alarms: list.map((name) => ({ Name: name })) }
  }
  const branches = isObj(given) ? given['Fn::If'] : undefined
  if (!isList(branches)) return named(given)
  return { 'Fn::If': branches.map((branch, index) => (index === 0 ? branch : named(branch))) }
}
