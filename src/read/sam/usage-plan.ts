import type { Source } from './types.js'
import { type Expansion, passedOn } from './expansion.js'
import { sharedCondition } from './shared-condition.js'
import { isObj, listOf, type Obj, objOr, pick, ref, text } from './values.js'

const KNOWN = ['CreateUsagePlan', 'Description', 'Quota', 'Tags', 'Throttle', 'UsagePlanName']

/** The usage plan and API key of an API, its own or one that several share. */
export function usagePlan(expansion: Expansion, source: Source, stageId: string): void {
  const given = objOr(source.properties['Auth'])['UsagePlan']
  if (given === undefined) return
  const create = isObj(given) ? text(given['CreateUsagePlan']) : undefined
  const reject = (message: string): void => expansion.reject(source.id, message, ['Properties', 'Auth', 'UsagePlan'])
  if (!isObj(given)) return reject("'UsagePlan' must be a map")
  const wrong = Object.keys(given).filter((key) => !KNOWN.includes(key))
  if (wrong.length > 0) return reject(`invalid property for 'UsagePlan': ${wrong.join(', ')}`)
  if (create === undefined || !['PER_API', 'SHARED', 'NONE'].includes(create))
    return reject("'CreateUsagePlan' must be one of PER_API, SHARED, NONE")
  if (create === 'NONE') return
  const prefix = create === 'SHARED' ? 'Serverless' : source.id
  const attributes = create === 'SHARED' ? sharedAttributes(expansion, source) : passedOn(source)
  const plan = { ...pick(given, ['Description', 'Quota', 'Tags', 'Throttle', 'UsagePlanName']) }
  const before = create === 'SHARED' ? objOr(expansion.out[`${prefix}UsagePlan`]) : {}
  const key = create === 'SHARED' ? objOr(expansion.out[`${prefix}ApiKey`]) : {}
  const put = (id: string, resource: Obj): void => {
    expansion.out[id] = resource
    expansion.origins.set(id, source.id)
  }
  put(`${prefix}UsagePlan`, {
    Type: 'AWS::ApiGateway::UsagePlan',
    ...attributes,
    DependsOn: [...listOf(before['DependsOn']), source.id],
    Properties: {
      ...plan,
      ApiStages: [...listOf(objOr(before['Properties'])['ApiStages']), { ApiId: ref(source.id), Stage: ref(stageId) }],
    },
  })
  put(`${prefix}ApiKey`, {
    Type: 'AWS::ApiGateway::ApiKey',
    ...attributes,
    DependsOn: [`${prefix}UsagePlan`],
    Properties: {
      Enabled: true,
      StageKeys: [...listOf(objOr(key['Properties'])['StageKeys']), { RestApiId: ref(source.id), StageName: ref(stageId) }],
    },
  })
  put(`${prefix}UsagePlanKey`, {
    Type: 'AWS::ApiGateway::UsagePlanKey',
    ...attributes,
    DependsOn: [`${prefix}ApiKey`],
    Properties: { KeyId: ref(`${prefix}ApiKey`), KeyType: 'API_KEY', UsagePlanId: ref(`${prefix}UsagePlan`) },
  })
}

/** A shared plan exists when one of its APIs does, and is kept as the most careful of them. */
function sharedAttributes(expansion: Expansion, source: Source): Obj {
  const sharing = Object.values(expansion.resources).filter((resource): resource is Obj => {
    const auth = isObj(resource) && resource['Type'] === source.type ? objOr(objOr(resource['Properties'])['Auth']) : {}
    return objOr(auth['UsagePlan'])['CreateUsagePlan'] === 'SHARED'
  })
  const out: Obj = {}
  for (const key of ['DeletionPolicy', 'UpdateReplacePolicy']) {
    const found = ['Retain', 'Snapshot', 'Delete'].find((policy) => sharing.some((api) => api[key] === policy))
    if (found !== undefined) out[key] = found
  }
  const conditions = sharing.map((api) => text(api['Condition']))
  const names = [...new Set(conditions)].filter((name) => name !== undefined)
  if (conditions.includes(undefined) || names.length === 0) return out
  return { ...out, Condition: sharedCondition(expansion, 'SharedUsagePlanCondition', names) }
}
