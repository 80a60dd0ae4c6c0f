import { perMonth } from '#spec/index.js'
import { originOf } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowQuantity, NOTHING } from '../../flow.js'
import { deliveriesOf } from '../../models/sns/deliveries.js'
import { scaledLoad } from '../../propagate.js'

const ALARM = 'AWS::CloudWatch::Alarm'
const NOTICES = 10
const ESTIMATE = `estimate of this project, 2026-08: ${NOTICES} notices a month of each alarm`

/** Every subscriber gets every message. */
export const topic: Flow = defineFlow({
  type: 'AWS::SNS::Topic',
  refs: ['https://docs.aws.amazon.com/sns/latest/dg/welcome.html'],
  receives: ['routes', 'invokes', 'publishes'],
  entry: (_node, _q, { plain }) => (plain ? 1 : undefined),
  flow(node, incoming, { q }) {
    const alarms = new Set(q.edges({ to: node, kind: 'publishes' }).flatMap(({ from }) => (from.type === ALARM ? [from.id] : []))).size
    if (incoming === undefined && alarms === 0) return NOTHING
    const published = (incoming === undefined ? 0 : perMonth(incoming.perSecond)) + alarms * NOTICES
    const { emails, http } = deliveriesOf(node, q)
    const parts = [
      ...(incoming === undefined ? [] : [`${incoming.formula} x 2,628,000 s`]),
      ...(alarms === 0 ? [] : [`${alarms} alarms x ${NOTICES}`]),
    ]
    const formula = parts.join(' + ')
    const origin = [...(incoming === undefined ? [] : [originOf(incoming)]), ...(alarms === 0 ? [] : [ESTIMATE])].join('; ')
    const delivered = (name: string, subscribers: number): FlowQuantity => ({
      name,
      unit: 'notification',
      value: published * subscribers,
      formula: `(${formula}) x ${count(subscribers)} subscribers`,
      origin,
    })
    return {
      quantities: [
        { name: 'publishes', unit: 'request', value: published, formula, origin },
        ...(emails > 0 ? [delivered('emails', emails)] : []),
        ...(http > 0 ? [delivered('httpDeliveries', http)] : []),
      ],
      send: (edge) => (incoming === undefined ? undefined : scaledLoad(incoming, 1, edge.to)),
    }
  },
})
