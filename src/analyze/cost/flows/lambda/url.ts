import { gigabytes } from '../../arithmetic.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'

export const lambdaUrl: Flow = defineFlow({
  type: 'AWS::Lambda::Url',
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html'],
  entry: () => 2,
  flow: (_node, incoming) =>
    incoming === undefined
      ? NOTHING
      : { quantities: [gigabytes('internetOutGb', { ...incoming, perSecond: incoming.direct }, incoming.outBytes, 'out')] },
})
