import { getAtt, type GraphBuilder, sub } from '#graph/index.js'

/** Lets API Gateway write logs, which REST APIs need before a stage may ask for them. Returns the id to depend on. */
export function addAccountLogging(graph: GraphBuilder, name: string): string {
  const role = graph.add(
    'AWS::IAM::Role',
    `${name}AccountLogRole`,
    {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs')],
    },
    {
      comment: 'Stays when the stack goes: other REST APIs of the account log through it too.',
      deletionPolicy: 'Retain',
      updateReplacePolicy: 'Retain',
    },
  )
  return graph.add(
    'AWS::ApiGateway::Account',
    `${name}Account`,
    { CloudWatchRoleArn: getAtt(role, 'Arn') },
    {
      comment: 'One setting for the whole account in this region; it takes the place of the role that was set before.',
      deletionPolicy: 'Retain',
      updateReplacePolicy: 'Retain',
    },
  )
}
