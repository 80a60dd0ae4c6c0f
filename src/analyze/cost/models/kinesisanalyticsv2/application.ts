import type { Query, Resource } from '#graph/index.js'
import { isNeeded, isUnresolved, type Measure, type Unresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, orElse, textAt } from '../../read.js'
import { allMonth } from '../meters.js'

const PARALLELISM = 'ApplicationConfiguration.FlinkApplicationConfiguration.ParallelismConfiguration'
/** Flink takes one more unit to direct the others; a notebook takes a second one. */
const DIRECTING = { flink: 1, notebook: 2 }

export const flinkApplication: PriceModel = definePriceModel({
  type: 'AWS::KinesisAnalyticsV2::Application',
  refs: ['https://aws.amazon.com/managed-service-apache-flink/pricing/'],
  usage: { averageKpu: { unit: 'KPU', about: 'processing units, mean over the month, with those that direct the others' } },
  meters(node, usage, q) {
    const average: Measure = usage['averageKpu'] ?? { needs: 'averageKpu' }
    const units = isNeeded(average) ? (givenUnits(node, q) ?? average) : average
    return [allMonth({ name: 'Processing units', price: 'kinesisanalytics.kpu', unit: 'KPU-hour' }, units)]
  },
})

/** What the parallelism of a Flink application asks for; undefined where it is not given or changes by itself. */
function givenUnits(node: Resource, q: Query): number | Unresolved | undefined {
  const runtime = textAt(q, node, 'RuntimeEnvironment')
  if (isUnresolved(runtime)) return runtime
  if (runtime === undefined || runtime.startsWith('SQL')) return undefined
  const parallel = numberAt(q, node, `${PARALLELISM}.Parallelism`)
  if (parallel === undefined || isUnresolved(parallel)) return parallel
  const each = orElse(numberAt(q, node, `${PARALLELISM}.ParallelismPerKPU`), 1)
  if (isUnresolved(each)) return each
  const scales = textAt(q, node, `${PARALLELISM}.AutoScalingEnabled`)
  if (scales !== 'false') return undefined
  return Math.ceil(parallel / each) + (runtime.startsWith('ZEPPELIN') ? DIRECTING.notebook : DIRECTING.flink)
}
