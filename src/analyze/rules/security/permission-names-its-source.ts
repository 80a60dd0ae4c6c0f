import { demand } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const permissionNamesItsSource: Rule = defineRule({
  id: 'permission-names-its-source',
  pillar: 'security',
  severity: 'medium',
  title: 'A service may call the function for one source alone',
  why: 'Without SourceArn or SourceAccount the service calls the function for anybody: another account points its own bucket, topic or rule at it.',
  fix: 'Set SourceArn to the resource that calls, or SourceAccount to AWS::AccountId.',
  refs: [
    'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  ],
  types: ['AWS::Lambda::Permission'],
  maps: { checkov: ['CKV_AWS_364'] },
  examples: {
    fail: [
      { name: 'any topic', props: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'Worker' }, Principal: 'sns.amazonaws.com' } },
    ],
    pass: [
      {
        name: 'one topic',
        props: {
          Action: 'lambda:InvokeFunction',
          FunctionName: { Ref: 'Worker' },
          Principal: 'sns.amazonaws.com',
          SourceArn: { Ref: 'Topic' },
        },
      },
      {
        name: 'an account, which names itself',
        props: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'Worker' }, Principal: '111122223333' },
      },
    ],
    unknown: [
      {
        name: 'a parameter without a value',
        props: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'Worker' }, Principal: { Ref: 'Who' } },
      },
    ],
  },
  check(node, q) {
    if (['SourceArn', 'SourceAccount', 'PrincipalOrgID'].some((path) => q.read(node, path).set !== false)) return PASS
    return demand(node, q, {
      path: 'Principal',
      good: (value) => !/\.amazonaws\.com(?:\.cn)?$/.test(String(value)),
      what: (value) => `${String(value)} may call it for anybody`,
    })
  },
})
