import { stated } from '../flags.js'
import { demand } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const imageTagsAreImmutable: Rule = defineRule({
  id: 'image-tags-are-immutable',
  pillar: 'security',
  severity: 'low',
  title: 'An image tag always means the same image',
  why: 'With tags that can be moved, what was tested and what runs may differ, and nobody can tell.',
  fix: 'Set ImageTagMutability to IMMUTABLE.',
  refs: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html'],
  types: ['AWS::ECR::Repository'],
  maps: { checkov: ['CKV_AWS_51'], 'security-hub': ['ECR.2'] },
  examples: {
    fail: [
      { name: 'the default', props: {} },
      { name: 'mutable', props: { ImageTagMutability: 'MUTABLE' } },
    ],
    pass: [
      { name: 'immutable', props: { ImageTagMutability: 'IMMUTABLE' } },
      { name: 'but for some', props: { ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { ImageTagMutability: { Ref: 'Mutability' } } }],
  },
  check: (node, q) =>
    demand(node, q, {
      path: 'ImageTagMutability',
      good: (value) => String(value).startsWith('IMMUTABLE'),
      what: (value) => stated('ImageTagMutability', value),
    }),
})
