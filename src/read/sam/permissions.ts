import type { EventEntry, Target } from './types.js'
import { type Expansion, passedOn } from './expansion.js'
import { type Obj, ref, getAtt } from './values.js'

/** `Ref` to the function, or to its alias where it has one. */
export function called(target: Target): Obj {
  return ref(target.alias?.aliasId ?? target.source.id)
}

/** The ARN to call: of the function, or of its alias. */
export function calledArn(target: Target): Obj {
  return target.alias === undefined ? getAtt(target.source.id, 'Arn') : ref(target.alias.aliasId)
}

/** Lets a service of AWS call the function; `suffix` tells several permissions of one event apart. */
export function permit(expansion: Expansion, target: Target, event: EventEntry, fields: Obj): void {
  permitAs(expansion, target, `${event.id}Permission`, fields)
}

export function permitAs(expansion: Expansion, target: Target, id: string, fields: Obj): void {
  const properties = { Action: 'lambda:InvokeFunction', FunctionName: called(target), ...fields }
  expansion.put(id, { Type: 'AWS::Lambda::Permission', ...passedOn(target.source), Properties: properties }, target.source)
}

/** A resource that an event becomes. */
export function putFor(expansion: Expansion, target: Target, id: string, resource: Obj): void {
  expansion.put(id, { ...resource, ...passedOn(target.source) }, target.source)
}
