import type { NoteRule } from '../note.js'
import { crossZone } from './cross-zone-transfer.js'
import { standbys } from './database-standbys.js'
import { encryptionKeys } from './encryption-keys.js'
import { endlessLogs } from './endless-logs.js'
import { extendedSupport } from './extended-support.js'
import { gp2Volumes } from './gp2-volumes.js'
import { interfaceEndpoints } from './interface-endpoints.js'
import { internetEgress } from './internet-egress.js'
import { loadBalancerHours } from './load-balancer-hours.js'
import { logIngestion } from './log-ingestion.js'
import { metricsAndAlarms } from './metrics-and-alarms.js'
import { natGateways } from './nat-gateways.js'
import { provisionedConcurrency } from './provisioned-concurrency.js'
import { publicAddresses } from './public-addresses.js'
import { secretsAndRules } from './secrets-and-rules.js'
import { snapshots } from './snapshots-and-backups.js'
import { privateLinks } from './transit-and-vpn.js'

/** What of a bill people do not expect. */
export const NOTES: readonly NoteRule[] = [
  crossZone,
  standbys,
  encryptionKeys,
  endlessLogs,
  extendedSupport,
  gp2Volumes,
  interfaceEndpoints,
  internetEgress,
  loadBalancerHours,
  logIngestion,
  metricsAndAlarms,
  natGateways,
  provisionedConcurrency,
  publicAddresses,
  secretsAndRules,
  snapshots,
  privateLinks,
]
