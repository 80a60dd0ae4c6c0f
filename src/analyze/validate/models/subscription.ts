import { type ModelExample, type ResourceModel, textOf, valuesAt } from './model.js'
import { textAt } from './links.js'

const example = (Protocol: string, Endpoint: string, says?: string): ModelExample => ({
  name: `${Protocol} ${Endpoint}`,
  props: { TopicArn: 'arn', Protocol, Endpoint },
  ...(says === undefined ? {} : { says }),
})
/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html, read 2026-11. */
const FORMS: Readonly<Record<string, { readonly form: RegExp; readonly what: string }>> = {
  email: { form: /^[^\s@]+@[^\s@]+$/, what: 'an address such as team@example.com' },
  'email-json': { form: /^[^\s@]+@[^\s@]+$/, what: 'an address such as team@example.com' },
  http: { form: /^http:\/\//, what: 'an address that begins with http://' },
  https: { form: /^https:\/\//, what: 'an address that begins with https://' },
  lambda: { form: /^arn:[\w-]+:lambda:/, what: 'the ARN of a function' },
  sqs: { form: /^arn:[\w-]+:sqs:/, what: 'the ARN of a queue' },
  firehose: { form: /^arn:[\w-]+:firehose:/, what: 'the ARN of a delivery stream' },
  sms: { form: /^\+?[\d\s().-]+$/, what: 'a number such as +15550100' },
}

export const endpointOfSubscription: ResourceModel = {
  id: 'subscription',
  code: 'subscription',
  types: ['AWS::SNS::Subscription'],
  refs: ['https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html'],
  examples: {
    wrong: [
      example('email', 'team', 'team@example.com'),
      example('https', 'http://example.com', 'https://'),
      example('sqs', 'https://sqs.eu-west-1.amazonaws.com/111122223333/q', 'the ARN of a queue'),
      example('lambda', 'handler', 'the ARN of a function'),
    ],
    right: [
      example('email', 'team@example.com'),
      example('https', 'https://example.com/hook'),
      example('lambda', 'arn:aws:lambda:eu-west-1:111122223333:function:f'),
      { name: 'an endpoint of the template', props: { TopicArn: 'arn', Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
    ],
  },
  check({ properties: tree, place }, { complain }) {
    const own = { tree, place }
    const protocol = textAt(own, 'Protocol') ?? ''
    const wanted = FORMS[protocol]
    if (wanted === undefined) return
    for (const endpoint of valuesAt(own, 'Endpoint')) {
      const text = textOf(endpoint.tree)
      if (text !== undefined && !/\$\{|\{\{/.test(text) && !wanted.form.test(text))
        complain(`"${text}" is no endpoint for ${protocol}; write ${wanted.what}`, endpoint.place, { atValue: true })
    }
  },
}
