import type { Query, Resource, Value } from '#graph/index.js'
import { drawnAs } from './drawn.js'
import { readText } from './figures.js'
import type { DiagramBox } from './model.js'
import type { DrawnType } from './types.js'

/** The VPCs of one stack: their boxes, and in which boxes a resource is. */
export interface Network {
  readonly boxes: readonly DiagramBox[]
  /** Subnet boxes, or the VPC's; empty when it is in no VPC. */
  boxesOf(resource: Resource): readonly string[]
  /** Titles of the zones whose subnets send their traffic through a NAT gateway. */
  zonesBehind(resource: Resource): readonly string[]
}

interface Subnet {
  readonly resource: Resource
  readonly vpc: Resource | undefined
  readonly zone: string
  readonly access: 'public' | 'private' | 'isolated'
  readonly gateways: readonly Resource[]
}

const ACCESS = { public: 'Public subnet', private: 'Private subnet', isolated: 'Isolated subnet' } as const
const ORDER = ['public', 'private', 'isolated'] as const

export function networkOf(q: Query, { prefix, parent }: { readonly prefix: string; readonly parent: string }): Network {
  const withRole = (role: DrawnType['network']): readonly Resource[] => q.all().filter((each) => drawnAs(each, q).network === role)
  const vpcs = withRole('vpc')
  const subnets = withRole('subnet').map((resource) => subnetOf(resource, q))
  const boxes = vpcs.flatMap((vpc) => vpcBoxes(vpc, subnets, { q, prefix, parent }))
  const drawn = new Set(boxes.map(({ id }) => id))
  const boxesOf = (resource: Resource): readonly string[] => {
    const holders = holdersOf(resource, q)
    const inSubnets = subnets.filter((subnet) => holders.has(subnet.resource.id)).map((subnet) => prefix + subnet.resource.id)
    const inVpcs = vpcs.filter((vpc) => holders.has(vpc.id)).map((vpc) => prefix + vpc.id)
    const known = inSubnets.filter((id) => drawn.has(id))
    return known.length > 0 ? known : inVpcs.slice(0, 1)
  }
  const zonesBehind = (gateway: Resource): readonly string[] => [
    ...new Set(subnets.filter(({ gateways }) => gateways.some(({ id }) => id === gateway.id)).map(({ zone }) => zone)),
  ]
  return { boxes, boxesOf, zonesBehind }
}

/** Everything that contains a resource, through folded groups of subnets as well. */
function holdersOf(resource: Resource, q: Query, seen: Set<string> = new Set()): ReadonlySet<string> {
  const row = drawnAs(resource, q)
  const named = q
    .edges({ from: resource, kind: 'refers' })
    .filter(({ path }) => row.subnets?.some((pattern) => pattern.split('.')[0] === path.split('.')[0]) === true)
    .map(({ to }) => to)
  const attached = row.network === 'internet-gateway' ? q.edges({ to: resource, kind: 'refers' }).map(({ from }) => from) : []
  const containing = q.edges({ to: resource, kind: 'contains' }).map(({ from }) => from)
  for (const holder of [...named, ...attached, ...containing]) {
    if (seen.has(holder.id)) continue
    seen.add(holder.id)
    if (drawnAs(holder, q).draw === 'folded') holdersOf(holder, q, seen)
  }
  return seen
}

function subnetOf(resource: Resource, q: Query): Subnet {
  const gateways = gatewaysOf(resource, q)
  const reaches = (role: DrawnType['network']): boolean => gateways.some((gateway) => drawnAs(gateway, q).network === role)
  const vpc = q.edges({ to: resource, kind: 'contains' }).find(({ from }) => drawnAs(from, q).network === 'vpc')?.from
  const access = reaches('internet-gateway') ? 'public' : reaches('nat') ? 'private' : 'isolated'
  return { resource, vpc, zone: zoneOf(resource, q), access, gateways }
}

/** Where the routes of a subnet lead, directly. */
function gatewaysOf(subnet: Resource, q: Query): readonly Resource[] {
  const found = new Map<string, Resource>()
  const seen = new Set<string>()
  const walk = (from: Resource): void => {
    for (const { to } of q.edges({ from, kind: 'routes' })) {
      if (seen.has(to.id)) continue
      seen.add(to.id)
      if (drawnAs(to, q).draw === 'folded') walk(to)
      else found.set(to.id, to)
    }
  }
  walk(subnet)
  return [...found.values()]
}

/** "a" for the first zone of the region, the zone's own name where the template gives one. */
function zoneOf(subnet: Resource, q: Query): string {
  const text = readText(subnet, 'AvailabilityZone', q) ?? readText(subnet, 'AvailabilityZoneId', q)
  if (text !== undefined) return text
  const read = q.read(subnet, 'AvailabilityZone')
  if (read.known) return 'chosen by AWS'
  const index = indexIn(read.value)
  return index === undefined ? 'known at deployment' : String.fromCodePoint(97 + index)
}

/** N of `{"Fn::Select": [N, {"Fn::GetAZs": …}]}`. */
function indexIn(value: Value): number | undefined {
  if (value.kind !== 'call' || value.name !== 'Fn::Select') return undefined
  const [index, list] = value.args
  if (index?.kind !== 'literal' || list?.kind !== 'call' || list.name !== 'Fn::GetAZs') return undefined
  const number = Number(index.value)
  return Number.isInteger(number) && number >= 0 && number < 26 ? number : undefined
}

/** A logical id without its zone: `PrivateSubnet2` and `PrivateSubnetB` are the same tier as `PrivateSubnet1`. */
function tierName(id: string): string {
  return id.replace(/[0-9]+/g, '').replace(/(?<=[a-z])[A-F](?=$|[A-Z])/g, '')
}

interface Tier {
  /** Undefined: of subnets whose names say nothing about a tier. */
  readonly name: string | undefined
  readonly access: Subnet['access']
  readonly zones: Set<string>
  readonly row: number
}

/** Row of each subnet: subnets of one tier have the same access, names that differ in the zone alone, and a zone each. */
function rowsOf(subnets: readonly Subnet[]): ReadonlyMap<string, number> {
  const rows = new Map<string, number>()
  const names = subnets.map(({ resource, access }) => `${access} ${tierName(resource.id)}`)
  const nameOf = ({ resource, access }: Subnet): string | undefined => {
    const name = `${access} ${tierName(resource.id)}`
    return names.filter((each) => each === name).length > 1 ? name : undefined
  }
  const tiers: Tier[] = []
  for (const subnet of subnets.toSorted((a, b) => ORDER.indexOf(a.access) - ORDER.indexOf(b.access))) {
    const { access, zone, resource } = subnet
    const name = nameOf(subnet)
    const fitting = tiers.find((tier) => tier.name === name && tier.access === access && !tier.zones.has(zone))
    const tier = fitting ?? { name, access, zones: new Set(), row: tiers.length }
    if (fitting === undefined) tiers.push(tier)
    tier.zones.add(zone)
    rows.set(resource.id, tier.row)
  }
  return rows
}

function vpcBoxes(
  vpc: Resource,
  all: readonly Subnet[],
  { q, prefix, parent }: { readonly q: Query; readonly prefix: string; readonly parent: string },
): readonly DiagramBox[] {
  const subnets = all.filter((subnet) => subnet.vpc?.id === vpc.id)
  const rows = rowsOf(subnets)
  const zones = [...new Set(subnets.map(({ zone }) => zone))].sort()
  const cidr = readText(vpc, 'CidrBlock', q)
  const id = prefix + vpc.id
  return [
    { id, kind: 'vpc', title: `VPC ${vpc.id}${cidr === undefined ? '' : `, ${cidr}`}`, parent },
    ...zones.flatMap((zone): readonly DiagramBox[] => [
      { id: `${id}/${zone}`, kind: 'zone', title: `Availability Zone ${zone}`, parent: id },
      ...subnets
        .filter((subnet) => subnet.zone === zone)
        .map((subnet): DiagramBox => {
          const title = `${ACCESS[subnet.access]} ${subnet.resource.id}`
          return { id: prefix + subnet.resource.id, kind: 'subnet', title, parent: `${id}/${zone}`, row: rows.get(subnet.resource.id) ?? 0 }
        }),
    ]),
  ]
}
