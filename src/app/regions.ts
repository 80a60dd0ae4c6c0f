import type { Diagnostic } from '#core/index.js'
import type { RegionalDiagnostic } from './diagnostics.js'

/** What a check finds in each region, each thing once; with where it holds, when that is not everywhere. */
export function inRegions(
  regions: readonly string[],
  check: (region: string | undefined) => readonly Diagnostic[],
): readonly RegionalDiagnostic[] {
  if (regions.length < 2) return check(regions[0])
  const found = new Map<string, { readonly diagnostic: Diagnostic; readonly regions: Set<string> }>()
  for (const region of regions)
    for (const diagnostic of check(region)) {
      const key = JSON.stringify(diagnostic)
      const before = found.get(key)
      if (before === undefined) found.set(key, { diagnostic, regions: new Set([region]) })
      else before.regions.add(region)
    }
  return [...found.values()].map(({ diagnostic, regions: where }) =>
    where.size === regions.length ? diagnostic : { ...diagnostic, regions: [...where] },
  )
}
