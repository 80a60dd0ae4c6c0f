export { type CsvReader, csvReader, type CsvRow } from './csv.js'
export { csvPath, type OfferPaths, readIndex, readRegionIndex } from './indexes.js'
export { type OfferOptions, readOffer } from './offer.js'
export type { ListedPrice, OfferPrices, RefusedPrice } from './rule.js'
