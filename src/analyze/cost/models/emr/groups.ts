import type { Query, Resource, Value } from '#graph/index.js'
import { isUnresolved, type Measure } from '../../measure.js'
import type { Meter } from '../../model.js'
import { itemsAt, numberAt, orElse, textAt, waiting } from '../../read.js'
import { instanceHours } from '../ec2/instance-hours.js'
import { volumeMeters } from '../ec2/volume-meters.js'
import { allMonth, forEach } from '../meters.js'

/** Instances of one group, what EMR takes for each of them, and their volumes. `path` leads to the group; empty where it is the resource. */
export function groupMeters(subject: Resource | Value, q: Query, path: string, title: string): readonly Meter[] {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const type = textAt(q, subject, at('InstanceType')) ?? { unresolved: at('InstanceType'), why: 'it is not given' }
  const count = orElse(numberAt(q, subject, at('InstanceCount')), 1)
  if (isUnresolved(type)) return [waiting(`Instance hours${title}`, 'instance-hour', type)]
  const market = textAt(q, subject, at('Market')) === 'SPOT' ? 'spot' : 'on-demand'
  return [
    instanceHours({ type, count, title, market }),
    surcharge(type, count, title),
    ...forEach(volumes(subject, q, at('EbsConfiguration.EbsBlockDeviceConfigs'), title), count, 'instances'),
  ]
}

function surcharge(type: string, count: Measure, title: string): Meter {
  return allMonth({ name: `EMR for the instances${title}`, price: `emr.${type}`, unit: 'instance-hour' }, count)
}

function volumes(subject: Resource | Value, q: Query, path: string, title: string): readonly Meter[] {
  return itemsAt(q, subject, path).flatMap((config) => {
    const specification = q.read(config, 'VolumeSpecification')
    if (!specification.known || !(specification.value instanceof Map)) return []
    const each = orElse(numberAt(q, config, 'VolumesPerInstance'), 1)
    return forEach(volumeMeters(q, { kind: 'map', entries: specification.value }, 'SizeInGB', `Volume${title}`), each, 'volumes')
  })
}
