import { HOURS_A_MONTH } from '#spec/index.js'
import { factor, isUnresolved, type Measure, product, type Unresolved } from '../../measure.js'
import type { Meter } from '../../model.js'
import { waiting } from '../../read.js'

const NAME = 'Instance hours'

const SPOT: Unresolved = { unresolved: 'the spot price', why: 'it changes from hour to hour; the price book has on-demand prices' }
const DEDICATED: Unresolved = { unresolved: 'the price of dedicated hardware', why: 'the price book has prices of shared hardware' }

export interface Instances {
  readonly type: string | undefined | Unresolved
  readonly count: Measure
  /** Which of several: ` above 2`. */
  readonly title?: string
  readonly market?: 'on-demand' | 'spot' | 'dedicated'
}

/** Linux on demand, shared hardware: what the image runs is not in a template. */
export function instanceHours({
  type = { unresolved: 'InstanceType', why: 'it is not given' },
  count,
  title = '',
  market,
}: Instances): Meter {
  if (isUnresolved(type)) return waiting(`${NAME}${title}`, 'instance-hour', type)
  const price = market === 'spot' ? SPOT : market === 'dedicated' ? DEDICATED : `ec2.${type}`
  return {
    name: `${NAME}${title} (${type}, ${market === 'spot' ? 'spot' : market === 'dedicated' ? 'dedicated' : 'Linux'})`,
    price,
    unit: 'instance-hour',
    quantity: product(count, factor(HOURS_A_MONTH, '730 h')),
  }
}
