import { demand, itemsAt, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const ORIGINS = 'DistributionConfig.Origins'

export const distributionOriginUsesTls: Rule = defineRule({
  id: 'distribution-origin-uses-tls',
  pillar: 'security',
  severity: 'medium',
  title: 'CloudFront reaches its origins over HTTPS',
  why: 'From CloudFront to an origin on the internet the request travels in plain text when the origin protocol is HTTP.',
  fix: 'Set CustomOriginConfig.OriginProtocolPolicy to https-only and OriginSSLProtocols to TLSv1.2, or reach a private origin with VpcOriginConfig.',
  refs: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html'],
  types: ['AWS::CloudFront::Distribution'],
  maps: {
    'cdk-nag': ['CloudFrontDistributionNoOutdatedSSL', 'AwsSolutions-CFR5'],
    checkov: ['CKV2_AWS_72'],
    'security-hub': ['CloudFront.9', 'CloudFront.10'],
  },
  examples: {
    fail: [
      {
        name: 'plain HTTP',
        props: {
          DistributionConfig: {
            Origins: [{ Id: 'a', DomainName: 'a.example.com', CustomOriginConfig: { OriginProtocolPolicy: 'http-only' } }],
          },
        },
      },
      {
        name: 'an old protocol',
        props: {
          DistributionConfig: {
            Origins: [
              {
                Id: 'a',
                DomainName: 'a.example.com',
                CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1', 'TLSv1.2'] },
              },
            ],
          },
        },
      },
    ],
    pass: [
      {
        name: 'HTTPS',
        props: {
          DistributionConfig: {
            Origins: [
              {
                Id: 'a',
                DomainName: 'a.example.com',
                CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
              },
            ],
          },
        },
      },
      {
        name: 'a private origin',
        props: { DistributionConfig: { Origins: [{ Id: 'a', DomainName: 'a.internal', VpcOriginConfig: { VpcOriginId: 'vo' } }] } },
      },
    ],
    unknown: [
      {
        name: 'from a parameter',
        sections: { Parameters: { Policy: { Type: 'String' } } },
        props: {
          DistributionConfig: {
            Origins: [{ Id: 'a', DomainName: 'a.example.com', CustomOriginConfig: { OriginProtocolPolicy: { Ref: 'Policy' } } }],
          },
        },
      },
    ],
  },
  check: (node, q) => {
    const origins = itemsAt(node, q, ORIGINS)
    if (origins.unknown !== undefined) return unknownAt(origins.unknown, ORIGINS)
    return origins.items.flatMap(({ path }) => {
      const custom = `${path}.CustomOriginConfig`
      if (q.read(node, custom).set === false) return [PASS]
      const protocols = itemsAt(node, q, `${custom}.OriginSSLProtocols`).items
      return [
        demand(node, q, {
          path: `${custom}.OriginProtocolPolicy`,
          good: (value) => value === 'https-only',
          what: (value) => `the origin is reached with ${String(value)}`,
        }),
        ...protocols.map(({ value, path: at }) => demandProtocol(at, q.read(value))),
      ]
    })
  },
})

function demandProtocol(path: string, read: { readonly known: boolean; readonly value?: unknown }): ReturnType<typeof demand> {
  return read.known && typeof read.value === 'string' && read.value !== 'TLSv1.2'
    ? { is: 'fail', what: `${read.value} is accepted by the origin`, path }
    : PASS
}
