import type { Design } from '#design/index.js'
import { plural } from './format.js'

interface Fact {
  readonly what: string
  readonly source: string
  readonly asOf?: string
}

/** Files of one repository are one source. */
function siteOf(source: string): string {
  return /^https:\/\/github\.com\/[^/]+\/[^/]+/.exec(source)?.[0] ?? source
}

/** A certificate names a page and the day it was read, or what else ruled an option out. */
function limitFact(text: string): readonly Fact[] {
  const [, source, asOf] = /^(https:\/\/\S+)(?: \((\d{4}-\d\d-\d\d)\))?$/.exec(text) ?? []
  if (source === undefined) return []
  return [{ what: 'limits', source, ...(asOf === undefined ? {} : { asOf }) }]
}

function factsOf({ bill, chosen, certificates }: Design): readonly Fact[] {
  return [
    ...bill.lines.flatMap(({ tiers }) => tiers.map(({ source, asOf }) => ({ what: 'prices', source, asOf }))),
    ...chosen.figures.availability.modes.map(({ source, asOf }) => ({ what: 'failure modes', source, asOf })),
    ...certificates.flatMap(({ source }) => limitFact(source)),
  ]
}

/** What a design's figures rest on: a line for each page or repository, with what was taken from it and when it was read. */
export function sourceLines(design: Design): readonly string[] {
  const sites = new Map<string, { readonly whats: Set<string>; readonly files: Set<string>; readonly days: Set<string> }>()
  for (const { what, source, asOf } of factsOf(design)) {
    const site = sites.get(siteOf(source)) ?? { whats: new Set(), files: new Set(), days: new Set() }
    site.whats.add(what)
    site.files.add(source)
    if (asOf !== undefined) site.days.add(asOf)
    sites.set(siteOf(source), site)
  }
  return [...sites]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([site, { whats, files, days }]) => `${[...whats].sort().join(', ')}: ${site}${aside(files.size, [...days].sort())}`)
}

function aside(files: number, days: readonly string[]): string {
  const [first, last] = [days[0], days.at(-1)]
  const when = first === undefined || last === undefined ? [] : [first === last ? first : `${first} to ${last}`]
  const parts = [...(files > 1 ? [plural(files, 'file')] : []), ...when]
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`
}
