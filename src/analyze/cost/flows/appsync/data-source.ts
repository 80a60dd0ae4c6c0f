import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { sentByCode } from '../../work.js'

/** A resolver asks its source as code does: an operation on a store, a call of a function, an event. */
export const dataSource: Flow = defineFlow({
  type: 'AWS::AppSync::DataSource',
  refs: ['https://docs.aws.amazon.com/appsync/latest/devguide/data-source-components.html'],
  receives: ['routes'],
  flow: (_node, incoming, context) =>
    incoming === undefined ? NOTHING : { quantities: [], send: (edge) => sentByCode(edge, incoming, context) },
})
