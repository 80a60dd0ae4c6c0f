import { subtractUsd, type Usd } from '#core/index.js'
import type { Bill } from '../bill.js'
import { type Asked, type Change, type ChangedPrice, outcomePriced, type Range } from './change.js'
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
  for (const text of texts) {
    const named = text === ALL ? everyWhatIf() : oneNamed(text)
    if (!named.ok) return named
    asked.push(...named.asked)
  }
  return { ok: true, asked }
}

function everyWhatIf(): WhatIfNames {
  const without = WHAT_IFS.filter(({ value }) => value === undefined || value.byDefault !== undefined)
  return { ok: true, asked: without.map((change) => ({ change, value: change.value?.byDefault ?? '' })) }
}

function oneNamed(text: string): WhatIfNames {
  const at = text.indexOf('=')
  const [name, value] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
  const change = CHANGES.find(({ id }) => id === name)
  if (change === undefined)
    return { ok: false, wrong: name, known: [ALL, ...CHANGES.map(({ id }) => id)], why: 'is no change that is known' }
  const takes = change.value
  if (takes === undefined)
    return value === undefined ? { ok: true, asked: [{ change, value: '' }] } : { ok: false, wrong: text, known: [], why: 'takes no value' }
  const given = value ?? takes.byDefault ?? ''
  return given === ''
    ? { ok: false, wrong: name, known: [], why: `needs a value (${takes.about}), for example ${takes.example}` }
    : { ok: true, asked: [{ change, value: given }] }
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
    const { after, leftOut, unknown, because } = outcomePriced(outcome, before)()
    const { monthly } = asked.bill
    const why = whyUnknown(asked.bill, { after, leftOut, unknown })
    if (why !== undefined) return { id, title: change.title, why }
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

/** Nothing saved is not nothing where what it changes has no price. */
function whyUnknown(bill: Bill, { after, leftOut, unknown }: Omit<ChangedPrice, 'because'>): string | undefined {
  const missing = 'state what is used in a usage file, or give --traffic'
  if (bill.unknown || unknown) return `no line has a price; ${missing}`
  if (leftOut === 0 || after.typical !== bill.monthly || after.low !== after.high) return undefined
  return `what it changes has no price, ${leftOut === 1 ? '1 line waits' : `${leftOut} lines wait`} for one; ${missing}`
}
