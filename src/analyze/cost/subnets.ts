import type { Query, Resource } from '#graph/index.js'
import { subnetsOf } from './arithmetic.js'
import type { FlowContext, Outbound } from './flow.js'

/** Subnets whose default way out leads through this resource: subnet, association, route table, route. */
export function subnetsRoutedTo(node: Resource, q: Query): readonly Resource[] {
  const back = (from: readonly Resource[]): readonly Resource[] =>
    from.flatMap((each) => q.edges({ to: each, kind: 'routes' }).map((edge) => edge.from))
  const subnets = new Map<string, Resource>()
  for (const subnet of back(back(back(back([node]))))) subnets.set(subnet.id, subnet)
  return [...subnets.values()]
}

/** What stands in these subnets, in a group of subnets too. */
export function standingIn(subnets: readonly Resource[], q: Query): readonly Resource[] {
  const found = new Map<string, Resource>()
  for (const subnet of subnets) {
    for (const { to } of q.edges({ from: subnet, kind: 'contains' })) {
      found.set(to.id, to)
      for (const { to: inner } of q.edges({ from: to, kind: 'contains' })) found.set(inner.id, inner)
    }
  }
  return [...found.values()]
}

/** Subnets of the network that contains this resource. */
export function subnetsBeside(node: Resource, q: Query): readonly Resource[] {
  const containers = q.edges({ to: node, kind: 'contains' }).map(({ from }) => from)
  const named = q.edges({ from: node, kind: 'refers' }).map(({ to }) => to)
  return [...containers, ...named].flatMap((each) =>
    q.edges({ from: each, kind: 'contains' }).flatMap(({ to, path }) => (path === 'VpcId' && subnetLike(to, q) ? [to] : [])),
  )
}

function subnetLike(node: Resource, q: Query): boolean {
  const read = q.read(node, 'CidrBlock')
  return !read.known || read.set
}

/** What each resource in the subnets sends out, and the share of its own subnets that are among them. */
export function outboundFrom(
  subnets: readonly Resource[],
  context: FlowContext,
): readonly { readonly node: Resource; readonly share: number; readonly outbound: Outbound }[] {
  const ids = new Set(subnets.map(({ id }) => id))
  return standingIn(subnets, context.q).flatMap((node) => {
    const outbound = context.result(node)?.outbound
    if (outbound === undefined) return []
    const own = subnetsOf(node, context.q)
    return [{ node, outbound, share: own.filter(({ id }) => ids.has(id)).length / Math.max(1, own.length) }]
  })
}
