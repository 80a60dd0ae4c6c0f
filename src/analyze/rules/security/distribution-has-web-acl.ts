import { demandGiven } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const distributionHasWebAcl: Rule = defineRule({
  id: 'distribution-has-web-acl',
  pillar: 'security',
  severity: 'low',
  title: 'CloudFront stands behind a web acl',
  why: 'Without AWS WAF nothing slows down floods of requests or known attack patterns before they reach the origin.',
  fix: 'Make an AWS::WAFv2::WebACL of scope CLOUDFRONT in us-east-1 and name it in WebACLId.',
  refs: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html'],
  types: ['AWS::CloudFront::Distribution'],
  maps: {
    'cdk-nag': ['CloudFrontDistributionWAFIntegration', 'AwsSolutions-CFR2'],
    checkov: ['CKV_AWS_68'],
    'security-hub': ['CloudFront.6'],
  },
  examples: {
    fail: [{ name: 'no web acl', props: { DistributionConfig: { Enabled: true } } }],
    pass: [{ name: 'a web acl', props: { DistributionConfig: { WebACLId: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/a/b' } } }],
    unknown: [
      { name: 'all of it from a macro', props: { DistributionConfig: { 'Fn::Transform': { Name: 'Distribution', Parameters: {} } } } },
    ],
  },
  check: (node, q) => demandGiven(node, q, 'DistributionConfig.WebACLId', 'no WebACLId'),
})
