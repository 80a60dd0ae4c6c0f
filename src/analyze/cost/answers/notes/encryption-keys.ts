import { defineNote, summed } from '../note.js'

const KEYS: readonly string[] = ['kms.cmk', 'kms.requests']

export const encryptionKeys = defineNote({
  id: 'encryption-keys',
  refs: ['https://aws.amazon.com/kms/pricing/'],
  examples: [
    { name: 'a key', resources: { Key: ['AWS::KMS::Key'] }, usage: { Key: { requests: 0 } }, says: { of: ['Key'], monthly: '1' } },
    { name: 'none', resources: { Queue: ['AWS::SQS::Queue'] } },
  ],
  look({ bill }) {
    const found = summed(bill.lines.filter(({ key, monthly }) => KEYS.includes(key) && monthly !== 0n))
    return found === undefined
      ? []
      : [
          {
            ...found,
            message: 'keys of your own cost by the month and their calls by the ten thousand; bucket keys of S3 save most of the calls',
          },
        ]
  },
})
