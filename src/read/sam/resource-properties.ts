import { type PropertyTypes, table } from './property-types.js'

/**
 * The properties of each SAM resource and what they take. A property without a kind takes what CloudFormation takes.
 * Source: AWS SAM developer guide, "AWS SAM resources and properties", and aws/serverless-application-model 1.110.0, read 2026-11-27.
 */
export const RESOURCE_PROPERTIES: Readonly<Record<string, PropertyTypes>> = {
  'AWS::Serverless::Function': table(`
    FunctionName text map
    Handler
    Runtime
    CodeUri
    ImageUri
    PackageType
    InlineCode
    DeadLetterQueue map
    Description
    MemorySize
    Timeout
    VpcConfig
    Role text
    AssumeRolePolicyDocument map
    Policies text map listOfEither
    RolePath
    PermissionsBoundary text
    Environment maps
    Events map
    Tags map
    PropagateTags truth
    Tracing text map
    KmsKeyArn
    DeploymentPreference map
    ReservedConcurrentExecutions
    Layers listOfEither
    EventInvokeConfig map
    EphemeralStorage
    AutoPublishAlias text
    AutoPublishCodeSha256 text
    AutoPublishAliasAllProperties= truth
    VersionDescription
    ProvisionedConcurrencyConfig
    FileSystemConfigs
    ImageConfig
    CodeSigningConfigArn
    Architectures
    SnapStart map
    FunctionUrlConfig map
    RuntimeManagementConfig
    LoggingConfig
    RecursiveLoop
    SourceKMSKeyArn
    CapacityProviderConfig map
    FunctionScalingConfig map
    VersionDeletionPolicy
    PublishToLatestPublished
    TenancyConfig
    DurableConfig map`),
  'AWS::Serverless::StateMachine': table(`
    Definition map
    DefinitionUri text map
    Logging map
    Role text
    RolePath
    DefinitionSubstitutions map
    Events map
    Name text
    Type text
    Tags map
    PropagateTags truth
    Policies text listOfEither
    Tracing map
    PermissionsBoundary text
    AutoPublishAlias
    DeploymentPreference
    UseAliasAsEventTarget= truth`),
  'AWS::Serverless::Api': table(`
    Name text map
    StageName! text map
    Tags map
    PropagateTags truth
    DefinitionBody map
    DefinitionUri text map
    MergeDefinitions= truth
    CacheClusterEnabled truth
    CacheClusterSize text
    Variables map
    EndpointConfiguration text map
    MethodSettings list
    BinaryMediaTypes list
    MinimumCompressionSize number
    Cors text map
    Auth map
    GatewayResponses map
    AccessLogSetting map
    CanarySetting map
    TracingEnabled truth
    OpenApiVersion text number
    Models map
    Domain map
    FailOnWarnings truth
    Description text
    Mode text
    DisableExecuteApiEndpoint truth
    ApiKeySourceType text
    AlwaysDeploy= truth
    Policy text map
    SecurityPolicy text
    EndpointAccessMode text`),
  'AWS::Serverless::HttpApi': table(`
    Name
    StageName text map
    Tags map
    PropagateTags truth
    DefinitionBody map
    DefinitionUri text map
    StageVariables map
    CorsConfiguration truth map
    AccessLogSettings map
    DefaultRouteSettings map
    Auth map
    RouteSettings map
    Domain map
    FailOnWarnings truth
    Description text
    DisableExecuteApiEndpoint truth`),
  'AWS::Serverless::WebSocketApi': table(`
    ApiKeySelectionExpression text
    AccessLogSettings map
    Auth map
    DefaultRouteSettings map
    Description text
    DisableExecuteApiEndpoint truth
    Domain map
    DisableSchemaValidation truth
    FailOnWarnings truth
    IpAddressType text
    Name text
    PropagateTags truth
    Routes! map
    RouteSettings map
    RouteSelectionExpression! text
    StageName text map
    StageVariables map
    Tags map`),
  'AWS::Serverless::SimpleTable': table(`
    PointInTimeRecoverySpecification
    PrimaryKey texts
    ProvisionedThroughput numbers
    TableName text map
    Tags map
    SSESpecification map`),
  'AWS::Serverless::LayerVersion': table(`
    LayerName text map
    Description text
    PublishLambdaVersion truth
    ContentUri! text map
    CompatibleArchitectures listOfEither
    CompatibleRuntimes listOfEither
    LicenseInfo text
    RetentionPolicy text`),
  'AWS::Serverless::Application': table(`
    Location! text map
    TemplateUrl text
    Parameters map
    NotificationARNs listOfEither
    Tags map
    TimeoutInMinutes number`),
  'AWS::Serverless::CapacityProvider': table(`
    CapacityProviderName= text map
    VpcConfig!= map
    OperatorRole= text map
    Tags= map
    PropagateTags= truth
    InstanceRequirements= map
    ScalingConfig= map
    KmsKeyArn= text map
    LoggingConfig= map
    ManagedResourceTags= map`),
  'AWS::Serverless::GraphQLApi': table(`
    Name
    Tags= map
    XrayEnabled
    Auth!= map
    SchemaInline= text
    SchemaUri= text
    Logging= truth map
    DataSources= map
    Functions= map
    Resolvers= map
    ApiKeys= map
    DomainName= map
    Cache= map
    Visibility
    OwnerContact
    IntrospectionConfig
    QueryDepthLimit
    ResolverCountLimit`),
  'AWS::Serverless::Connector': table(`
    Source! map
    Destination! map listOfMaps
    Permissions! listOfText`),
}
