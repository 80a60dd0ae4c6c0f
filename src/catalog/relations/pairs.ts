import type { RelationKind } from './row.js'

/** A resource that ties two others together: what `from` names does it to what `to` names. */
export interface Pair {
  readonly type: string
  readonly from: string
  readonly to: string
  readonly kind: RelationKind
  /** Bare names that stand at `from` and `to` belong to resources of these types. */
  readonly names?: { readonly from?: string; readonly to?: string }
  /** Says who may, not who does: an edge only where no other way of the graph leads from one to the other. */
  readonly unlessLed?: true
}

/** Source: the page of each type in the CloudFormation template reference. */
export const PAIRS: readonly Pair[] = [
  {
    type: 'AWS::Lambda::Permission',
    from: 'SourceArn',
    to: 'FunctionName',
    kind: 'invokes',
    names: { to: 'AWS::Lambda::Function' },
    unlessLed: true,
  },
  ...(['OnSuccess', 'OnFailure'] as const).map(
    (outcome): Pair => ({
      type: 'AWS::Lambda::EventInvokeConfig',
      from: 'FunctionName',
      to: `DestinationConfig.${outcome}.Destination`,
      kind: outcome === 'OnSuccess' ? 'publishes' : 'fails-to',
      names: { from: 'AWS::Lambda::Function' },
    }),
  ),
  { type: 'AWS::WAFv2::WebACLAssociation', from: 'WebACLArn', to: 'ResourceArn', kind: 'filters' },
  { type: 'AWS::WAFRegional::WebACLAssociation', from: 'WebACLId', to: 'ResourceArn', kind: 'filters' },
  { type: 'AWS::WAFv2::LoggingConfiguration', from: 'ResourceArn', to: 'LogDestinationConfigs.*', kind: 'logs-to' },
  { type: 'AWS::EC2::VPCGatewayAttachment', from: 'VpcId', to: 'InternetGatewayId', kind: 'contains' },
  { type: 'AWS::EC2::SubnetNetworkAclAssociation', from: 'NetworkAclId', to: 'SubnetId', kind: 'filters' },
  { type: 'AWS::EC2::VolumeAttachment', from: 'InstanceId', to: 'VolumeId', kind: 'reads' },
  { type: 'AWS::EC2::VolumeAttachment', from: 'InstanceId', to: 'VolumeId', kind: 'writes' },
  { type: 'AWS::SecretsManager::SecretTargetAttachment', from: 'TargetId', to: 'SecretId', kind: 'reads' },
  { type: 'AWS::Cognito::IdentityPoolRoleAttachment', from: 'IdentityPoolId', to: 'Roles.*', kind: 'assumes' },
  { type: 'AWS::ECS::ClusterCapacityProviderAssociations', from: 'Cluster', to: 'CapacityProviders.*', kind: 'contains' },
  { type: 'AWS::EKS::PodIdentityAssociation', from: 'ClusterName', to: 'RoleArn', kind: 'assumes', names: { from: 'AWS::EKS::Cluster' } },
  {
    type: 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation',
    from: 'ResourceId',
    to: 'ResolverQueryLogConfigId',
    kind: 'logs-to',
  },
]
