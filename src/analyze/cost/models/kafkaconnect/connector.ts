import type { Query, Resource } from '#graph/index.js'
import { factor, isNeeded, isUnresolved, type Measure, product, type Unresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { isGiven, numberAt, orElse, waiting } from '../../read.js'
import { allMonth } from '../meters.js'

const METER = { name: 'Connect units', price: 'msk.connect_mcu', unit: 'MCU-hour' }

export const connector: PriceModel = definePriceModel({
  type: 'AWS::KafkaConnect::Connector',
  refs: ['https://aws.amazon.com/msk/pricing/'],
  usage: { averageWorkers: { unit: 'worker', about: 'workers that run, mean over the month, where the connector scales' } },
  meters(node, usage, q) {
    const scales = isGiven(q, node, 'Capacity.AutoScaling')
    const path = `Capacity.${scales ? 'AutoScaling' : 'ProvisionedCapacity'}`
    const units = orElse(numberAt(q, node, `${path}.McuCount`), 1)
    if (isUnresolved(units)) return [waiting(METER.name, METER.unit, units)]
    const each = factor(units, `${units} MCU`)
    const least = workersOf(node, q, `${path}.${scales ? 'MinWorkerCount' : 'WorkerCount'}`)
    if (!scales) return [allMonth(METER, product(least, each))]
    const average: Measure = usage['averageWorkers'] ?? { needs: 'averageWorkers' }
    if (!isNeeded(average)) return [allMonth(METER, product(average, each))]
    return [allMonth(METER, product(least, each)), allMonth({ ...METER, name: `${METER.name} above the least` }, average)]
  },
})

function workersOf(node: Resource, q: Query, path: string): number | Unresolved {
  return numberAt(q, node, path) ?? { unresolved: path, why: 'it is not given' }
}
