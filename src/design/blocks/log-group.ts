import { getAtt, type GraphBuilder } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, LogicalId, type Site } from './block.js'

const Params = z.strictObject({
  id: LogicalId,
  /** Logical id of a KMS key whose policy lets CloudWatch Logs use it. */
  key: LogicalId.optional(),
})

export interface LogGroupPorts {
  readonly logGroup: string
}

/** A log group whose name CloudFormation makes: a name of our own would block replacement. */
export const logGroup = defineBlock<typeof Params, LogGroupPorts>({
  id: 'log-group',
  title: 'CloudWatch Logs log group',
  intent: 'Keep logs as long as the environment needs them, and no longer: the default retention never ends.',
  refs: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html'],
  params: Params,
  guarantees: ['log-group-has-retention'],
  examples: [{ name: 'defaults', params: () => ({ id: 'AppLogs' }) }],
  vary: {},
  build(graph: GraphBuilder, { id, key }, site: Site): LogGroupPorts {
    graph.add(
      'AWS::Logs::LogGroup',
      id,
      { RetentionInDays: site.defaults.logRetentionDays, ...(key === undefined ? {} : { KmsKeyId: getAtt(key, 'Arn') }) },
      { deletionPolicy: 'Delete', updateReplacePolicy: 'Delete' },
    )
    return { logGroup: id }
  },
})
