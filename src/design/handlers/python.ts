/** First handlers in Python: small, working, without dependencies beyond what Lambda's runtime holds. */

const ANSWER = `def answer(status, body=None):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(body, default=plain),
    }
`

// DynamoDB gives numbers as decimals.
const PLAIN = `def plain(number):
    return int(number) if number % 1 == 0 else float(number)
`

const HTTP = `def request_of(event):
    http = event.get("requestContext", {}).get("http", {})
    method = http.get("method") or event.get("httpMethod")
    key = (event.get("pathParameters") or {}).get("id")
    text = event.get("body") or "{}"
    try:
        # API Gateway encodes a body that is not declared as text or JSON.
        body = json.loads(base64.b64decode(text) if event.get("isBase64Encoded") else text)
    except ValueError:
        body = None
    return method, key, body
`

export const PYTHON_API = `import json


${ANSWER.replace(', default=plain', '')}

def handler(event, context):
    return answer(200, {"message": "it works", "request": context.aws_request_id})
`

export const PYTHON_API_TABLE = `import base64
import json
import os
import uuid
from decimal import Decimal

import boto3

TABLE = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
KEY = os.environ["TABLE_KEY"]


${PLAIN}

${ANSWER}

${HTTP}

def put(key, body):
    if not isinstance(body, dict):
        return answer(400, {"message": "the body must be a JSON object"})
    item = json.loads(json.dumps({**body, KEY: key}), parse_float=Decimal)
    TABLE.put_item(Item=item)
    return answer(200, item)


def handler(event, context):
    method, key, body = request_of(event)
    if method == "POST":
        return put(str(uuid.uuid4()), body)
    if key is None:
        return answer(404, {"message": "no such route"})
    if method == "PUT":
        return put(key, body)
    if method == "DELETE":
        TABLE.delete_item(Key={KEY: key})
        return answer(204)
    item = TABLE.get_item(Key={KEY: key}).get("Item")
    return answer(200, item) if item else answer(404, {"message": "not found"})
`

const PYTHON_DATA_API = `DATA = boto3.client("rds-data")
DB = {
    "resourceArn": os.environ["CLUSTER_ARN"],
    "secretArn": os.environ["SECRET_ARN"],
    "database": os.environ["DATABASE"],
}
CREATE = "create table if not exists items (id text primary key, body jsonb not null)"
SAVE = (
    "insert into items (id, body) values (:id, cast(:body as jsonb))"
    " on conflict (id) do update set body = excluded.body"
)


def sql(text, **values):
    given = [{"name": k, "value": {"stringValue": v}} for k, v in values.items()]
    return DATA.execute_statement(sql=text, parameters=given, **DB).get("records", [])
`

export const PYTHON_API_SQL = `import base64
import json
import os
import uuid

import boto3

${PYTHON_DATA_API}

${ANSWER.replace(', default=plain', '')}

${HTTP}

def put(key, body):
    if not isinstance(body, dict):
        return answer(400, {"message": "the body must be a JSON object"})
    sql(CREATE)
    sql(SAVE, id=key, body=json.dumps(body))
    return answer(200, {**body, "id": key})


def handler(event, context):
    method, key, body = request_of(event)
    if method == "POST":
        return put(str(uuid.uuid4()), body)
    if key is None:
        return answer(404, {"message": "no such route"})
    if method == "PUT":
        return put(key, body)
    sql(CREATE)
    if method == "DELETE":
        sql("delete from items where id = :id", id=key)
        return answer(204)
    rows = sql("select body from items where id = :id", id=key)
    if not rows:
        return answer(404, {"message": "not found"})
    return answer(200, {**json.loads(rows[0][0]["stringValue"]), "id": key})
`

const PYTHON_BATCH = `def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            work(record["messageId"], record["body"])
        except Exception:
            # The message goes back to the queue alone; after the last try it moves to the dead-letter queue.
            print(json.dumps({"level": "ERROR", "message": record["messageId"], "trace": traceback.format_exc()}))
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
`

export const PYTHON_WORKER = `import json
import traceback


def work(message_id, body):
    print(json.dumps({"level": "INFO", "done": message_id, "bytes": len(body)}))


${PYTHON_BATCH}`

export const PYTHON_WORKER_TABLE = `import json
import os
import traceback

import boto3

TABLE = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
KEY = os.environ["TABLE_KEY"]


def work(message_id, body):
    # The message id is the key, so a message that is delivered twice is stored once.
    TABLE.put_item(Item={KEY: message_id, "body": body})


${PYTHON_BATCH}`

export const PYTHON_WORKER_SQL = `import json
import os
import traceback

import boto3

${PYTHON_DATA_API}

def work(message_id, body):
    # The message id is the key, so a message that is delivered twice is stored once.
    sql(CREATE)
    sql(SAVE, id=message_id, body=json.dumps({"body": body}))


${PYTHON_BATCH}`

export const PYTHON_WORKER_BUCKET = `import json
import os
import traceback

import boto3

S3 = boto3.client("s3")
BUCKET = os.environ["BUCKET_NAME"]


def work(message_id, body):
    # The message id is the key, so a message that is delivered twice is stored once.
    S3.put_object(Bucket=BUCKET, Key=f"messages/{message_id}", Body=body.encode())


${PYTHON_BATCH}`
