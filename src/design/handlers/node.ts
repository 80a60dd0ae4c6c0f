/** First handlers in JavaScript (CommonJS: inline code is `index.js`), with the AWS SDK v3 that Lambda's runtime holds. */

const ANSWER = `const answer = (statusCode, body) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body ?? null),
})
`

const HTTP = `const requestOf = (event) => {
  const method = event.requestContext?.http?.method ?? event.httpMethod
  const key = event.pathParameters?.id
  // API Gateway encodes a body that is not declared as text or JSON.
  const text = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body
  try {
    return { method, key, body: JSON.parse(text || '{}') }
  } catch {
    return { method, key, body: undefined }
  }
}

const isObject = (body) => typeof body === 'object' && body !== null && !Array.isArray(body)
`

export const NODE_API = `${ANSWER}
exports.handler = async (event, context) => answer(200, { message: 'it works', request: context.awsRequestId })
`

export const NODE_API_TABLE = `const { randomUUID } = require('node:crypto')
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb')
const { DynamoDBDocument } = require('@aws-sdk/lib-dynamodb')

const db = DynamoDBDocument.from(new DynamoDBClient())
const TableName = process.env.TABLE_NAME
const KEY = process.env.TABLE_KEY

${ANSWER}
${HTTP}
const put = async (key, body) => {
  if (!isObject(body)) return answer(400, { message: 'the body must be a JSON object' })
  const Item = { ...body, [KEY]: key }
  await db.put({ TableName, Item })
  return answer(200, Item)
}

exports.handler = async (event) => {
  const { method, key, body } = requestOf(event)
  if (method === 'POST') return put(randomUUID(), body)
  if (key === undefined) return answer(404, { message: 'no such route' })
  if (method === 'PUT') return put(key, body)
  if (method === 'DELETE') {
    await db.delete({ TableName, Key: { [KEY]: key } })
    return answer(204)
  }
  const { Item } = await db.get({ TableName, Key: { [KEY]: key } })
  return Item ? answer(200, Item) : answer(404, { message: 'not found' })
}
`

const NODE_DATA_API = `const { RDSDataClient, ExecuteStatementCommand } = require('@aws-sdk/client-rds-data')

const data = new RDSDataClient()
const db = { resourceArn: process.env.CLUSTER_ARN, secretArn: process.env.SECRET_ARN, database: process.env.DATABASE }
const CREATE = 'create table if not exists items (id text primary key, body jsonb not null)'
const SAVE =
  'insert into items (id, body) values (:id, cast(:body as jsonb)) on conflict (id) do update set body = excluded.body'

const sql = async (text, values = {}) => {
  const parameters = Object.entries(values).map(([name, stringValue]) => ({ name, value: { stringValue } }))
  const { records } = await data.send(new ExecuteStatementCommand({ ...db, sql: text, parameters }))
  return records ?? []
}
`

export const NODE_API_SQL = `const { randomUUID } = require('node:crypto')
${NODE_DATA_API}
${ANSWER}
${HTTP}
const put = async (key, body) => {
  if (!isObject(body)) return answer(400, { message: 'the body must be a JSON object' })
  await sql(CREATE)
  await sql(SAVE, { id: key, body: JSON.stringify(body) })
  return answer(200, { ...body, id: key })
}

exports.handler = async (event) => {
  const { method, key, body } = requestOf(event)
  if (method === 'POST') return put(randomUUID(), body)
  if (key === undefined) return answer(404, { message: 'no such route' })
  if (method === 'PUT') return put(key, body)
  await sql(CREATE)
  if (method === 'DELETE') {
    await sql('delete from items where id = :id', { id: key })
    return answer(204)
  }
  const [row] = await sql('select body from items where id = :id', { id: key })
  return row ? answer(200, { ...JSON.parse(row[0].stringValue), id: key }) : answer(404, { message: 'not found' })
}
`

const NODE_BATCH = `exports.handler = async (event) => {
  const batchItemFailures = []
  for (const record of event.Records) {
    try {
      await work(record.messageId, record.body)
    } catch (error) {
      // The message goes back to the queue alone; after the last try it moves to the dead-letter queue.
      console.error(JSON.stringify({ level: 'ERROR', message: record.messageId, trace: String(error?.stack) }))
      batchItemFailures.push({ itemIdentifier: record.messageId })
    }
  }
  return { batchItemFailures }
}
`

export const NODE_WORKER = `const work = async (messageId, body) => {
  console.log(JSON.stringify({ level: 'INFO', done: messageId, bytes: body.length }))
}

${NODE_BATCH}`

export const NODE_WORKER_TABLE = `const { DynamoDBClient } = require('@aws-sdk/client-dynamodb')
const { DynamoDBDocument } = require('@aws-sdk/lib-dynamodb')

const db = DynamoDBDocument.from(new DynamoDBClient())

// The message id is the key, so a message that is delivered twice is stored once.
const work = (messageId, body) =>
  db.put({ TableName: process.env.TABLE_NAME, Item: { [process.env.TABLE_KEY]: messageId, body } })

${NODE_BATCH}`

export const NODE_WORKER_SQL = `${NODE_DATA_API}
// The message id is the key, so a message that is delivered twice is stored once.
const work = async (messageId, body) => {
  await sql(CREATE)
  await sql(SAVE, { id: messageId, body: JSON.stringify({ body }) })
}

${NODE_BATCH}`

export const NODE_WORKER_BUCKET = `const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3')

const s3 = new S3Client()

// The message id is the key, so a message that is delivered twice is stored once.
const work = (messageId, body) =>
  s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET_NAME, Key: \`messages/\${messageId}\`, Body: body }))

${NODE_BATCH}`
