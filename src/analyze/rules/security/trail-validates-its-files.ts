import { demandTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

export const trailValidatesItsFiles: Rule = defineRule({
  id: 'trail-validates-its-files',
  pillar: 'security',
  severity: 'medium',
  title: 'CloudTrail proves that its log was not changed',
  why: 'Whoever breaks in deletes the traces first; digests show that a file was changed or is missing.',
  fix: 'Set EnableLogFileValidation to true.',
  refs: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html'],
  types: ['AWS::CloudTrail::Trail'],
  maps: { 'cdk-nag': ['CloudTrailLogFileValidationEnabled'], checkov: ['CKV_AWS_36'], 'security-hub': ['CloudTrail.4'] },
  examples: {
    fail: [
      { name: 'not said', props: { IsLogging: true, S3BucketName: { Ref: 'Logs' } } },
      { name: 'switched off', props: { EnableLogFileValidation: false } },
    ],
    pass: [{ name: 'switched on', props: { EnableLogFileValidation: true } }],
    unknown: [{ name: 'a parameter without a value', props: { EnableLogFileValidation: { Ref: 'Validate' } } }],
  },
  check: (node, q) => demandTrue(node, q, 'EnableLogFileValidation'),
})
