import type { Query, Resource } from '#graph/index.js'
import { factor, isUnresolved, product, type Unresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, orElse, textAt, waiting } from '../../read.js'

const NAME = 'Job capacity'
/** Processing units of a worker. Source: https://docs.aws.amazon.com/glue/latest/dg/add-job.html */
const UNITS: Readonly<Record<string, number>> = {
  Standard: 1,
  'G.025X': 0.25,
  'G.1X': 1,
  'G.2X': 2,
  'G.4X': 4,
  'G.8X': 8,
  'G.12X': 12,
  'G.16X': 16,
  'Z.2X': 2,
}
/** Units of a job that names none: a Spark job, and one that is a plain Python script. */
const DEFAULT_UNITS = { spark: 10, python: 0.0625 }

export const glueJob: PriceModel = definePriceModel({
  type: 'AWS::Glue::Job',
  refs: ['https://aws.amazon.com/glue/pricing/'],
  usage: { runHours: { unit: 'hour', about: 'hours that the job runs a month; at least a minute each time' } },
  meters(node, usage, q) {
    const execution = orElse(textAt(q, node, 'ExecutionClass'), 'STANDARD')
    if (isUnresolved(execution)) return [waiting(NAME, 'DPU-hour', execution)]
    const units = unitsOf(node, q)
    return [
      {
        name: NAME,
        price: execution === 'FLEX' ? 'glue.etl_job_flex' : 'glue.etl_job',
        unit: 'DPU-hour',
        quantity: isUnresolved(units) ? units : product(usage['runHours'] ?? { needs: 'runHours' }, factor(units, `${units} DPU`)),
      },
    ]
  },
})

function unitsOf(node: Resource, q: Query): number | Unresolved {
  const most = numberAt(q, node, 'MaxCapacity') ?? numberAt(q, node, 'AllocatedCapacity')
  if (most !== undefined) return most
  const workers = numberAt(q, node, 'NumberOfWorkers')
  if (isUnresolved(workers)) return workers
  if (workers === undefined) return textAt(q, node, 'Command.Name') === 'pythonshell' ? DEFAULT_UNITS.python : DEFAULT_UNITS.spark
  const type = orElse(textAt(q, node, 'WorkerType'), 'G.1X')
  if (isUnresolved(type)) return type
  const each = UNITS[type]
  return each === undefined ? { unresolved: 'WorkerType', why: `how many units a worker "${type}" has is not known` } : each * workers
}
