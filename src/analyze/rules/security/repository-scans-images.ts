import { demandTrue } from '../flags.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const repositoryScansImages: Rule = defineRule({
  id: 'repository-scans-images',
  pillar: 'security',
  severity: 'low',
  title: 'Pushed images are scanned',
  why: 'Known vulnerabilities in an image are then known on the day it is pushed. Scanning that the registry is set to does as well.',
  fix: 'Set ImageScanningConfiguration.ScanOnPush to true, or enhanced scanning for the registry.',
  refs: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html'],
  types: ['AWS::ECR::Repository'],
  maps: { checkov: ['CKV_AWS_163'], cfn_nag: ['W79'], 'security-hub': ['ECR.1'] },
  examples: {
    fail: [
      { name: 'not said', props: {} },
      { name: 'switched off', props: { ImageScanningConfiguration: { ScanOnPush: false } } },
    ],
    pass: [
      { name: 'on push', props: { ImageScanningConfiguration: { ScanOnPush: true } } },
      {
        name: 'by the registry',
        resources: {
          Images: { Type: 'AWS::ECR::Repository' },
          Registry: { Type: 'AWS::ECR::RegistryScanningConfiguration', Properties: { ScanType: 'ENHANCED', Rules: [] } },
        },
        subject: 'Images',
      },
    ],
    unknown: [{ name: 'a parameter without a value', props: { ImageScanningConfiguration: { ScanOnPush: { Ref: 'Scan' } } } }],
  },
  check: (node, q) =>
    q.all('AWS::ECR::RegistryScanningConfiguration').length > 0 ? PASS : demandTrue(node, q, 'ImageScanningConfiguration.ScanOnPush'),
})
