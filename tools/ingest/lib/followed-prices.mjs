// Sizes without a row whose price follows from the row of another size of their family: `follows` of a price pack.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { engineBranches } from '../sizes.mjs'
import { readJson } from './wheels.mjs'

const TABLE = JSON.parse(readFileSync(new URL('../tables/size-families.json', import.meta.url), 'utf8'))
const FAMILY = new RegExp(TABLE.family)
const SMALL = ['nano', 'micro', 'small', 'medium', 'large', 'xlarge']

/** The larger the base, the less its rounding weighs. */
function rank(size) {
  const small = SMALL.indexOf(size)
  return small >= 0 ? small : SMALL.length + Number.parseInt(size, 10)
}

/** Names of all sizes that can be started, as price keys write them after their prefix. */
function startable({ cfnLint, botocore }) {
  const schemas = join(cfnLint, 'cfnlint/data/schemas/extensions')
  const listed = (file) => namesOf(readJson(schemas, file), ({ enum: names }) => names ?? [])
  const enums = (service, version, pattern) => {
    const path = join(botocore, 'botocore/data', service, version, 'service-2.json')
    const text = existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`))
    const shapes = Object.entries(JSON.parse(text.toString('utf8')).shapes)
    return shapes.flatMap(([name, shape]) => (pattern.test(name) ? (shape.enum ?? []) : []))
  }
  return {
    aurora: namesOf(readJson(schemas, 'aws_rds_dbinstance/dbinstanceclass_enum.json'), (schema) =>
      engineBranches(schema, 'DBInstanceClass').flatMap(([engine, names]) => (engine.startsWith('aurora') ? names : [])),
    ),
    docdb: listed('aws_docdb_dbinstance/dbinstanceclass_enum.json'),
    neptune: listed('aws_neptune_dbinstance/dbinstanceclass_enum.json'),
    dax: listed('aws_dax_cluster/nodetype_enum.json'),
    mq: listed('aws_amazonmq_broker/instancetype_enum.json'),
    opensearch: enums('opensearch', '2021-01-01', /^OpenSearchPartitionInstanceType$/).map((name) => name.replace(/\.search$/, '')),
    sagemaker: enums('sagemaker', '2017-07-24', /^(?:ProductionVariant|App|Cluster)?InstanceType$/),
    msk: TABLE.msk.names,
  }
}

function namesOf(byRegion, namesIn) {
  return Object.values(byRegion).flatMap((schema) => (typeof schema === 'object' && schema !== null ? namesIn(schema) : []))
}

function parts(name) {
  const dot = name.lastIndexOf('.')
  return { family: name.slice(0, dot), size: name.slice(dot + 1) }
}

/** `{ family: [sizes with a row, largest first; all sizes] }` of the families in proportion. */
function familiesOf({ prefix, suffix = '' }, names, { keys, never }) {
  const inProportion = (family) => FAMILY.test(family) && !never.includes(family)
  const bases = {}
  for (const key of keys) {
    if (!key.startsWith(prefix) || !key.endsWith(suffix)) continue
    const { family, size } = parts(key.slice(prefix.length, key.length - suffix.length))
    if (inProportion(family)) (bases[family] ??= new Set()).add(size)
  }
  const byRank = (a, b) => rank(a) - rank(b)
  return Object.fromEntries(
    Object.keys(bases)
      .sort()
      .flatMap((family) => {
        const sizes = names.filter((name) => parts(name).family === family).map((name) => parts(name).size)
        if (sizes.length === 0) return []
        const known = [...bases[family]].sort(byRank).reverse()
        return [[family, [known.join(' '), [...new Set([...sizes, ...known])].sort(byRank).join(' ')]]]
      }),
  )
}

/** What each service's pack says of sizes that follow from rows; throws where a group has no family, since then a name has changed. */
export function followedTables(shards, folders) {
  const names = startable(folders)
  return Object.fromEntries(
    Object.entries(TABLE.groups).map(([service, groups]) => {
      const keys = Object.keys(shards.get(service)?.keys ?? {})
      const never = TABLE.never[service] ?? []
      return [
        service,
        groups.map(({ sizes, ...group }) => {
          const families = familiesOf(group, names[sizes], { keys, never })
          if (Object.keys(families).length === 0) throw new Error(`no family of ${group.prefix} has a row and a list of sizes`)
          return { ...group, families }
        }),
      ]
    }),
  )
}
