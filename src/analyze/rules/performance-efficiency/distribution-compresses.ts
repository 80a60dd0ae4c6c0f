import { demandTrue } from '../flags.js'
import { itemsAt } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const distributionCompresses: Rule = defineRule({
  id: 'distribution-compresses',
  pillar: 'performance-efficiency',
  severity: 'low',
  title: 'CloudFront compresses texts',
  why: 'Texts shrink to a third: pages come faster, and less transfer is paid for.',
  fix: 'Set Compress to true in each cache behavior whose cache policy allows gzip and Brotli.',
  refs: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html'],
  types: ['AWS::CloudFront::Distribution'],
  examples: {
    fail: [
      {
        name: 'not said',
        props: { DistributionConfig: { Enabled: true, DefaultCacheBehavior: { TargetOriginId: 'a', ViewerProtocolPolicy: 'https-only' } } },
      },
    ],
    pass: [
      {
        name: 'switched on',
        props: {
          DistributionConfig: {
            Enabled: true,
            DefaultCacheBehavior: { TargetOriginId: 'a', ViewerProtocolPolicy: 'https-only', Compress: true },
          },
        },
      },
    ],
    unknown: [
      {
        name: 'a parameter without a value',
        props: {
          DistributionConfig: {
            Enabled: true,
            DefaultCacheBehavior: { TargetOriginId: 'a', ViewerProtocolPolicy: 'https-only', Compress: { Ref: 'Compress' } },
          },
        },
      },
    ],
  },
  check(node, q) {
    const others = itemsAt(node, q, 'DistributionConfig.CacheBehaviors').items.map(({ path }) => path)
    return ['DistributionConfig.DefaultCacheBehavior', ...others].map((path) => demandTrue(node, q, `${path}.Compress`))
  },
})
