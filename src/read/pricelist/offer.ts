import type { PriceListOffer } from '#catalog/index.js'
import { StanchionError } from '#core/index.js'
import { Collector } from './collect.js'
import { type CsvRow, csvReader } from './csv.js'
import { HeaderReader } from './header.js'
import { type Matcher, matcherOf } from './matcher.js'
import type { OfferPrices } from './rule.js'

export interface OfferOptions {
  /** Only this region; undefined: the file holds all of them. */
  readonly region: string | undefined
  /** What usage types of a region begin with. */
  readonly letters: Readonly<Record<string, readonly string[]>>
}

/**
 * Reads one file of an offer as it comes. Throws `input.invalid` when it is no list of that offer, when a column is missing, and when it
 * ends in the middle; whatever else is wrong with single rows is refused and said.
 */
export async function readOffer(chunks: AsyncIterable<Uint8Array>, offer: PriceListOffer, options: OfferOptions): Promise<OfferPrices> {
  const file = new OfferFile(offer, options)
  const reader = csvReader((row) => file.take(row))
  for await (const chunk of chunks) reader.push(chunk)
  reader.end()
  return file.result()
}

class OfferFile {
  readonly #offer: PriceListOffer
  readonly #options: OfferOptions
  readonly #head: HeaderReader
  #matcher: Matcher | undefined
  #collector: Collector | undefined
  #broken = 0
  #read = 0
  /** Fields of the last row, when they were not as many as in the header. */
  #oddEnd: number | undefined

  constructor(offer: PriceListOffer, options: OfferOptions) {
    this.#offer = offer
    this.#options = options
    this.#head = new HeaderReader(offer.offer)
  }

  take(row: CsvRow): void {
    const { header } = this.#head
    if (header === undefined || this.#matcher === undefined || this.#collector === undefined) return this.#start(row)
    this.#read += 1
    this.#oddEnd = row.fields === header.fields ? undefined : row.fields
    if (this.#oddEnd !== undefined) {
      this.#broken += 1
      return
    }
    for (const match of this.#matcher.matches(row))
      if (match.rule.place !== undefined || this.#options.region === undefined || match.region === this.#options.region)
        this.#collector.add(match, row)
  }

  #start(row: CsvRow): void {
    this.#head.take(row)
    const { header } = this.#head
    if (header === undefined) return
    this.#matcher = matcherOf(this.#offer.rules, header, this.#options.letters)
    this.#collector = new Collector(header)
  }

  result(): OfferPrices {
    const { header } = this.#head
    if (header === undefined || this.#collector === undefined || this.#matcher === undefined) throw this.#head.notAList()
    if (this.#oddEnd !== undefined)
      throw new StanchionError(
        'input.invalid',
        `the price list of ${this.#offer.offer} ends in the middle of a row: ${this.#oddEnd} of ${header.fields} fields`,
      )
    const { rows, refused } = this.#collector.result()
    const unusable = this.#matcher.unusable.map(({ rule, column }) => ({
      key: rule.key,
      region: '*',
      why: `the list has no column "${column}"`,
    }))
    return { published: header.published, rows, refused: [...unusable, ...refused], broken: this.#broken, read: this.#read }
  }
}
