import { READ_BACK } from './read-back-table.js'
import { isMap, mapped, referencesOf, type Path, valueAt } from './references.js'
import type { Template } from './template-file.js'

const MOTO_ACCOUNT = '123456789012'

export interface Deployed {
  readonly stack: string
  readonly region: string
  readonly template: Template
  /** Physical id by logical id. */
  readonly ids: Readonly<Record<string, string>>
}

/** One resource, how to ask for it, and what the answer has to hold. */
export interface Question {
  readonly id: string
  readonly type: string
  readonly call: readonly string[]
  readonly expected: Readonly<Record<string, unknown>>
  /** What the answer says, by the keys of `expected`. */
  found(answer: unknown): Readonly<Record<string, unknown>>
}

/** Every resource of a stack. One without an entry in the table, or with no property to compare, is an error of the test. */
export function questionsOf(deployed: Deployed): readonly Question[] {
  return Object.entries(deployed.template.Resources).map(([id, { Type: type, Properties: written = {} }]) => {
    const physical = deployed.ids[id]
    const how = READ_BACK[type]
    if (physical === undefined) throw new Error(`${deployed.stack} has no ${id}`)
    if (how === undefined) throw new Error(`read-back-table.ts does not say how to read an ${type} back (${id})`)
    const properties = resolved(written, deployed)
    const expected = Object.entries(how.has).flatMap(([name]) => {
      const value = name === '' ? physical : valueAt(properties, pathOf(name))
      return value === undefined || referencesOf(value).length > 0 ? [] : [[name, plain(value)] as const]
    })
    if (expected.length === 0) throw new Error(`no property of ${id} (${type}) can be compared`)
    const places = expected.map(([name]) => [name, how.has[name] ?? ''] as const)
    return {
      id,
      type,
      call: how.call(physical, properties),
      expected: Object.fromEntries(expected),
      found: (answer) =>
        Object.fromEntries(
          places.map(([name, place]) => {
            const value = typeof place === 'string' ? valueAt(answer, pathOf(place)) : place(answer, physical, properties)
            return [name, plain(value)]
          }),
        ),
    }
  })
}

const pathOf = (text: string): Path => text.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step))

/** References as the ids of what was made; what a resource alone could answer stays as it is. */
function resolved(properties: Readonly<Record<string, unknown>>, { stack, region, ids }: Deployed): Readonly<Record<string, unknown>> {
  const pseudo = { 'AWS::StackName': stack, 'AWS::Region': region, 'AWS::Partition': 'aws', 'AWS::AccountId': MOTO_ACCOUNT }
  const known: Readonly<Record<string, string>> = { ...ids, ...pseudo }
  const value = mapped(properties, (map) => {
    const { Ref: ref, 'Fn::Sub': sub, 'Fn::Select': select } = map
    if (Array.isArray(select)) return valueAt(select[1], [Number(select[0])])
    if (typeof ref === 'string') return known[ref]
    if (typeof sub === 'string') return filled(sub, known)
    if (Array.isArray(sub) && isMap(sub[1])) return filled(String(sub[0]), { ...known, ...textsIn(sub[1]) })
    return undefined
  })
  return isMap(value) ? value : {}
}

const textsIn = (map: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(map).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])))

function filled(text: string, known: Readonly<Record<string, string>>): string | undefined {
  const done = text.replaceAll(/\$\{([^!}]+)\}/g, (whole, name: string) => known[name] ?? whole)
  return done.includes('${') ? undefined : done
}

/** Numbers and booleans as text, JSON in text as what it says, sorted where APIs have no order of their own. */
function plain(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return /^[[{]/.test(value) ? plain(JSON.parse(value)) : value
  if (Array.isArray(value)) return value.map(plain).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)])) : value
}
