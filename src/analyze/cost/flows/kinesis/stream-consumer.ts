import { gigabytes } from '../../arithmetic.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { fromStream } from '../streams.js'

/** A reader of its own gets all that is put into the stream. */
export const streamConsumer: Flow = defineFlow({
  type: 'AWS::Kinesis::StreamConsumer',
  refs: ['https://docs.aws.amazon.com/streams/latest/dg/enhanced-consumers.html'],
  flow: (_node, incoming, context) =>
    incoming === undefined
      ? NOTHING
      : {
          quantities: [gigabytes('readGb', incoming, incoming.inBytes, 'in')],
          send: (edge) => (edge.kind === 'invokes' ? fromStream(incoming, edge, 1, context) : undefined),
        },
})
