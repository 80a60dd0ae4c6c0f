import { COMPUTE_TOTALS } from './compute.js'
import { DATA_TOTALS } from './data.js'
import { GOVERNANCE_TOTALS } from './governance.js'
import { INTEGRATION_TOTALS } from './integration.js'
import { NETWORK_TOTALS } from './network.js'
import type { Total } from './total.js'

export const TOTALS: readonly Total[] = [...COMPUTE_TOTALS, ...NETWORK_TOTALS, ...DATA_TOTALS, ...INTEGRATION_TOTALS, ...GOVERNANCE_TOTALS]
