import { defineNote, summed } from '../note.js'

const KEYS: readonly string[] = ['cloudwatch.logs_ingest_standard', 'cloudwatch.logs_vended']

export const logIngestion = defineNote({
  id: 'log-ingestion',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  examples: [
    {
      name: 'a hundred gigabytes',
      resources: { Log: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }] },
      usage: { Log: { ingestedGb: 100, storedGb: 15 } },
      says: { of: ['Log'], monthly: '50' }, // 100 GB x 0.50
    },
    { name: 'nothing is written', resources: { Log: ['AWS::Logs::LogGroup'] }, usage: { Log: { ingestedGb: 0, storedGb: 0 } } },
  ],
  look({ bill }) {
    const found = summed(bill.lines.filter(({ key, monthly }) => KEYS.includes(key) && monthly !== 0n))
    return found === undefined
      ? []
      : [
          {
            ...found,
            message:
              'logs are paid for when they are written, many times what keeping them in S3 costs; log less, or use the Infrequent Access class',
          },
        ]
  },
})
