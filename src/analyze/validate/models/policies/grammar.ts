import { didYouMean, type MapTree, type Tree } from '#core/index.js'
import { callIn, takesMore } from '../../functions.js'
import { atEntry, type Place, ROOT } from '../../place.js'
import { at } from '../model.js'
import type { Report } from '../../report.js'
import { choices } from '../../schema/checking.js'

export interface Named {
  readonly place: Place
  readonly name: string
  readonly report: Report
}

export function checkKeys(tree: MapTree, known: ReadonlySet<string>, { place, name, report }: Named): void {
  const open = takesMore(tree)
  for (const entry of tree.entries) {
    if (known.has(entry.key) || (open && entry.key.startsWith('Fn::'))) continue
    const message = `${name} has no element "${entry.key}"${didYouMean(entry.key, known)}`
    report.add({ code: 'policy-malformed', message, place: atEntry(place, entry) })
  }
}

export function checkWord(tree: Tree, allowed: readonly string[], { place, name, report }: Named): void {
  if (callIn(tree) !== undefined || (tree.kind === 'scalar' && tree.value === null)) return
  // YAML reads 2012-10-17 without quotes as a date; CloudFormation takes it as it is written.
  const text = tree.kind !== 'scalar' ? undefined : typeof tree.value === 'string' ? tree.value : (tree.raw ?? String(tree.value))
  if (text !== undefined && (allowed.includes(text) || text.includes('${'))) return
  const hint = text === undefined ? `a ${tree.kind}` : `"${text}"${didYouMean(text, allowed)}`
  report.add({ code: 'policy-malformed', message: `${name} of a policy must be ${choices(allowed)}, not ${hint}`, place, atValue: true })
}

export function hasOne(tree: MapTree, names: readonly string[]): boolean {
  return names.some((name) => at({ tree, place: ROOT }, name) !== undefined)
}
