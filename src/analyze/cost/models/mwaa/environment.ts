import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { numberAt, orElse, textAt, waiting } from '../../read.js'
import { allMonth, whereStated } from '../meters.js'

const NAME = 'Environment hours'
/** Workers and schedulers that come with an environment. Source: https://aws.amazon.com/managed-workflows-for-apache-airflow/pricing/ */
const INCLUDED = { workers: 1, schedulers: 2 }

export const airflowEnvironment: PriceModel = definePriceModel({
  type: 'AWS::MWAA::Environment',
  refs: ['https://aws.amazon.com/managed-workflows-for-apache-airflow/pricing/'],
  usage: {
    storedGb: { unit: 'GB-month', about: 'data of the meta database' },
    workerHours: { unit: 'hour', about: 'hours of workers above those that always run' },
  },
  meters(node, usage, q) {
    const named = orElse(textAt(q, node, 'EnvironmentClass'), 'mw1.small')
    if (isUnresolved(named)) return [waiting(NAME, 'hour', named)]
    const size = named.replace('mw1.', '')
    return [
      allMonth({ name: `${NAME} (${size})`, price: `mwaa.env_${size}`, unit: 'hour' }),
      ...further(node, q, {
        path: 'MinWorkers',
        included: INCLUDED.workers,
        meter: { name: 'Further workers', price: `mwaa.worker_${size}`, unit: 'hour' },
      }),
      ...further(node, q, {
        path: 'Schedulers',
        included: INCLUDED.schedulers,
        meter: { name: 'Further schedulers', price: `mwaa.scheduler_${size}`, unit: 'hour' },
      }),
      ...whereStated({ name: 'Workers added', price: `mwaa.worker_${size}`, unit: 'hour' }, usage['workerHours']),
      { name: 'Meta database', price: 'mwaa.metadb', unit: 'GB-month', quantity: usage['storedGb'] },
    ]
  },
})

function further(
  node: Resource,
  q: Query,
  { path, included, meter }: { readonly path: string; readonly included: number; readonly meter: Omit<Meter, 'quantity'> },
): readonly Meter[] {
  const count: number | Unresolved = orElse(numberAt(q, node, path), included)
  if (isUnresolved(count)) return [allMonth(meter, count)]
  return count > included ? [allMonth(meter, count - included)] : []
}
