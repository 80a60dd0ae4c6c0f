import { HOURS_A_MONTH } from '#spec/index.js'
import { factor, type Measure, product } from '../../measure.js'
import type { Meter } from '../../model.js'

/** Since February 2024 every public IPv4 address is billed by the hour, whatever holds it. */
export function publicAddresses(count: Measure): Meter {
  return {
    name: 'Public IPv4 addresses',
    price: 'vpc.public_ipv4_in_use',
    unit: 'IP-hour',
    quantity: product(count, factor(HOURS_A_MONTH, '730 h')),
  }
}
