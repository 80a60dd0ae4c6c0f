import type { Catalog } from '#catalog/index.js'
import type { Requirements } from '#spec/index.js'
import type { Layer, Option } from '../plan.js'
import type { Certificate } from '../types.js'

/** What the options are judged against. */
export interface Needs {
  readonly requirements: Requirements
  readonly catalog: Catalog
}

/** The first hard limit an option breaks; undefined: none. */
export type Check = () => Omit<Certificate, 'layer' | 'option'> | undefined

export interface Judged<Value> {
  readonly options: readonly Option<Value>[]
  readonly certificates: readonly Certificate[]
}

/** Keeps the options that break nothing, and says of each other one what it breaks first. */
export function judge<Value>(
  layer: Layer,
  needs: Needs,
  candidates: readonly { readonly option: Option<Value>; readonly checks: readonly Check[] }[],
): Judged<Value> {
  const options: Option<Value>[] = []
  const certificates: Certificate[] = []
  for (const { option, checks } of candidates) {
    const broken = forbidden(option, needs.requirements) ?? firstBroken(checks)
    if (broken === undefined) options.push(option)
    else certificates.push({ layer, option: option.title, ...broken })
  }
  return { options, certificates }
}

function firstBroken(checks: readonly Check[]): ReturnType<Check> {
  for (const check of checks) {
    const broken = check()
    if (broken !== undefined) return broken
  }
  return undefined
}

/** A service that `must` forbids and the option always brings; what else a design brings is seen on its graph. */
function forbidden<Value>(option: Option<Value>, requirements: Requirements): ReturnType<Check> {
  const service = option.services.find((each) => requirements.must.includes(`no-${each}`))
  return service === undefined ? undefined : { rule: 'must', value: `uses ${service}`, limit: `no-${service}`, source: 'requirements' }
}

/** The region has the types. */
export function inRegion({ requirements, catalog }: Needs, ...types: readonly string[]): Check {
  return () => {
    const missing = types.find((type) => catalog.available(type, requirements.region) === false)
    if (missing === undefined) return undefined
    return { rule: 'service in the region', value: missing, limit: `not in ${requirements.region}`, source: 'CloudFormation registry' }
  }
}

/** A figure stays within a limit of the catalog that cannot be raised. */
export function within({ catalog, requirements }: Needs, id: string, value: number, say: (value: number) => string = String): Check {
  return () => {
    const limit = catalog.limit(id)
    const most = limit.regions?.[requirements.region] ?? limit.value
    return value <= most ? undefined : { rule: limit.title, value: say(value), limit: say(most), source: `${limit.source} (${limit.asOf})` }
  }
}

export function bytes(value: number): string {
  const [size, unit] = value >= 2 ** 30 ? [value / 2 ** 30, 'GB'] : value >= 2 ** 20 ? [value / 2 ** 20, 'MB'] : [value / 1024, 'KB']
  return `${Math.round(size * 100) / 100} ${unit}`
}

export function seconds(value: number): string {
  return `${value} s`
}
