export { csvPath, type OfferPaths, readIndex, readRegionIndex } from './indexes.js'
export { type OfferOptions, readOffer } from './offer.js'
export type { ListedPrice, OfferPrices, RefusedPrice } from './rule.js'
