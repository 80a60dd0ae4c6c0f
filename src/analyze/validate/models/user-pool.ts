import type { JsonObject } from '#core/index.js'
import { flagAt, isGiven, isWhole, numberAt, textAt } from './links.js'
import { at, itemsOf, type Located, type ModelContext, type ResourceModel, textOf, valuesAt } from './model.js'

const POOL = 'AWS::Cognito::UserPool'
const CLIENT = 'AWS::Cognito::UserPoolClient'

const client = (properties: JsonObject): JsonObject => ({
  Resources: { C: { Type: CLIENT, Properties: { UserPoolId: 'pool', ...properties } } },
})
const code: JsonObject = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid'],
  CallbackURLs: ['https://example.com/in'],
}

export const settingsOfUserPool: ResourceModel = {
  id: 'user-pool',
  code: 'user-pool',
  types: [POOL, CLIENT],
  refs: [
    'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html',
    'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html',
  ],
  examples: {
    wrong: [
      {
        name: 'two kinds of names',
        props: { UsernameAttributes: ['email'], AliasAttributes: ['email'] },
        says: 'UsernameAttributes and AliasAttributes',
      },
      { name: 'a second factor without a way', props: { MfaConfiguration: 'ON' }, says: 'needs EnabledMfas' },
      {
        name: 'texts without a sender',
        props: { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SMS_MFA'] },
        says: 'SMS_MFA needs SmsConfiguration',
      },
      {
        name: 'an attribute of its own that is required',
        props: { Schema: [{ Name: 'tenant', AttributeDataType: 'String', Required: true }] },
        says: 'attribute "tenant" of its own cannot be required',
      },
      {
        name: 'flows that are not switched on',
        template: client({ ...code, AllowedOAuthFlowsUserPoolClient: false }),
        says: 'AllowedOAuthFlowsUserPoolClient: true',
      },
      { name: 'no page to come back to', template: client({ ...code, CallbackURLs: [] }), says: 'need CallbackURLs' },
      { name: 'no scopes', template: client({ ...code, AllowedOAuthScopes: [] }), says: 'AllowedOAuthScopes' },
      {
        name: 'machines and people',
        template: client({ ...code, AllowedOAuthFlows: ['code', 'client_credentials'], GenerateSecret: true }),
        says: 'client_credentials stands alone',
      },
      {
        name: 'machines without a secret',
        template: client({ ...code, AllowedOAuthFlows: ['client_credentials'] }),
        says: 'GenerateSecret: true',
      },
      {
        name: 'an address that is not safe',
        template: client({ ...code, CallbackURLs: ['http://example.com/in'] }),
        says: 'must begin with https://',
      },
      {
        name: 'a default that is none of them',
        template: client({ ...code, DefaultRedirectURI: 'https://example.com/out' }),
        says: 'is not among CallbackURLs',
      },
      {
        name: 'two generations of flows',
        template: client({ ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ADMIN_NO_SRP_AUTH'] }),
        says: 'ADMIN_NO_SRP_AUTH',
      },
      { name: 'a token for days', template: client({ AccessTokenValidity: 48 }), says: 'from 5 minutes to 1 day' },
    ],
    right: [
      { name: 'a pool', props: { UsernameAttributes: ['email'], MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] } },
      {
        name: 'attributes',
        props: {
          Schema: [
            { Name: 'email', Required: true },
            { Name: 'tenant', AttributeDataType: 'String' },
          ],
        },
      },
      { name: 'a factor that is decided at deployment', props: { MfaConfiguration: { Ref: 'Mfa' } } },
      { name: 'a page', template: client(code) },
      {
        name: 'on the own machine and in an app',
        template: client({
          ...code,
          CallbackURLs: ['http://localhost:3000/in', 'orders://in', { Ref: 'Page' }],
          DefaultRedirectURI: 'https://x',
        }),
      },
      {
        name: 'machines',
        template: client({
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['client_credentials'],
          AllowedOAuthScopes: ['orders/read'],
          GenerateSecret: true,
        }),
      },
      { name: 'a token of minutes', template: client({ AccessTokenValidity: 60, TokenValidityUnits: { AccessToken: 'minutes' } }) },
      { name: 'only passwords', template: client({ ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }) },
    ],
  },
  check({ type, properties: tree, place }, context) {
    const own = { tree, place }
    if (!isWhole(own)) return
    if (type === POOL) return checkPool(own, context)
    checkFlows(own, context)
    checkPages(own, context)
    checkTokens(own, context)
    checkSignIn(own, context)
  },
}

function textsAt(own: Located, name: string): readonly Located[] {
  return valuesAt(own, name).flatMap(itemsOf)
}

/** https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims: the attributes that every pool has. */
const STANDARD = new Set(
  (
    'address birthdate email email_verified family_name gender given_name locale middle_name name nickname phone_number ' +
    'phone_number_verified picture preferred_username profile sub updated_at website zoneinfo'
  ).split(' '),
)

function checkPool(own: Located, { complain }: ModelContext): void {
  const aliases = at(own, 'AliasAttributes')
  if (aliases !== undefined && isGiven(own, 'UsernameAttributes') && isGiven(own, 'AliasAttributes'))
    complain('a pool takes one of UsernameAttributes and AliasAttributes', aliases.place)
  if (at(own, 'SmsConfiguration') === undefined) checkFactors(own, complain)
  for (const each of textsAt(own, 'Schema')) {
    const name = textAt(each, 'Name')
    if (name === undefined || STANDARD.has(name) || flagAt(each, 'Required') !== true) continue
    complain(`an attribute "${name}" of its own cannot be required; leave Required out`, at(each, 'Required')?.place ?? each.place)
  }
}

/** Of a pool that sends no texts. */
function checkFactors(own: Located, complain: ModelContext['complain']): void {
  const factor = at(own, 'MfaConfiguration')
  const asked = textAt(own, 'MfaConfiguration') ?? 'OFF'
  if (factor !== undefined && asked !== 'OFF' && at(own, 'EnabledMfas') === undefined)
    complain(`MfaConfiguration: ${asked} needs EnabledMfas, for example SOFTWARE_TOKEN_MFA`, factor.place)
  const bySms = textsAt(own, 'EnabledMfas').find(({ tree }) => textOf(tree) === 'SMS_MFA')
  if (bySms !== undefined) complain('SMS_MFA needs SmsConfiguration, the role that sends the texts', bySms.place)
}

function checkFlows(own: Located, { complain }: ModelContext): void {
  const list = at(own, 'AllowedOAuthFlows')
  const flows = new Set(textsAt(own, 'AllowedOAuthFlows').flatMap(({ tree }) => textOf(tree) ?? []))
  if (list === undefined || flows.size === 0) return
  if (flagAt(own, 'AllowedOAuthFlowsUserPoolClient') === false)
    complain('AllowedOAuthFlows does nothing without AllowedOAuthFlowsUserPoolClient: true', list.place, { severity: 'warning' })
  if (isEmpty(own, 'AllowedOAuthScopes')) complain('AllowedOAuthFlows needs AllowedOAuthScopes, for example openid', list.place)
  if (!flows.has('client_credentials')) {
    if (isEmpty(own, 'CallbackURLs'))
      complain(`the flows ${[...flows].join(' and ')} need CallbackURLs, the pages that people come back to`, list.place)
    return
  }
  if (flows.size > 1) complain('client_credentials stands alone; make one client for machines and one for people', list.place)
  if (flagAt(own, 'GenerateSecret') === false) complain('client_credentials needs GenerateSecret: true', list.place)
}

function isEmpty(own: Located, name: string): boolean {
  const given = at(own, name)
  return given === undefined || (given.tree.kind === 'list' && given.tree.items.length === 0)
}

function checkPages(own: Located, { complain }: ModelContext): void {
  const pages = ['CallbackURLs', 'LogoutURLs'].flatMap((name) => textsAt(own, name))
  for (const { tree, place } of pages) {
    const text = textOf(tree) ?? ''
    if (/^http:/i.test(text) && !/^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i.test(text))
      complain(`"${text}" must begin with https://; only localhost may do without`, place)
    else if (text.includes('#')) complain(`"${text}" must not have a part behind #`, place)
  }
  const first = at(own, 'DefaultRedirectURI')
  const text = textAt(own, 'DefaultRedirectURI')
  const known = textsAt(own, 'CallbackURLs').map(({ tree }) => textOf(tree))
  if (first === undefined || text === undefined || known.length === 0 || known.includes(undefined) || known.includes(text)) return
  complain(`DefaultRedirectURI "${text}" is not among CallbackURLs`, first.place, { atValue: true })
}

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['seconds', 1],
  ['minutes', 60],
  ['hours', 3600],
  ['days', 86_400],
])
const TOKENS = [
  { name: 'AccessToken', unit: 'hours', least: 300, most: 86_400, words: 'from 5 minutes to 1 day' },
  { name: 'IdToken', unit: 'hours', least: 300, most: 86_400, words: 'from 5 minutes to 1 day' },
  { name: 'RefreshToken', unit: 'days', least: 3600, most: 315_360_000, words: 'from 1 hour to 3650 days' },
] as const

function checkTokens(own: Located, { complain }: ModelContext): void {
  for (const { name, unit: usual, least, most, words } of TOKENS) {
    const unit = at(own, 'TokenValidityUnits') === undefined ? usual : (textAt(own, 'TokenValidityUnits', name) ?? usual)
    // 0 stands for the usual time.
    const count = numberAt(own, `${name}Validity`) ?? 0
    const seconds = count * (SECONDS.get(unit) ?? Number.NaN)
    if (count !== 0 && (seconds < least || seconds > most))
      complain(`${name}Validity is ${count} ${unit}; it goes ${words}`, at(own, `${name}Validity`)?.place ?? own.place, { atValue: true })
  }
}

function checkSignIn(own: Located, { complain }: ModelContext): void {
  const flows = textsAt(own, 'ExplicitAuthFlows').flatMap((each) => ({ ...each, text: textOf(each.tree) ?? '' }))
  const old = flows.find(({ text }) => NEWER.has(text))
  const other = old === undefined ? undefined : NEWER.get(old.text)
  if (old !== undefined && other !== undefined && flows.some(({ text }) => text.startsWith('ALLOW_')))
    complain(`${old.text} does not stand beside flows that begin with ALLOW_; write ${other}`, old.place)
}

const NEWER: ReadonlyMap<string, string> = new Map([
  ['ADMIN_NO_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
  ['CUSTOM_AUTH_FLOW_ONLY', 'ALLOW_CUSTOM_AUTH'],
  ['USER_PASSWORD_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
])
