import type { Json, JsonObject } from '#core/index.js'
import { broken, listIn, numberIn, objectIn, type Packs, provenanceIn, textIn, textsIn } from './packs.js'
import type { PriceList, PriceListOffer, PriceListRule } from './price-list-types.js'

export function openPriceList(packs: Packs): () => PriceList {
  let list: PriceList | undefined
  return () => (list ??= { offers: packs.table('price-list').map(offerIn), letters: lettersIn(packs) })
}

const OFFERS = 'price-list'

function offerIn(row: JsonObject): PriceListOffer {
  return {
    offer: textIn(row['id'], OFFERS),
    title: textIn(row['title'], OFFERS),
    whole: row['whole'] === true,
    rules: listIn(row['rules'], OFFERS).map((rule) => ruleIn(objectIn(rule, OFFERS))),
    ...provenanceIn(row, OFFERS),
  }
}

function ruleIn(rule: JsonObject): PriceListRule {
  const { family, operation, where, listUnits, from, per, free, place } = rule
  return {
    key: textIn(rule['key'], OFFERS),
    unit: textIn(rule['unit'], OFFERS),
    usage: patternIn(textIn(rule['usage'], OFFERS)),
    ...(family === undefined ? {} : { family: textsIn(family, OFFERS) }),
    ...(operation === undefined ? {} : { operation: textsIn(operation, OFFERS) }),
    ...(where === undefined ? {} : { where: byName(where, OFFERS) }),
    ...(listUnits === undefined ? {} : { listUnits: textsIn(listUnits, OFFERS) }),
    ...(from === undefined ? {} : { from: textIn(from, OFFERS) }),
    ...(per === undefined ? {} : { per: numberIn(per, OFFERS) }),
    ...(free === true ? { free } : {}),
    ...(place === undefined ? {} : { place: textIn(place, OFFERS) }),
  }
}

function patternIn(usage: string): string {
  try {
    return new RegExp(usage, 'u').source
  } catch (cause) {
    throw broken(`the catalog's "${OFFERS}" has a usage type that is no pattern: "${usage}"`, cause)
  }
}

function lettersIn(packs: Packs): PriceList['letters'] {
  const where = 'region-letters'
  return Object.assign({}, ...packs.table(where).map((row) => byName(row['letters'], where)))
}

function byName(value: Json | undefined, where: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(objectIn(value, where)).map(([name, values]) => [name, textsIn(values, where)]))
}
