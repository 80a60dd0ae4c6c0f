import type { Query, Resource } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import type { Meter } from '../../model.js'
import { textAt } from '../../read.js'
import { vcpusOf } from '../ec2/vcpus.js'
import { allMonth } from '../meters.js'

/**
 * Day from which a major version pays for extended support, and from which it pays twice as much. Source: the release calendars of each
 * engine (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html), written down from knowledge, 2025.
 */
const CHARGED: readonly { readonly engine: RegExp; readonly version: RegExp; readonly from: string; readonly dearerFrom: string }[] = [
  { engine: /^mysql$/, version: /^5\.7/, from: '2024-03-01', dearerFrom: '2026-03-01' },
  { engine: /^mysql$/, version: /^8\.0/, from: '2026-08-01', dearerFrom: '2028-08-01' },
  { engine: /^(?:aurora-)?(?:postgres|postgresql)$/, version: /^11(?:\.|$)/, from: '2024-04-01', dearerFrom: '2026-04-01' },
  { engine: /^(?:aurora-)?(?:postgres|postgresql)$/, version: /^12(?:\.|$)/, from: '2025-03-01', dearerFrom: '2027-03-01' },
  { engine: /^(?:aurora-)?(?:postgres|postgresql)$/, version: /^13(?:\.|$)/, from: '2026-03-01', dearerFrom: '2028-03-01' },
  { engine: /^(?:aurora-)?(?:postgres|postgresql)$/, version: /^14(?:\.|$)/, from: '2027-03-01', dearerFrom: '2029-03-01' },
]
const OFF = 'open-source-rds-extended-support-disabled'

/** Extended support of one instance, by its vCPUs; `copies` is 2 with a standby. MySQL pays what PostgreSQL pays. */
export function extendedSupport(
  q: Query,
  node: Resource,
  about: {
    readonly engine: string
    readonly version: ReturnType<typeof textAt>
    readonly type: ReturnType<typeof textAt>
    readonly copies: number
  },
): readonly Meter[] {
  const { engine, version, type, copies } = about
  if (version === undefined || isUnresolved(version) || textAt(q, node, 'EngineLifecycleSupport') === OFF) return []
  const row = CHARGED.find((each) => each.engine.test(engine) && each.version.test(version))
  if (row === undefined || q.asOf < row.from) return []
  const vcpus = typeof type === 'string' ? vcpusOf(type) : undefined
  return [
    allMonth(
      {
        name: `Extended support of ${engine} ${version}`,
        price: q.asOf < row.dearerFrom ? 'rds.extended_support_y1_2_pg' : 'rds.extended_support_y3_pg',
        unit: 'vCPU-hour',
      },
      vcpus === undefined ? { unresolved: 'DBInstanceClass', why: 'how many vCPUs it has is not known' } : vcpus * copies,
    ),
  ]
}
