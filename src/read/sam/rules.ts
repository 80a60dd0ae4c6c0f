import type { EventEntry, Source, Target } from './types.js'
import { type Expansion, passedOn } from './expansion.js'
import { calledArn, permit } from './permissions.js'
import { assumedBy, getAtt, isIntrinsic, isObj, type Obj, obj, pick, ref, tagList, text, type Value, isThere } from './values.js'

/** What a rule of EventBridge calls. */
export interface RuleTarget {
  readonly source: Source
  readonly arn: Value
  readonly kind: 'Lambda' | 'StepFunctions'
  readonly roleArn?: Value
}

export function schedule(expansion: Expansion, target: Target, event: EventEntry): void {
  putSchedule(expansion, lambdaTarget(target), event)
  permit(expansion, target, event, { Principal: 'events.amazonaws.com', SourceArn: getAtt(event.id, 'Arn') })
}

export function rule(expansion: Expansion, target: Target, event: EventEntry): void {
  if (event.properties['Enabled'] !== undefined && event.properties['State'] !== undefined)
    return expansion.rejectEvent(target.source, event.name, 'State and Enabled properties cannot both be specified')
  putRule(expansion, lambdaTarget(target), event)
  permit(expansion, target, event, { Principal: 'events.amazonaws.com', SourceArn: getAtt(event.id, 'Arn') })
}

function lambdaTarget(target: Target): RuleTarget {
  return { source: target.source, arn: calledArn(target), kind: 'Lambda' }
}

export function scheduler(expansion: Expansion, target: Target, event: EventEntry): void {
  putScheduler(expansion, lambdaTarget(target), event, 'lambda:InvokeFunction')
}

/** A rule on a schedule. */
export function putSchedule(expansion: Expansion, target: RuleTarget, event: EventEntry): void {
  const { properties } = event
  if (properties['Enabled'] !== undefined && properties['State'] !== undefined)
    return expansion.rejectEvent(target.source, event.name, 'State and Enabled properties cannot both be specified')
  const state = properties['State'] ?? stateOf(properties['Enabled'])
  put(
    expansion,
    target,
    event,
    obj({ ScheduleExpression: properties['Schedule'], State: state, Name: properties['Name'], Description: properties['Description'] }),
  )
}

function stateOf(enabled: Value | undefined): Value | undefined {
  if (enabled === undefined || isIntrinsic(enabled)) return enabled
  return enabled === true || enabled === 'true' ? 'ENABLED' : 'DISABLED'
}

/** A rule on events. */
export function putRule(expansion: Expansion, target: RuleTarget, event: EventEntry): void {
  const { properties } = event
  put(
    expansion,
    target,
    event,
    obj({
      EventBusName: properties['EventBusName'],
      EventPattern: properties['Pattern'],
      State: properties['State'] ?? stateOf(properties['Enabled']),
      Name: properties['RuleName'],
    }),
  )
}

function put(expansion: Expansion, target: RuleTarget, event: EventEntry, fields: Obj): void {
  const { properties } = event
  const given = properties['Target']
  const id = isObj(given) ? given['Id'] : undefined
  const made: Obj = {
    Arn: target.arn,
    Id: id ?? `${event.id}${target.kind}Target`,
    ...pick(properties, ['Input', 'InputPath', 'InputTransformer', 'RetryPolicy']),
    ...obj({ RoleArn: target.roleArn, DeadLetterConfig: deadLetters(expansion, target, event, getAtt(event.id, 'Arn')) }),
  }
  expansion.put(
    event.id,
    { Type: 'AWS::Events::Rule', ...passedOn(target.source), Properties: { ...fields, Targets: [made] } },
    target.source,
  )
}

/** Where events go that could not be delivered: a queue of the user, or one that is made here. */
function deadLetters(expansion: Expansion, target: RuleTarget, event: EventEntry, sender: Value | undefined): Obj | undefined {
  const given = event.properties['DeadLetterConfig']
  if (given === undefined) return undefined
  const reject = (message: string): undefined => expansion.rejectEvent(target.source, event.name, message)
  if (!isObj(given)) return reject("'DeadLetterConfig' must be a map")
  const { Arn: arn, Type: type, QueueLogicalId: wanted } = given
  if (arn !== undefined && type !== undefined) return reject("define either 'Arn' or 'Type' of DeadLetterConfig, not both")
  if (arn !== undefined) return { Arn: arn }
  if (type !== 'SQS')
    return reject(
      type === undefined
        ? "no 'Arn' or 'Type' provided for DeadLetterConfig"
        : "the only valid value for the 'Type' of DeadLetterConfig is 'SQS'",
    )
  if (wanted !== undefined && text(wanted) === undefined) return reject('QueueLogicalId must be a string')
  const queue = text(wanted) ?? `${event.id}Queue`
  const attributes = passedOn(target.source)
  expansion.put(queue, { Type: 'AWS::SQS::Queue', ...attributes, Properties: {} }, target.source)
  // A scheduler writes with its role; a rule needs a policy of the queue.
  if (sender === undefined) return { Arn: getAtt(queue, 'Arn') }
  const statement = {
    Action: 'sqs:SendMessage',
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Resource: getAtt(queue, 'Arn'),
    Condition: { ArnEquals: { 'aws:SourceArn': sender } },
  }
  const policy = { PolicyDocument: { Version: '2012-10-17', Statement: [statement] }, Queues: [ref(queue)] }
  expansion.put(`${event.id}QueuePolicy`, { Type: 'AWS::SQS::QueuePolicy', ...attributes, Properties: policy }, target.source)
  return { Arn: getAtt(queue, 'Arn') }
}

/** A role that a service of AWS takes to start the target. */
export function startRole(
  expansion: Expansion,
  target: RuleTarget,
  event: EventEntry,
  grant: { readonly service: string; readonly action: string; readonly more?: readonly Obj[] },
): Obj {
  const id = `${event.id}Role`
  const policy = {
    PolicyName: `${grant.service === 'scheduler.amazonaws.com' ? event.id : id}${target.kind === 'Lambda' ? 'LambdaPolicy' : 'StartExecutionPolicy'}`,
    PolicyDocument: { Statement: [{ Action: grant.action, Effect: 'Allow', Resource: target.arn }] },
  }
  const boundary = event.properties['PermissionsBoundary'] ?? target.source.properties['PermissionsBoundary']
  const tags =
    target.kind === 'StepFunctions' && target.source.properties['PropagateTags'] === true
      ? tagList(target.source.properties['Tags'])
      : undefined
  const made = {
    AssumeRolePolicyDocument: assumedBy(grant.service),
    Policies: [policy, ...(grant.more ?? [])],
    ...obj({ PermissionsBoundary: boundary, Tags: tags }),
  }
  expansion.put(id, { Type: 'AWS::IAM::Role', ...passedOn(target.source), Properties: made }, target.source)
  return getAtt(id, 'Arn')
}

/** A schedule of EventBridge Scheduler. */
export function putScheduler(expansion: Expansion, target: RuleTarget, event: EventEntry, action: string): void {
  const { properties } = event
  const omit = properties['OmitName'] === true
  if (omit && isThere(properties['Name'])) expansion.rejectEvent(target.source, event.name, "'Name' cannot be set when 'OmitName' is true")
  const dead = deadLetters(expansion, target, event, undefined)
  const more =
    dead === undefined
      ? []
      : [
          {
            PolicyName: `${event.id}SQSPolicy`,
            PolicyDocument: { Statement: [{ Action: 'sqs:SendMessage', Effect: 'Allow', Resource: dead['Arn'] ?? null }] },
          },
        ]
  const role = properties['RoleArn'] ?? startRole(expansion, target, event, { service: 'scheduler.amazonaws.com', action, more })
  const made = {
    ...pick(properties, [
      'ScheduleExpression',
      'ScheduleExpressionTimezone',
      'State',
      'Description',
      'StartDate',
      'EndDate',
      'GroupName',
      'KmsKeyArn',
    ]),
    ...obj({ Name: properties['Name'] ?? (omit ? undefined : event.id) }),
    FlexibleTimeWindow: properties['FlexibleTimeWindow'] ?? { Mode: 'OFF' },
    Target: { Arn: target.arn, RoleArn: role, ...pick(properties, ['Input', 'RetryPolicy']), ...obj({ DeadLetterConfig: dead }) },
  }
  expansion.put(event.id, { Type: 'AWS::Scheduler::Schedule', ...passedOn(target.source), Properties: made }, target.source)
}
