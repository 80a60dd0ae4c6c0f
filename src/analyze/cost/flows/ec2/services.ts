import type { Query, Resource } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import { textAt } from '../../read.js'

const ENDPOINT = 'AWS::EC2::VPCEndpoint'

/** The service that an endpoint leads to: `logs` of `com.amazonaws.eu-west-1.logs`. */
export function serviceOf(endpoint: Resource, q: Query): string | undefined {
  const name = textAt(q, endpoint, 'ServiceName')
  if (name === undefined || isUnresolved(name)) return undefined
  return /^com\.amazonaws\.[a-z0-9-]+\.(.+)$/.exec(name)?.[1]
}

/** Whether the template has an interface endpoint for a service. One network a template: which one it stands in is not asked. */
export function hasEndpointFor(service: string, q: Query): boolean {
  return q.all(ENDPOINT).some((endpoint) => serviceOf(endpoint, q) === service)
}
