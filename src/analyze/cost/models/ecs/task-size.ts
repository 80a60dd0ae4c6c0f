import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import { numberAt, orElse, textAt } from '../../read.js'

const TASK_DEFINITION = 'AWS::ECS::TaskDefinition'
const INCLUDED_STORAGE_GB = 20

export interface TaskSize {
  readonly vcpu: number
  readonly memoryGb: number
  /** Temporary storage above the 20 GB that a task has at no price. */
  readonly extraStorageGb: number
  /** Suffix of the price keys. */
  readonly platform: 'arm' | 'x86' | 'windows'
}

function taskDefinitionOf(service: Resource, q: Query): Resource | undefined {
  return q.edges({ from: service, kind: 'routes' }).find(({ to }) => to.type === TASK_DEFINITION)?.to
}

/** "256", "1 vCPU" and "0.5 vCPU" are all taken; memory in megabytes or as "2 GB". */
function sized(text: string, unit: RegExp, plain: number): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$/.exec(text)
  const number = Number(match?.[1])
  if (match === null || !Number.isFinite(number)) return undefined
  if (match[2] === '') return number / plain
  return unit.test(match[2] ?? '') ? number : undefined
}

/** Size of the tasks of a Fargate service, from its task definition. */
export function taskSizeOf(service: Resource, q: Query): TaskSize | Unresolved {
  const task = taskDefinitionOf(service, q)
  if (task === undefined) return { unresolved: 'TaskDefinition', why: 'it is not in the template' }
  const part = (path: string, unit: RegExp, plain: number): number | Unresolved => {
    const text = textAt(q, task, path)
    if (isUnresolved(text)) return { ...text, unresolved: `TaskDefinition.${path}` }
    const value = text === undefined ? undefined : sized(text, unit, plain)
    return (
      value ?? { unresolved: `TaskDefinition.${path}`, why: text === undefined ? 'a Fargate task states it' : `"${text}" is not a size` }
    )
  }
  const vcpu = part('Cpu', /^vcpu$/i, 1024)
  const memoryGb = part('Memory', /^gb$/i, 1024)
  const storage = orElse(numberAt(q, task, 'EphemeralStorage.SizeInGiB'), INCLUDED_STORAGE_GB)
  const platform = platformOf(task, q)
  if (isUnresolved(vcpu)) return vcpu
  if (isUnresolved(memoryGb)) return memoryGb
  if (isUnresolved(storage)) return storage
  if (isUnresolved(platform)) return platform
  return { vcpu, memoryGb, extraStorageGb: Math.max(0, storage - INCLUDED_STORAGE_GB), platform }
}

function platformOf(task: Resource, q: Query): TaskSize['platform'] | Unresolved {
  const family = orElse(textAt(q, task, 'RuntimePlatform.OperatingSystemFamily'), 'LINUX')
  const architecture = orElse(textAt(q, task, 'RuntimePlatform.CpuArchitecture'), 'X86_64')
  if (isUnresolved(family)) return family
  if (isUnresolved(architecture)) return architecture
  if (family.startsWith('WINDOWS')) return 'windows'
  return architecture === 'ARM64' ? 'arm' : 'x86'
}
