import type { DataNeed } from '#spec/index.js'
import type { Database, Option, Store } from '../plan.js'
import { bytes, type Check, inRegion, type Judged, judge, type Needs, within } from './limits.js'

/** Classes that are offered, smallest first; memory, processors and prices come from the catalog. */
const CLASSES = [
  'db.t4g.micro',
  'db.t4g.small',
  'db.t4g.medium',
  'db.t4g.large',
  'db.m7g.large',
  'db.r7g.large',
  'db.m7g.xlarge',
  'db.m7g.2xlarge',
  'db.m7g.4xlarge',
  'db.m7g.8xlarge',
]
/** How many of the classes whose processors are enough are offered; the connections of the tasks may ask for a larger one. */
const OFFERED_CLASSES = 6

/**
 * Share of a processor that burstable classes sustain.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html (2026-11-21)
 */
const SUSTAINED: Readonly<Record<string, number>> = { 'db.t4g.micro': 0.1, 'db.t4g.small': 0.2, 'db.t4g.medium': 0.2, 'db.t4g.large': 0.3 }

/** An ACU is about a quarter of a vCPU (knowledge: AWS states only its memory, 2 GiB). */
const VCPU_PER_ACU = 0.25

const GIB = 2 ** 30

interface Split {
  readonly keyed: readonly DataNeed[]
  readonly relational: readonly DataNeed[]
  readonly objects: readonly DataNeed[]
}

function splitOf(data: readonly DataNeed[]): Split {
  return {
    keyed: data.filter(({ model }) => model === 'key-value'),
    relational: data.filter(({ model }) => model === 'relational'),
    objects: data.filter(({ model }) => model === 'object'),
  }
}

/** Processors that the database needs on average and at the peak. */
function databaseVcpus({ requirements }: Needs): { readonly average: number; readonly peak: number } {
  const { traffic, assumptions } = requirements
  const each = (assumptions['database-cpu-per-request'] / 1000) * assumptions['operations-per-request']
  const target = assumptions['database-cpu-target']
  return { average: (traffic.averagePerSecond * each) / target, peak: (traffic.peakPerSecond * each) / target }
}

function classFits(needs: Needs, instanceClass: string): Check {
  return () => {
    const type = needs.catalog.instanceType(instanceClass.replace(/^db\./, ''))
    if (type === undefined) return { rule: 'instance class', value: instanceClass, limit: 'not in the catalog', source: 'instance types' }
    const need = databaseVcpus(needs)
    const sustained = type.vcpus * (SUSTAINED[instanceClass] ?? 1)
    const at = needs.requirements.assumptions['database-cpu-target']
    if (need.average > sustained || need.peak > type.vcpus)
      return {
        rule: `database CPU at ${Math.round(at * 100)}% use`,
        value: `${need.average.toFixed(2)} vCPU on average, ${need.peak.toFixed(2)} at the peak`,
        limit: `${sustained.toFixed(2)} sustained, ${type.vcpus} at the peak`,
        source: 'engine sizing: rate x database-cpu-per-request',
      }
    return undefined
  }
}

function priced(needs: Needs, key: string): Check {
  return () =>
    needs.catalog.prices.tiers(key, needs.requirements.region) === undefined
      ? { rule: 'price known', value: key, limit: `no price in ${needs.requirements.region}`, source: 'price book' }
      : undefined
}

/** A production database in one zone is gone with it, for as long as a restore takes. */
function standbyInProduction({ requirements }: Needs): Check {
  return () =>
    requirements.environment === 'prod' && !requirements.must.includes('single-az')
      ? {
          rule: 'a standby in production',
          value: 'one instance',
          limit: 'a standby in a second zone, or `must: [single-az]`',
          source: 'design rule',
        }
      : undefined
}

function storageGb(needs: Needs, relations: readonly DataNeed[]): number {
  const size = relations.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / GIB
  // Room to grow by a fifth; RDS starts at 20 GiB for gp3.
  return Math.max(needs.catalog.limit('rds.storage-min').value, Math.ceil(size * 1.2))
}

function acus(needs: Needs): { readonly minAcu: number; readonly maxAcu: number } {
  const { average, peak } = databaseVcpus(needs)
  const half = (vcpus: number): number => Math.max(0.5, Math.ceil((vcpus / VCPU_PER_ACU) * 2) / 2)
  // Production keeps what the average needs warm; elsewhere the smallest that does not pause.
  const minAcu = needs.requirements.environment === 'prod' ? half(average) : 0.5
  // Half as much again as the peak needs where one instance can give it, and never less than the peak needs.
  const room = Math.min(needs.catalog.limit('aurora-serverless.acu-max').value, half(peak * 1.5))
  return { minAcu, maxAcu: Math.max(1, minAcu, half(peak), room) }
}

function databaseOptions(
  needs: Needs,
  store: Omit<Store, 'kind' | 'database'>,
): readonly { readonly option: Option<Store>; readonly checks: readonly Check[] }[] {
  const gb = storageGb(needs, store.relations)
  const storage = within(needs, 'rds.storage-max', gb, (size) => `${size} GiB`)
  const rds = CLASSES.flatMap((instanceClass) =>
    [false, true].map((multiAz) => ({
      option: databaseOption(
        store,
        { kind: 'rds', instanceClass, multiAz, storageGb: gb },
        `Amazon RDS for PostgreSQL ${instanceClass}, ${multiAz ? 'Multi-AZ' : 'single-AZ'}`,
      ),
      checks: [
        inRegion(needs, 'AWS::RDS::DBInstance'),
        ...(multiAz ? [] : [standbyInProduction(needs)]),
        storage,
        classFits(needs, instanceClass),
        priced(needs, `rds.postgres.${multiAz ? 'multi_az.' : ''}${instanceClass}`),
      ],
    })),
  )
  const { minAcu, maxAcu } = acus(needs)
  const aurora = ([1, 2] as const).map((instances) => ({
    option: databaseOption(
      store,
      { kind: 'aurora', minAcu, maxAcu, instances },
      `Amazon Aurora PostgreSQL Serverless v2, ${minAcu} to ${maxAcu} ACU, ${instances === 1 ? 'one instance' : 'writer and reader'}`,
    ),
    checks: [
      inRegion(needs, 'AWS::RDS::DBCluster'),
      ...(instances === 2 ? [] : [standbyInProduction(needs)]),
      within(needs, 'aurora-serverless.acu-max', maxAcu, (acu) => `${acu} ACU`),
      priced(needs, 'aurora.serverless_v2'),
    ],
  }))
  return [...smallestThatFit(rds), ...aurora]
}

/** Of the classes that fit only the smallest few are offered; the ones that do not fit stay, to be rejected with their figure. */
function smallestThatFit<Row extends { readonly option: Option<Store>; readonly checks: readonly Check[] }>(
  rows: readonly Row[],
): readonly Row[] {
  const fitting = rows.filter(({ checks }) => checks.every((check) => check() === undefined))
  const singles = fitting.filter(({ option }) => option.value.database?.kind === 'rds' && !option.value.database.multiAz)
  const standbys = fitting.filter((row) => !singles.includes(row))
  const kept = new Set([...singles.slice(0, OFFERED_CLASSES), ...standbys.slice(0, OFFERED_CLASSES)])
  return rows.filter((row) => kept.has(row) || !fitting.includes(row))
}

function databaseOption(store: Omit<Store, 'kind' | 'database'>, database: Database, title: string): Option<Store> {
  const rds = database.kind === 'rds'
  const id = rds
    ? `rds-${database.instanceClass.replace('db.', '')}-${database.multiAz ? 'multi-az' : 'single-az'}`
    : `aurora-${database.minAcu}-${database.maxAcu}-x${database.instances}`
  return {
    id,
    title,
    brief: rds
      ? `RDS ${database.instanceClass.replace('db.', '')} ${database.multiAz ? 'Multi-AZ' : 'single-AZ'}`
      : `Aurora ${database.minAcu}-${database.maxAcu} ACU x${database.instances}`,
    value: { ...store, kind: database.kind, database },
    services: [
      rds ? 'rds' : 'aurora',
      'vpc',
      ...(store.tables.length > 0 ? (['dynamodb'] as const) : []),
      ...(store.buckets.length > 0 ? (['s3'] as const) : []),
    ],
    operations: rds ? 3 : 2,
    lockIn: rds ? 0 : 1,
  }
}

function tableOption(store: Omit<Store, 'kind' | 'database' | 'billing'>, billing: Store['billing']): Option<Store> {
  return {
    id: `dynamodb-${billing}`,
    brief: `DynamoDB ${billing}`,
    title: `Amazon DynamoDB, ${billing === 'on-demand' ? 'on-demand capacity' : 'provisioned capacity with autoscaling'}`,
    value: { ...store, kind: 'dynamodb', billing },
    services: ['dynamodb', ...(store.buckets.length > 0 ? (['s3'] as const) : [])],
    operations: billing === 'on-demand' ? 1 : 2,
    lockIn: 4,
  }
}

function tableChecks(needs: Needs, tables: readonly DataNeed[]): readonly Check[] {
  const { traffic, assumptions } = needs.requirements
  const hot = (need: DataNeed): number =>
    traffic.peakPerSecond * (1 - need.readShare) * Math.ceil(need.itemBytes / 1024) * assumptions['hot-key-share']
  return [
    inRegion(needs, 'AWS::DynamoDB::Table'),
    ...tables.map((need) => within(needs, 'dynamodb.item-size', need.itemBytes, bytes)),
    ...tables.map((need) => within(needs, 'dynamodb.partition-writes', hot(need), (wcu) => `${Math.round(wcu)} WCU/s on one key`)),
  ]
}

/** Where the data is kept: what the model asks for, and what can stand in for it. */
export function storeOptions(needs: Needs): Judged<Store> {
  // The files of a static site are in the bucket behind its front door.
  const { keyed, relational, objects } = splitOf(needs.requirements.workload.kind === 'static-site' ? [] : needs.requirements.data)
  if (keyed.length === 0 && relational.length === 0) {
    const bare = { tables: [], relations: [], billing: 'on-demand', buckets: objects } as const
    const option: Option<Store> =
      objects.length === 0
        ? { id: 'no-store', title: 'No store', brief: '', value: { ...bare, kind: 'none' }, services: [], operations: 0, lockIn: 0 }
        : { id: 's3', title: 'Amazon S3', brief: 'S3', value: { ...bare, kind: 's3' }, services: ['s3'], operations: 1, lockIn: 1 }
    return judge('store', needs, [{ option, checks: objects.length === 0 ? [] : [inRegion(needs, 'AWS::S3::Bucket')] }])
  }
  const inTables = (['on-demand', 'provisioned'] as const).map((billing) => ({
    option: tableOption({ tables: keyed, buckets: objects, relations: [] }, billing),
    checks: [notRelational(relational), ...tableChecks(needs, keyed)],
  }))
  // Beside relational data the keyed data goes to tables; alone it may live in the database as well.
  const withDatabase = databaseOptions(needs, {
    tables: relational.length > 0 ? keyed : [],
    billing: 'on-demand',
    buckets: objects,
    relations: relational.length > 0 ? relational : keyed,
  })
  return judge('store', needs, [...inTables, ...withDatabase])
}

function notRelational(relational: readonly DataNeed[]): Check {
  return () => {
    const [first] = relational
    return first === undefined
      ? undefined
      : {
          rule: 'data model',
          value: `${first.name} is relational`,
          limit: 'a key-value store has no joins and no ad-hoc SQL',
          source: 'requirements',
        }
  }
}
