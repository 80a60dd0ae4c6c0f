import type { LinkedEdge, Query, Resource } from '#graph/index.js'
import { assuming, gigabytes, logLoad, monthly } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type Load } from '../../flow.js'
import { runsFunctions } from '../../models/cloudfront/distribution.js'
import { scaledLoad } from '../../propagate.js'
import { itemsAt, textAt } from '../../read.js'

const BUCKET = 'AWS::S3::Bucket'

/** All requests go to the origin of the default behaviour; what others take cannot be read from a template. */
export const distribution: Flow = defineFlow({
  type: 'AWS::CloudFront::Distribution',
  refs: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowCloudFrontWorks.html'],
  entry: () => 3,
  flow(node, incoming, context) {
    if (incoming === undefined) return { quantities: [] }
    const { q } = context
    const origin = defaultOrigin(node, q)
    const cached = origin !== undefined && isBucketOrigin(node, q, origin)
    const requests = monthly('requests', 'request', incoming)
    return {
      quantities: [
        requests,
        gigabytes('internetOutGb', incoming, incoming.outBytes, 'out'),
        cached
          ? { name: 'originGb', unit: 'GB', value: 0, formula: 'reads of files send no bodies', origin: incoming.path }
          : gigabytes('originGb', incoming, incoming.inBytes, 'in'),
        ...(runsFunctions(node, q) ? [{ ...requests, name: 'functionCalls', unit: 'invocation' }] : []),
      ],
      send: (edge) => {
        if (edge.kind === 'logs-to') return logLoad(incoming, edge, context, 'service')
        if (edge.kind !== 'routes' || origin === undefined || edge.path !== wayTo(node, q, origin)) return undefined
        return cached ? misses(incoming, edge, context.assumption('cache-hit')) : scaledLoad(incoming, 1, edge.to)
      },
    }
  },
})

function misses(load: Load, edge: LinkedEdge, hit: number): Load {
  return assuming(scaledLoad(load, 1 - hit, edge.to, ` x ${count((1 - hit) * 100)}%`), 'cache-hit')
}

/** The property that leads to an origin: a VPC origin has a domain name too, and takes the requests once. */
function wayTo(node: Resource, q: Query, place: number): string | undefined {
  const origin = `DistributionConfig.Origins.${place}.`
  const paths = q.edges({ from: node, kind: 'routes' }).flatMap(({ path }) => (path.startsWith(origin) ? [path] : []))
  return paths.find((path) => path.includes('VpcOriginConfig')) ?? paths[0]
}

/** Place of the origin that the default behaviour names; the only one where there is one. */
function defaultOrigin(node: Resource, q: Query): number | undefined {
  const origins = itemsAt(q, node, 'DistributionConfig.Origins')
  const target = textAt(q, node, 'DistributionConfig.DefaultCacheBehavior.TargetOriginId')
  const place = typeof target === 'string' ? origins.findIndex((origin) => textAt(q, origin, 'Id') === target) : -1
  if (place >= 0) return place
  return origins.length === 1 ? 0 : undefined
}

function isBucketOrigin(node: Resource, q: Query, place: number): boolean {
  return q.edges({ from: node, kind: 'routes' }).some(({ to, path }) => to.type === BUCKET && path.includes(`Origins.${place}.`))
}
