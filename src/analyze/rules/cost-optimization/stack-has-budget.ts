import { defineRule, PASS, type Rule } from '../rule.js'

const BUDGET = 'AWS::Budgets::Budget'
const MONITOR = 'AWS::CE::AnomalyMonitor'
/** Resources that cost nothing by themselves: a stack of these needs no budget. */
const FREE = /^AWS::(?:IAM|CloudFormation|SSM|Budgets|CE|Organizations|EC2::(?:VPC|Subnet|SecurityGroup|Route|InternetGateway|NetworkAcl))/

export const stackHasBudget: Rule = defineRule({
  id: 'stack-has-budget',
  pillar: 'cost-optimization',
  severity: 'low',
  title: 'Somebody is told when the cost grows',
  why: 'Without a budget or an anomaly monitor a mistake is noticed on the bill, weeks later. One for the whole account, outside this template, is as good.',
  fix: 'Add an AWS::Budgets::Budget with a notice at a share of the limit, or an AWS::CE::AnomalyMonitor with a subscription.',
  refs: [
    'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html',
    'https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html',
  ],
  subject: 'stack',
  types: [BUDGET, MONITOR],
  examples: {
    fail: [{ name: 'none', resources: { Server: { Type: 'AWS::EC2::Instance' } } }],
    pass: [
      { name: 'a budget', resources: { Server: { Type: 'AWS::EC2::Instance' }, Limit: { Type: BUDGET } } },
      { name: 'an anomaly monitor', resources: { Server: { Type: 'AWS::EC2::Instance' }, Watch: { Type: MONITOR } } },
      { name: 'nothing that costs', resources: { Role: { Type: 'AWS::IAM::Role' }, Network: { Type: 'AWS::EC2::VPC' } } },
    ],
  },
  check(q) {
    const watched = [BUDGET, MONITOR].some((type) => q.all(type).length > 0)
    if (watched || q.all().every(({ type }) => FREE.test(type))) return PASS
    return { is: 'fail', what: 'no budget and no anomaly monitor in this template' }
  },
})
