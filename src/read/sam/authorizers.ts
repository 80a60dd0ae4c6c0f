import type { Source } from './types.js'
import { type Expansion, passedOn } from './expansion.js'
import { ref, sub, type Value } from './values.js'

/** Lets API Gateway call the function of an authorizer. */
export function putAuthorizerPermission(expansion: Expansion, source: Source, name: string, functionArn: Value | undefined): void {
  if (functionArn === undefined) return
  const made = {
    Action: 'lambda:InvokeFunction',
    FunctionName: functionArn,
    Principal: 'apigateway.amazonaws.com',
    SourceArn: sub(expansion.arn('execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*'), { __ApiId__: ref(source.id) }),
  }
  expansion.put(
    `${source.id}${name}AuthorizerPermission`,
    { Type: 'AWS::Lambda::Permission', ...passedOn(source), Properties: made },
    source,
  )
}
