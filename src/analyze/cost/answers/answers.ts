import type { FreeTierKind } from '#catalog/index.js'
import type { Usd } from '#core/index.js'
import type { BudgetCheck } from './budget.js'
import type { Group } from './groups.js'
import type { Load } from './load.js'
import type { CostNote } from './note.js'
import type { Influence } from './sensitivity.js'
import type { WhatIf } from './what-if.js'

/** What is answered besides the bill. */
export interface Answers {
  readonly perThousand: Usd | undefined
  readonly notes: readonly CostNote[]
  readonly groups: readonly { readonly by: string; readonly rule: string | undefined; readonly groups: readonly Group[] }[]
  readonly influences: readonly Influence[] | undefined
  readonly load: Load | undefined
  readonly whatIfs: readonly WhatIf[] | undefined
  readonly freeTier: FreeTierAnswer
  readonly budget: { readonly limit: Usd; readonly check: BudgetCheck } | undefined
}

export interface FreeTierAnswer {
  /** What was taken off; empty unless asked for. */
  readonly applied: readonly FreeTierKind[]
  /** What the tiers that last for ever would save; undefined where they are taken off already. */
  readonly alwaysWouldSave: Usd | undefined
  /** Credits of a new account, where they are asked for: they pay once, not a month. */
  readonly credits: Usd | undefined
}
