import type { Json } from '#core/index.js'
import type { Environment, WorkloadKind } from '#spec/index.js'
import type { Field } from './fields.js'

/** A value as the file would have it, and why it is the default. */
export interface Default {
  readonly value: Json
  readonly why: string
}

export interface DefaultScope {
  readonly kind: WorkloadKind
  readonly environment: Environment
}

/** One key of a map: its name, what it means, and what holds without it. */
export interface Key<T> {
  readonly name: string
  readonly about: string
  readonly field: Field<T>
  readonly absent: Absent<T>
  /** Kinds of workload for which the key means something; without it, all. */
  readonly kinds?: readonly WorkloadKind[]
}

export type Absent<T> =
  | { readonly is: 'an-error' }
  /** A map whose keys have defaults of their own. */
  | { readonly is: 'empty-map' }
  /** Nothing holds; `about` says what follows. */
  | { readonly is: 'nothing'; readonly value: T }
  | { readonly is: 'default'; readonly of: (scope: DefaultScope) => Default }
  /** A default that follows from other keys, which the map's builder gives. */
  | { readonly is: 'derived'; readonly note: string }

interface KeyForm<T> {
  readonly about: string
  readonly field: Field<T>
  readonly kinds?: readonly WorkloadKind[]
}

export function required<T>(name: string, form: KeyForm<T>): Key<T> {
  return { name, ...form, absent: { is: 'an-error' } }
}

export function section<T>(name: string, form: KeyForm<T>): Key<T> {
  return { name, ...form, absent: { is: 'empty-map' } }
}

export function optional<T>(name: string, form: KeyForm<T>): Key<T | undefined> {
  return { name, ...form, absent: { is: 'nothing', value: undefined } }
}

export function withDefault<T>(name: string, form: KeyForm<T>, of: (scope: DefaultScope) => Default): Key<T> {
  return { name, ...form, absent: { is: 'default', of } }
}

export function derived<T>(name: string, form: KeyForm<T>, note: string): Key<T> {
  return { name, ...form, absent: { is: 'derived', note } }
}
