import type { Query, Resource } from '#graph/index.js'
import type { Measure, Unresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { textAt } from '../../read.js'
import { vcpusOf } from '../ec2/vcpus.js'
import { allMonth } from '../meters.js'

const GROUP = 'AWS::RDS::DBProxyTargetGroup'
const CLUSTER = 'AWS::RDS::DBCluster'
const INSTANCE = 'AWS::RDS::DBInstance'
/** A proxy pays for two vCPUs. */
const LEAST_VCPUS = 2
const NO_TARGET: Unresolved = { unresolved: 'the target of the proxy', why: 'its databases are not in the template' }

export const dbProxy: PriceModel = definePriceModel({
  type: 'AWS::RDS::DBProxy',
  refs: ['https://aws.amazon.com/rds/proxy/pricing/'],
  usage: {},
  meters: (node, _usage, q) => [
    allMonth({ name: 'vCPUs of the databases', price: 'rds.proxy_vcpu', unit: 'vCPU-hour' }, vcpusBehind(node, q)),
  ],
})

/** vCPUs of the instances that the target groups of the proxy name, in clusters too. */
function vcpusBehind(proxy: Resource, q: Query): Measure {
  const groups = q.edges({ to: proxy, kind: 'refers' }).flatMap(({ from }) => (from.type === GROUP ? [from] : []))
  const targets = groups.flatMap((group) => q.edges({ from: group, kind: 'refers' }).map(({ to }) => to))
  const instances = targets.flatMap((target) =>
    target.type === INSTANCE
      ? [target]
      : target.type === CLUSTER
        ? q.edges({ from: target, kind: 'contains' }).flatMap(({ to }) => (to.type === INSTANCE ? [to] : []))
        : [],
  )
  if (instances.length === 0) return NO_TARGET
  let vcpus = 0
  for (const each of instances) {
    const type = textAt(q, each, 'DBInstanceClass')
    const count = typeof type === 'string' ? vcpusOf(type) : undefined
    if (count === undefined)
      return {
        unresolved: `the vCPUs of ${each.id}`,
        why: type === 'db.serverless' ? 'a serverless database pays by its capacity' : 'its class does not say',
      }
    vcpus += count
  }
  return Math.max(LEAST_VCPUS, vcpus)
}
