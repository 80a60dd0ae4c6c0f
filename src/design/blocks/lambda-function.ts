import { invariant } from '#core/index.js'
import { getAtt, type GraphBuilder, ref } from '#graph/index.js'

import { z } from 'zod'
import { handlerFor } from '../handlers/index.js'
import { defineBlock, LogicalId, LogicalName, type Site } from './block.js'
import { logGroup } from './log-group.js'

const Params = z.strictObject({
  /** Logical id of the function; its role and log group are named after it. */
  id: LogicalName.default('Api'),
  about: z.string().max(256).default('First handler; put your own code in its place'),
  runtime: z.string().default('python3.13'),
  architecture: z.enum(['arm64', 'x86_64']).default('arm64'),
  memoryMb: z.int().min(128).max(10_240).default(512),
  timeoutSeconds: z.int().min(1).max(900).default(10),
  purpose: z.enum(['api', 'worker']).default('api'),
  store: z.enum(['none', 'table', 'sql', 'bucket']).default('none'),
  /** Logical id of a KMS key for the log group. */
  key: LogicalId.optional(),
})

export interface LambdaPorts {
  readonly function: string
  readonly role: string
  readonly logGroup: string
}

export const lambdaFunction = defineBlock<typeof Params, LambdaPorts>({
  id: 'lambda-function',
  title: 'Lambda function',
  intent: 'Run code for each request or message, with a role that may do no more than its connections need.',
  refs: [
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  ],
  params: Params,
  guarantees: ['function-is-traced', 'log-group-has-retention', 'role-has-no-administrator-policy'],
  examples: [
    { name: 'defaults', params: () => ({}) },
    {
      name: 'Node.js worker',
      params: () => ({ id: 'Worker', runtime: 'nodejs22.x', purpose: 'worker', timeoutSeconds: 60, architecture: 'x86_64' }),
    },
  ],
  vary: {
    runtime: ['python3.12', 'python3.13', 'nodejs22.x'],
    architecture: ['arm64', 'x86_64'],
    memoryMb: [128, 512, 1769, 10_240],
    timeoutSeconds: [1, 30, 900],
    purpose: ['api', 'worker'],
  },
  build(graph: GraphBuilder, params, site: Site): LambdaPorts {
    const { id, runtime, purpose, store } = params
    const handler = handlerFor(runtime, purpose, store)
    invariant(handler !== undefined, `no first handler for ${runtime}, ${purpose}, ${store}`)
    const logs = logGroup.add(graph, { id: `${id}Logs`, key: params.key }, site).logGroup
    const role = graph.add('AWS::IAM::Role', `${id}Role`, {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        {
          PolicyName: 'function',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Sid: 'Logs', Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: getAtt(logs, 'Arn') },
              // X-Ray takes no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
              { Sid: 'Traces', Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' },
            ],
          },
        },
      ],
    })
    graph.add('AWS::Lambda::Function', id, {
      Description: params.about,
      Runtime: runtime,
      Architectures: [params.architecture],
      Handler: handler.entry,
      MemorySize: params.memoryMb,
      Timeout: params.timeoutSeconds,
      Role: getAtt(role, 'Arn'),
      LoggingConfig: { LogGroup: ref(logs), LogFormat: 'JSON' },
      TracingConfig: { Mode: 'Active' },
      Code: { ZipFile: handler.code },
    })
    return { function: id, role, logGroup: logs }
  },
})
