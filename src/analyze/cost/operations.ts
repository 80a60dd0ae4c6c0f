import { count } from './amounts.js'
import type { Incoming, Load } from './flow.js'

export interface Operations {
  readonly perSecond: number
  readonly formula: string
}

/**
 * Reads and writes a second that a store gets. Who may do both does `readShare` of them as reads; who may only read or only
 * write does nothing else; what enters at the store itself is written from outside.
 */
export function operationsOf(incoming: Incoming, readShare: number): { readonly reads: Operations; readonly writes: Operations } {
  const outside = incoming.parts.flatMap(({ edge, load }) => (edge === undefined ? [{ load, reads: false, writes: true }] : []))
  const callers = new Map<string, { load: Load; reads: boolean; writes: boolean }>()
  for (const { edge, load } of incoming.parts) {
    if (edge === undefined || (edge.kind !== 'reads' && edge.kind !== 'writes')) continue
    const caller = callers.get(edge.from.id) ?? { load, reads: false, writes: false }
    callers.set(edge.from.id, { load, reads: caller.reads || edge.kind === 'reads', writes: caller.writes || edge.kind === 'writes' })
  }
  const side = (share: (caller: { reads: boolean; writes: boolean }) => number): Operations => {
    const parts = [...outside, ...callers.values()]
      .map((caller) => ({ load: caller.load, share: share(caller) }))
      .filter((part) => part.share > 0)
    const texts = parts.map((part) => (part.share === 1 ? part.load.formula : `${part.load.formula} x ${count(part.share * 100)}%`))
    return {
      perSecond: parts.reduce((sum, part) => sum + part.load.perSecond * part.share, 0),
      formula: texts.length === 0 ? '0/s' : texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(' + ')})`,
    }
  }
  return {
    reads: side(({ reads, writes }) => (reads ? (writes ? readShare : 1) : 0)),
    writes: side(({ reads, writes }) => (writes ? (reads ? 1 - readShare : 1) : 0)),
  }
}
