import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isJsonObject, type Json, type JsonObject, treeOf } from '#core/index.js'
import { vpc } from '#design/blocks/index.js'
import { GraphBuilder, graphOf, templateJson } from '#graph/index.js'
import { siteAt } from './samples.js'

function built(params: Parameters<typeof vpc.add>[1]): { readonly graph: GraphBuilder; readonly ports: ReturnType<typeof vpc.add> } {
  const graph = new GraphBuilder()
  return { graph, ports: vpc.add(graph, params, siteAt('eu-west-1', 'prod')) }
}

const CIDRS = fc.tuple(fc.integer({ min: 16, max: 24 }), fc.nat(0xff_ff_ff)).map(([bits, seed]) => {
  const size = 2 ** (32 - bits)
  const start = 0x0a_00_00_00 + Math.floor(seed / size) * size
  return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.')}/${bits}`
})

/** First address and size of a block. */
function range(cidr: string): readonly [number, number] {
  const [address = '', bits = ''] = cidr.split('/')
  return [address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0), 2 ** (32 - Number(bits))]
}

/** What `Fn::Select` of `Fn::Cidr` of the VPC's block gives: blocks of 2^bits addresses, one after the other. */
function subnetRange(graph: GraphBuilder, id: string, cidr: string): readonly [number, number] {
  const [index, list] = listAt(graph.properties(id)['CidrBlock'], 'Fn::Select')
  const [, count, bits] = listAt(list, 'Fn::Cidr')
  expect(Number(index)).toBeLessThan(Number(count))
  const size = 2 ** Number(bits)
  return [range(cidr)[0] + Number(index) * size, size]
}

function listAt(value: Json | undefined, key: string): readonly Json[] {
  const list = isJsonObject(value) ? value[key] : undefined
  if (!Array.isArray(list)) throw new Error(`no ${key}`)
  return list
}

function zoneOf(properties: JsonObject): unknown {
  return properties['AvailabilityZone'] ?? properties['AvailabilityZoneId']
}

describe('the VPC', () => {
  test('cuts subnets that lie inside its block and apart, big enough for load balancers', () => {
    fc.assert(
      fc.property(CIDRS, fc.constantFrom(1, 2, 3), (cidr, zones) => {
        const { graph, ports } = built({ cidr, zones, nat: 'none' })
        const [first, size] = range(cidr)
        const ranges = [...ports.publicSubnets, ...ports.privateSubnets, ...ports.dataSubnets].map((id) => subnetRange(graph, id, cidr))
        expect(ranges).toHaveLength(3 * zones)
        const sorted = ranges.toSorted(([a], [b]) => a - b)
        sorted.forEach(([start, length], index) => {
          const next = sorted[index + 1]?.[0] ?? first + size
          expect(start).toBeGreaterThanOrEqual(first)
          expect(start + length).toBeLessThanOrEqual(next)
          expect(length).toBeGreaterThanOrEqual(16) // EC2's smallest subnet is a /28
        })
        // a load balancer asks for a /27: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
        for (const id of [...ports.publicSubnets, ...ports.privateSubnets])
          expect(subnetRange(graph, id, cidr)[1]).toBeGreaterThanOrEqual(32)
      }),
      { seed: 7, numRuns: 60 },
    )
  })

  test('keeps the subnets that stand where they are when a zone is added', () => {
    const [two, three] = [built({ zones: 2 }), built({ zones: 3 })]
    for (const id of [...two.ports.publicSubnets, ...two.ports.privateSubnets, ...two.ports.dataSubnets])
      expect(three.graph.properties(id)).toEqual(two.graph.properties(id))
  })

  test('puts the subnets of a tier into different zones, by id where ids are given', () => {
    for (const params of [{ zones: 3 }, { zones: 3, zoneIds: ['use1-az1', 'use1-az2', 'use1-az4'] }] as const) {
      const { graph, ports } = built(params)
      for (const tier of [ports.publicSubnets, ports.privateSubnets, ports.dataSubnets])
        expect(new Set(tier.map((id) => JSON.stringify(zoneOf(graph.properties(id))))).size).toBe(3)
    }
  })

  test.each([
    { nat: 'per-az', gateways: ['MainNat1', 'MainNat2', 'MainNat3'] },
    { nat: 'one', gateways: ['MainNat1', 'MainNat1', 'MainNat1'] },
    { nat: 'none', gateways: [] },
  ] as const)('sends private subnets out through $gateways with NAT $nat, data subnets never', ({ nat, gateways }) => {
    const { graph, ports } = built({ zones: 3, nat })
    const { resources } = graphOf(treeOf(templateJson(graph.document({ description: 'test' }))))
    const tables = new Map<string, string>()
    const routes = new Map<string, string>()
    for (const { id, type } of resources.values()) {
      const properties = graph.properties(id)
      if (type === 'AWS::EC2::SubnetRouteTableAssociation') tables.set(refOf(properties['SubnetId']), refOf(properties['RouteTableId']))
      if (type === 'AWS::EC2::Route')
        routes.set(refOf(properties['RouteTableId']), refOf(properties['NatGatewayId'] ?? properties['GatewayId']))
    }
    const targets = (subnets: readonly string[]) => subnets.flatMap((subnet) => routes.get(tables.get(subnet) ?? '') ?? [])
    expect(targets(ports.privateSubnets)).toEqual(gateways)
    expect(targets(ports.publicSubnets)).toEqual(['MainInternetGateway', 'MainInternetGateway', 'MainInternetGateway'])
    expect(targets(ports.dataSubnets)).toEqual([])
    for (const subnet of ports.dataSubnets) expect(tables.get(subnet)).toBeDefined()
  })

  test.each([
    { name: 'host bits', params: { cidr: '10.0.0.1/16' } },
    { name: 'part above 255', params: { cidr: '10.256.0.0/16' } },
    { name: 'too small a block', params: { cidr: '10.0.0.0/25' } },
    { name: 'NAT without public subnets', params: { tiers: ['private'], nat: 'one' } },
    { name: 'fewer zone ids than zones', params: { zones: 3, zoneIds: ['use1-az1'] } },
    { name: 'four zones', params: { zones: 4 } },
  ])('refuses $name', ({ params }) => {
    expect(vpc.params.safeParse(params).success).toBe(false)
  })
})

function refOf(value: Json | undefined): string {
  const id = isJsonObject(value) ? value['Ref'] : undefined
  return typeof id === 'string' ? id : ''
}
