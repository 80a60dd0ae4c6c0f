import type { TreeBuilder } from './builder.js'
import type { Places } from './places.js'
import { ACCOUNT_ID } from './scalars.js'

/** One thing that keeps a text from being JSON. */
export interface JsonTrouble {
  readonly message: string
  readonly start: number
  readonly end: number
}

interface Source {
  readonly text: string
  readonly places: Places
}

type State = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'after'

const MOST_TROUBLES = 20
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /[^\s,:{}[\]"]+/y
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** Reads strict JSON in a loop; after a mistake it goes on as if the mistake were not there, so that all are found. */
class JsonReader {
  readonly troubles: JsonTrouble[] = []
  readonly #text: string
  readonly #places: Places
  readonly #builder: TreeBuilder
  readonly #cloudFormation: boolean
  readonly #stack: { kind: 'list' | 'map'; start: number }[] = []
  #at = 0
  #state: State = 'value'
  #comma = -1

  constructor({ text, places }: Source, builder: TreeBuilder, cloudFormation: boolean) {
    this.#text = text
    this.#cloudFormation = cloudFormation
    this.#places = places
    this.#builder = builder
  }

  read(): void {
    while (!this.#builder.full && this.troubles.length < MOST_TROUBLES) {
      this.#skip()
      if (this.#at >= this.#text.length) {
        this.#finish()
        return
      }
      const char = this.#text.charAt(this.#at)
      if (this.#state === 'after') this.#after(char)
      else if (this.#state === 'colon') this.#colon(char)
      else if (this.#state === 'key' || this.#state === 'key-or-end') this.#key(char)
      else this.#value(char)
    }
  }

  #skip(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === 32 || code === 10 || code === 13 || code === 9) this.#at += 1
      else if (code === 47 && (this.#text[this.#at + 1] === '/' || this.#text[this.#at + 1] === '*')) this.#comment()
      else return
    }
  }

  #comment(): void {
    const start = this.#at
    const block = this.#text[start + 1] === '*'
    const end = this.#text.indexOf(block ? '*/' : '\n', start)
    this.#at = end < 0 ? this.#text.length : end + (block ? 2 : 1)
    this.#trouble('JSON has no comments; remove it', start, this.#at)
  }

  #trouble(message: string, start: number, end = start + 1): void {
    if (this.troubles.length < MOST_TROUBLES) this.troubles.push({ message, start, end })
  }

  #finish(): void {
    const open = this.#stack.at(-1)
    if (open !== undefined) {
      const bracket = open.kind === 'list' ? ']' : '}'
      this.#trouble(`the text ends before the "${bracket}" of line ${this.#places.line(open.start)}`, this.#text.length)
    } else if (this.#state === 'value') this.#trouble('the text ends where a value is expected', this.#text.length)
  }

  #value(char: string): void {
    const start = this.#at
    if (char === ']') {
      if (this.#state === 'value' && this.#comma >= 0) this.#trouble('a comma before the closing "]"; remove it', this.#comma)
      this.#close('list')
    } else if (char === '{' || char === '[') this.#open(char === '[' ? 'list' : 'map')
    else if (char === ',' || char === ':' || char === '}') {
      this.#trouble(`a value is expected, not "${char}"`, start)
      this.#put(null, start, start)
      if (char !== '}') this.#at += 1
      if (char === ',') this.#comes()
    } else this.#scalar(char)
  }

  #open(kind: 'list' | 'map'): void {
    this.#builder.open(kind, this.#at)
    this.#stack.push({ kind, start: this.#at })
    this.#at += 1
    this.#state = kind === 'list' ? 'value-or-end' : 'key-or-end'
  }

  #scalar(char: string): void {
    const start = this.#at
    if (char === '"') {
      const text = this.#string()
      this.#put(text, start, this.#at)
      return
    }
    NUMBER.lastIndex = start
    WORD.lastIndex = start
    const written = WORD.exec(this.#text)?.[0] ?? char
    const number = NUMBER.exec(this.#text)?.[0]
    this.#at = start + written.length
    if (number === written) this.#put(this.#numberOf(number), start, this.#at)
    else {
      const word = WORDS.get(written)
      if (word === undefined) this.#trouble(`"${written.slice(0, 60)}" is not JSON; put text in double quotes`, start, this.#at)
      this.#put(word ?? null, start, this.#at)
    }
  }

  #numberOf(text: string): string | number {
    if (this.#cloudFormation && ACCOUNT_ID.test(text)) return text
    return Number.isFinite(Number(text)) ? Number(text) : text
  }

  #put(value: string | number | boolean | null, start: number, end: number): void {
    const span = this.#places.span(start, end)
    const tree =
      typeof value === 'string'
        ? ({ kind: 'scalar', value, span } as const)
        : ({ kind: 'scalar', value, raw: this.#text.slice(start, end), span } as const)
    this.#builder.put({ tree, size: 1, height: 0 }, start)
    this.#state = 'after'
  }

  #key(char: string): void {
    const start = this.#at
    if (char === '}') {
      if (this.#state === 'key') this.#trouble('a comma before the closing "}"; remove it', this.#comma)
      this.#close('map')
      return
    }
    let text: string
    if (char === '"') text = this.#string()
    else {
      WORD.lastIndex = start
      const written = WORD.exec(this.#text)?.[0] ?? char
      this.#at += written.length
      this.#trouble(`a key in double quotes is expected, not "${written.slice(0, 60)}"`, start, this.#at)
      if (',:{}[]'.includes(char)) return
      text = written
    }
    this.#builder.key(text, { start, end: this.#at })
    this.#state = 'colon'
  }

  #colon(char: string): void {
    if (char === ':') this.#at += 1
    else this.#trouble('a ":" is missing after the key', this.#at)
    this.#comma = -1
    this.#state = 'value'
  }

  #after(char: string): void {
    const open = this.#stack.at(-1)
    if (open === undefined) {
      this.#trouble('the text goes on after its end; remove what follows', this.#at)
      this.#at = this.#text.length
    } else if (char === ',') {
      this.#comma = this.#at
      this.#at += 1
      this.#comes()
    } else if (char === '}' || char === ']') this.#close(char === ']' ? 'list' : 'map')
    else {
      this.#trouble(`a "," is missing before this ${open.kind === 'list' ? 'item' : 'key'}`, this.#at)
      if (char === ':') this.#at += 1
      this.#comes()
    }
  }

  /** After a comma. */
  #comes(): void {
    this.#state = this.#stack.at(-1)?.kind === 'map' ? 'key' : 'value'
  }

  #close(kind: 'list' | 'map'): void {
    const open = this.#stack.pop()
    if (open === undefined || open.kind !== kind) {
      const line = open === undefined ? '' : `; what is open was opened on line ${this.#places.line(open.start)}`
      this.#trouble(`"${kind === 'list' ? ']' : '}'}" closes nothing${line}`, this.#at)
      this.#at = this.#text.length
      this.#stack.length = 0
      this.#state = 'after'
      return
    }
    this.#at += 1
    this.#builder.put(this.#builder.close(this.#at), open.start)
    this.#state = 'after'
  }

  /** Reads a quoted text and stands behind it. */
  #string(): string {
    const start = this.#at
    let at = start + 1
    let plain = true
    for (; at < this.#text.length; at += 1) {
      const code = this.#text.charCodeAt(at)
      if (code === 34) break
      if (code === 92) {
        plain = false
        at += 1
      } else if (code === 10 || code === 13) {
        this.#at = at
        this.#trouble('the closing double quote is missing on this line', start, at)
        return this.#text.slice(start + 1, at)
      } else if (code < 32)
        this.#trouble(
          `a control character (U+${code.toString(16).padStart(4, '0')}) inside a text; write it as \\u${code.toString(16).padStart(4, '0')}`,
          at,
        )
    }
    if (at >= this.#text.length) this.#trouble('the closing double quote is missing', start)
    this.#at = Math.min(at + 1, this.#text.length)
    const inner = this.#text.slice(start + 1, at)
    return plain ? inner : (unescaped(inner) ?? this.#badEscape(inner, start))
  }

  #badEscape(inner: string, start: number): string {
    const wrong = /\\(?!["\\/bfnrt]|u[\da-fA-F]{4})/.exec(inner.replaceAll('\\\\', '__'))
    if (wrong !== null) {
      const at = start + 1 + wrong.index
      this.#trouble(`"${inner.slice(wrong.index, wrong.index + 2)}" is no JSON escape; write a backslash as \\\\`, at, at + 2)
    }
    return inner
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
])

function unescaped(inner: string): string | undefined {
  let known = true
  const text = inner.replace(/\\(?:u([\da-fA-F]{4})|([^]))/g, (_, hex: string | undefined, char: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    const escaped = ESCAPES.get(char ?? '')
    if (escaped === undefined) known = false
    return escaped ?? ''
  })
  return known ? text : undefined
}

/** Reads JSON into the builder; what is not JSON is returned, in the order of the text. */
export function readJson(source: Source, builder: TreeBuilder, cloudFormation: boolean): readonly JsonTrouble[] {
  const reader = new JsonReader(source, builder, cloudFormation)
  reader.read()
  return reader.troubles
}
