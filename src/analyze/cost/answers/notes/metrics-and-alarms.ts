import { defineNote, summed } from '../note.js'

export const metricsAndAlarms = defineNote({
  id: 'metrics-and-alarms',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  examples: [
    { name: 'an alarm', resources: { Slow: ['AWS::CloudWatch::Alarm', { Period: 60 }] }, says: { of: ['Slow'], monthly: '0.1' } },
    { name: 'none', resources: { Queue: ['AWS::SQS::Queue'] } },
  ],
  look({ bill }) {
    const found = summed(
      bill.lines.filter(({ key, monthly }) => /^cloudwatch\.(metrics_custom|alarm_|dashboard)/.test(key) && monthly !== 0n),
    )
    return found === undefined
      ? []
      : [{ ...found, message: 'custom metrics, detailed monitoring, alarms and dashboards are paid for one by one' }]
  },
})
