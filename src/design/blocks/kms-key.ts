import { type GraphBuilder, ref, sub } from '#graph/index.js'
import type { Json } from '#core/index.js'
import { z } from 'zod'
import { defineBlock, keeping, LogicalName, type Site } from './block.js'

const Params = z.strictObject({
  name: LogicalName.default('Data'),
  /** Service principals that use the key for resources of this stack. */
  services: z.array(z.enum(['logs', 'sns', 'cloudwatch', 's3', 'delivery.logs'])).default([]),
})

export interface KeyPorts {
  readonly key: string
}

export const kmsKey = defineBlock<typeof Params, KeyPorts>({
  id: 'kms-key',
  title: 'KMS customer managed key',
  intent: 'Encrypt data with a key whose use is logged, turned once a year, and can be withdrawn.',
  refs: ['https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html'],
  params: Params,
  guarantees: ['key-rotates'],
  examples: [
    { name: 'defaults', params: () => ({}) },
    { name: 'for logs', params: () => ({ name: 'Logs', services: ['logs'] }) },
  ],
  vary: { services: [[], ['logs'], ['logs', 'sns', 'cloudwatch']] },
  build(graph: GraphBuilder, { name, services }, site: Site): KeyPorts {
    const key = graph.add(
      'AWS::KMS::Key',
      `${name}Key`,
      {
        Description: sub(`\${AWS::StackName} ${name}`),
        EnableKeyRotation: true,
        PendingWindowInDays: site.defaults.keepsData ? 30 : 7,
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'Account',
              Effect: 'Allow',
              Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') },
              Action: 'kms:*',
              Resource: '*',
            },
            ...services.map(serviceStatement),
          ],
        },
      },
      keeping(site),
    )
    graph.add('AWS::KMS::Alias', `${name}KeyAlias`, {
      AliasName: sub(`alias/\${AWS::StackName}/${name.toLowerCase()}`),
      TargetKeyId: ref(key),
    })
    return { key }
  },
})

function serviceStatement(service: string): Json {
  const regional = service === 'logs'
  return {
    Sid: service.replaceAll('.', ''),
    Effect: 'Allow',
    Principal: { Service: regional ? sub(`${service}.\${AWS::Region}.\${AWS::URLSuffix}`) : `${service}.amazonaws.com` },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*', ...(regional ? ['kms:Encrypt', 'kms:ReEncrypt*', 'kms:DescribeKey'] : [])],
    Resource: '*',
    Condition: regional
      ? { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': sub(`arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:*`) } }
      : { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
  }
}
