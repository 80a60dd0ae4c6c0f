import type { PackSource } from '#core/index.js'
import { openIam } from './iam.js'
import { openDiscounts, openFreeTiers } from './discounts.js'
import { openPacks, textIn } from './packs.js'
import { openColdStarts, openInstanceTypes, openRegions } from './places.js'
import { openPriceList } from './price-list.js'
import { openPrices } from './prices.js'
import { openSchemas } from './schemas.js'
import { openEngines, openSizes } from './sizes.js'
import { openFailovers, openFailureModes, openLatencies, openLimits, openSlas } from './tables.js'
import type { Catalog } from './types.js'

/** The catalog over its packs. Nothing is read before it is asked for; a missing or damaged pack throws `catalog.broken`. */
export function openCatalog(source: PackSource): Catalog {
  const packs = openPacks(source)
  const schemas = openSchemas(packs)
  const regions = openRegions(packs)
  const engines = openEngines(packs)
  const limits = openLimits(packs)
  const slas = openSlas(packs)
  const failovers = openFailovers(packs)
  const failureModes = openFailureModes(packs)
  const latencies = openLatencies(packs)
  return {
    get asOf() {
      return textIn(packs.manifest()['asOf'], 'manifest')
    },
    prices: openPrices(packs),
    iam: openIam(packs),
    discounts: openDiscounts(packs),
    freeTiers: openFreeTiers(packs),
    priceList: openPriceList(packs),
    regions: regions.all,
    region: regions.get,
    typeNames: schemas.typeNames,
    schema: schemas.schema,
    available: schemas.available,
    instanceType: openInstanceTypes(packs),
    sizes: openSizes(packs),
    engines: engines.names,
    engine: engines.get,
    limit(id, region) {
      const limit = limits.get(id)
      const value = region === undefined ? undefined : limit.regions?.[region]
      return value === undefined ? limit : { ...limit, value }
    },
    limits: limits.all,
    sla: slas.get,
    slas: slas.all,
    failover: failovers.get,
    failureMode: failureModes.get,
    failureModes: failureModes.all,
    latency: latencies.get,
    coldStart: openColdStarts(packs),
  }
}
