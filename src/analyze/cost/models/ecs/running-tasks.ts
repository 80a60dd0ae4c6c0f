import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import { numberAt, orElse } from '../../read.js'

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget'

export interface TaskCount {
  /** Tasks that run whatever the traffic. */
  readonly least: number
  /** Undefined: the service does not scale. */
  readonly most: number | undefined
}

/** How many tasks a service runs: as many as it desires, or what scaling is allowed. */
export function taskCountOf(service: Resource, q: Query): TaskCount | Unresolved {
  const target = scalingOf(service, q)
  if (target === undefined) {
    const desired = orElse(numberAt(q, service, 'DesiredCount'), 1)
    return isUnresolved(desired) ? desired : { least: desired, most: undefined }
  }
  const least = numberAt(q, target, 'MinCapacity') ?? { unresolved: 'MinCapacity', why: 'it is not given' }
  const most = numberAt(q, target, 'MaxCapacity') ?? { unresolved: 'MaxCapacity', why: 'it is not given' }
  if (isUnresolved(least)) return least
  return isUnresolved(most) ? most : { least, most }
}

/** The target through which a service scales. */
export function scalingOf(service: Resource, q: Query): Resource | undefined {
  return q.edges({ to: service, kind: 'refers' }).find(({ from, path }) => from.type === TARGET && path.startsWith('ResourceId'))?.from
}
