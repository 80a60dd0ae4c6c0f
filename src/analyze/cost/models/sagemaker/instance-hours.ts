import { isUnresolved, type Measure, type Unresolved } from '../../measure.js'
import type { Meter } from '../../model.js'
import { waiting } from '../../read.js'
import { allMonth } from '../meters.js'

const NAME = 'Instance hours'

/** Instances of SageMaker that run all month. */
export function mlInstances(type: string | undefined | Unresolved, count: Measure, title = ''): Meter {
  const known = type ?? { unresolved: 'InstanceType', why: 'it is not given' }
  if (isUnresolved(known)) return waiting(`${NAME}${title}`, 'instance-hour', known)
  return allMonth({ name: `${NAME}${title} (${known})`, price: `sagemaker.${known}`, unit: 'instance-hour' }, count)
}
