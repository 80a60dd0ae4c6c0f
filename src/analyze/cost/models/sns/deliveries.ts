import type { Query, Resource } from '#graph/index.js'
import { itemsAt, textAt } from '../../read.js'

const SUBSCRIPTION = 'AWS::SNS::Subscription'

/** Subscribers of a topic that are paid for, in the topic and in subscriptions of their own. */
export function deliveriesOf(topic: Resource, q: Query): { readonly emails: number; readonly http: number } {
  const own = itemsAt(q, topic, 'Subscription').map((item) => textAt(q, item, 'Protocol'))
  const others = q
    .edges({ from: topic, kind: 'subscribes' })
    .filter(({ to }) => to.type === SUBSCRIPTION)
    .map(({ to }) => textAt(q, to, 'Protocol'))
  const protocols = [...own, ...others]
  return {
    emails: protocols.filter((protocol) => protocol === 'email' || protocol === 'email-json').length,
    http: protocols.filter((protocol) => protocol === 'http' || protocol === 'https').length,
  }
}
