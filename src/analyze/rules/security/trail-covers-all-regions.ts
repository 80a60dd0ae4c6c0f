import { demandTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

export const trailCoversAllRegions: Rule = defineRule({
  id: 'trail-covers-all-regions',
  pillar: 'security',
  severity: 'medium',
  title: 'CloudTrail records every region',
  why: 'Whoever breaks in works in a region that nobody looks at.',
  fix: 'Set IsMultiRegionTrail to true.',
  refs: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html'],
  types: ['AWS::CloudTrail::Trail'],
  maps: { checkov: ['CKV_AWS_67'], 'security-hub': ['CloudTrail.1'] },
  examples: {
    fail: [{ name: 'not said', props: { IsLogging: true, S3BucketName: { Ref: 'Logs' } } }],
    pass: [{ name: 'all regions', props: { IsMultiRegionTrail: true } }],
    unknown: [{ name: 'a parameter without a value', props: { IsMultiRegionTrail: { Ref: 'Everywhere' } } }],
  },
  check: (node, q) => demandTrue(node, q, 'IsMultiRegionTrail'),
})
