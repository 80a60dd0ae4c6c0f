// Sizes (instance types and classes) by region, and versions of database engines: lists that cfn-lint keeps with AWS's own APIs.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { readJson, wheel } from './lib/wheels.mjs'

const EXTENSIONS = 'cfnlint/data/schemas/extensions'
const LISTS = {
  ec2: 'aws_ec2_instance/instancetype_enum.json',
  elasticache: 'aws_elasticache_cachecluster/cachenodetype_enum.json',
  docdb: 'aws_docdb_dbinstance/dbinstanceclass_enum.json',
  neptune: 'aws_neptune_dbinstance/dbinstanceclass_enum.json',
  redshift: 'aws_redshift_cluster/nodetype_enum.json',
  dax: 'aws_dax_cluster/nodetype_enum.json',
  mq: 'aws_amazonmq_broker/instancetype_enum.json',
}
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/

/** All names, and by region which of them it has: four names a hexadecimal digit, the first of them the lowest bit. */
export function compactList(byRegion) {
  const names = [...new Set(Object.values(byRegion).flat())].sort()
  const regions = Object.entries(byRegion).map(([region, own]) => [region, bitsOf(names, new Set(own))])
  // A list that is the same everywhere was not made for regions.
  const differ = new Set(regions.map(([, bits]) => bits)).size > 1
  return { names, regions: differ ? Object.fromEntries(regions.sort(([a], [b]) => (a < b ? -1 : 1))) : {} }
}

function bitsOf(names, own) {
  let bits = ''
  for (let at = 0; at < names.length; at += 4) {
    const four = names.slice(at, at + 4).map((name, index) => (own.has(name) ? 2 ** index : 0))
    bits += four.reduce((sum, bit) => sum + bit, 0).toString(16)
  }
  return bits
}

function regionsOf(schemas, namesIn) {
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([region]) => REGION.test(region))
      .map(([region, schema]) => [region, namesIn(schema)]),
  )
}

/** Branches `{ if: { properties: { Engine } }, then: { properties: { [property]: { enum } } } }` as pairs of engine and names. */
export function engineBranches(schema, property) {
  return (schema.allOf ?? []).flatMap(({ if: condition, then }) => {
    const engine = condition.properties.Engine?.const
    const names = (then.properties?.[property] ?? condition.properties[property])?.enum
    return engine === undefined || names === undefined ? [] : [[engine, names]]
  })
}

/** What EC2 offers where, from moto; types that moto does not know are taken to be everywhere. */
function withOfferings({ names }, moto) {
  const folder = join(moto.folder, 'moto/ec2/resources/instance_type_offerings/region')
  const offered = readdirSync(folder).map((file) => {
    const rows = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString('utf8'))
    return [file.replace('.json.gz', ''), rows.map(({ InstanceType }) => InstanceType)]
  })
  const all = [...new Set([...names, ...offered.flatMap(([, own]) => own)])]
  const known = new Set(offered.flatMap(([, own]) => own))
  const unknown = all.filter((name) => !known.has(name))
  return compactList(Object.fromEntries(offered.map(([region, own]) => [region, [...own, ...unknown]])))
}

function grouped(pairs) {
  const groups = new Map()
  for (const [key, names] of pairs) groups.set(key, [...new Set([...(groups.get(key) ?? []), ...names.map(String)])].sort())
  return groups
}

export function buildSizes({ work }) {
  const from = wheel('cfnLint', work)
  const read = (file) => readJson(from.folder, join(EXTENSIONS, file))
  const lists = Object.fromEntries(
    Object.entries(LISTS).map(([kind, file]) => [kind, compactList(regionsOf(read(file), (schema) => schema.enum))]),
  )
  const moto = wheel('moto', work)
  lists.ec2 = withOfferings(lists.ec2, moto)
  const instances = read('aws_rds_dbinstance/dbinstanceclass_enum.json')
  const branches = Object.entries(instances).flatMap(([, schema]) => engineBranches(schema, 'DBInstanceClass'))
  lists.rds = compactList(
    regionsOf(instances, (schema) => [...new Set(engineBranches(schema, 'DBInstanceClass').flatMap(([, names]) => names))]),
  )
  if (lists.ec2.names.length < 500 || lists.rds.names.length < 100) throw new Error('the lists of sizes were not understood')
  const about = { source: from.source, asOf: from.asOf, basis: from.basis }
  return {
    label: `${from.label} and ${moto.label}`,
    notes: [],
    packs: [
      ...Object.entries(lists).map(([kind, list]) => ({
        name: `sizes/${kind}.json.br`,
        value: { ...(kind === 'ec2' ? { source: moto.source, asOf: moto.asOf, basis: moto.basis } : about), ...list },
      })),
      { name: 'engines.json.br', value: { ...about, rds: rdsEngines(read, grouped(branches)), elasticache: cacheEngines(read) } },
    ],
  }
}

/** Versions that AWS has or had, those of them with which nothing new can be made, and the classes that an engine runs on. */
function rdsEngines(read, classes) {
  const places = ['aws_rds_dbinstance', 'aws_rds_dbcluster']
  const versions = grouped(places.flatMap((place) => engineBranches(read(`${place}/engine_version.json`), 'EngineVersion')))
  const retired = grouped(places.flatMap((place) => engineBranches(read(`${place}/engine_version_deprecated.json`), 'EngineVersion')))
  const named = read('aws_rds_dbinstance/engine_version.json').allOf[0].then.properties.Engine.enum
  const engines = [...new Set([...named, ...versions.keys()])].sort()
  return Object.fromEntries(
    engines.map((engine) => [
      engine,
      { versions: versions.get(engine) ?? [], retired: retired.get(engine) ?? [], classes: classes.get(engine) ?? [] },
    ]),
  )
}

function cacheEngines(read) {
  const versions = grouped(engineBranches(read('aws_elasticache_cachecluster/engine_version.json'), 'EngineVersion'))
  return Object.fromEntries(
    [...versions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([engine, all]) => [engine, { versions: all, retired: [], classes: [] }]),
  )
}

/** Rows for the comparison with the committed packs. */
export function sizeRows(name, value) {
  if (name.startsWith('sizes/')) {
    const kind = name.slice('sizes/'.length, -'.json.br'.length)
    return new Map([
      ...value.names.map((each) => [`${kind} ${each}`, '']),
      ...Object.entries(value.regions).map(([region, bits]) => [`${kind} in ${region}`, bits]),
    ])
  }
  return new Map(
    ['rds', 'elasticache'].flatMap((service) =>
      Object.entries(value[service]).flatMap(([engine, { versions, retired, classes }]) => [
        ...versions.map((version) => [`${service} ${engine} ${version}`, retired.includes(version) ? 'retired' : 'there']),
        [`${service} ${engine}`, classes.join(' ')],
      ]),
    ),
  )
}
