import { lambdaRuntime } from '#catalog/index.js'
import { scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const functionRuntimeIsSupported: Rule = defineRule({
  id: 'function-runtime-is-supported',
  pillar: 'operational-excellence',
  severity: 'medium',
  title: 'Lambda runtime is still cared for',
  why: 'After its end a runtime gets no security updates; some weeks later no function can be made with it, then none can be changed.',
  fix: 'Move to the newest runtime of the language and test the code with it.',
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html'],
  types: ['AWS::Lambda::Function'],
  maps: { 'cdk-nag': ['LambdaLatestVersion', 'AwsSolutions-L1'], checkov: ['CKV_AWS_363'], 'security-hub': ['Lambda.2'] },
  examples: {
    fail: [
      { name: 'no longer cared for', props: { Runtime: 'python3.8' } },
      { name: 'cannot be made any more', props: { Runtime: 'nodejs12.x' } },
      { name: 'ends within half a year', asOf: '2026-02-01', props: { Runtime: 'nodejs20.x' } },
    ],
    pass: [
      { name: 'cared for', props: { Runtime: 'python3.13' } },
      { name: 'an image has its own', props: { PackageType: 'Image' } },
    ],
    unknown: [
      { name: 'from a parameter', sections: { Parameters: { Runtime: { Type: 'String' } } }, props: { Runtime: { Ref: 'Runtime' } } },
    ],
  },
  check: (node, q) => {
    const read = q.read(node, 'Runtime')
    if (!read.known) return unknownAt(read, 'Runtime')
    const runtime = scalarOf(read)
    const life = typeof runtime === 'string' ? lambdaRuntime(runtime) : undefined
    if (life === undefined) return PASS
    const next = life.successor === undefined ? '' : `; ${life.successor} follows it`
    if (q.asOf >= life.creationBlocked)
      return {
        is: 'fail',
        what: `${String(runtime)} takes no new functions since ${life.creationBlocked}${next}`,
        path: 'Runtime',
        severity: 'high',
      }
    if (q.asOf >= life.deprecated)
      return { is: 'fail', what: `${String(runtime)} gets no security updates since ${life.deprecated}${next}`, path: 'Runtime' }
    return monthsBetween(q.asOf, life.deprecated) < 6
      ? {
          is: 'fail',
          what: `${String(runtime)} gets no security updates from ${life.deprecated} on${next}`,
          path: 'Runtime',
          severity: 'low',
        }
      : PASS
  },
})

/** Whole months between two days (`YYYY-MM-DD`), the later last. */
function monthsBetween(from: string, to: string): number {
  const [a, b] = [from, to].map((day) => day.split('-').map(Number))
  const count = ([year = 0, month = 0, date = 0]: readonly number[] = []): number => (year * 12 + month) * 31 + date
  return Math.floor((count(b) - count(a)) / 31)
}
