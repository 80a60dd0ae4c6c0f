import { resting } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, NOTHING, type Outbound } from '../../flow.js'
import { outboundFrom, standingIn, subnetsBeside } from '../../subnets.js'
import { serviceOf } from './services.js'

/** Services that are called when a task or an environment starts: some kilobytes each time. Image layers come from S3. */
const AT_START: readonly string[] = [
  'ecr.api',
  'ecr.dkr',
  'ecs',
  'ecs-agent',
  'ecs-telemetry',
  'kms',
  'secretsmanager',
  'ssm',
  'ssmmessages',
  'sts',
]

export const vpcEndpoint: Flow = defineFlow({
  type: 'AWS::EC2::VPCEndpoint',
  refs: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html'],
  receives: [],
  after: (node, q) => standingIn(subnetsBeside(node, q), q),
  flow(node, _incoming, context) {
    const service = serviceOf(node, context.q)
    if (service === undefined) return NOTHING
    if (AT_START.includes(service))
      return {
        quantities: [
          { name: 'processedGb', unit: 'GB', value: 0, formula: 'some kilobytes for each start', origin: `calls of ${service}` },
        ],
      }
    const part: keyof Outbound | undefined = service === 'logs' ? 'logsGb' : service === 's3' ? 'imagesGb' : undefined
    if (part === undefined) return NOTHING
    const sources = outboundFrom(subnetsBeside(node, context.q), context)
    if (sources.length === 0) return NOTHING
    return {
      quantities: [
        {
          name: 'processedGb',
          unit: 'GB',
          value: sources.reduce((sum, { outbound }) => sum + outbound[part], 0),
          formula: sources.map((source) => `${source.node.id}: ${count(source.outbound[part])} GB`).join(' + '),
          origin: service === 'logs' ? resting('logs', 'log-per-request') : resting('images', 'image-size', 'task-starts-per-month'),
        },
      ],
    }
  },
})
