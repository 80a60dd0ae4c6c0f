// Regions with their zones, and EC2 instance types.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { readJson, wheel } from './lib/wheels.mjs'

/** Partitions that people outside the intelligence community can reach. */
const PARTITIONS = new Set(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'])
const OFFERINGS = 'moto/ec2/resources/instance_type_offerings/availability-zone'

function gunzipJson(path) {
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'))
}

/** Zones that offer at least half as many instance types as the region's richest one: us-east-1e and eu-west-2d do not. */
export function usableZones(offerings) {
  const types = new Map()
  for (const { Location, InstanceType } of offerings) types.set(Location, (types.get(Location) ?? new Set()).add(InstanceType))
  const most = Math.max(...[...types.values()].map((all) => all.size))
  return [...types.values()].filter((all) => all.size * 2 >= most).length
}

export function buildRegions({ work }) {
  const botocore = wheel('botocore', work)
  const moto = wheel('moto', work)
  const reviewed = JSON.parse(readFileSync(new URL('./tables/zones.json', import.meta.url), 'utf8'))
  const zonesOf = (region) => {
    const file = join(moto.folder, OFFERINGS, `${region}.json.gz`)
    if (existsSync(file)) return { zones: usableZones(gunzipJson(file)), source: moto.source, asOf: moto.asOf, basis: moto.basis }
    const row = reviewed.find((each) => each.zones[region] !== undefined)
    return row === undefined ? undefined : { zones: row.zones[region], source: row.source, asOf: row.asOf, basis: row.basis }
  }
  const regions = readJson(botocore.folder, 'botocore/data/endpoints.json')
    .partitions.filter(({ partition }) => PARTITIONS.has(partition))
    .flatMap(({ partition, regions: all }) =>
      Object.entries(all).map(([name, { description }]) => {
        const { zones, ...about } = zonesOf(name) ?? { source: botocore.source, asOf: botocore.asOf, basis: botocore.basis }
        return {
          name,
          title: description.replace('Sao Paulo', 'São Paulo'),
          partition,
          ...(zones === undefined ? {} : { zones }),
          ...about,
        }
      }),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    label: `${botocore.label} and ${moto.label}`,
    notes: [],
    packs: [
      { name: 'regions.json.br', value: { source: botocore.source, asOf: botocore.asOf, basis: botocore.basis, regions } },
      instances(moto),
    ],
  }
}

function instances({ folder, source, asOf, basis }) {
  const all = gunzipJson(join(folder, 'moto/ec2/resources/instance_types.json.gz'))
  const types = Object.keys(all)
    .sort()
    .map((name) => {
      const { VCpuInfo, MemoryInfo, ProcessorInfo } = all[name]
      return [name, [VCpuInfo.DefaultVCpus, MemoryInfo.SizeInMiB, ProcessorInfo.SupportedArchitectures]]
    })
  if (types.length < 500) throw new Error('the list of instance types was not understood')
  return { name: 'instances.json.br', value: { source, asOf, basis, types: Object.fromEntries(types) } }
}

/** Rows for the comparison with the committed packs. */
export function placeRows(name, value) {
  if (name === 'instances.json.br') return new Map(Object.entries(value.types).map(([type, row]) => [type, JSON.stringify(row)]))
  return new Map(value.regions.map((region) => [region.name, JSON.stringify(region)]))
}
