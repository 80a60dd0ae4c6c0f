import { SECONDS_A_MONTH } from '#spec/index.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'

/** Services keep a data key for some minutes, so what is asked for follows from time and not from traffic. */
export const key: Flow = defineFlow({
  type: 'AWS::KMS::Key',
  refs: ['https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html'],
  receives: [],
  flow(node, _incoming, context) {
    const encrypted = new Set(context.q.edges({ from: node, kind: 'encrypts' }).map(({ to }) => to.id)).size
    if (encrypted === 0) return NOTHING
    const seconds = context.assumption('kms-key-cache') / 1000
    return {
      quantities: [
        {
          name: 'requests',
          unit: 'request',
          value: (encrypted * SECONDS_A_MONTH) / seconds,
          formula: `${encrypted} x ${count(SECONDS_A_MONTH)} s / ${count(seconds)} s`,
          origin: 'resources that the key encrypts; assumption kms-key-cache',
        },
      ],
    }
  },
})
