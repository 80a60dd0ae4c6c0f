import { defineNote, summed } from '../note.js'

export const provisionedConcurrency = defineNote({
  id: 'provisioned-concurrency',
  refs: ['https://aws.amazon.com/lambda/pricing/'],
  examples: [
    {
      name: 'ten environments of 1 GB',
      resources: {
        Fn: ['AWS::Lambda::Function', { MemorySize: 1024, LoggingConfig: { LogGroup: '/app' } }],
        Live: [
          'AWS::Lambda::Alias',
          { FunctionName: { Ref: 'Fn' }, ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 10 } },
        ],
      },
      says: { of: ['Live'], monthly: '109.500876' }, // 10 x 2,628,000 GB-s x 0.0000041667
    },
    { name: 'none', resources: { Queue: ['AWS::SQS::Queue'] } },
  ],
  look({ bill }) {
    const found = summed(bill.lines.filter(({ key, monthly }) => key.startsWith('lambda.provisioned_concurrency') && monthly !== 0n))
    return found === undefined
      ? []
      : [{ ...found, message: 'provisioned concurrency is billed while it stands ready, and pays above about 60% of use' }]
  },
})
