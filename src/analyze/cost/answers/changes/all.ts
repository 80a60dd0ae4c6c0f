import type { Change } from '../change.js'
import { arm64 } from './arm64.js'
import { gp3 } from './gp3.js'
import { httpApi } from './http-api.js'
import { logRetention } from './log-retention.js'
import { endpoints, natPerZone } from './network-ways.js'
import { reserved1y, reserved3y, savingsPlan1y, savingsPlan3y } from './promises.js'
import { region } from './region.js'
import { schedule } from './schedule.js'
import { singleNat } from './single-nat.js'
import { spot } from './spot.js'
import { onDemandTables, provisionedTables } from './tables.js'
import { fargate, fargateOneNat, fargatePublic, fargateTwoNat } from './to-containers.js'
import { functions } from './to-functions.js'
import { instances } from './to-instances.js'

/** What `--what-if all` goes through: the same architecture on other terms. */
export const WHAT_IFS: readonly Change[] = [
  arm64,
  savingsPlan1y,
  savingsPlan3y,
  reserved1y,
  reserved3y,
  spot,
  gp3,
  region,
  logRetention,
  singleNat,
  schedule,
  httpApi,
]

/** Other architectures, each cheaper at some rates: break-even points are looked for with them. */
export const ALTERNATIVES: readonly Change[] = [
  fargate,
  fargatePublic,
  fargateOneNat,
  fargateTwoNat,
  instances,
  functions,
  httpApi,
  provisionedTables,
  onDemandTables,
  endpoints,
  singleNat,
  natPerZone,
]

export const CHANGES: readonly Change[] = [...new Set([...WHAT_IFS, ...ALTERNATIVES])]
