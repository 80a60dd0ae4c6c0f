import type { Query, Resource } from '#graph/index.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { isGiven } from '../../read.js'

const RECORDS: readonly string[] = ['AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup']

/** Kinds of routing, the property of a record that chooses each, and the price of its queries. */
const ROUTING = [
  { property: 'Region', usage: 'latencyQueries', name: 'Latency queries', price: 'route53.query_latency' },
  { property: 'GeoLocation', usage: 'geoQueries', name: 'Geolocation queries', price: 'route53.query_geo' },
  { property: 'GeoProximityLocation', usage: 'geoQueries', name: 'Geolocation queries', price: 'route53.query_geo' },
  { property: 'CidrRoutingConfig', usage: 'ipQueries', name: 'IP-based queries', price: 'route53.query_ip_based' },
] as const

/** Queries for alias records of AWS resources are free, so a zone without records of its own is not asked for queries. */
export const hostedZone: PriceModel = definePriceModel({
  type: 'AWS::Route53::HostedZone',
  refs: ['https://aws.amazon.com/route53/pricing/'],
  usage: {
    queries: { unit: 'query', about: 'DNS queries a month for records that are not aliases' },
    latencyQueries: { unit: 'query', about: 'DNS queries a month for records that route by latency' },
    geoQueries: { unit: 'query', about: 'DNS queries a month for records that route by place' },
    ipQueries: { unit: 'query', about: 'DNS queries a month for records that route by address' },
  },
  meters(node, usage, q) {
    const records = q
      .edges({ to: node, kind: 'refers' })
      .flatMap(({ from }) => (RECORDS.includes(from.type) && !isAlias(from, q) ? [from] : []))
    return [
      { name: 'Hosted zone', price: 'route53.hosted_zone', unit: 'zone-month', quantity: 1, formula: 'one zone' },
      ...queries(records, usage, q),
    ]
  },
})

function isAlias(record: Resource, q: Query): boolean {
  const alias = q.read(record, 'AliasTarget')
  return !alias.known || alias.set
}

function queries(records: readonly Resource[], usage: ModelUsage, q: Query): readonly Meter[] {
  const found = new Map<string, Meter>()
  for (const record of records) {
    const kind = ROUTING.find(({ property }) => isGiven(q, record, property)) ?? {
      usage: 'queries',
      name: 'Queries',
      price: 'route53.query_standard',
    }
    found.set(kind.usage, { name: kind.name, price: kind.price, unit: 'query', quantity: usage[kind.usage] })
  }
  return [...found.values()]
}
