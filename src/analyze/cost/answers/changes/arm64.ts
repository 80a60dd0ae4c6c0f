import type { JsonObject } from '#core/index.js'
import type { Query, Resource } from '#graph/index.js'
import { itemsAt, textAt } from '../../read.js'
import { defineChange, no } from '../change.js'
import { withChanges } from '../situation.js'
import { onGraviton } from './families.js'

/** Types whose instances are named by one property. */
const SIZED: readonly (readonly [string, string])[] = [
  ['AWS::EC2::Instance', 'InstanceType'],
  ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData.InstanceType'],
  ['AWS::AutoScaling::LaunchConfiguration', 'InstanceType'],
  ['AWS::RDS::DBInstance', 'DBInstanceClass'],
  ['AWS::ElastiCache::ReplicationGroup', 'CacheNodeType'],
  ['AWS::ElastiCache::CacheCluster', 'CacheNodeType'],
]
/** Engines of databases that run on Graviton. Source: https://aws.amazon.com/rds/instance-types/, 2025-11-18. */
const ENGINES = /^(postgres|mysql|mariadb|aurora-postgresql|aurora-mysql)$/

export const arm64 = defineChange({
  id: 'arm64',
  title: 'Functions, containers, instances and databases on Graviton',
  caveat: 'code and images have to be built for arm64, and what they depend on has to exist for it',
  refs: ['https://aws.amazon.com/ec2/graviton/', 'https://aws.amazon.com/lambda/pricing/', 'https://aws.amazon.com/fargate/pricing/'],
  apply({ situation, stacks }) {
    const what: string[] = []
    const changed = withChanges(situation, stacks, ({ q }) => {
      const set = Object.fromEntries(q.all().flatMap((node) => changeOf(node, q)))
      for (const [id, properties] of Object.entries(set)) what.push(`${id}: ${Object.values(properties).map(worded).join(', ')}`)
      return Object.keys(set).length === 0 ? undefined : { set }
    })
    return changed === undefined ? no('nothing in it runs on x86 that could run on Graviton') : { is: 'changed', what, situation: changed }
  },
})

function worded(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value)
}

function changeOf(node: Resource, q: Query): readonly (readonly [string, JsonObject])[] {
  const properties = propertiesOf(node, q)
  return properties === undefined ? [] : [[node.id, properties]]
}

function propertiesOf(node: Resource, q: Query): JsonObject | undefined {
  const path = SIZED.find(([type]) => type === node.type)?.[1]
  if (path !== undefined) return sizeOn(node, path, q)
  if (node.type === 'AWS::Lambda::Function') return runsOnX86(node, q) ? { Architectures: ['arm64'] } : undefined
  return node.type === 'AWS::ECS::TaskDefinition' ? taskOn(node, q) : undefined
}

function sizeOn(node: Resource, path: string, q: Query): JsonObject | undefined {
  const type = textAt(q, node, path)
  const other = typeof type === 'string' ? onGraviton(type) : undefined
  if (other === undefined) return undefined
  const engine = path === 'DBInstanceClass' ? textAt(q, node, 'Engine') : undefined
  return path === 'DBInstanceClass' && !(typeof engine === 'string' && ENGINES.test(engine)) ? undefined : { [path]: other }
}

/** Linux on x86 is what a task runs on where nothing is said. */
function taskOn(node: Resource, q: Query): JsonObject | undefined {
  const system = textAt(q, node, 'RuntimePlatform.OperatingSystemFamily') ?? 'LINUX'
  const processor = textAt(q, node, 'RuntimePlatform.CpuArchitecture') ?? 'X86_64'
  return system === 'LINUX' && processor === 'X86_64' ? { 'RuntimePlatform.CpuArchitecture': 'ARM64' } : undefined
}

function runsOnX86(node: Resource, q: Query): boolean {
  const list = q.read(node, 'Architectures')
  if (!list.known) return false
  const [first] = itemsAt(q, node, 'Architectures')
  return first === undefined || textAt(q, first, '') === 'x86_64'
}
