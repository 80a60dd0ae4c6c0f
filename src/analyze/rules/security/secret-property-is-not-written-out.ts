import { type Query, type Value, valuesAt } from '#graph/index.js'
import { isTrue, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

/** Properties that are secrets, by type. Source: the property's page in the CloudFormation template reference. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  'AWS::RDS::DBInstance': ['MasterUserPassword', 'TdeCredentialPassword'],
  'AWS::RDS::DBCluster': ['MasterUserPassword'],
  'AWS::DocDB::DBCluster': ['MasterUserPassword'],
  'AWS::Redshift::Cluster': ['MasterUserPassword'],
  'AWS::RedshiftServerless::Namespace': ['AdminUserPassword'],
  'AWS::ElastiCache::ReplicationGroup': ['AuthToken'],
  'AWS::ElastiCache::User': ['Passwords.*'],
  'AWS::MemoryDB::User': ['AuthenticationMode.Passwords.*'],
  'AWS::AmazonMQ::Broker': ['Users.*.Password'],
  'AWS::Amplify::App': ['AccessToken', 'OauthToken', 'BasicAuthConfig.Password'],
  'AWS::Amplify::Branch': ['BasicAuthConfig.Password'],
  'AWS::AppStream::DirectoryConfig': ['ServiceAccountCredentials.AccountPassword'],
  'AWS::CodePipeline::Webhook': ['AuthenticationConfiguration.SecretToken'],
  'AWS::DMS::Endpoint': ['Password', 'MongoDbSettings.Password'],
  'AWS::DirectoryService::MicrosoftAD': ['Password'],
  'AWS::DirectoryService::SimpleAD': ['Password'],
  'AWS::EMR::Cluster': [
    'KerberosAttributes.ADDomainJoinPassword',
    'KerberosAttributes.CrossRealmTrustPrincipalPassword',
    'KerberosAttributes.KdcAdminPassword',
  ],
  'AWS::IAM::User': ['LoginProfile.Password'],
  'AWS::KinesisFirehose::DeliveryStream': [
    'RedshiftDestinationConfiguration.Password',
    'SplunkDestinationConfiguration.HECToken',
    'HttpEndpointDestinationConfiguration.EndpointConfiguration.AccessKey',
  ],
  'AWS::Lambda::Permission': ['EventSourceToken'],
  'AWS::ManagedBlockchain::Member': ['MemberConfiguration.MemberFrameworkConfiguration.MemberFabricConfiguration.AdminPassword'],
  'AWS::OpenSearchService::Domain': ['AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword'],
  'AWS::Elasticsearch::Domain': ['AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword'],
  'AWS::OpsWorks::App': ['AppSource.Password', 'SslConfiguration.PrivateKey'],
  'AWS::OpsWorks::Stack': ['CustomCookbooksSource.Password', 'RdsDbInstances.*.DbPassword'],
  'AWS::Pinpoint::APNSChannel': ['PrivateKey', 'TokenKey'],
  'AWS::Pinpoint::APNSSandboxChannel': ['PrivateKey', 'TokenKey'],
  'AWS::Pinpoint::APNSVoipChannel': ['PrivateKey', 'TokenKey'],
  'AWS::Pinpoint::APNSVoipSandboxChannel': ['PrivateKey', 'TokenKey'],
  'AWS::SecretsManager::Secret': ['SecretString'],
  'Alexa::ASK::Skill': ['AuthenticationConfiguration.ClientSecret', 'AuthenticationConfiguration.RefreshToken'],
}

const CFN_NAG =
  'F23 F31 F34 F35 F36 F37 F41 F42 F43 F44 F45 F46 F47 F48 F49 F50 F51 F52 F53 F54 F55 F56 F57 F58 F60 F61 F62 F63 F64 F65 F66 F67 F68 F69 F70 F71 F74 F75'.split(
    ' ',
  )

const HIDDEN = { Parameters: { Password: { Type: 'String', NoEcho: true } } }

export const secretPropertyIsNotWrittenOut: Rule = defineRule({
  id: 'secret-property-is-not-written-out',
  pillar: 'security',
  severity: 'high',
  title: 'Passwords and tokens are not written out in the template',
  why: 'Whoever reads the template, its history or the default of its parameter has the password.',
  fix: 'Let the service make it (ManageMasterUserPassword, GenerateSecretString), name it as {{resolve:secretsmanager:…}}, or take a NoEcho parameter without a default.',
  refs: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html',
  ],
  types: Object.keys(SECRETS),
  maps: {
    cfn_nag: CFN_NAG,
  },
  examples: {
    fail: [
      { name: 'a password', props: { MasterUserPassword: 'correct-horse-battery' } },
      {
        name: 'the default of a parameter',
        props: { MasterUserPassword: { Ref: 'Password' } },
        sections: { Parameters: { Password: { Type: 'String', NoEcho: true, Default: 'correct-horse-battery' } } },
      },
      {
        name: 'a parameter that the console shows',
        props: { MasterUserPassword: { Ref: 'Password' } },
        sections: { Parameters: { Password: { Type: 'String' } } },
      },
      { name: 'a plain parameter of Parameter Store', props: { MasterUserPassword: '{{resolve:ssm:/orders/password:1}}' } },
    ],
    pass: [
      { name: 'a secret', props: { MasterUserPassword: '{{resolve:secretsmanager:orders:SecretString:password}}' } },
      {
        name: 'a secret of this stack',
        props: { MasterUserPassword: { 'Fn::Sub': '{{resolve:secretsmanager:${Password}:SecretString:password}}' } },
      },
      { name: 'a parameter that is not shown', props: { MasterUserPassword: { Ref: 'Password' } }, sections: HIDDEN },
      {
        name: 'a document around such a parameter',
        type: 'AWS::SecretsManager::Secret',
        props: { SecretString: { 'Fn::Sub': '{"username":"app","password":"${Password}"}' } },
        sections: HIDDEN,
      },
      { name: 'made by the service', props: { ManageMasterUserPassword: true } },
    ],
    unknown: [{ name: 'a value from elsewhere', props: { MasterUserPassword: { 'Fn::ImportValue': 'orders-password' } } }],
  },
  check: (node, q) =>
    (SECRETS[node.type] ?? []).flatMap((secret) =>
      valuesAt(node.properties, secret).map(({ path, value }): Verdict => {
        const read = q.read(value)
        if (!read.known) return unresolved(read.value, path, q)
        const text = scalarOf(read)
        if (text === undefined || text === null) return PASS
        return { is: 'fail', what: `${last(path)} is written out`, path }
      }),
    ),
})

/** A hidden parameter without a value is what it should be; a reference to a resource is a value that AWS makes. */
function unresolved(value: Value, path: string, q: Query): Verdict {
  if (value.kind === 'reference') return PASS
  const parts = value.kind === 'text' ? value.parts : [value]
  const sources = parts.flatMap((part) => (part.kind === 'dynamic' ? [part.service] : []))
  // Read when the stack is deployed, and not shown.
  if (sources.some((service) => service !== 'ssm')) return PASS
  if (sources.length > 0) return { is: 'fail', what: `${last(path)} is a plain parameter of Parameter Store`, path }
  const parameters = parts.flatMap((part) => (part.kind === 'parameter' ? [part.name] : []))
  if (parameters.some((name) => isHidden(name, q))) return PASS
  const [shown] = parameters
  if (shown !== undefined) return { is: 'fail', what: `parameter ${shown} has no NoEcho: the console shows ${last(path)}`, path }
  return { is: 'unknown', why: `${last(path)} comes from elsewhere`, path }
}

function isHidden(name: string, q: Query): boolean {
  const declared = q.parameter(name)?.declaration.entries.get('NoEcho')
  return declared !== undefined && isTrue(scalarOf(q.read(declared)))
}

function last(path: string): string {
  return path.split('.').findLast((step) => !/^\d+$/.test(step)) ?? path
}
