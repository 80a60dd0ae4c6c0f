import type { Json, JsonObject } from '#core/index.js'
import { type GraphBuilder, ref } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, LogicalId, LogicalName, type Site } from './block.js'

const Watch = z.strictObject({
  /** End of the alarm's logical id, and its line on the dashboard: `FunctionErrors`. */
  id: LogicalName,
  about: z.string(),
  namespace: z.string(),
  metric: z.string(),
  dimensions: z.record(z.string(), z.custom<Json>()),
  /** `p99`, or one of CloudWatch's statistics. */
  statistic: z.string().default('Sum'),
  threshold: z.number(),
  comparison: z
    .enum(['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold', 'LessThanThreshold'])
    .default('GreaterThanOrEqualToThreshold'),
  periodSeconds: z.int().default(300),
  periods: z.int().min(1).default(3),
})
export type Watch = z.input<typeof Watch>

const Params = z.strictObject({
  /** Address that the alarms are sent to; without it nobody is told. */
  email: z.string().optional(),
  watches: z.array(Watch).min(1).max(100),
  /** Logical id of a KMS key that `cloudwatch` may use. */
  key: LogicalId.optional(),
  dashboard: z.boolean().default(true),
})

export interface AlarmPorts {
  readonly topic: string
}

export const alarms = defineBlock<typeof Params, AlarmPorts>({
  id: 'alarms',
  title: 'Alarms and dashboard',
  intent: 'Tell somebody when users are hurt, and show the same figures on one page.',
  refs: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html'],
  params: Params,
  guarantees: ['topic-requires-tls', 'alarm-has-action'],
  examples: [
    {
      name: 'a function',
      params: () => ({
        email: 'ops@example.com',
        watches: [
          {
            id: 'Errors',
            about: 'errors',
            namespace: 'AWS/Lambda',
            metric: 'Errors',
            dimensions: { FunctionName: 'example' },
            threshold: 1,
          },
        ],
      }),
    },
  ],
  vary: { email: [undefined, 'ops@example.com'], dashboard: [true, false] },
  build(graph: GraphBuilder, { email, watches, key, dashboard }, site: Site): AlarmPorts {
    graph.section('Alarms and dashboard')
    const topic = graph.add('AWS::SNS::Topic', 'AlarmTopic', {
      ...(key === undefined ? {} : { KmsMasterKeyId: ref(key) }),
      ...(email === undefined ? {} : { Subscription: [{ Protocol: 'email', Endpoint: email }] }),
    })
    graph.add('AWS::SNS::TopicPolicy', 'AlarmTopicPolicy', { Topics: [ref(topic)], PolicyDocument: topicPolicy(topic) })
    for (const watch of watches) {
      graph.add('AWS::CloudWatch::Alarm', `${watch.id}Alarm`, {
        AlarmDescription: watch.about,
        Namespace: watch.namespace,
        MetricName: watch.metric,
        Dimensions: Object.entries(watch.dimensions).map(([Name, Value]) => ({ Name, Value })),
        ...statisticOf(watch.statistic),
        Period: watch.periodSeconds,
        EvaluationPeriods: watch.periods,
        Threshold: watch.threshold,
        ComparisonOperator: watch.comparison,
        TreatMissingData: 'notBreaching',
        AlarmActions: [ref(topic)],
        OKActions: [ref(topic)],
      })
    }
    if (dashboard) addDashboard(graph, watches, site)
    return { topic }
  },
})

function statisticOf(statistic: string): JsonObject {
  return /^p\d/.test(statistic) ? { ExtendedStatistic: statistic } : { Statistic: statistic }
}

function topicPolicy(topic: string): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AlarmsPublish',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: ref(topic),
        Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
      },
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: ref(topic),
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  }
}

/** Two graphs a row; the body is text in which the names of resources are filled in at deployment. */
function addDashboard(graph: GraphBuilder, watches: readonly z.output<typeof Watch>[], site: Site): void {
  const variables: Record<string, Json> = {}
  const widgets = watches.map((watch, index) => {
    const dimensions = Object.entries(watch.dimensions).flatMap(([name, value], at) => {
      if (typeof value === 'string') return [name, value]
      const variable = `${watch.id}${at}`
      variables[variable] = value
      return [name, `\${${variable}}`]
    })
    return {
      type: 'metric',
      x: (index % 2) * 12,
      y: Math.floor(index / 2) * 6,
      width: 12,
      height: 6,
      properties: {
        title: watch.about,
        region: site.region,
        stat: watch.statistic,
        period: watch.periodSeconds,
        metrics: [[watch.namespace, watch.metric, ...dimensions]],
      },
    }
  })
  const body = JSON.stringify({ widgets }).replaceAll(`"region":"${site.region}"`, '"region":"${AWS::Region}"')
  graph.add('AWS::CloudWatch::Dashboard', 'Dashboard', {
    DashboardBody: { 'Fn::Sub': Object.keys(variables).length === 0 ? body : [body, variables] },
  })
}
