import type { Query, Resource } from '#graph/index.js'
import { oncePerQuery } from '../once.js'
import { scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

const INSTANCE = 'AWS::EC2::Instance'
const TEMPLATE = 'AWS::EC2::LaunchTemplate'
const CONFIGURATION = 'AWS::AutoScaling::LaunchConfiguration'
const GROUP = 'AWS::AutoScaling::AutoScalingGroup'

const OPTIONS: Readonly<Record<string, string>> = {
  [TEMPLATE]: 'LaunchTemplateData.MetadataOptions',
  [CONFIGURATION]: 'MetadataOptions',
  [INSTANCE]: 'MetadataOptions',
}

/** Where an instance or a group of them names what it is started from. */
const STARTED_FROM: Readonly<Record<string, readonly string[]>> = {
  [INSTANCE]: ['LaunchTemplate.LaunchTemplateId', 'LaunchTemplate.LaunchTemplateName'],
  [GROUP]: [
    'LaunchTemplate.LaunchTemplateId',
    'LaunchTemplate.LaunchTemplateName',
    'LaunchConfigurationName',
    'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId',
    'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateName',
  ],
}

export const instanceRequiresImdsv2: Rule = defineRule({
  id: 'instance-requires-imdsv2',
  pillar: 'security',
  severity: 'medium',
  title: 'Instance metadata asks for a session token',
  why: "Without a token, a server that fetches addresses for its users gives the instance's credentials away (server-side request forgery).",
  fix: 'Set MetadataOptions with HttpTokens: required on the instance or its launch template.',
  refs: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html'],
  types: [INSTANCE, TEMPLATE, CONFIGURATION, GROUP],
  maps: { 'cdk-nag': ['EC2IMDSv2Enabled'], checkov: ['CKV_AWS_79'], 'security-hub': ['EC2.8', 'EC2.170', 'AutoScaling.3'] },
  examples: {
    fail: [
      { name: 'not said', props: { ImageId: 'ami-0123456789abcdef0' } },
      { name: 'optional', type: TEMPLATE, props: { LaunchTemplateData: { MetadataOptions: { HttpTokens: 'optional' } } } },
      {
        name: 'a group started from such a configuration',
        resources: {
          Servers: { Type: GROUP, Properties: { MinSize: '1', MaxSize: '2', LaunchConfigurationName: { Ref: 'Server' } } },
          Server: { Type: CONFIGURATION, Properties: { ImageId: 'ami-0123456789abcdef0', InstanceType: 't4g.small' } },
        },
        subject: 'Servers',
      },
    ],
    pass: [
      { name: 'required', props: { MetadataOptions: { HttpTokens: 'required' } } },
      { name: 'switched off', props: { MetadataOptions: { HttpEndpoint: 'disabled' } } },
      {
        name: 'by its launch template',
        resources: {
          Server: { Type: INSTANCE, Properties: { LaunchTemplate: { LaunchTemplateId: { Ref: 'Base' }, Version: '1' } } },
          Base: { Type: TEMPLATE, Properties: { LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required' } } } },
        },
        subject: 'Server',
      },
    ],
    unknown: [
      { name: 'a parameter without a value', props: { MetadataOptions: { HttpTokens: { Ref: 'Tokens' } } } },
      { name: 'a launch template from elsewhere', props: { LaunchTemplate: { LaunchTemplateId: 'lt-0123456789abcdef0', Version: '1' } } },
    ],
  },
  check: (node, q) => verdictOf(node, q),
})

function verdictOf(node: Resource, q: Query): Verdict {
  const path = OPTIONS[node.type]
  if (path !== undefined && q.read(node, path).set !== false) return optionsVerdict(node, q, path)
  const started = (STARTED_FROM[node.type] ?? []).find((each) => q.read(node, each).set !== false)
  if (started === undefined) return { is: 'fail', what: 'HttpTokens is not set' }
  const from = startedFrom(node, q, started)
  if (from === undefined) return { is: 'unknown', why: 'what it is started from is not in this template', path: started }
  const verdict = optionsVerdict(from, q, OPTIONS[from.type] ?? '')
  if (verdict.is === 'pass') return PASS
  return verdict.is === 'fail' ? { is: 'fail', what: `${from.id}: ${verdict.what}`, path: started } : { ...verdict, path: started }
}

function optionsVerdict(node: Resource, q: Query, path: string): Verdict {
  if (scalarOf(q.read(node, `${path}.HttpEndpoint`)) === 'disabled') return PASS
  const tokens = q.read(node, `${path}.HttpTokens`)
  if (!tokens.known) return unknownAt(tokens, `${path}.HttpTokens`)
  const value = scalarOf(tokens)
  return value === 'required' ? PASS : { is: 'fail', what: `HttpTokens is ${value ?? 'not set'}`, path: `${path}.HttpTokens` }
}

/** By reference, or by the name that the template or configuration is given. */
function startedFrom(node: Resource, q: Query, path: string): Resource | undefined {
  const read = q.read(node, path)
  if (!read.known) return read.reference === undefined ? undefined : q.get(read.reference.target)
  return named(q).get(scalarOf(read))
}

const named = oncePerQuery((q) => {
  const byName = (type: string, property: string): readonly (readonly [unknown, Resource])[] =>
    q.all(type).map((each) => [scalarOf(q.read(each, property)) ?? each.id, each])
  return new Map([...byName(CONFIGURATION, 'LaunchConfigurationName'), ...byName(TEMPLATE, 'LaunchTemplateName')])
})
