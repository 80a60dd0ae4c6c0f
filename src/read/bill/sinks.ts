import { type Json, StanchionError, type Units, unitsOf } from '#core/index.js'
import type { Dictionary } from './dictionary.js'

/** Takes the values of one column, batch by batch, and keeps of a batch what is needed in as few bytes as can be. */
export interface Sink {
  begin(rows: number): void
  /** Values as they come from a file, from row `at` of the batch on. */
  take(values: ArrayLike<unknown>, at: number): void
}

/** A value of a file as text; empty for none. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  return JSON.stringify(value, (_, each: Json | bigint) => (typeof each === 'bigint' ? String(each) : each))
}

/** Texts by their number in a dictionary. What is written differently and means the same has one number. */
export class TextSink implements Sink {
  codes = new Int32Array(0)
  readonly dictionary: Dictionary
  readonly #meaning: (raw: string) => string
  readonly #known = new Map<string, number>()

  constructor(dictionary: Dictionary, meaning: (raw: string) => string = (raw) => raw) {
    this.dictionary = dictionary
    this.#meaning = meaning
  }

  begin(rows: number): void {
    if (this.codes.length < rows) this.codes = new Int32Array(rows)
    this.codes.fill(this.#code(''), 0, rows)
  }

  take(values: ArrayLike<unknown>, at: number): void {
    const { codes } = this
    let last: unknown = ''
    let code = this.#code('')
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index]
      if (value !== last) {
        code = this.#code(typeof value === 'string' ? value : textOf(value))
        last = value
      }
      codes[at + index] = code
    }
  }

  #code(raw: string): number {
    const known = this.#known.get(raw)
    if (known !== undefined) return known
    const code = this.dictionary.code(this.#meaning(raw))
    this.#known.set(raw, code)
    return code
  }
}

/** Decimals as units; what does not fit in a number is kept beside. */
export class UnitSink implements Sink {
  #small = new Float64Array(0)
  readonly #large = new Map<number, bigint>()
  readonly #scale: 'money' | 'amount'
  readonly #column: string

  constructor(scale: 'money' | 'amount', column: string) {
    this.#scale = scale
    this.#column = column
  }

  begin(rows: number): void {
    if (this.#small.length < rows) this.#small = new Float64Array(rows)
    this.#small.fill(Number.NaN, 0, rows)
    this.#large.clear()
  }

  /** undefined where the line has none. */
  at(row: number): Units | undefined {
    const small = this.#small[row]
    return small === undefined || Number.isNaN(small) ? this.#large.get(row) : small
  }

  take(values: ArrayLike<unknown>, at: number): void {
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index]
      if (value === null || value === undefined || value === '') continue
      const units = unitsOf(typeof value === 'number' ? value : textOf(value), this.#scale)
      if (units === undefined)
        throw new StanchionError('input.invalid', `the column "${this.#column}" holds "${textOf(value).slice(0, 40)}", which is no number`)
      if (typeof units === 'number') this.#small[at + index] = units
      else this.#large.set(at + index, units)
    }
  }
}

/** What an identity is known by: 85 bits of it, so that two of a billion lines hardly meet by chance. `first` is 0 where a line has none. */
export class IdentitySink implements Sink {
  first = new Float64Array(0)
  second = new Uint32Array(0)

  begin(rows: number): void {
    if (this.first.length < rows) {
      this.first = new Float64Array(rows)
      this.second = new Uint32Array(rows)
    }
    this.first.fill(0, 0, rows)
  }

  take(values: ArrayLike<unknown>, at: number): void {
    for (let index = 0; index < values.length; index += 1) {
      const text = textOf(values[index])
      if (text === '') continue
      this.first[at + index] = hash(text, 0x9e37_79b9) || 1
      this.second[at + index] = hash(text, 0x85eb_ca6b) % TWO_TO_32
    }
  }
}

const TWO_TO_32 = 2 ** 32
const TWENTY_ONE_BITS = 0x1f_ffff

/** 53 bits of a text, of two runs of multiplications that spread every bit. */
function hash(text: string, seed: number): number {
  let one = seed ^ 0xdead_beef
  let two = seed ^ 0x41c6_ce57
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    one = Math.imul(one ^ code, 0x9e37_79b1)
    two = Math.imul(two ^ code, 0x5f35_6495)
    one ^= one >>> 15
    two ^= two >>> 13
  }
  one = Math.imul(one ^ (two >>> 16), 0x85eb_ca77)
  two = Math.imul(two ^ (one >>> 13), 0xc2b2_ae3d)
  return ((two ^ (two >>> 16)) & TWENTY_ONE_BITS) * TWO_TO_32 + ((one ^ (one >>> 16)) >>> 0)
}
