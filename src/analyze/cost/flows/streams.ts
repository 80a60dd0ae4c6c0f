import type { LinkedEdge } from '#graph/index.js'
import { count } from '../amounts.js'
import type { FlowContext, Load } from '../flow.js'
import { scaledLoad } from '../propagate.js'
import { numberAt, textAt } from '../read.js'

/** Records of a batch that Lambda takes where a mapping does not say it. Source: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html */
const USUAL_BATCH = 100

/** Records on their way to what reads a stream: Lambda asks each shard once a second and takes what is there, up to a batch. */
export function fromStream(load: Load, edge: LinkedEdge, shards: number, { q }: FlowContext): Load {
  const mapped = textAt(q, edge.to, 'FunctionName') !== undefined
  if (!mapped) return scaledLoad(load, 1, edge.to)
  const stated = numberAt(q, edge.to, 'BatchSize')
  const most = typeof stated === 'number' && stated >= 1 ? stated : USUAL_BATCH
  const batch = Math.min(most, Math.max(1, load.perSecond / Math.max(1, shards)))
  const text = batch === 1 ? '' : ` / ${count(batch)} records at once`
  return { ...scaledLoad(load, 1 / batch, edge.to, text), batch }
}
