import { ref } from '#graph/index.js'
import type { Requirements } from '#spec/index.js'
import type { Watch } from '../blocks/index.js'

/** A share of failed requests that a person should hear of: 1% of the average traffic in five minutes, at least 5. */
function failureThreshold({ traffic }: Requirements): number {
  return Math.max(5, Math.round(traffic.averagePerSecond * 300 * 0.01))
}

export function functionWatches(fn: string, timeoutSeconds: number, requirements: Requirements): readonly Watch[] {
  const dimensions = { FunctionName: ref(fn) }
  const base = { namespace: 'AWS/Lambda', dimensions }
  return [
    { ...base, id: `${fn}Errors`, about: `${fn}: invocations that failed`, metric: 'Errors', threshold: failureThreshold(requirements) },
    { ...base, id: `${fn}Throttles`, about: `${fn}: invocations turned away for lack of concurrency`, metric: 'Throttles', threshold: 1 },
    {
      ...base,
      id: `${fn}Duration`,
      about: `${fn}: p99 duration near its timeout (ms)`,
      metric: 'Duration',
      statistic: 'p99',
      threshold: Math.round(timeoutSeconds * 800),
    },
  ]
}

export function httpApiWatches(api: string, requirements: Requirements): readonly Watch[] {
  const base = { namespace: 'AWS/ApiGateway', dimensions: { ApiId: ref(api) } }
  const p99 = requirements.targets.p99Ms
  return [
    { ...base, id: 'ApiFailures', about: 'API: answers with a server error', metric: '5xx', threshold: failureThreshold(requirements) },
    ...(p99 === undefined
      ? []
      : [
          {
            ...base,
            id: 'ApiLatency',
            about: 'API: p99 latency above the target (ms)',
            metric: 'Latency',
            statistic: 'p99',
            threshold: p99,
          },
        ]),
  ]
}

export function restApiWatches(api: string, stage: string, requirements: Requirements): readonly Watch[] {
  const base = { namespace: 'AWS/ApiGateway', dimensions: { ApiName: { 'Fn::Sub': '${AWS::StackName}' }, Stage: ref(stage) } }
  const p99 = requirements.targets.p99Ms
  return [
    {
      ...base,
      id: `${api}Failures`,
      about: 'API: answers with a server error',
      metric: '5XXError',
      threshold: failureThreshold(requirements),
    },
    ...(p99 === undefined
      ? []
      : [
          {
            ...base,
            id: `${api}Latency`,
            about: 'API: p99 latency above the target (ms)',
            metric: 'Latency',
            statistic: 'p99',
            threshold: p99,
          },
        ]),
  ]
}

export function tableWatches(table: string): readonly Watch[] {
  const base = { namespace: 'AWS/DynamoDB', dimensions: { TableName: ref(table) } }
  return [
    { ...base, id: `${table}ReadThrottles`, about: `${table}: reads turned away`, metric: 'ReadThrottleEvents', threshold: 1 },
    { ...base, id: `${table}WriteThrottles`, about: `${table}: writes turned away`, metric: 'WriteThrottleEvents', threshold: 1 },
  ]
}

export function queueWatches(queue: string, deadLetterQueue: string): readonly Watch[] {
  const name = (id: string) => ({ QueueName: { 'Fn::GetAtt': [id, 'QueueName'] } })
  return [
    {
      namespace: 'AWS/SQS',
      dimensions: name(deadLetterQueue),
      id: 'DeadLetters',
      about: 'Messages in the dead-letter queue',
      metric: 'ApproximateNumberOfMessagesVisible',
      statistic: 'Maximum',
      threshold: 1,
      periods: 1,
    },
    {
      namespace: 'AWS/SQS',
      dimensions: name(queue),
      id: 'QueueAge',
      about: 'Age of the oldest message (s): the worker does not keep up',
      metric: 'ApproximateAgeOfOldestMessage',
      statistic: 'Maximum',
      threshold: 900,
    },
  ]
}

export function balancerWatches(balancer: string, targetGroup: string, requirements: Requirements): readonly Watch[] {
  const fullName = { 'Fn::GetAtt': [balancer, 'LoadBalancerFullName'] }
  const base = { namespace: 'AWS/ApplicationELB', dimensions: { LoadBalancer: fullName } }
  const p99 = requirements.targets.p99Ms
  return [
    {
      ...base,
      id: 'TargetFailures',
      about: 'Containers: answers with a server error',
      metric: 'HTTPCode_Target_5XX_Count',
      threshold: failureThreshold(requirements),
    },
    {
      ...base,
      id: 'BalancerFailures',
      about: 'Load balancer: answers with a server error',
      metric: 'HTTPCode_ELB_5XX_Count',
      threshold: failureThreshold(requirements),
    },
    ...(p99 === undefined
      ? []
      : [
          {
            ...base,
            id: 'TargetLatency',
            about: 'Containers: p99 latency above the target (s)',
            metric: 'TargetResponseTime',
            statistic: 'p99',
            threshold: p99 / 1000,
          },
        ]),
    {
      ...base,
      dimensions: { LoadBalancer: fullName, TargetGroup: { 'Fn::GetAtt': [targetGroup, 'TargetGroupFullName'] } },
      id: 'UnhealthyTargets',
      about: 'Containers that fail their health check',
      metric: 'UnHealthyHostCount',
      statistic: 'Maximum',
      threshold: 1,
    },
  ]
}

export function serviceWatches(cluster: string, service: string): readonly Watch[] {
  const base = {
    namespace: 'AWS/ECS',
    dimensions: { ClusterName: ref(cluster), ServiceName: { 'Fn::GetAtt': [service, 'Name'] } },
    statistic: 'Average',
  }
  return [
    { ...base, id: 'ServiceCpu', about: 'Containers: processor above 85%', metric: 'CPUUtilization', threshold: 85 },
    { ...base, id: 'ServiceMemory', about: 'Containers: memory above 85%', metric: 'MemoryUtilization', threshold: 85 },
  ]
}

export function databaseWatches(database: { readonly instance?: string; readonly cluster?: string }): readonly Watch[] {
  const dimensions =
    database.cluster === undefined ? { DBInstanceIdentifier: ref(database.instance ?? '') } : { DBClusterIdentifier: ref(database.cluster) }
  const base = { namespace: 'AWS/RDS', dimensions, statistic: 'Average' }
  return [
    { ...base, id: 'DatabaseCpu', about: 'Database: processor above 80%', metric: 'CPUUtilization', threshold: 80 },
    ...(database.cluster === undefined
      ? [
          {
            ...base,
            id: 'DatabaseStorage',
            about: 'Database: less than 5 GB of storage left',
            metric: 'FreeStorageSpace',
            threshold: 5_368_709_120,
            comparison: 'LessThanThreshold' as const,
          },
        ]
      : [
          {
            ...base,
            id: 'DatabaseCapacity',
            about: 'Database: above 90% of its largest capacity',
            metric: 'ACUUtilization',
            threshold: 90,
          },
        ]),
  ]
}

export function distributionWatches(distribution: string): readonly Watch[] {
  const base = { namespace: 'AWS/CloudFront', dimensions: { DistributionId: ref(distribution), Region: 'Global' }, statistic: 'Average' }
  return [
    { ...base, id: 'SiteFailures', about: 'CloudFront: share of answers with a server error (%)', metric: '5xxErrorRate', threshold: 1 },
  ]
}
