import { isJsonObject, type Json, StanchionError } from '#core/index.js'

/** Where an offer's files are: paths on the server. */
export interface OfferPaths {
  /** The list of its regions; undefined for an offer that has one file for all. */
  readonly regionIndex: string | undefined
  /** The file of all regions, as JSON; the CSV file lies beside it. */
  readonly whole: string
}

/** `/offers/v1.0/aws/AmazonVPC/20260116160258/eu-north-1/index.json` */
const PATH = /^(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)+\.json$/

/** The offers of `index.json` by their code. Throws `input.invalid`. */
export function readIndex(text: string): ReadonlyMap<string, OfferPaths> {
  const { offers } = objectOf(text, 'index of offers')
  if (!isJsonObject(offers)) throw wrong('index of offers', 'has no "offers"')
  return new Map(
    Object.entries(offers).map(([code, offer]) => {
      if (!isJsonObject(offer)) throw wrong('index of offers', `says nothing about "${code}"`)
      const { currentRegionIndexUrl, currentVersionUrl } = offer
      const whole = pathOf(currentVersionUrl, code)
      return [code, { whole, regionIndex: currentRegionIndexUrl === undefined ? undefined : pathOf(currentRegionIndexUrl, code) }]
    }),
  )
}

/** Paths of an offer's CSV files by region. Throws `input.invalid`. */
export function readRegionIndex(text: string, offer: string): ReadonlyMap<string, string> {
  const { regions } = objectOf(text, `index of regions of ${offer}`)
  if (!isJsonObject(regions)) throw wrong(`index of regions of ${offer}`, 'has no "regions"')
  return new Map(
    Object.entries(regions).map(([region, entry]) => {
      if (!isJsonObject(entry)) throw wrong(`index of regions of ${offer}`, `says nothing about "${region}"`)
      return [region, csvPath(pathOf(entry['currentVersionUrl'], `${offer} in ${region}`))]
    }),
  )
}

export function csvPath(jsonPath: string): string {
  return jsonPath.replace(/\.json$/, '.csv')
}

function objectOf(text: string, what: string): Readonly<Record<string, Json>> {
  try {
    const value: Json = JSON.parse(text)
    if (isJsonObject(value)) return value
  } catch (cause) {
    throw new StanchionError('input.invalid', `the ${what} of the price list is not JSON`, { cause })
  }
  throw wrong(what, 'is no object')
}

function pathOf(value: Json | undefined, of: string): string {
  if (typeof value === 'string' && PATH.test(value)) return value
  throw wrong('index', `gives "${typeof value === 'string' ? value : typeof value}" as the path of ${of}`)
}

function wrong(what: string, why: string): StanchionError {
  return new StanchionError('input.invalid', `the ${what} of the price list ${why}`)
}
