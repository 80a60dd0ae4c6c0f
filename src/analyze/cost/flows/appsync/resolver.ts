import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { scaledLoad } from '../../propagate.js'

/** A pipeline asks each of its functions. */
export const resolver: Flow = defineFlow({
  type: 'AWS::AppSync::Resolver',
  refs: ['https://docs.aws.amazon.com/appsync/latest/devguide/resolver-components.html'],
  flow: (_node, incoming) =>
    incoming === undefined
      ? NOTHING
      : { quantities: [], send: (edge) => (edge.kind === 'routes' ? scaledLoad(incoming, 1, edge.to) : undefined) },
})
