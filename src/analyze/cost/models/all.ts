import type { PriceModel } from '../model.js'
import { restApi } from './apigateway/rest-api.js'
import { restStage } from './apigateway/stage.js'
import { httpOrWebSocketApi } from './apigatewayv2/api.js'
import { distribution } from './cloudfront/distribution.js'
import { alarm, compositeAlarm } from './cloudwatch/alarm.js'
import { dashboard } from './cloudwatch/dashboard.js'
import { userPool } from './cognito/user-pool.js'
import { dynamodbTable } from './dynamodb/table.js'
import { key } from './kms/key.js'
import { lambdaFunction } from './lambda/function.js'
import { lambdaAlias, lambdaVersion } from './lambda/provisioned.js'
import { lambdaUrl } from './lambda/url.js'
import { logGroup, metricFilter } from './logs/log-group.js'
import { bucket } from './s3/bucket.js'
import { secret } from './secretsmanager/secret.js'
import { topic } from './sns/topic.js'
import { queue } from './sqs/queue.js'

export const ALL_MODELS: readonly PriceModel[] = [
  alarm,
  bucket,
  compositeAlarm,
  dashboard,
  distribution,
  dynamodbTable,
  httpOrWebSocketApi,
  key,
  lambdaAlias,
  lambdaFunction,
  lambdaUrl,
  lambdaVersion,
  logGroup,
  metricFilter,
  queue,
  restApi,
  restStage,
  secret,
  topic,
  userPool,
]

export const MODELS: ReadonlyMap<string, PriceModel> = new Map(ALL_MODELS.map((model) => [model.type, model]))
