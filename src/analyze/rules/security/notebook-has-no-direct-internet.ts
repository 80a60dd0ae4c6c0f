import { stated } from '../flags.js'
import { demand } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const notebookHasNoDirectInternet: Rule = defineRule({
  id: 'notebook-has-no-direct-internet',
  pillar: 'security',
  severity: 'medium',
  title: 'SageMaker notebook reaches the internet through the VPC alone',
  why: 'Through its own way to the internet whatever runs in a notebook can carry data out, past every control of the network.',
  fix: 'Set DirectInternetAccess to Disabled and name a SubnetId.',
  refs: ['https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html'],
  types: ['AWS::SageMaker::NotebookInstance'],
  maps: { 'cdk-nag': ['AwsSolutions-SM3', 'SageMakerNotebookNoDirectInternetAccess'], 'security-hub': ['SageMaker.1'] },
  examples: {
    fail: [
      { name: 'the default', props: {} },
      { name: 'enabled', props: { DirectInternetAccess: 'Enabled' } },
    ],
    pass: [{ name: 'disabled', props: { DirectInternetAccess: 'Disabled', SubnetId: { Ref: 'Private' } } }],
    unknown: [{ name: 'a parameter without a value', props: { DirectInternetAccess: { Ref: 'Access' } } }],
  },
  check: (node, q) =>
    demand(node, q, {
      path: 'DirectInternetAccess',
      good: (value) => value === 'Disabled',
      what: (value) => stated('DirectInternetAccess', value),
    }),
})
