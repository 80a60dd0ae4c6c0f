import type { Flow } from '../flow.js'
import { restApi } from './apigateway/rest-api.js'
import { restStage } from './apigateway/stage.js'
import { httpApi } from './apigatewayv2/api.js'
import { httpStage } from './apigatewayv2/stage.js'
import { distribution } from './cloudfront/distribution.js'
import { userPool } from './cognito/user-pool.js'
import { dynamodbTable } from './dynamodb/table.js'
import { lambdaFunction } from './lambda/function.js'
import { lambdaUrl } from './lambda/url.js'
import { logGroup } from './logs/log-group.js'
import { bucket } from './s3/bucket.js'

export const ALL_FLOWS: readonly Flow[] = [
  bucket,
  distribution,
  dynamodbTable,
  httpApi,
  httpStage,
  lambdaFunction,
  lambdaUrl,
  logGroup,
  restApi,
  restStage,
  userPool,
]

export const FLOWS: ReadonlyMap<string, Flow> = new Map(ALL_FLOWS.map((flow) => [flow.type, flow]))
