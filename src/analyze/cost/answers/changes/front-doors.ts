import type { Query, Resource } from '#graph/index.js'

export const HTTP_API = 'AWS::ApiGatewayV2::Api'
export const REST_API = 'AWS::ApiGateway::RestApi'
export const FUNCTION = 'AWS::Lambda::Function'
export const SERVICE = 'AWS::ECS::Service'
export const TASK = 'AWS::ECS::TaskDefinition'
export const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer'
const LOG_GROUP = 'AWS::Logs::LogGroup'
const SCALABLE = 'AWS::ApplicationAutoScaling::ScalableTarget'
/** Parts of an API or of a load balancer: they go where it goes. */
const PARTS = /^AWS::(ApiGatewayV2|ApiGateway|ElasticLoadBalancingV2)::/

export interface FrontDoor {
  /** The APIs or load balancers themselves. */
  readonly entrances: readonly Resource[]
  /** They with their parts. */
  readonly doors: readonly Resource[]
  /** What works behind them. */
  readonly workers: readonly Resource[]
}

/** The APIs or load balancers of these types, their parts, and the workers of one type that requests reach through them. */
export function frontDoorOf(q: Query, doorTypes: readonly string[], workerType: string): FrontDoor | undefined {
  const doors = new Map<string, Resource>()
  const workers = new Map<string, Resource>()
  const waiting = doorTypes.flatMap((type) => [...q.all(type)])
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (doors.has(at.id)) continue
    doors.set(at.id, at)
    for (const { to, kind } of q.edges({ from: at })) {
      if (to.type === workerType && (kind === 'routes' || kind === 'invokes')) workers.set(to.id, to)
      else if (PARTS.test(to.type)) waiting.push(to)
    }
    for (const { from, kind } of q.edges({ to: at })) if (PARTS.test(from.type) && kind !== 'depends') waiting.push(from)
  }
  if (workers.size === 0) return undefined
  const all = [...doors.values()]
  return { entrances: all.filter(({ type }) => doorTypes.includes(type)), doors: all, workers: [...workers.values()] }
}

/** Targets through which services scale, and policies on them. */
export function scalingOf(services: readonly Resource[], q: Query): readonly Resource[] {
  const targets = services.flatMap((service) =>
    q.edges({ to: service, kind: 'refers' }).flatMap(({ from }) => (from.type === SCALABLE ? [from] : [])),
  )
  return [...targets, ...targets.flatMap((target) => q.edges({ to: target, kind: 'refers' }).map(({ from }) => from))]
}

/** The log group that something writes to. */
export function logGroupOf(node: Resource, q: Query): Resource | undefined {
  return q.edges({ from: node, kind: 'logs-to' }).find(({ to }) => to.type === LOG_GROUP)?.to
}

/** Who somebody acts as. */
export function roleOf(node: Resource, q: Query): string | undefined {
  return q.edges({ from: node, kind: 'assumes' })[0]?.to.id
}

/** What stands in front of an API or a load balancer stands in front of this one instead. */
export function instead({ entrances }: FrontDoor, id: string): Readonly<Record<string, string>> {
  return Object.fromEntries(entrances.map((entrance) => [entrance.id, id]))
}
