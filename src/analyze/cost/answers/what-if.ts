import { subtractUsd, type Usd } from '#core/index.js'
import { type Asked, type Change, outcomePriced, type Range } from './change.js'
import { CHANGES, WHAT_IFS } from './changes/all.js'
import type { Priced } from './situation.js'

export interface WhatIfAsked {
  readonly change: Change
  readonly value: string
}

export type WhatIfNames =
  | { readonly ok: true; readonly asked: readonly WhatIfAsked[] }
  | { readonly ok: false; readonly wrong: string; readonly known: readonly string[]; readonly why: string }

const ALL = 'all'

/** Reads `arm64`, `region=eu-north-1` and `all`, which leaves out what cannot do without a value. */
export function whatIfsNamed(texts: readonly string[]): WhatIfNames {
  const asked: WhatIfAsked[] = []
  const known = [ALL, ...CHANGES.map(({ id }) => id)]
  for (const text of texts) {
    const [name = '', ...rest] = text.split('=')
    const value = rest.length === 0 ? undefined : rest.join('=')
    if (name === ALL && value === undefined) {
      for (const change of WHAT_IFS)
        if (change.value === undefined || change.value.byDefault !== undefined) asked.push({ change, value: change.value?.byDefault ?? '' })
      continue
    }
    const change = CHANGES.find(({ id }) => id === name)
    if (change === undefined) return { ok: false, wrong: name, known, why: 'is no change that is known' }
    if (change.value === undefined && value !== undefined) return { ok: false, wrong: text, known: [], why: 'takes no value' }
    const given = value ?? change.value?.byDefault
    if (change.value !== undefined && (given === undefined || given === ''))
      return { ok: false, wrong: name, known: [], why: `needs a value (${change.value.about}), for example ${change.value.example}` }
    asked.push({ change, value: given ?? '' })
  }
  return { ok: true, asked }
}

export interface WhatIf {
  readonly id: string
  readonly title: string
  /** Why it does not apply; the rest is then not there. */
  readonly why?: string
  readonly what?: readonly string[]
  readonly caveats?: readonly string[]
  readonly before?: Usd
  readonly after?: Range
  /** `low` is the least that is saved; below zero where it costs more. */
  readonly saving?: Range
  /** Lines that have no price with it. */
  readonly leftOut?: number
  readonly because?: readonly string[]
}

/** What each change would save, priced again by the same engine. */
export function whatIfsOf(asked: Omit<Asked, 'value'>, before: Priced, names: readonly WhatIfAsked[]): readonly WhatIf[] {
  return names.map(({ change, value }): WhatIf => {
    const id = value === '' ? change.id : `${change.id}=${value}`
    const outcome = change.apply({ ...asked, value })
    if (outcome.is === 'no') return { id, title: change.title, why: outcome.why }
    const { after, leftOut, because } = outcomePriced(outcome, before)()
    const { monthly } = asked.bill
    return {
      id,
      title: change.title,
      what: outcome.what,
      caveats: [change.caveat, ...(outcome.caveats ?? [])],
      before: monthly,
      after,
      saving: {
        low: subtractUsd(monthly, after.high),
        typical: subtractUsd(monthly, after.typical),
        high: subtractUsd(monthly, after.low),
      },
      leftOut,
      because,
    }
  })
}
