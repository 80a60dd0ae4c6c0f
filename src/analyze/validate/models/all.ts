import { entryOf, type MapTree } from '#core/index.js'
import { pathOf, atEntry } from '../place.js'
import type { Walk } from '../references.js'
import type { Member } from '../template.js'
import { placeOfNatGateway } from './nat-gateway.js'
import { rotationOfSecret } from './secret-rotation.js'
import { settingsOfUserPool } from './user-pool.js'
import { validationOfCertificate } from './certificate.js'
import { settingsOfFileSystem } from './file-system.js'
import { settingsOfSchedule } from './schedule-settings.js'
import { credentialsOfDatabase } from './database-credentials.js'
import { deletionOfDatabase } from './database-deletion.js'
import { engineOfDatabase } from './database-engine.js'
import { networkOfDatabase } from './database-network.js'
import { patternOfRule } from './event-pattern.js'
import { keySchemaOfTable } from './key-schema.js'
import { modulesOfFunction } from './lambda-modules.js'
import { runtimeOfFunction } from './lambda-runtime.js'
import { fifoOfQueue } from './fifo.js'
import { queueOfEventSource } from './event-source.js'
import { propertiesOfTask } from './fargate-task.js'
import { taskOfService } from './ecs-service.js'
import { sizeOfGroup } from './group-size.js'
import { targetsOfGroup } from './target-group.js'
import { originsOfDistribution } from './distribution.js'
import { valuesOfRecord } from './record-set.js'
import { targetOfRoute } from './route-target.js'
import { sizeOfNetwork } from './network-size.js'
import { configurationOfBucket } from './bucket-configuration.js'
import { metricOfAlarm } from './alarm-metric.js'
import { routeOfHttpApi } from './http-api.js'
import { deploymentOfApi } from './api-deployment.js'
import { environmentOfFunction } from './function-environment.js'
import { propertiesOfDatabase } from './database-properties.js'
import { policyOfKey } from './key-policy.js'
import { nodesOfCache } from './cache-cluster.js'
import { protocolOfListener } from './listener.js'
import { targetsOfRule } from './rule-targets.js'
import { callerOfPermission } from './lambda-permission.js'
import { endpointOfSubscription } from './subscription.js'
import { modeOfCapacity } from './capacity-mode.js'
import type { ModelContext, ResourceModel } from './model.js'
import { checkPolicies } from './policies/documents.js'
import { expressionOfSchedule } from './schedule.js'
import { rulesOfSecurityGroup } from './security-group-rules.js'
import { sizeOfInstance } from './sizes.js'
import { definitionOfStateMachine } from './state-machine.js'
import { blockOfSubnet } from './subnet-block.js'

export const ALL_MODELS: readonly ResourceModel[] = [
  placeOfNatGateway,
  rotationOfSecret,
  settingsOfUserPool,
  validationOfCertificate,
  settingsOfFileSystem,
  settingsOfSchedule,
  modeOfCapacity,
  endpointOfSubscription,
  callerOfPermission,
  targetsOfRule,
  protocolOfListener,
  nodesOfCache,
  policyOfKey,
  propertiesOfDatabase,
  environmentOfFunction,
  deploymentOfApi,
  routeOfHttpApi,
  metricOfAlarm,
  configurationOfBucket,
  sizeOfNetwork,
  targetOfRoute,
  valuesOfRecord,
  originsOfDistribution,
  targetsOfGroup,
  sizeOfGroup,
  taskOfService,
  propertiesOfTask,
  queueOfEventSource,
  fifoOfQueue,
  credentialsOfDatabase,
  deletionOfDatabase,
  engineOfDatabase,
  networkOfDatabase,
  patternOfRule,
  keySchemaOfTable,
  modulesOfFunction,
  runtimeOfFunction,
  expressionOfSchedule,
  rulesOfSecurityGroup,
  sizeOfInstance,
  definitionOfStateMachine,
  blockOfSubnet,
]

const MODELS_OF: ReadonlyMap<string, readonly ResourceModel[]> = new Map(
  [...new Set(ALL_MODELS.flatMap(({ types }) => types))].map((type) => [type, ALL_MODELS.filter(({ types }) => types.includes(type))]),
)

const NO_PROPERTIES: MapTree = { kind: 'map', entries: [] }

/** What the models of a resource's type find wrong with it, and with the policy documents in it. */
export function checkModels(member: Member, walk: Walk, options: Pick<ModelContext, 'asOf' | 'region' | 'local'>): void {
  const type = walk.declared.typeOf(member.id) ?? ''
  const entry = entryOf(member.tree, 'Properties')
  const place = entry === undefined ? member.place : atEntry(member.place, entry)
  const properties = entry?.value ?? NO_PROPERTIES
  checkPolicies(type, { tree: properties, place }, walk)
  for (const model of MODELS_OF.get(type) ?? []) {
    const said = new Set<string>()
    model.check(
      { id: member.id, type, member, properties, place },
      {
        ...walk,
        asOf: options.asOf,
        region: options.region,
        local: options.local,
        complain: (message, at, more = {}) => {
          const key = `${pathOf(at).join('/')} ${message}`
          if (!said.has(key)) walk.report.add({ code: model.code, message, place: at, ...more })
          said.add(key)
        },
      },
    )
  }
}
