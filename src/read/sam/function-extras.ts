import type { Source } from './types.js'
import { type Expansion, passedOn } from './expansion.js'
import { checkUrl } from './function-checks.js'
import { objOr, pick, ref, type Obj, isThere } from './values.js'

/** `FunctionUrlConfig`: an address of the function's own. */
export function functionUrl(expansion: Expansion, source: Source, aliasId: string | undefined): void {
  const { id } = source
  const given = objOr(source.properties['FunctionUrlConfig'])
  checkUrl(expansion, source)
  const target = ref(aliasId ?? id)
  const put = (suffix: string, Type: string, fields: Obj): void =>
    expansion.put(`${id}${suffix}`, { Type, ...passedOn(source), Properties: fields }, source)
  const { Cors, ...rest } = pick(given, ['AuthType', 'Cors', 'InvokeMode'])
  put('Url', 'AWS::Lambda::Url', { TargetFunctionArn: target, ...rest, ...(isThere(Cors) ? { Cors } : {}) })
  if (given['AuthType'] !== 'NONE') return
  const open = { FunctionName: target, Principal: '*' }
  put('UrlPublicPermissions', 'AWS::Lambda::Permission', { ...open, Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' })
  put('URLInvokeAllowPublicAccess', 'AWS::Lambda::Permission', { ...open, Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true })
}
