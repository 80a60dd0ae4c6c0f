import type { Source } from './types.js'
import type { Expansion } from './expansion.js'
import { isIntrinsic, isList, isObj, isThere, objOr, own, text, type Value } from './values.js'

/** Properties of a function that cannot stand together. */
const APART = [
  ['CapacityProviderConfig', 'ProvisionedConcurrencyConfig'],
  ['CapacityProviderConfig', 'VpcConfig'],
  ['TenancyConfig', 'ProvisionedConcurrencyConfig'],
  ['TenancyConfig', 'FunctionUrlConfig'],
  ['TenancyConfig', 'SnapStart'],
] as const
/** Properties of a function that need another one. */
const NEEDING = [
  ['FunctionScalingConfig', 'CapacityProviderConfig'],
  ['VersionDeletionPolicy', 'AutoPublishAlias'],
  ['ProvisionedConcurrencyConfig', 'AutoPublishAlias'],
] as const
/** Events that can call a function with tenants: those that say who calls. */
const WITH_TENANTS = ['Api', 'HttpApi']
const CAPACITY = ['Arn', 'PerExecutionEnvironmentMaxConcurrency', 'ExecutionEnvironmentMemoryGiBPerVCpu']

/** Reports what is wrong with the properties of a function, taken together. */
export function checkFunction(expansion: Expansion, source: Source): void {
  checkTogether(expansion, source)
  checkPackage(expansion, source)
  checkDeadLetters(expansion, source)
  checkCapacity(expansion, source)
}

function checkTogether(expansion: Expansion, { properties, id }: Source): void {
  const has = (key: string): boolean => isThere(properties[key])
  const reject = (message: string, key: string): void => expansion.reject(id, message, ['Properties', key])
  for (const [one, other] of APART) if (has(one) && has(other)) reject(`'${one}' and '${other}' cannot stand together`, other)
  for (const [one, other] of NEEDING) if (has(one) && !has(other)) reject(`'${one}' requires '${other}'`, one)
  for (const [name, event] of has('TenancyConfig') ? Object.entries(objOr(properties['Events'])) : []) {
    const type = text(objOr(event)['Type']) ?? ''
    if (!WITH_TENANTS.includes(type)) reject(`event ${name}: a function with 'TenancyConfig' can have no event of type ${type}`, 'Events')
  }
}

function checkCapacity(expansion: Expansion, { properties, id }: Source): void {
  const reject = (message: string, key: string): void => expansion.reject(id, message, ['Properties', key])
  const { VersionDeletionPolicy: deletion, CapacityProviderConfig: capacity } = properties
  if (deletion !== undefined && !isIntrinsic(deletion) && deletion !== 'Delete' && deletion !== 'Retain')
    reject("'VersionDeletionPolicy' must be Delete or Retain", 'VersionDeletionPolicy')
  if (!isObj(capacity) || isIntrinsic(capacity)) return
  const wrong = Object.keys(capacity).filter((key) => !CAPACITY.includes(key))
  if (wrong.length > 0 || !isThere(capacity['Arn']))
    reject(`'CapacityProviderConfig' needs 'Arn', and takes ${CAPACITY.join(', ')}`, 'CapacityProviderConfig')
}

function checkPackage(expansion: Expansion, { properties, id }: Source): void {
  const type = expansion.resolve(properties['PackageType'] ?? 'Zip')
  const there = (...keys: string[]): string[] => keys.filter((key) => isThere(properties[key]))
  const reject = (message: string): void => expansion.reject(id, message, ['Properties'])
  if (type === 'Zip') {
    const missing = ['Runtime', 'Handler'].filter((key) => !isThere(properties[key]))
    if (missing.length > 0) reject(`${missing.join(' and ')} must be present when PackageType is Zip`)
    if (there('ImageConfig').length > 0) reject("'ImageConfig' cannot be present when PackageType is Zip")
  } else if (type === 'Image') {
    const wrong = there('Handler', 'Runtime', 'Layers')
    if (wrong.length > 0) reject(`${wrong.join(' and ')} cannot be present when PackageType is Image`)
  } else if (!expansion.lenient || !isIntrinsic(type)) reject(`PackageType is ${JSON.stringify(type)}; it must be Zip or Image`)
}

function checkDeadLetters(expansion: Expansion, { properties, id }: Source): void {
  const given = properties['DeadLetterQueue']
  if (!isThere(given)) return
  const { Type: type, TargetArn: target } = objOr(given)
  if (!isThere(target) || (type !== 'SQS' && type !== 'SNS'))
    expansion.reject(id, "'DeadLetterQueue' needs a 'TargetArn' and a 'Type' of SNS or SQS", ['Properties', 'DeadLetterQueue'])
}

const CORS: Readonly<Record<string, 'list' | 'boolean' | 'number'>> = {
  AllowOrigins: 'list',
  AllowMethods: 'list',
  AllowCredentials: 'boolean',
  AllowHeaders: 'list',
  ExposeHeaders: 'list',
  MaxAge: 'number',
}

/** Reports what is wrong with `FunctionUrlConfig`. */
export function checkUrl(expansion: Expansion, { properties, id }: Source): void {
  const given = objOr(properties['FunctionUrlConfig'])
  const reject = (message: string): void => expansion.reject(id, message, ['Properties', 'FunctionUrlConfig'])
  const type = given['AuthType']
  if (!isIntrinsic(type) && type !== 'AWS_IAM' && type !== 'NONE') reject("'FunctionUrlConfig' needs 'AuthType' (AWS_IAM or NONE)")
  const cors = given['Cors']
  if (!isThere(cors) || isIntrinsic(cors)) return
  if (!isObj(cors)) return reject("property 'FunctionUrlConfig.Cors' should be a map")
  for (const [key, value] of Object.entries(cors)) {
    const problem = corsProblem(key, value)
    if (problem !== undefined) reject(problem)
  }
}

/** What is wrong with one setting; undefined: nothing. */
function corsProblem(key: string, value: Value): string | undefined {
  const wanted = own(CORS, key)
  if (wanted === undefined) return `${key} is not a valid property for configuring Cors; there are ${Object.keys(CORS).join(', ')}`
  const fits = wanted === 'list' ? isList(value) : typeof value === wanted
  return fits || isIntrinsic(value) ? undefined : `${key} of 'Cors' should be a ${wanted}`
}
