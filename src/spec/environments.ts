import type { Environment } from './vocabulary.js'

/** What follows from the environment and is not asked for one by one. */
export interface EnvironmentDefaults {
  /** Availability zones where `must` names none. */
  readonly zones: 1 | 2 | 3
  readonly logRetentionDays: number
  readonly backupRetentionDays: number
  /** Deletion protection, and stateful resources retained when the stack goes. */
  readonly keepsData: boolean
  readonly why: string
}

const TABLE: Readonly<Record<Environment, EnvironmentDefaults>> = {
  prod: {
    zones: 2,
    logRetentionDays: 90,
    backupRetentionDays: 35,
    keepsData: true,
    why: 'survives the loss of a zone; 35 days is the longest that automatic RDS backups and DynamoDB point-in-time recovery keep',
  },
  staging: {
    zones: 2,
    logRetentionDays: 30,
    backupRetentionDays: 7,
    keepsData: false,
    why: 'shaped like prod, holds nothing that must last',
  },
  dev: { zones: 1, logRetentionDays: 7, backupRetentionDays: 1, keepsData: false, why: 'cheapest; thrown away and made again' },
}

export function environmentDefaults(environment: Environment): EnvironmentDefaults {
  return TABLE[environment]
}
