import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { handlerFor, type HandlerPurpose, type HandlerStore } from '../../src/design/handlers/index.js'
import { haveVenv, PYTHON_BIN } from '../support/python.js'
import { run } from '../support/run.js'

const COMBINATIONS: readonly (readonly [HandlerPurpose, HandlerStore])[] = [
  ['api', 'none'],
  ['api', 'table'],
  ['api', 'sql'],
  ['worker', 'none'],
  ['worker', 'table'],
  ['worker', 'sql'],
  ['worker', 'bucket'],
]

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stanchion-handlers-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function written(runtime: string, purpose: HandlerPurpose, store: HandlerStore): string {
  const handler = handlerFor(runtime, purpose, store)
  if (handler === undefined) throw new Error(`no handler for ${runtime} ${purpose} ${store}`)
  const own = join(folder, `${runtime}-${purpose}-${store}`)
  mkdirSync(own, { recursive: true })
  writeFileSync(join(own, runtime.startsWith('python') ? 'index.py' : 'index.js'), handler.code)
  return own
}

describe('the first handlers', () => {
  test.each(COMBINATIONS)('%s with %s is valid JavaScript', async (purpose, store) => {
    const { code, stderr } = await run(process.execPath, ['--check', join(written('nodejs22.x', purpose, store), 'index.js')])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test('an unmade combination is undefined', () => {
    expect(handlerFor('python3.13', 'api', 'bucket')).toBeUndefined()
  })
})

// Runs a handler in a Python with boto3 and moto's in-process fake, and prints what it answered.
const DRIVER = `
import json, os, sys
sys.path.insert(0, sys.argv[1])
os.environ.update(AWS_DEFAULT_REGION="eu-west-1", AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing", TABLE_NAME="t", TABLE_KEY="order_id", BUCKET_NAME="bucket-b")
import boto3
from moto import mock_aws
with mock_aws():
    db = boto3.resource("dynamodb")
    db.create_table(TableName="t", BillingMode="PAY_PER_REQUEST", AttributeDefinitions=[{"AttributeName": "order_id", "AttributeType": "S"}], KeySchema=[{"AttributeName": "order_id", "KeyType": "HASH"}])
    boto3.client("s3").create_bucket(Bucket="bucket-b", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    import index
    def http(method, key=None, body=None, encoded=False):
        return index.handler({"requestContext": {"http": {"method": method}}, "pathParameters": {"id": key} if key else None, "body": body, "isBase64Encoded": encoded}, None)
    print(json.dumps(eval(sys.argv[2]), default=str))
`

describe.skipIf(!haveVenv())('Python handlers at work', () => {
  const answerOf = async (purpose: HandlerPurpose, store: HandlerStore, expression: string): Promise<unknown> => {
    const { code, stdout, stderr } = await run(join(PYTHON_BIN, 'python'), [
      '-c',
      DRIVER,
      written('python3.13', purpose, store),
      expression,
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  }

  test.each(COMBINATIONS)('%s with %s compiles', async (purpose, store) => {
    const { code, stderr } = await run(join(PYTHON_BIN, 'python'), [
      '-m',
      'py_compile',
      join(written('python3.13', purpose, store), 'index.py'),
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test('stores, reads, replaces and deletes an item', async () => {
    const answers = await answerOf(
      'api',
      'table',
      `[[r["statusCode"], json.loads(r["body"])] for r in [http("PUT", "a", '{"total": 1.5, "count": 2}'), http("GET", "a"), http("DELETE", "a"), http("GET", "a")]]`,
    )
    expect(answers).toEqual([
      [200, { order_id: 'a', total: 1.5, count: 2 }],
      [200, { order_id: 'a', total: 1.5, count: 2 }],
      [204, null],
      [404, { message: 'not found' }],
    ])
  })

  test.each([
    ['not JSON', '{', 400],
    ['a list', '[]', 400],
    ['an object', '{}', 200],
  ])('POST of %s', async (_name, body, status) => {
    expect(await answerOf('api', 'table', `http("POST", None, ${JSON.stringify(body)})["statusCode"]`)).toBe(status)
  })

  // An HTTP API does so with what curl -d sends unless it names another content type.
  test.each([
    ['{"note": "first"}', 200],
    ['not JSON', 400],
  ])('POST of %s as API Gateway encodes what is not declared as JSON', async (body, status) => {
    const encoded = Buffer.from(body).toString('base64')
    expect(await answerOf('api', 'table', `http("POST", None, ${JSON.stringify(encoded)}, True)["statusCode"]`)).toBe(status)
  })

  test('POST of bytes that are no text', async () => {
    const encoded = Buffer.from([0xff, 0xfe, 0xfd]).toString('base64')
    expect(await answerOf('api', 'table', `http("POST", None, ${JSON.stringify(encoded)}, True)["statusCode"]`)).toBe(400)
  })

  test('a worker stores each message once and gives back the one that failed', async () => {
    const records = '{"Records": [{"messageId": "1", "body": "x"}, {"messageId": "1", "body": "x"}, {"messageId": "2", "body": None}]}'
    expect(
      await answerOf(
        'worker',
        'bucket',
        `[index.handler(${records}, None), boto3.client("s3").list_objects_v2(Bucket="bucket-b")["KeyCount"]]`,
      ),
    ).toEqual([{ batchItemFailures: [{ itemIdentifier: '2' }] }, 1])
    expect(
      await answerOf(
        'worker',
        'table',
        `[index.handler({"Records": [{"messageId": "1", "body": "x"}]}, None), db.Table("t").scan()["Count"]]`,
      ),
    ).toEqual([{ batchItemFailures: [] }, 1])
  })
})
