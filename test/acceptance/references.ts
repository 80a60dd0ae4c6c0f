export type Path = readonly (string | number)[]

/** One place of a value that names another part of the template. */
export interface Reference {
  readonly path: Path
  readonly to: string
  /** Empty for `Ref`. */
  readonly attribute: string
}

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The functions that name parts of a template, wherever they stand in a value; the path ends at the function's own map, and for a
 * variable of `Fn::Sub` at its value.
 */
export function referencesOf(value: unknown, path: Path = []): readonly Reference[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => referencesOf(each, [...path, index]))
  if (!isMap(value)) return []
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = value
  if (typeof ref === 'string') return [{ path, to: ref, attribute: '' }]
  if (Array.isArray(attribute)) return [{ path, to: String(attribute[0]), attribute: attribute.slice(1).join('.') }]
  if (text !== undefined) return inText(text, path)
  return Object.entries(value).flatMap(([key, each]) => referencesOf(each, [...path, key]))
}

function inText(text: unknown, path: Path): readonly Reference[] {
  const [words, variables] = Array.isArray(text) ? [String(text[0]), isMap(text[1]) ? text[1] : {}] : [String(text), {}]
  const named = [...words.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => name)
  return [
    ...named.filter((name) => !(name in variables)).map((name) => ({ path, ...target(name) })),
    ...Object.entries(variables).flatMap(([name, each]) => referencesOf(each, [...path, 'Fn::Sub', 1, name])),
  ]
}

function target(name: string): { readonly to: string; readonly attribute: string } {
  const point = name.indexOf('.')
  return point === -1 ? { to: name, attribute: '' } : { to: name.slice(0, point), attribute: name.slice(point + 1) }
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (Array.isArray(at) ? at[Number(step)] : isMap(at) ? at[step] : undefined), value)
}

/** The value with another at `path`. */
export function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by
  if (Array.isArray(value)) return value.map((each, index) => (index === step ? replaced(each, rest, by) : each))
  return isMap(value) ? { ...value, [step]: replaced(value[step], rest, by) } : value
}

/** The value without what stands at `path`; list entries after it move up. */
export function without(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return undefined
  if (Array.isArray(value))
    return rest.length === 0
      ? value.filter((_, index) => index !== step)
      : value.map((each, index) => (index === step ? without(each, rest) : each))
  if (!isMap(value)) return value
  if (rest.length > 0) return { ...value, [step]: without(value[step], rest) }
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== step))
}

/** A copy in which `change` was asked about every map from the inside out; undefined leaves it as it is. */
export function mapped(value: unknown, change: (map: Readonly<Record<string, unknown>>) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => mapped(each, change))
  if (!isMap(value)) return value
  const inside = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapped(each, change)]))
  return change(inside) ?? inside
}
