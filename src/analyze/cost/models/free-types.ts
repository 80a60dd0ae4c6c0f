/**
 * Types that cost nothing by themselves, by reason and service. What they make others use is on those others' lines. A type that costs
 * money and has no model is not here: it stands on a bill as not priced.
 */
export const FREE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'permissions are not billed': {
    ACMPCA: 'Permission',
    APS: 'ResourcePolicy',
    CloudTrail: 'ResourcePolicy',
    Cognito: 'IdentityPoolPrincipalTag IdentityPoolRoleAttachment',
    Config: 'AggregationAuthorization',
    ECR: 'RegistryPolicy',
    EKS: 'AccessEntry PodIdentityAssociation',
    ElastiCache: 'SecurityGroup SecurityGroupIngress User UserGroup',
    EventSchemas: 'RegistryPolicy',
    Events: 'EventBusPolicy',
    IAM: 'AccessKey Group GroupPolicy InstanceProfile ManagedPolicy OIDCProvider Policy Role RolePolicy SAMLProvider ServerCertificate ServiceLinkedRole User UserPolicy UserToGroupAddition VirtualMFADevice',
    IdentityStore: 'Group GroupMembership',
    LakeFormation: 'DataLakeSettings Permissions PrincipalPermissions Resource Tag TagAssociation',
    Kinesis: 'ResourcePolicy',
    Lambda: 'LayerVersionPermission Permission ResourcePolicy',
    Logs: 'ResourcePolicy',
    MSK: 'BatchScramSecret ClusterPolicy',
    MemoryDB: 'ACL User',
    OpenSearchServerless: 'AccessPolicy SecurityConfig SecurityPolicy',
    Organizations: 'Account Organization OrganizationalUnit Policy ResourcePolicy',
    RAM: 'Permission ResourceShare',
    RDS: 'DBSecurityGroup DBSecurityGroupIngress',
    Redshift: 'ClusterSecurityGroup ClusterSecurityGroupIngress EndpointAuthorization',
    RolesAnywhere: 'CRL Profile TrustAnchor',
    S3: 'BucketPolicy MultiRegionAccessPointPolicy',
    S3Express: 'BucketPolicy',
    S3ObjectLambda: 'AccessPointPolicy',
    SNS: 'TopicInlinePolicy TopicPolicy',
    SQS: 'QueueInlinePolicy QueuePolicy',
    SSM: 'ResourcePolicy',
    SSO: 'Application ApplicationAssignment Assignment Instance InstanceAccessControlAttributeConfiguration PermissionSet',
    SecretsManager: 'ResourcePolicy',
    Shield: 'DRTAccess',
    VpcLattice: 'AuthPolicy ResourcePolicy',
    XRay: 'ResourcePolicy',
  },
  'a network is billed by what runs in it': {
    EC2: 'CarrierGateway DHCPOptions EgressOnlyInternetGateway EIPAssociation GatewayRouteTableAssociation InternetGateway LocalGatewayRoute LocalGatewayRouteTable LocalGatewayRouteTableVPCAssociation LocalGatewayRouteTableVirtualInterfaceGroupAssociation LocalGatewayVirtualInterface LocalGatewayVirtualInterfaceGroup NetworkAcl NetworkAclEntry NetworkInterface NetworkInterfaceAttachment NetworkInterfacePermission PrefixList Route RouteTable SecurityGroup SecurityGroupEgress SecurityGroupIngress SecurityGroupVpcAssociation Subnet SubnetCidrBlock SubnetNetworkAclAssociation SubnetRouteTableAssociation VPC VPCBlockPublicAccessExclusion VPCBlockPublicAccessOptions VPCCidrBlock VPCDHCPOptionsAssociation VPCGatewayAttachment VPCPeeringConnection',
  },
  'who connects pays for the endpoint': { EC2: 'VPCEndpointConnectionNotification VPCEndpointService VPCEndpointServicePermissions' },
  'a connection through it is free': { EC2: 'InstanceConnectEndpoint' },
  'a transit gateway is billed by its attachments': {
    EC2: 'TransitGateway TransitGatewayConnectPeer TransitGatewayMeteringPolicy TransitGatewayMeteringPolicyEntry TransitGatewayMulticastDomain TransitGatewayMulticastDomainAssociation TransitGatewayMulticastGroupMember TransitGatewayMulticastGroupSource TransitGatewayRoute TransitGatewayRouteTable TransitGatewayRouteTableAssociation TransitGatewayRouteTablePropagation',
  },
  'a VPN is billed by its connections and associations': {
    EC2: 'ClientVpnAuthorizationRule ClientVpnRoute CustomerGateway VPNConnectionRoute VPNGateway VPNGatewayRoutePropagation',
  },
  'ports and data are billed at connections and virtual interfaces': {
    DirectConnect: 'DirectConnectGateway Lag',
  },
  'addresses are billed at their IPAM': {
    EC2: 'IPAMAllocation IPAMPool IPAMPoolCidr IPAMResourceDiscovery IPAMResourceDiscoveryAssociation IPAMScope IpPoolRouteTableAssociation',
  },
  'mirrored traffic is billed at its session': { EC2: 'TrafficMirrorFilter TrafficMirrorFilterRule TrafficMirrorTarget' },
  'an analysis is billed, what it follows is not': { EC2: 'NetworkInsightsAccessScope NetworkInsightsPath' },
  'endpoints of a route server are billed': { EC2: 'RouteServer RouteServerAssociation RouteServerPeer RouteServerPropagation' },
  'endpoints of Verified Access are billed': { EC2: 'VerifiedAccessGroup VerifiedAccessInstance VerifiedAccessTrustProvider' },
  'configuration of a volume or an instance': { EC2: 'EnclaveCertificateIamRoleAssociation SnapshotBlockPublicAccess VolumeAttachment' },
  'a template of instances is not an instance': {
    AutoScaling: 'LaunchConfiguration',
    EC2: 'KeyPair LaunchTemplate PlacementGroup',
    EMR: 'SecurityConfiguration Step Studio StudioSessionMapping',
    ElasticBeanstalk: 'Application ApplicationVersion ConfigurationTemplate',
  },
  'part of its firewall, which is billed by endpoint': { NetworkFirewall: 'FirewallPolicy LoggingConfiguration RuleGroup' },
  'part of its accelerator': { GlobalAccelerator: 'CrossAccountAttachment EndpointGroup Listener' },
  'services of a lattice are billed, what joins them is not': {
    VpcLattice:
      'AccessLogSubscription DomainVerification Listener Rule ServiceNetwork ServiceNetworkServiceAssociation ServiceNetworkVpcAssociation TargetGroup',
  },
  'part of its API, which is billed by request': {
    ApiGateway:
      'Account ApiKey Authorizer BasePathMapping BasePathMappingV2 ClientCertificate Deployment DocumentationPart DocumentationVersion DomainName DomainNameAccessAssociation DomainNameV2 GatewayResponse Method Model RequestValidator Resource UsagePlan UsagePlanKey VpcLink',
    ApiGatewayV2:
      'ApiGatewayManagedOverrides ApiMapping Authorizer Deployment DomainName Integration IntegrationResponse Model Route RouteResponse RoutingRule Stage VpcLink',
    AppSync:
      'ApiKey ChannelNamespace DataSource DomainName DomainNameApiAssociation FunctionConfiguration GraphQLSchema Resolver SourceApiAssociation',
  },
  'polling is on the queue, running is on the function': { Lambda: 'EventInvokeConfig EventSourceMapping' },
  'code and configuration of functions are not billed': { Lambda: 'CodeSigningConfig LayerVersion' },
  'users are billed at their pool': {
    Cognito:
      'IdentityPool LogDeliveryConfiguration ManagedLoginBranding Terms UserPoolClient UserPoolDomain UserPoolGroup UserPoolIdentityProvider UserPoolResourceServer UserPoolRiskConfigurationAttachment UserPoolUICustomizationAttachment UserPoolUser UserPoolUserToGroupAttachment',
  },
  'configuration of a distribution, which is billed by data and request': {
    CloudFront:
      'CachePolicy CloudFrontOriginAccessIdentity ConnectionGroup ContinuousDeploymentPolicy Function KeyGroup OriginAccessControl OriginRequestPolicy PublicKey ResponseHeadersPolicy VpcOrigin',
  },
  'billed at its load balancer': { ElasticLoadBalancingV2: 'Listener ListenerCertificate ListenerRule TargetGroup TrustStoreRevocation' },
  'tasks are billed at their service': {
    ECS: 'CapacityProvider ClusterCapacityProviderAssociations DaemonTaskDefinition PrimaryTaskSet TaskDefinition',
  },
  'a cluster and its nodes are billed': { EKS: 'Addon IdentityProviderConfig' },
  'jobs are billed for what they run on': {
    Batch: 'ConsumableResource JobDefinition JobQueue QuotaShare SchedulingPolicy ServiceEnvironment',
  },
  'configuration of a service that is billed by its instances': {
    AppRunner: 'AutoScalingConfiguration ObservabilityConfiguration VpcConnector VpcIngressConnection',
  },
  'images are billed where they are kept': {
    ECR: 'PullThroughCacheRule PullTimeUpdateExclusion ReplicationConfiguration RepositoryCreationTemplate SigningConfiguration',
  },
  'scaling is free, what it starts is not': {
    ApplicationAutoScaling: 'ScalableTarget ScalingPolicy',
    AutoScaling: 'LifecycleHook ScalingPolicy ScheduledAction',
    AutoScalingPlans: 'ScalingPlan',
  },
  'configuration of a database': {
    DAX: 'ParameterGroup SubnetGroup',
    DocDB: 'DBClusterParameterGroup DBSubnetGroup EventSubscription',
    ElastiCache: 'ParameterGroup SubnetGroup',
    MemoryDB: 'ParameterGroup SubnetGroup',
    Neptune: 'DBClusterParameterGroup DBParameterGroup DBSubnetGroup EventSubscription',
    OpenSearchServerless: 'Index LifecyclePolicy',
    RDS: 'DBClusterParameterGroup DBParameterGroup DBProxyTargetGroup DBSubnetGroup EventSubscription OptionGroup',
    Redshift: 'ClusterParameterGroup ClusterSubnetGroup EventSubscription ScheduledAction',
    SecretsManager: 'SecretTargetAttachment',
  },
  'nodes are billed at their groups': { ElastiCache: 'GlobalReplicationGroup' },
  'tables are billed by themselves': { Cassandra: 'Keyspace Type' },
  'queries are billed by the compute units they run on': {
    Athena: 'DataCatalog NamedQuery PreparedStatement',
    Timestream: 'ScheduledQuery',
  },
  'jobs, crawlers and the catalog are billed': {
    Glue: 'Classifier Connection CustomEntityType DataCatalogEncryptionSettings DataQualityRuleset IdentityCenterConfiguration Registry Schema SchemaVersion SchemaVersionMetadata SecurityConfiguration Trigger UsageProfile Workflow',
  },
  'part of its file system': { EFS: 'AccessPoint MountTarget', FSx: 'DataRepositoryAssociation Snapshot StorageVirtualMachine Volume' },
  'objects are billed at their bucket': { S3: 'AccessPoint', S3Express: 'AccessPoint' },
  'data is billed at its task': {
    DataSync:
      'Agent LocationAzureBlob LocationEFS LocationFSxLustre LocationFSxONTAP LocationFSxOpenZFS LocationFSxWindows LocationHDFS LocationNFS LocationObjectStorage LocationS3 LocationSMB',
  },
  'part of its server': { Transfer: 'Agreement Certificate Profile User' },
  'brokers and workers are billed': {
    AmazonMQ: 'Configuration ConfigurationAssociation',
    KafkaConnect: 'CustomPlugin WorkerConfiguration',
    MSK: 'Configuration Topic',
  },
  'part of its application': {
    KinesisAnalytics: 'ApplicationOutput ApplicationReferenceDataSource',
    KinesisAnalyticsV2: 'ApplicationCloudWatchLoggingOption ApplicationOutput ApplicationReferenceDataSource',
  },
  'the function that rotates is billed as a function': { SecretsManager: 'RotationSchedule' },
  'a name of a key': { KMS: 'Alias' },
  'billed at its authority': { ACMPCA: 'CertificateAuthorityActivation' },
  'deliveries are billed at the topic': { SNS: 'Subscription' },
  'queries are billed at the zone': { Route53: 'CidrCollection DNSSEC KeySigningKey RecordSet RecordSetGroup' },
  'rules of the resolver are free, its endpoints and its firewall are not': {
    Route53Resolver:
      'FirewallRuleGroup ResolverConfig ResolverDNSSECConfig ResolverQueryLoggingConfig ResolverQueryLoggingConfigAssociation ResolverRule ResolverRuleAssociation',
  },
  'a service of a namespace is free': { ServiceDiscovery: 'Service' },
  'backups are billed at the plan': { Backup: 'BackupSelection BackupVault RestoreTestingSelection' },
  'rules and logs are billed at the web ACL and the log group': {
    WAF: 'ByteMatchSet IPSet Rule SizeConstraintSet SqlInjectionMatchSet XssMatchSet',
    WAFRegional:
      'ByteMatchSet GeoMatchSet IPSet RateBasedRule RegexPatternSet Rule SizeConstraintSet SqlInjectionMatchSet WebACLAssociation XssMatchSet',
    WAFv2: 'IPSet LoggingConfiguration RegexPatternSet WebACLAssociation',
  },
  'part of Shield Advanced': { Shield: 'ProactiveEngagement ProtectionGroup' },
  'part of a service that is billed by what it looks at': {
    GuardDuty: 'Filter IPSet Master Member PublishingDestination ThreatEntitySet ThreatIntelSet TrustedEntitySet',
    InspectorV2: 'Filter',
    Macie: 'AllowList CustomDataIdentifier FindingsFilter',
    SecurityHub:
      'AggregatorV2 AutomationRule AutomationRuleV2 ConfigurationPolicy DelegatedAdmin FindingAggregator Insight OrganizationConfiguration PolicyAssociation ProductSubscription SecurityControl Standard',
  },
  'items and evaluations are billed at recorders and rules': {
    Config: 'ConfigurationAggregator DeliveryChannel RemediationConfiguration StoredQuery',
  },
  'events are billed at the event data store': { CloudTrail: 'Channel Dashboard' },
  'a budget without actions is free': { Budgets: 'Budget' },
  'looking at costs is free': { BCMDataExports: 'Export', CE: 'AnomalyMonitor AnomalySubscription CostCategory', CUR: 'ReportDefinition' },
  'rules and subscriptions are free, what they start or deliver is not': {
    EventSchemas: 'Registry Schema',
    Events: 'Connection Endpoint Rule',
    Logs: 'AccountPolicy DeliveryDestination DeliverySource Destination LogAnomalyDetector LogStream QueryDefinition SubscriptionFilter Transformer',
    Scheduler: 'ScheduleGroup',
  },
  'alarms and metrics are billed by themselves': {
    CloudWatch: 'AlarmMuteRule AnomalyDetector',
    Synthetics: 'Group',
    XRay: 'Group SamplingRule',
  },
  'samples are billed at the workspace': { APS: 'RuleGroupsNamespace' },
  'a workflow is billed by its steps': { StepFunctions: 'Activity StateMachineAlias StateMachineVersion' },
  'builds and pages are billed at the application or the project': {
    Amplify: 'Branch Domain',
    CodeBuild: 'ReportGroup SourceCredential',
    CodeConnections: 'Connection',
    CodePipeline: 'CustomActionType Webhook',
    CodeStarConnections: 'Connection RepositoryLink SyncConfiguration',
    CodeStarNotifications: 'NotificationRule',
  },
  'deployments to AWS are free': { CodeDeploy: 'Application DeploymentConfig DeploymentGroup' },
  'e-mails are billed at the identity that sends them': {
    SES: 'ConfigurationSet ConfigurationSetEventDestination ContactList CustomVerificationEmailTemplate ReceiptFilter ReceiptRuleSet Template',
  },
  'instances, apps and jobs are billed': {
    SageMaker:
      'AppImageConfig CodeRepository EndpointConfig Image ImageVersion InferenceComponent Model ModelCard ModelPackage ModelPackageGroup NotebookInstanceLifecycleConfig Pipeline Project StudioLifecycleConfig UserProfile Workteam',
  },
  'management of instances in AWS is free': {
    SSM: 'Association Document MaintenanceWindow MaintenanceWindowTarget MaintenanceWindowTask PatchBaseline ResourceDataSync',
  },
  'public certificates are free': { CertificateManager: 'Account Certificate' },
  'what is launched from a catalog is billed, the catalog is not': {
    ServiceCatalog:
      'AcceptedPortfolioShare CloudFormationProduct LaunchNotificationConstraint LaunchRoleConstraint LaunchTemplateConstraint Portfolio PortfolioPrincipalAssociation PortfolioProductAssociation PortfolioShare ResourceUpdateConstraint ServiceAction ServiceActionAssociation StackSetConstraint TagOption TagOptionAssociation',
  },
  'replication instances are billed': {
    DMS: 'Certificate DataProvider Endpoint EventSubscription InstanceProfile MigrationProject ReplicationSubnetGroup ReplicationTask',
  },
  'connections, messages and rules that run are billed, what is registered is not': {
    IoT: 'Authorizer BillingGroup CACertificate Certificate CertificateProvider Logging Policy PolicyPrincipalAttachment ProvisioningTemplate ResourceSpecificLogging RoleAlias Thing ThingGroup ThingPrincipalAttachment ThingType TopicRuleDestination',
  },
  'a mesh is billed by what its proxies run on': {
    AppMesh: 'GatewayRoute Mesh Route VirtualGateway VirtualNode VirtualRouter VirtualService',
  },
  'messages to chat rooms are free': { Chatbot: 'CustomAction MicrosoftTeamsChannelConfiguration SlackChannelConfiguration' },
  'what a policy makes or keeps is billed, the policy is not': { DLM: 'LifecyclePolicy', Rbin: 'Rule' },
  'images are billed by the instances that build them': {
    ImageBuilder: 'Component ContainerRecipe DistributionConfiguration ImageRecipe InfrastructureConfiguration LifecyclePolicy Workflow',
  },
  'a network is seen for free, attachments to a core network are billed': {
    NetworkManager: 'CustomerGatewayAssociation Device GlobalNetwork Link LinkAssociation Site TransitGatewayRegistration',
  },
  'configurations are billed where they are fetched': {
    AppConfig: 'Application DeploymentStrategy Environment Extension ExtensionAssociation HostedConfigurationVersion',
  },
  'signing of code for AWS is free': { Signer: 'ProfilePermission SigningProfile' },
  'groups of resources, and finding them, are free': {
    ResourceExplorer2: 'DefaultViewAssociation Index View',
    ResourceGroups: 'Group TagSyncTask',
    ServiceCatalogAppRegistry: 'Application AttributeGroup AttributeGroupAssociation ResourceAssociation',
  },
  'part of CloudFormation, free for AWS types': {
    CDK: 'Metadata',
    CloudFormation:
      'CustomResource HookDefaultVersion HookTypeConfig HookVersion Macro ModuleDefaultVersion ModuleVersion PublicTypeVersion Publisher ResourceDefaultVersion ResourceVersion TypeActivation WaitCondition WaitConditionHandle',
  },
}
