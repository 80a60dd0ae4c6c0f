import { itemsAt, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const functionRunsOnArm: Rule = defineRule({
  id: 'function-runs-on-arm',
  pillar: 'sustainability',
  severity: 'low',
  title: 'Lambda function runs on Graviton',
  why: 'Graviton does the same work with less energy, and a millisecond on it costs a fifth less than on x86_64.',
  fix: 'Set Architectures to [arm64] when no dependency is made for x86_64 alone.',
  refs: [
    'https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/sus_sus_hardware_a3.html',
  ],
  types: ['AWS::Lambda::Function'],
  examples: {
    fail: [{ name: 'the default', props: {} }],
    pass: [{ name: 'arm64', props: { Architectures: ['arm64'] } }],
    unknown: [
      { name: 'from a parameter', sections: { Parameters: { Cpu: { Type: 'String' } } }, props: { Architectures: [{ Ref: 'Cpu' }] } },
    ],
  },
  check: (node, q) => {
    const { items, unknown } = itemsAt(node, q, 'Architectures')
    if (unknown !== undefined) return unknownAt(unknown, 'Architectures')
    const reads = items.map(({ value }) => q.read(value))
    const open = reads.find((read) => !read.known)
    if (open !== undefined && !open.known) return unknownAt(open, 'Architectures')
    return reads.some((read) => scalarOf(read) === 'arm64') ? PASS : { is: 'fail', what: 'it runs on x86_64', path: 'Architectures' }
  },
})
