import { Buffer } from 'node:buffer'
import { didYouMean, StanchionError } from '#core/index.js'
import type { CsvRow } from './csv.js'

/** Columns that every offer has. */
const NEEDED = [
  'SKU',
  'TermType',
  'StartingRange',
  'EndingRange',
  'Unit',
  'PricePerUnit',
  'Currency',
  'Product Family',
  'usageType',
  'operation',
] as const
export type NeededColumn = (typeof NEEDED)[number]
/** Where a price holds; offers of transfer say where it comes from. */
const REGIONS = ['Region Code', 'From Region Code'] as const

/** The header stands in line 6; a little room for a line of metadata more. */
const LAST_LINE_OF_HEADER = 12
const DATE = /^\d{4}-\d{2}-\d{2}/

export interface Header {
  readonly fields: number
  /** The day that the list was published. */
  readonly published: string
  readonly region: number
  column(name: NeededColumn): number
  /** A column by its name, spaces and capitals aside; undefined: the list has none. */
  find(name: string): number | undefined
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9/]/g, '')
}

/** Takes the metadata and the header of an offer's list, row by row; `header` is there when it was read. */
export class HeaderReader {
  header: Header | undefined
  readonly #offer: string
  readonly #about = new Map<string, string>()

  constructor(offer: string) {
    this.#offer = offer
  }

  take(row: CsvRow): void {
    if (row.is(0, Buffer.from('SKU'))) {
      this.header = this.#headerOf(row)
      return
    }
    this.#about.set(row.text(0), row.text(1))
    if (row.number > LAST_LINE_OF_HEADER || (row.number === 1 && row.text(0) !== 'FormatVersion')) throw this.notAList()
  }

  notAList(): StanchionError {
    return new StanchionError(
      'input.invalid',
      `this is no price list of ${this.#offer}: no header row (one that begins with SKU) is among the first ${LAST_LINE_OF_HEADER} lines`,
    )
  }

  #headerOf(row: CsvRow): Header {
    const names = Array.from({ length: row.fields }, (_, column) => row.text(column))
    const columns = new Map(names.map((name, column) => [plain(name), column]))
    const find = (name: string): number | undefined => columns.get(plain(name))
    const region = REGIONS.flatMap((name) => find(name) ?? [])[0]
    const missing = [...NEEDED.filter((name) => find(name) === undefined), ...(region === undefined ? [REGIONS[0]] : [])]
    if (missing.length > 0) {
      const listed = missing.map((name) => `"${name}"${didYouMean(name, names)}`).join(', ')
      throw new StanchionError('input.invalid', `the price list of ${this.#offer} has no column ${listed}; its header has changed`, {
        details: { fix: 'nothing was replaced; this version of Stanchion cannot read this list' },
      })
    }
    return { fields: row.fields, published: this.#published(), region: region ?? -1, column: (name) => find(name) ?? -1, find }
  }

  #published(): string {
    const [code, format, published] = ['OfferCode', 'FormatVersion', 'Publication Date'].map((name) => this.#about.get(name))
    if (code !== this.#offer) throw new StanchionError('input.invalid', `this is the price list of "${code}", not of ${this.#offer}`)
    if (format !== 'v1.0')
      throw new StanchionError('input.invalid', `the price list of ${this.#offer} is in the form "${format}", and only v1.0 can be read`)
    if (published === undefined || !DATE.test(published))
      throw new StanchionError('input.invalid', `the price list of ${this.#offer} does not say when it was published ("${published}")`)
    return published.slice(0, 10)
  }
}
