import { defineNote, summed } from '../note.js'

export const provisionedConcurrency = defineNote({
  id: 'provisioned-concurrency',
  refs: ['https://aws.amazon.com/lambda/pricing/'],
  examples: [],
  look({ bill }) {
    const found = summed(bill.lines.filter(({ key, monthly }) => key.startsWith('lambda.provisioned_concurrency') && monthly !== 0n))
    return found === undefined ? [] : [{ ...found, message: 'provisioned concurrency is billed while it stands ready, and pays above about 60% of use' }]
  },
})
