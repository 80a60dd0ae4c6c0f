import { demand, itemsAt, unknownAt } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

const BEHAVIOR = { TargetOriginId: 'pages', ViewerProtocolPolicy: 'redirect-to-https' }

export const distributionRedirectsToHttps: Rule = defineRule({
  id: 'distribution-redirects-to-https',
  pillar: 'security',
  severity: 'high',
  title: 'CloudFront answers over HTTPS alone',
  why: 'With allow-all, pages, cookies and tokens also travel in plain text, and anyone on the way can read and change them.',
  fix: 'Set ViewerProtocolPolicy to redirect-to-https or https-only in every cache behavior.',
  refs: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html'],
  types: ['AWS::CloudFront::Distribution'],
  maps: { checkov: ['CKV_AWS_34'], 'security-hub': ['CloudFront.3'] },
  examples: {
    fail: [
      {
        name: 'default behavior',
        props: { DistributionConfig: { DefaultCacheBehavior: { ...BEHAVIOR, ViewerProtocolPolicy: 'allow-all' } } },
      },
      {
        name: 'another behavior',
        props: {
          DistributionConfig: {
            DefaultCacheBehavior: BEHAVIOR,
            CacheBehaviors: [{ ...BEHAVIOR, PathPattern: '/old/*', ViewerProtocolPolicy: 'allow-all' }],
          },
        },
      },
    ],
    pass: [{ name: 'redirected', props: { DistributionConfig: { DefaultCacheBehavior: BEHAVIOR } } }],
    unknown: [
      {
        name: 'from a parameter',
        sections: { Parameters: { Policy: { Type: 'String' } } },
        props: { DistributionConfig: { DefaultCacheBehavior: { ...BEHAVIOR, ViewerProtocolPolicy: { Ref: 'Policy' } } } },
      },
    ],
  },
  check: (node, q) => {
    const others = itemsAt(node, q, 'DistributionConfig.CacheBehaviors')
    const paths = ['DistributionConfig.DefaultCacheBehavior', ...others.items.map(({ path }) => path)]
    const verdicts = paths.map((path) =>
      demand(node, q, {
        path: `${path}.ViewerProtocolPolicy`,
        good: (value) => value !== 'allow-all',
        what: 'plain HTTP is answered (allow-all)',
      }),
    )
    return others.unknown === undefined ? verdicts : [...verdicts, unknownAt(others.unknown, 'DistributionConfig.CacheBehaviors')]
  },
})
