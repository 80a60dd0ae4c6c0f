import type { Obj } from './values.js'
import { objOr } from './values.js'

const API_KEY = { type: 'apiKey', name: 'x-api-key', in: 'header' }
const IAM = { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' }

function add(body: Obj, name: string, scheme: Obj): void {
  const schemes = objOr(body['securityDefinitions'])
  schemes[name] ??= scheme
  body['securityDefinitions'] = schemes
}

/** Says in the definition what an API key is. */
export function addApiKey(body: Obj): void {
  add(body, 'api_key', { ...API_KEY })
}

/** Says in the definition what a request signed with IAM is. */
export function addIam(body: Obj): void {
  add(body, 'AWS_IAM', { ...IAM })
}
