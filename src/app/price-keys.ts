import type { Catalog } from '#catalog/index.js'
import { didYouMean } from '#core/index.js'
import { stop } from './failure.js'

/** Keys that a text names: itself, all of a service (`vpc`), or all that begin with it (`vpc.nat`). Throws with the nearest name. */
export function keysNamed(text: string, { prices }: Catalog): readonly string[] {
  const dot = text.indexOf('.')
  const service = dot < 0 ? text : text.slice(0, dot)
  const services = prices.services()
  if (!services.includes(service))
    throw stop(
      'usage.bad-argument',
      `the price book has no service "${service}"${didYouMean(service, services)}`,
      'stanchion prices status lists the services',
    )
  const keys = prices.keys(service)
  if (keys.includes(text)) return [text]
  const found = keys.filter((key) => dot < 0 || key.startsWith(text))
  if (found.length > 0) return found
  throw stop(
    'usage.bad-argument',
    `the price book has no key that begins with "${text}"${didYouMean(text, keys)}`,
    `stanchion prices show ${service} lists the keys of ${service}`,
  )
}

/** Throws `usage.bad-argument` when a text is neither a region nor a zone of CloudFront nor `global`. */
export function checkPlace(place: string, catalog: Catalog): void {
  const names = ['global', ...catalog.regions().map(({ name }) => name), ...catalog.prices.places('cloudfront.data_out_internet')]
  if (!names.includes(place))
    throw stop(
      'usage.bad-argument',
      `there is no region "${place}"${didYouMean(place, names)}`,
      'give the name of an AWS region, for example --region eu-west-1',
    )
}
