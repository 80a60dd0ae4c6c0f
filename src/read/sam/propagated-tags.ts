import type { Source } from './types.js'
import type { Expansion } from './expansion.js'
import { isObj, objOr, text } from './values.js'

/** Types whose tags are a list of keys and values. */
const LISTS = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGateway::DomainNameV2',
  'AWS::ApiGateway::UsagePlan',
  'AWS::ApiGateway::ApiKey',
  'AWS::Lambda::Function',
  'AWS::IAM::Role',
  'AWS::IoT::TopicRule',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
])
/** Types whose tags are a map. */
const MAPS = new Set(['AWS::ApiGatewayV2::Api', 'AWS::ApiGatewayV2::Stage', 'AWS::ApiGatewayV2::DomainName'])

/** Gives the tags of a SAM resource on to all that it became. */
export function propagateTags(expansion: Expansion, source: Source): void {
  const tags = objOr(source.properties['Tags'])
  if (source.properties['PropagateTags'] !== true || Object.keys(tags).length === 0) return
  const made = [...expansion.origins].flatMap(([id, from]) => (from === source.id ? [id] : []))
  for (const id of new Set([...made, ...(expansion.notifying.get(source.id) ?? [])])) {
    const resource = expansion.out[id]
    if (!isObj(resource)) continue
    const type = text(resource['Type']) ?? ''
    if (LISTS.has(type) || type === 'AWS::S3::Bucket')
      resource['Properties'] = { ...objOr(resource['Properties']), Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }
    if (MAPS.has(type)) resource['Properties'] = { ...objOr(resource['Properties']), Tags: { ...tags } }
  }
}
