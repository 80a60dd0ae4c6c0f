import { itemsAt, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const bucketDropsIncompleteUploads: Rule = defineRule({
  id: 'bucket-drops-incomplete-uploads',
  pillar: 'cost-optimization',
  severity: 'low',
  title: 'Bucket forgets uploads that were never finished',
  why: 'Parts of an upload that broke off are stored and paid for, and no listing shows them.',
  fix: 'Add a lifecycle rule with AbortIncompleteMultipartUpload.',
  refs: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html'],
  types: ['AWS::S3::Bucket'],
  maps: { checkov: ['CKV_AWS_300'] },
  examples: {
    fail: [
      { name: 'no lifecycle', props: {} },
      { name: 'a rule for something else', props: { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 30 }] } } },
    ],
    pass: [
      {
        name: 'after a week',
        props: { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }] } },
      },
    ],
    unknown: [{ name: 'rules from a parameter', props: { LifecycleConfiguration: { Rules: { Ref: 'Rules' } } } }],
  },
  check(node, q) {
    const path = 'LifecycleConfiguration.Rules'
    const { items, unknown } = itemsAt(node, q, path)
    if (unknown !== undefined) return unknownAt(unknown, path)
    const aborts = items.some(
      ({ value }) => scalarOf(q.read(value, 'Status')) !== 'Disabled' && q.read(value, 'AbortIncompleteMultipartUpload').set !== false,
    )
    return aborts ? PASS : { is: 'fail', what: 'no rule aborts incomplete uploads', path: 'LifecycleConfiguration' }
  },
})
