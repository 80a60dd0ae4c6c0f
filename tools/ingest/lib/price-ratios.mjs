// How much dearer each region is than us-east-1: the medians that prices of regions without a figure are estimated with.
const BASE = 'us-east-1'
/** Of fewer prices than this a median says nothing. */
const FEWEST = 3

function at(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
}

function median(sorted) {
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2
}

const text = (ratio) => String(Number(ratio.toFixed(4)))

/** Ratios by region of one service: each key's lowest tier, and each family's base price. */
function serviceRatios(shard, computed) {
  const ratios = {}
  const add = (prices, priceOf) => {
    const base = priceOf(prices[BASE])
    if (!(base > 0)) return
    for (const region of Object.keys(prices)) {
      const price = priceOf(prices[region])
      if (region !== BASE && price > 0) (ratios[region] ??= []).push(price / base)
    }
  }
  for (const { regions } of Object.values(shard.keys)) add(regions, (tiers) => (tiers === undefined ? NaN : Number(lowest(tiers)[0])))
  for (const table of Object.values(computed?.tables ?? {})) {
    const families = new Set(Object.values(table).flatMap(({ bases }) => Object.keys(bases)))
    for (const family of families) add(table, (region) => Number(region?.bases[family]))
  }
  return ratios
}

function lowest(tiers) {
  return tiers.reduce((least, tier) => (Number(tier[1]) < Number(least[1]) ? tier : least))
}

function summary(ratios) {
  return Object.fromEntries(
    Object.keys(ratios)
      .filter((region) => ratios[region].length >= FEWEST)
      .sort()
      .map((region) => {
        const sorted = ratios[region].toSorted((a, b) => a - b)
        return [region, { median: text(median(sorted)), low: text(at(sorted, 0.1)), high: text(at(sorted, 0.9)), count: sorted.length }]
      }),
  )
}

export function priceRatios(shards, tables) {
  const all = {}
  const services = {}
  const dates = []
  for (const [service, shard] of [...shards].sort()) {
    const ratios = serviceRatios(shard, tables[service])
    for (const [region, values] of Object.entries(ratios)) (all[region] ??= []).push(...values)
    const found = summary(ratios)
    if (Object.keys(found).length > 0) services[service] = found
    dates.push(...shard.sources.filter(({ basis }) => basis === 'document').map(({ asOf }) => asOf))
  }
  const about = { source: 'the price packs of this catalog', asOf: dates.sort().at(-1), basis: 'measured' }
  return { ...about, base: BASE, services: { ...services, '*': summary(all) } }
}
