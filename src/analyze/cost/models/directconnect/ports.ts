import { isUnresolved, type Unresolved } from '../../measure.js'
import type { Meter } from '../../model.js'
import { waiting } from '../../read.js'
import { allMonth } from '../meters.js'

const NAME = 'Port hours'

/** The port of a dedicated connection. `bandwidth` as CloudFormation writes it: `10Gbps`. */
export function portHours(bandwidth: string | undefined | Unresolved): Meter {
  const speed = bandwidth ?? { unresolved: 'Bandwidth', why: 'it is not given' }
  if (isUnresolved(speed)) return waiting(NAME, 'hour', speed)
  return allMonth({ name: `${NAME} (${speed})`, price: `directconnect.dedicated_${speed.replace('bps', '')}_port`, unit: 'hour' })
}
