import type { Grants, Source } from './types.js'
import { conditional, type Expansion, passedOn } from './expansion.js'
import { getAtt, isIntrinsic, isNoValue, isObj, type Obj, obj, objOr, pick, ref, text } from './values.js'

const DESTINATIONS: Readonly<Record<string, { readonly action: string; readonly make?: string }>> = {
  SQS: { action: 'sqs:SendMessage', make: 'AWS::SQS::Queue' },
  SNS: { action: 'sns:publish', make: 'AWS::SNS::Topic' },
  Lambda: { action: 'lambda:InvokeFunction' },
  EventBridge: { action: 'events:PutEvents' },
  S3Bucket: { action: 's3:PutObject' },
}

/** `EventInvokeConfig`: what becomes of asynchronous calls. */
export function invokeConfig(
  expansion: Expansion,
  source: Source,
  to: { readonly alias: string | undefined; readonly grants: Grants | undefined },
): void {
  const given = source.properties['EventInvokeConfig']
  if (given === undefined) return
  if (!isObj(given)) return expansion.reject(source.id, "'EventInvokeConfig' must be a map", ['Properties', 'EventInvokeConfig'])
  const id = `${source.id}EventInvokeConfig`
  const destinations: Obj = {}
  for (const side of ['OnSuccess', 'OnFailure'] as const) {
    const destination = objOr(given['DestinationConfig'])[side]
    if (isObj(destination)) destinations[side] = destinationOf(expansion, source, { id: `${id}${side}`, destination, grants: to.grants })
  }
  const made = {
    FunctionName: ref(source.id),
    Qualifier: to.alias ?? '$LATEST',
    ...obj({
      MaximumEventAgeInSeconds: given['MaximumEventAgeInSeconds'],
      MaximumRetryAttempts: given['MaximumRetryAttempts'],
      DestinationConfig: given['DestinationConfig'] === undefined ? undefined : destinations,
    }),
  }
  expansion.put(id, { Type: 'AWS::Lambda::EventInvokeConfig', ...passedOn(source), Properties: made }, source)
}

interface DestinationAsk {
  readonly id: string
  readonly destination: Obj
  readonly grants: Grants | undefined
}

function destinationOf(expansion: Expansion, source: Source, ask: DestinationAsk): Obj {
  const type = text(ask.destination['Type'])
  const known = type === undefined ? undefined : DESTINATIONS[type]
  let arn = ask.destination['Destination']
  if (known === undefined) {
    expansion.reject(source.id, `'Type: ${type ?? ''}' is no kind of destination; it is one of ${Object.keys(DESTINATIONS).join(', ')}`, [
      'Properties',
      'EventInvokeConfig',
    ])
    return {}
  }
  if (arn === undefined || isNoValue(arn)) {
    if (known.make === undefined)
      expansion.reject(source.id, `a destination of type ${type ?? ''} needs a 'Destination'`, ['Properties', 'EventInvokeConfig'])
    else
      expansion.put(`${ask.id}${type === 'SNS' ? 'Topic' : 'Queue'}`, { Type: known.make, ...conditional(source), Properties: {} }, source)
    arn = type === 'SNS' ? ref(`${ask.id}Topic`) : getAtt(`${ask.id}Queue`, 'Arn')
  }
  ask.grants?.inline.push({
    PolicyName: `${source.id}EventInvokeConfig${ask.id.slice(`${source.id}EventInvokeConfig`.length)}${type ?? ''}Policy`,
    PolicyDocument: { Statement: [{ Action: known.action, Effect: 'Allow', Resource: arn }] },
  })
  return { Destination: arn }
}

/** `FunctionUrlConfig`: an address of the function's own. */
export function functionUrl(expansion: Expansion, source: Source, alias: string | undefined): void {
  const given = source.properties['FunctionUrlConfig']
  if (given === undefined) return
  const { id } = source
  if (!isObj(given) || given['AuthType'] === undefined)
    return expansion.reject(id, "'FunctionUrlConfig' needs 'AuthType' (AWS_IAM or NONE)", ['Properties', 'FunctionUrlConfig'])
  const target = alias === undefined ? ref(id) : ref(`${id}Alias${alias}`)
  const type = given['AuthType']
  expansion.put(
    `${id}Url`,
    {
      Type: 'AWS::Lambda::Url',
      ...passedOn(source),
      Properties: { TargetFunctionArn: target, ...pick(given, ['AuthType', 'Cors', 'InvokeMode']) },
    },
    source,
  )
  if (isIntrinsic(type) || type !== 'NONE') return
  const permit = (suffix: string, fields: Obj): void =>
    expansion.put(
      `${id}${suffix}`,
      { Type: 'AWS::Lambda::Permission', ...passedOn(source), Properties: { FunctionName: target, Principal: '*', ...fields } },
      source,
    )
  permit('UrlPublicPermissions', { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' })
  permit('URLInvokeAllowPublicAccess', { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true })
}
