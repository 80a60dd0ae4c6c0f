import { demand } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const functionUrlHasAuthorization: Rule = defineRule({
  id: 'function-url-has-authorization',
  pillar: 'security',
  severity: 'medium',
  title: 'Lambda function URL checks who calls it',
  why: 'With AuthType NONE anybody on the internet runs the function, and nothing in front of it limits how often.',
  fix: 'Set AuthType to AWS_IAM, or put an HTTP API or CloudFront with origin access control in front.',
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html'],
  types: ['AWS::Lambda::Url'],
  maps: { 'cdk-nag': ['LambdaFunctionUrlAuth'], checkov: ['CKV_AWS_258'] },
  examples: {
    fail: [{ name: 'no authorization', props: { AuthType: 'NONE', TargetFunctionArn: 'f' } }],
    pass: [{ name: 'signed requests', props: { AuthType: 'AWS_IAM', TargetFunctionArn: 'f' } }],
    unknown: [
      {
        name: 'from a parameter',
        sections: { Parameters: { Auth: { Type: 'String' } } },
        props: { AuthType: { Ref: 'Auth' }, TargetFunctionArn: 'f' },
      },
    ],
  },
  check: (node, q) => demand(node, q, { path: 'AuthType', good: (value) => value === 'AWS_IAM', what: 'anybody may call the URL' }),
})
