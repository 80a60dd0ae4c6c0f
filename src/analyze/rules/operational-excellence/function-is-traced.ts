import { demand } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const functionIsTraced: Rule = defineRule({
  id: 'function-is-traced',
  pillar: 'operational-excellence',
  severity: 'low',
  title: 'Lambda function is traced',
  why: 'Without traces one cannot see which call of a slow request took the time, across services.',
  fix: 'Set TracingConfig.Mode to Active and let the role write to X-Ray.',
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html'],
  types: ['AWS::Lambda::Function'],
  maps: { 'cdk-nag': ['LambdaTracing'], checkov: ['CKV2_AWS_26'], 'security-hub': ['Lambda.7'] },
  examples: {
    fail: [
      { name: 'not said', props: {} },
      { name: 'passed through', props: { TracingConfig: { Mode: 'PassThrough' } } },
    ],
    pass: [{ name: 'active', props: { TracingConfig: { Mode: 'Active' } } }],
    unknown: [
      {
        name: 'from a parameter',
        sections: { Parameters: { Mode: { Type: 'String' } } },
        props: { TracingConfig: { Mode: { Ref: 'Mode' } } },
      },
    ],
  },
  check: (node, q) => demand(node, q, { path: 'TracingConfig.Mode', good: (value) => value === 'Active', what: 'requests are not traced' }),
})
