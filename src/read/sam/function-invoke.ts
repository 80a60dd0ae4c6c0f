import type { Grants, Published, Source } from './types.js'
import { conditional, type Expansion, kept, passedOn } from './expansion.js'
import { getAtt, hashOf, isList, isNoValue, isObj, type Obj, obj, objOr, own, ref, text, type Value, isThere } from './values.js'

interface Destination {
  readonly action: string
  /** The queue or topic that is made where none is named. */
  readonly make?: { readonly type: string; readonly suffix: string; readonly arn: (id: string) => Obj }
}

const DESTINATIONS: Readonly<Record<string, Destination>> = {
  SQS: { action: 'sqs:SendMessage', make: { type: 'AWS::SQS::Queue', suffix: 'Queue', arn: (id) => getAtt(id, 'Arn') } },
  SNS: { action: 'sns:publish', make: { type: 'AWS::SNS::Topic', suffix: 'Topic', arn: ref } },
  Lambda: { action: 'lambda:InvokeFunction' },
  EventBridge: { action: 'events:PutEvents' },
  S3Bucket: { action: 's3:PutObject' },
}

interface To {
  readonly alias: Published | undefined
  readonly grants: Grants | undefined
}

/** `EventInvokeConfig`: what becomes of asynchronous calls. */
export function invokeConfig(expansion: Expansion, source: Source, { alias, grants }: To): void {
  const given = objOr(expansion.resolve(source.properties['EventInvokeConfig'] ?? null))
  const id = `${source.id}EventInvokeConfig`
  const reject = (message: string): void => expansion.reject(source.id, message, ['Properties', 'EventInvokeConfig'])
  const config = given['DestinationConfig']
  if (isThere(config) && !isObj(config)) reject("property 'EventInvokeConfig.DestinationConfig' should be a map")
  const destinations: Obj = {}
  for (const side of ['OnSuccess', 'OnFailure'] as const) {
    const destination = objOr(config)[side]
    if (isObj(destination)) destinations[side] = destinationOf(expansion, source, { id: `${id}${side}`, destination, grants })
    else if (destination !== undefined && destination !== null)
      reject(`property 'EventInvokeConfig.DestinationConfig.${side}' should be a map`)
  }
  const { MaximumEventAgeInSeconds, MaximumRetryAttempts } = given
  const made = {
    FunctionName: ref(source.id),
    Qualifier: alias?.alias ?? '$LATEST',
    DestinationConfig: destinations,
    ...obj({ MaximumEventAgeInSeconds, MaximumRetryAttempts }),
  }
  const { DependsOn: _own, ...attributes } = kept(source)
  const waits = alias === undefined ? {} : { DependsOn: [alias.aliasId] }
  expansion.put(id, { Type: 'AWS::Lambda::EventInvokeConfig', ...attributes, ...waits, Properties: made }, source)
}

interface Ask {
  readonly id: string
  readonly destination: Obj
  readonly grants: Grants | undefined
}

function destinationOf(expansion: Expansion, source: Source, { id, destination, grants }: Ask): Obj {
  const type = text(destination['Type']) ?? ''
  const known = own(DESTINATIONS, type)
  const reject = (message: string): Obj => {
    expansion.reject(source.id, message, ['Properties', 'EventInvokeConfig'])
    return {}
  }
  if (known === undefined) return reject(`'Type: ${type}' is no kind of destination; it is one of ${Object.keys(DESTINATIONS).join(', ')}`)
  const given = destination['Destination'] ?? undefined
  const choice = choiceOf(expansion, source, given)
  const missing = given === undefined || choice !== undefined
  if (missing && known.make === undefined) return reject(`a destination of type ${type} needs a 'Destination'`)
  const arn = (missing ? putMade(expansion, source, { id, known, choice }) : given) ?? null
  grants?.invoke.push(policyOf(id, type === 'S3Bucket' ? 'S3' : type, known.action, arn))
  return { Destination: arn }
}

/** Adds the queue or topic of a destination that names none, or names one only under a condition. */
function putMade(
  expansion: Expansion,
  source: Source,
  { id, known, choice }: { readonly id: string; readonly known: Destination; readonly choice: Choice | undefined },
): Value | undefined {
  const { make } = known
  if (make === undefined) return undefined
  const arn = make.arn(`${id}${make.suffix}`)
  const condition = choice === undefined ? {} : { Condition: both(expansion, source, choice.condition) }
  expansion.put(`${id}${make.suffix}`, { Type: make.type, ...passedOn(source), ...condition, Properties: {} }, source)
  return choice === undefined ? arn : { 'Fn::If': [choice.condition, arn, choice.other] }
}

/** A destination that must be made under a condition, and what it is otherwise. */
interface Choice {
  readonly condition: string
  readonly other: Value
}

function policyOf(id: string, kind: string, action: string, arn: Value): Obj {
  const allow = (Action: string, Resource: Value): Obj => ({ Action, Effect: 'Allow', Resource })
  const statements = kind === 'S3' ? [allow(action, { 'Fn::Join': ['/', [arn, '*']] }), allow('s3:ListBucket', arn)] : [allow(action, arn)]
  return { PolicyName: `${id}${kind}Policy`, PolicyDocument: { Statement: statements } }
}

/** undefined: the destination is not chosen by a condition. */
function choiceOf(expansion: Expansion, source: Source, given: Value | undefined): Choice | undefined {
  const branches = isObj(given) ? given['Fn::If'] : undefined
  const [name, yes, no] = isList(branches) ? branches : []
  const condition = text(name)
  if (condition === undefined || yes === undefined || no === undefined || isNoValue(yes) === isNoValue(no)) return undefined
  if (isNoValue(yes)) return { condition, other: no }
  const negated = `NOT${condition}${hashOf(`${source.id}EventInvokeConfig`).slice(0, 10)}`
  expansion.addCondition(negated, { 'Fn::Not': [{ Condition: condition }] })
  return { condition: negated, other: yes }
}

/** The name of a condition that holds when that of the function and another one do. */
function both(expansion: Expansion, source: Source, condition: string): string {
  const first = text(conditional(source)['Condition'])
  if (first === undefined) return condition
  const name = `${first}AND${condition}${hashOf(source.id).slice(0, 10)}`
  expansion.addCondition(name, { 'Fn::And': [{ Condition: first }, { Condition: condition }] })
  return name
}
