import { isTrue, namedBy, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const API = 'AWS::ApiGateway::RestApi'
const VALIDATOR = 'AWS::ApiGateway::RequestValidator'

export const apiValidatesRequests: Rule = defineRule({
  id: 'api-validates-requests',
  pillar: 'security',
  severity: 'low',
  title: 'REST API checks requests before they reach the backend',
  why: 'Requests that cannot be right are then paid for, parsed and refused by the code behind, each time anew.',
  fix: 'Add an AWS::ApiGateway::RequestValidator with ValidateRequestBody and ValidateRequestParameters, and name it in the methods.',
  refs: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html'],
  types: [API],
  maps: { 'cdk-nag': ['APIGWRequestValidation', 'AwsSolutions-APIG2'] },
  examples: {
    fail: [{ name: 'no validator', props: { Name: 'api' } }],
    pass: [
      {
        name: 'a validator',
        resources: {
          Api: { Type: API },
          Validator: {
            Type: VALIDATOR,
            Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestBody: true, ValidateRequestParameters: true },
          },
        },
        subject: 'Api',
      },
    ],
    unknown: [{ name: 'described elsewhere', props: { BodyS3Location: { Bucket: 'b', Key: 'api.yaml' } } }],
  },
  check: (node, q) => {
    const checks = namedBy(node, q, VALIDATOR).some(({ from }) =>
      ['ValidateRequestBody', 'ValidateRequestParameters'].some((name) => isTrue(scalarOf(q.read(from, name)))),
    )
    if (checks) return PASS
    const elsewhere = ['Body', 'BodyS3Location'].find((name) => q.read(node, name).set !== false)
    if (elsewhere !== undefined) return { is: 'unknown', why: `the API is described in ${elsewhere}`, path: elsewhere }
    return { is: 'fail', what: 'no request validator' }
  },
})
