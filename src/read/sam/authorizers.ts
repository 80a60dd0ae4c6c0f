import type { Source } from './types.js'
import { type Expansion, passedOn } from './expansion.js'
import { ref, sub, type Value } from './values.js'

/** Lets API Gateway call the function of an authorizer. */
export function putAuthorizerPermission(
  expansion: Expansion,
  source: Source,
  of: { readonly name: string; readonly called: Value | undefined; readonly start: string },
): void {
  if (of.called === undefined) return
  const made = {
    Action: 'lambda:InvokeFunction',
    FunctionName: of.called,
    Principal: 'apigateway.amazonaws.com',
    SourceArn: sub(`${of.start}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/authorizers/*`, { __ApiId__: ref(source.id) }),
  }
  expansion.put(
    `${source.id}${of.name}AuthorizerPermission`,
    { Type: 'AWS::Lambda::Permission', ...passedOn(source), Properties: made },
    source,
  )
}
