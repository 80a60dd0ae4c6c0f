import { type GraphBuilder, ref } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, keeping, LogicalName, type Site } from './block.js'

const Params = z.strictObject({ name: LogicalName.default('Users') })

export interface UserPoolPorts {
  readonly pool: string
  readonly client: string
}

export const cognitoUserPool = defineBlock<typeof Params, UserPoolPorts>({
  id: 'cognito-user-pool',
  title: 'Cognito user pool',
  intent: 'Sign users in and give them tokens that an API can check.',
  refs: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools.html',
    'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html',
  ],
  params: Params,
  guarantees: ['user-pool-has-password-policy'],
  examples: [{ name: 'defaults', params: () => ({}) }],
  vary: { name: ['Users', 'Members'] },
  build(graph: GraphBuilder, { name }, site: Site): UserPoolPorts {
    const pool = graph.add(
      'AWS::Cognito::UserPool',
      `${name}Pool`,
      {
        UserPoolTier: 'LITE',
        UsernameAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
        MfaConfiguration: 'OPTIONAL',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        Policies: {
          PasswordPolicy: {
            MinimumLength: 12,
            RequireLowercase: true,
            RequireUppercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
            TemporaryPasswordValidityDays: 3,
          },
        },
        DeletionProtection: site.defaults.keepsData ? 'ACTIVE' : 'INACTIVE',
      },
      { comment: 'LITE has what signing in needs; PLUS adds threat protection, for more a user.', ...keeping(site) },
    )
    const client = graph.add('AWS::Cognito::UserPoolClient', `${name}Client`, {
      UserPoolId: ref(pool),
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 30,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
    })
    graph.output(`${name}PoolId`, 'User pool that signs users in', ref(pool))
    graph.output(`${name}ClientId`, 'Client id for signing in', ref(client))
    return { pool, client }
  },
})

/** Issuer of the pool's tokens. */
export function issuerOf(pool: string): { readonly 'Fn::Sub': string } {
  return { 'Fn::Sub': `https://cognito-idp.\${AWS::Region}.\${AWS::URLSuffix}/\${${pool}}` }
}
