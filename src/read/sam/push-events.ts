import type { EventEntry, Target } from './types.js'
import type { Expansion } from './expansion.js'
import { calledArn, permit, permitAs, putFor } from './permissions.js'
import { hashOf, isList, isObj, listOf, type Obj, obj, objOr, ref, refOf, getAtt, sub, text, type Value, when } from './values.js'

/** Alexa calls the function. */
export function alexa(expansion: Expansion, target: Target, event: EventEntry): void {
  permit(expansion, target, event, obj({ Principal: 'alexa-appkit.amazon.com', EventSourceToken: event.properties['SkillId'] }))
}

/** A rule of AWS IoT. */
export function iotRule(expansion: Expansion, target: Target, event: EventEntry): void {
  const { Sql, AwsIotSqlVersion } = event.properties
  if (Sql === undefined) return expansion.rejectEvent(target.source, event.name, "missing required property 'Sql'")
  const payload = { Actions: [{ Lambda: { FunctionArn: calledArn(target) } }], RuleDisabled: false, Sql, ...obj({ AwsIotSqlVersion }) }
  putFor(expansion, target, event.id, { Type: 'AWS::IoT::TopicRule', Properties: { TopicRulePayload: payload } })
  permit(expansion, target, event, {
    Principal: 'iot.amazonaws.com',
    SourceAccount: sub('${AWS::AccountId}'),
    SourceArn: sub(expansion.arn('iot:${AWS::Region}:${AWS::AccountId}:rule/${RuleName}'), { RuleName: ref(event.id) }),
  })
}

/** A subscription of a log group. */
export function logs(expansion: Expansion, target: Target, event: EventEntry): void {
  const { LogGroupName, FilterPattern } = event.properties
  if (LogGroupName === undefined || FilterPattern === undefined)
    return expansion.rejectEvent(target.source, event.name, "'LogGroupName' and 'FilterPattern' are required")
  permit(expansion, target, event, {
    Principal: 'logs.amazonaws.com',
    SourceArn: sub(expansion.arn('logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*'), {
      __LogGroupName__: LogGroupName,
    }),
  })
  putFor(expansion, target, event.id, {
    Type: 'AWS::Logs::SubscriptionFilter',
    DependsOn: [`${event.id}Permission`],
    Properties: { DestinationArn: calledArn(target), FilterPattern, LogGroupName },
  })
}

/** A trigger of a Cognito user pool that stands in the same template. */
export function cognito(expansion: Expansion, target: Target, event: EventEntry): void {
  const pool = refOf(event.properties['UserPool'])
  const resource = pool === undefined ? undefined : expansion.out[pool]
  if (pool === undefined || !isObj(resource) || resource['Type'] !== 'AWS::Cognito::UserPool')
    return expansion.rejectEvent(target.source, event.name, "'UserPool' must be a Ref to an AWS::Cognito::UserPool of this template")
  const triggers = listOf(event.properties['Trigger'])
  const properties = objOr(resource['Properties'])
  const config = objOr(properties['LambdaConfig'])
  for (const trigger of triggers) {
    const name = text(trigger)
    if (name === undefined) expansion.rejectEvent(target.source, event.name, "'Trigger' must be a string or a list of strings")
    else if (config[name] !== undefined) expansion.rejectEvent(target.source, event.name, `the trigger ${name} of ${pool} is set twice`)
    else config[name] = calledArn(target)
  }
  resource['Properties'] = { ...properties, LambdaConfig: config }
  // The permission is named after the kind of event: several events of one pool need it once.
  permitAs(expansion, target, `${target.alias?.aliasId ?? target.source.id}CognitoPermission`, {
    Principal: 'cognito-idp.amazonaws.com',
    SourceArn: getAtt(pool, 'Arn'),
  })
}

/** Notifications of a bucket that stands in the same template. */
export function s3(expansion: Expansion, target: Target, event: EventEntry): void {
  const bucketId = refOf(event.properties['Bucket'])
  const bucket = bucketId === undefined ? undefined : expansion.out[bucketId]
  if (bucketId === undefined || !isObj(bucket) || bucket['Type'] !== 'AWS::S3::Bucket')
    return expansion.rejectEvent(target.source, event.name, "'Bucket' must be a Ref to an AWS::S3::Bucket of this template")
  const given = bucket['Properties'] ?? {}
  if (!isObj(given)) return expansion.reject(bucketId, 'Properties should be a map', ['Properties'])
  if (given['Tags'] !== undefined && !isList(given['Tags']))
    return expansion.reject(bucketId, "property 'Tags' should be a list", ['Properties', 'Tags'])
  permit(expansion, target, event, { Principal: 's3.amazonaws.com', SourceAccount: ref('AWS::AccountId') })
  bucket['Properties'] = given
  dependOn(bucket, target, `${event.id}Permission`)
  expansion.notifying.set(target.source.id, [...(expansion.notifying.get(target.source.id) ?? []), bucketId])
  const condition = text(target.source.resource['Condition'])
  if (condition !== undefined) linkTag(given, event, condition)
  const notification = objOr(given['NotificationConfiguration'])
  const filter = event.properties['Filter']
  const entries = listOf(event.properties['Events']).map((kind): Value => {
    const entry: Obj = { Event: kind, Function: calledArn(target), ...obj({ Filter: filter }) }
    return condition === undefined ? entry : when(condition, entry)
  })
  given['NotificationConfiguration'] = { ...notification, LambdaConfigurations: withEach(notification['LambdaConfigurations'], entries) }
}

/** The bucket is made after the permission, or S3 refuses the notification. */
function dependOn(bucket: Obj, target: Target, permission: string): void {
  if (target.source.resource['Condition'] !== undefined) return
  const before = listOf(bucket['DependsOn'])
  bucket['DependsOn'] = before.includes(permission) ? before : [...before, permission]
}

/** The list with the entries that it does not have yet. */
function withEach(list: Value | undefined, entries: readonly Value[]): Value[] {
  const all = [...listOf(list)]
  for (const entry of entries) if (!all.some((other) => hashOf(other) === hashOf(entry))) all.push(entry)
  return all
}

/** `DependsOn` takes no condition, a tag does: it refers to the permission only where that exists. */
function linkTag(properties: Obj, event: EventEntry, condition: string): void {
  const tag = {
    Key: `sam:ConditionalDependsOn:${event.id}Permission`,
    Value: { 'Fn::If': [condition, ref(`${event.id}Permission`), 'no dependency'] },
  }
  properties['Tags'] = [...listOf(properties['Tags']), tag]
}
