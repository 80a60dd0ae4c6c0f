import type { Json, JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, LogicalName, type Site } from './block.js'
import { loadBalancer } from './load-balancer.js'
import { vpc } from './vpc.js'

const Params = z
  .strictObject({
    name: LogicalName.default('Web'),
    /** `CLOUDFRONT` only in a stack in us-east-1; the distribution then names the web acl. */
    scope: z.enum(['REGIONAL', 'CLOUDFRONT']).default('REGIONAL'),
    /** ARN of what a regional web acl guards (load balancer, stage of a REST API), as template value. */
    resource: z.custom<Json>().optional(),
    /** Requests that one address may send in five minutes. */
    rateLimit: z.int().min(10).max(2_000_000_000).default(2000),
    /** Count bodies above 8 KB (16 KB at CloudFront) instead of blocking them. */
    largeBodies: z.boolean().default(false),
  })
  .refine(({ scope, resource }) => scope === 'REGIONAL' || resource === undefined, {
    message: 'a distribution names its web acl itself',
    path: ['resource'],
  })

export interface WebAclPorts {
  readonly webAcl: string
  readonly logGroup: string
}

export const webAcl = defineBlock<typeof Params, WebAclPorts>({
  id: 'web-acl',
  title: 'AWS WAF web acl',
  intent: 'Turn away floods, known bad addresses and the commonest attacks before they reach the application.',
  refs: [
    'https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html',
    'https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html',
    'https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html',
  ],
  params: Params,
  guarantees: ['log-group-has-retention'],
  examples: [
    { name: 'not attached', params: () => ({}) },
    {
      name: 'of a distribution, where the region takes it',
      params: (_graph, { region }) => ({ name: 'Edge', scope: region === 'us-east-1' ? 'CLOUDFRONT' : 'REGIONAL' }),
    },
    {
      name: 'at a load balancer',
      params: (graph, site) => {
        const network = vpc.add(graph, { nat: 'none', internetGateway: true }, site)
        const { loadBalancer: balancer } = loadBalancer.add(
          graph,
          { vpc: network.vpc, subnets: network.privateSubnets, exposure: { kind: 'cloudfront' } },
          site,
        )
        return { resource: ref(balancer), largeBodies: true }
      },
    },
  ],
  vary: { name: ['Web', 'Shop'], rateLimit: [10, 2000, 100_000], largeBodies: [true, false] },
  build(graph: GraphBuilder, params, site: Site): WebAclPorts {
    const { name, scope, resource } = params
    const acl = graph.add('AWS::WAFv2::WebACL', `${name}WebAcl`, {
      Scope: scope,
      Description: sub(`\${AWS::StackName} ${name}`),
      DefaultAction: { Allow: {} },
      VisibilityConfig: visibility(name),
      Rules: rulesOf(params),
    })
    if (resource !== undefined)
      graph.add('AWS::WAFv2::WebACLAssociation', `${name}WebAclAssociation`, { ResourceArn: resource, WebACLArn: getAtt(acl, 'Arn') })
    return { webAcl: acl, logGroup: addLogging(graph, name, acl, site) }
  },
})

function visibility(metric: string): JsonObject {
  return { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: metric }
}

/** The rate first: it is the cheapest to check, and what it blocks needs no other rule. */
function rulesOf({ rateLimit, largeBodies }: z.output<typeof Params>): readonly Json[] {
  const large = { RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }] }
  return [
    {
      Name: 'rate',
      Priority: 0,
      Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
      VisibilityConfig: visibility('rate'),
      Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: rateLimit, EvaluationWindowSec: 300 } },
    },
    managed(1, 'AWSManagedRulesAmazonIpReputationList'),
    managed(2, 'AWSManagedRulesCommonRuleSet', largeBodies ? large : {}),
    managed(3, 'AWSManagedRulesKnownBadInputsRuleSet'),
  ]
}

function managed(priority: number, group: string, options: JsonObject = {}): Json {
  return {
    Name: group,
    Priority: priority,
    OverrideAction: { None: {} },
    VisibilityConfig: visibility(group),
    Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: group, ...options } },
  }
}

function addLogging(graph: GraphBuilder, name: string, acl: string, site: Site): string {
  const logs = graph.add(
    'AWS::Logs::LogGroup',
    `${name}WebAclLogs`,
    {
      LogGroupName: sub(`aws-waf-logs-\${AWS::StackName}-${name.toLowerCase()}`),
      RetentionInDays: site.defaults.logRetentionDays,
    },
    {
      comment: 'The name is ours because AWS WAF writes only to log groups whose name begins with aws-waf-logs-.',
      deletionPolicy: 'Delete',
      updateReplacePolicy: 'Delete',
    },
  )
  graph.add(
    'AWS::WAFv2::LoggingConfiguration',
    `${name}WebAclLogging`,
    {
      ResourceArn: getAtt(acl, 'Arn'),
      // without the ":*" that the Arn attribute of a log group ends with, which WAF refuses
      LogDestinationConfigs: [sub(`arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:\${${logs}}`)],
      LoggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: [{ ActionCondition: { Action: 'BLOCK' } }, { ActionCondition: { Action: 'COUNT' } }],
          },
        ],
      },
      RedactedFields: [{ SingleHeader: { Name: 'authorization' } }, { SingleHeader: { Name: 'cookie' } }],
    },
    { comment: 'What was blocked or counted, without what signs people in. All requests would cost more than the rules.' },
  )
  return logs
}
