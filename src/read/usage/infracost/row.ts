/** Values of a resource by Infracost's key; keys of a map inside are joined with a point, and zones are added up. */
export type Values = Readonly<Record<string, number>>

/** How one quantity of ours follows from keys of Infracost's. */
export interface Rule {
  readonly name: string
  readonly unit: string
  /** Keys that it takes, of which at least one is given. */
  readonly keys: readonly string[]
  /** Undefined where a key that it cannot do without is not given. */
  readonly of: (values: Values) => number | undefined
}

export interface InfracostRow {
  /** Terraform's type. */
  readonly terraform: string
  /** CloudFormation's; several where one of Terraform's stands for them, none where CloudFormation has none or it has no price. */
  readonly types: readonly string[]
  readonly rules: readonly Rule[]
  /** Keys that are Infracost's and that nothing here takes, each with the reason. */
  readonly unused: Readonly<Record<string, string>>
}

/** One quantity from one key; `times` where the units differ. */
export function to(key: string, name: string, unit: string, by = 1): Rule {
  return { name, unit, keys: [key], of: (values) => (values[key] ?? 0) * by }
}

/** The sum of several keys, each by a number. */
export function sum(name: string, unit: string, keys: readonly string[], by = 1): Rule {
  return { name, unit, keys, of: (values) => keys.reduce((total, key) => total + (values[key] ?? 0), 0) * by }
}

/** One key times another. */
export function times(name: string, unit: string, key: string, by: readonly string[]): Rule {
  return {
    name,
    unit,
    keys: by,
    of(values) {
      const base = values[key]
      return base === undefined ? undefined : base * by.reduce((total, each) => total + (values[each] ?? 0), 0)
    },
  }
}

/** A count that is billed once for each piece of so many kilobytes. */
export function pieces(name: string, unit: string, key: string, piece: { readonly size: string; readonly kb: number }): Rule {
  return {
    name,
    unit,
    keys: [key, piece.size],
    of(values) {
      const each = Math.max(1, Math.ceil((values[piece.size] ?? 0) / piece.kb))
      const base = values[key]
      return base === undefined ? undefined : base * each
    },
  }
}

const RESERVED = 'reserved prices are not read from a usage file'
const TEMPLATE = 'the template says it'
const COMMON: Readonly<Record<string, string>> = {
  operating_system: TEMPLATE,
  reserved_instance_type: RESERVED,
  reserved_instance_term: RESERVED,
  reserved_instance_payment_option: RESERVED,
  monthly_cpu_credit_hrs: 'credits of burstable instances are not priced from it',
  vcpu_count: TEMPLATE,
}

export function row(terraform: string, types: string | readonly string[], ...rules: readonly Rule[]): InfracostRow {
  return { terraform, types: typeof types === 'string' ? [types] : types, rules, unused: COMMON }
}

/** Keys of a row that nothing takes. */
export function without(base: InfracostRow, keys: readonly string[], why = 'no price model here asks for it'): InfracostRow {
  return { ...base, unused: { ...base.unused, ...Object.fromEntries(keys.map((key) => [key, why])) } }
}
