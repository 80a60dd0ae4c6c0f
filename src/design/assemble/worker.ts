import { ref } from '#graph/index.js'
import { lambdaFunction, openBucketToFunction, queueWorker, useBucket, useKey } from '../blocks/index.js'
import { type Assembly, type Guide, logicalName } from './context.js'
import { addDataApiDatabase, unprotectDatabase } from './database.js'
import { addBuckets, addTables } from './stores.js'
import { functionWatches, queueWatches } from './watches.js'

// A message is tried this often before it is set aside.
const MAX_RECEIVES = 5
const BATCH = 10

/** Where the first handler puts what it read. */
function storeOf({ plan }: Assembly): 'sql' | 'table' | 'bucket' | 'none' {
  const { database, tables, buckets } = plan.store.value
  if (database !== undefined) return 'sql'
  if (tables.length > 0) return 'table'
  return buckets.length > 0 ? 'bucket' : 'none'
}

export function assembleWorker(assembly: Assembly): Guide {
  const { graph, site, requirements, plan, watches, notes } = assembly
  const compute = plan.compute.value
  if (compute.kind !== 'lambda') return { firstCall: [], ownCode: [], beforeTeardown: [] }
  graph.section('Worker')
  const store = storeOf(assembly)
  // A batch is worked off one message after the other, so the function gets the time for all of them.
  const timeoutSeconds = Math.min(900, compute.timeoutSeconds * BATCH)
  const batchSize = Math.max(1, Math.min(BATCH, Math.floor(timeoutSeconds / compute.timeoutSeconds)))
  const fn = lambdaFunction.add(
    graph,
    {
      id: 'WorkerFunction',
      about: `${requirements.name}: first handler, put your own code in its place`,
      runtime: requirements.workload.runtime,
      architecture: compute.architecture,
      memoryMb: compute.memoryMb,
      timeoutSeconds,
      purpose: 'worker',
      store,
    },
    site,
  )
  graph.section('Queue')
  const { queue, deadLetterQueue } = queueWorker.add(
    graph,
    { name: logicalName(requirements.name), function: fn.function, role: fn.role, timeoutSeconds, maxReceives: MAX_RECEIVES, batchSize },
    site,
  )
  addTables(assembly, fn, ['dynamodb:PutItem'])
  const [target] = plan.store.value.buckets
  addBuckets(assembly, (bucket, need) =>
    need === target ? useBucket(graph, fn, bucket) : openBucketToFunction(graph, fn, { name: need.name, bucket }),
  )
  if (assembly.key !== undefined && plan.store.value.buckets.length > 0) useKey(graph, fn.role, assembly.key)
  addDataApiDatabase(assembly, fn)
  graph.output('QueueUrl', 'Send messages here', ref(queue))
  graph.output('DeadLetterQueueUrl', 'Messages that failed again and again', ref(deadLetterQueue))
  graph.output('FunctionName', 'Function that works the messages off', ref(fn.function))
  watches.push(...functionWatches(fn.function, timeoutSeconds, requirements), ...queueWatches(queue, deadLetterQueue))
  if (store === 'none') notes.push({ kind: 'not-made', text: 'a store for results: the first handler only logs; name one under `data`' })
  return { ...guideOf(fn.logGroup), beforeTeardown: unprotectDatabase(assembly) }
}

function guideOf(logGroup: string): Omit<Guide, 'beforeTeardown'> {
  return {
    firstCall: [
      { title: 'Send a message', command: 'aws sqs send-message --queue-url "$(OUTPUT QueueUrl)" --message-body \'{"note": "first"}\'' },
      {
        title: 'See that it was worked off (both figures return to 0)',
        command:
          'aws sqs get-queue-attributes --queue-url "$(OUTPUT QueueUrl)" --attribute-names ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible',
      },
      {
        title: 'Read its log',
        command: `aws logs tail "$(aws cloudformation describe-stack-resource --stack-name "$STACK" --logical-resource-id ${logGroup} --query StackResourceDetail.PhysicalResourceId --output text)" --since 10m`,
      },
    ],
    ownCode: [
      {
        title: 'In the folder of your code, with `index.py` or `index.js` at its top: put it in the place of the first handler',
        command:
          'zip -r code.zip . && aws lambda update-function-code --function-name "$(OUTPUT FunctionName)" --zip-file fileb://code.zip',
      },
    ],
  }
}
