import type { Query, Resource, Value } from '#graph/index.js'
import { entriesAt, itemsAt, scalarOf } from '../reading.js'
import { defineRule, type Rule, type Verdict } from '../rule.js'
import { leakIn, leakInBase64, looksSecret } from '../secrets.js'

const FUNCTION = 'AWS::Lambda::Function'
const TASK = 'AWS::ECS::TaskDefinition'
const INSTANCE = 'AWS::EC2::Instance'
const PROJECT = 'AWS::CodeBuild::Project'

export const noHardCodedCredentials: Rule = defineRule({
  id: 'no-hard-coded-credentials',
  pillar: 'security',
  severity: 'high',
  title: 'No credential is written into the template',
  why: 'Whoever reads the template, its history, the stack or the console has the credential, and it stays valid until somebody changes it.',
  fix: 'Take the credential out and change it at its source; use a role, or a secret of Secrets Manager that is read when it is needed.',
  refs: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/hardcoded.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
  ],
  types: ['*'],
  maps: {
    'cdk-nag': ['CodeBuildProjectEnvVarAwsCred'],
    checkov: ['CKV_AWS_45', 'CKV_AWS_46', 'CKV_AWS_384'],
    'security-hub': ['ECS.8', 'CodeBuild.2'],
  },
  examples: {
    fail: [
      {
        name: 'an access key in user data',
        type: INSTANCE,
        props: { UserData: { 'Fn::Base64': 'export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE' } },
      },
      {
        name: 'the same in base64',
        type: INSTANCE,
        props: { UserData: 'ZXhwb3J0IEFXU19BQ0NFU1NfS0VZX0lEPUFLSUFJT1NGT0ROTjdFWEFNUExF' },
      },
      {
        name: 'a password in the environment of a function',
        type: FUNCTION,
        props: { Environment: { Variables: { TABLE: 'orders', DB_PASSWORD: 'correct-horse-battery' } } },
      },
      {
        name: 'a token in the environment of a container',
        type: TASK,
        props: {
          ContainerDefinitions: [{ Name: 'app', Image: 'app', Environment: [{ Name: 'API_TOKEN', Value: 'correct-horse-battery' }] }],
        },
      },
      {
        name: 'a password in an address',
        type: FUNCTION,
        props: { Environment: { Variables: { DATABASE: 'postgres://app:correct-horse-battery@db.example.com/orders' } } },
      },
    ],
    pass: [
      {
        name: 'the name of a secret',
        type: FUNCTION,
        props: {
          Environment: {
            Variables: { DB_PASSWORD_SECRET_ARN: { Ref: 'Password' }, TOKEN_URL: 'https://example.com/token', API_KEY_HEADER: 'X-Api-Key' },
          },
        },
      },
      {
        name: 'a secret that ECS reads',
        type: TASK,
        props: { ContainerDefinitions: [{ Name: 'app', Image: 'app', Secrets: [{ Name: 'API_TOKEN', ValueFrom: { Ref: 'Token' } }] }] },
      },
      {
        name: 'a dynamic reference',
        type: FUNCTION,
        props: { Environment: { Variables: { DB_PASSWORD: '{{resolve:secretsmanager:orders:SecretString:password}}' } } },
      },
      {
        name: 'CodeBuild reads it from Secrets Manager',
        type: PROJECT,
        props: { Environment: { EnvironmentVariables: [{ Name: 'API_TOKEN', Type: 'SECRETS_MANAGER', Value: 'build/token' }] } },
      },
    ],
  },
  check: (node, q) => [...leaks(node), ...variables(node, q)],
})

/** Texts anywhere in the properties that have the form of a credential. */
function leaks(node: Resource): readonly Verdict[] {
  return textsIn(node.properties, []).flatMap(({ text, path }): readonly Verdict[] => {
    const kind = path.at(-1) === 'UserData' ? leakInBase64(text) : leakIn(text)
    return kind === undefined ? [] : [{ is: 'fail', what: kind, path }]
  })
}

function textsIn(value: Value, path: readonly string[]): readonly { readonly text: string; readonly path: readonly string[] }[] {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? [{ text: value.value, path }] : []
    case 'map':
      return [...value.entries].flatMap(([key, child]) => textsIn(child, [...path, key]))
    case 'list':
      return value.items.flatMap((child, index) => textsIn(child, [...path, String(index)]))
    case 'text':
      return value.parts.flatMap((part) => textsIn(part, path))
    case 'choice':
      return [value.whenTrue, value.whenFalse].flatMap((branch) => textsIn(branch, path))
    case 'call':
      return value.args.flatMap((argument) => textsIn(argument, path))
    default:
      return []
  }
}

/** Variables whose names say that they are secret and whose values are written out. */
function variables(node: Resource, q: Query): readonly Verdict[] {
  if (node.type === FUNCTION)
    return entriesAt(node, q, 'Environment.Variables').flatMap(([name, value]) =>
      variable(q, name, value, ['Environment', 'Variables', name]),
    )
  if (node.type === TASK)
    return itemsAt(node, q, 'ContainerDefinitions').items.flatMap((container) => named(q, container.value, 'Environment', container.path))
  return node.type === PROJECT ? named(q, node.properties, 'Environment.EnvironmentVariables', '') : []
}

function named(q: Query, subject: Value, list: string, below: string): readonly Verdict[] {
  return itemsAt(subject, q, list).items.flatMap((item) => {
    const name = scalarOf(q.read(item.value, 'Name'))
    const type = scalarOf(q.read(item.value, 'Type')) ?? 'PLAINTEXT'
    const value = q.read(item.value, 'Value')
    const path = [...(below === '' ? [] : below.split('.')), ...item.path.split('.'), 'Value']
    return typeof name === 'string' && type === 'PLAINTEXT' && value.known ? secret(name, scalarOf(value), path) : []
  })
}

function variable(q: Query, name: string, value: Value, path: readonly string[]): readonly Verdict[] {
  const read = q.read(value)
  return read.known ? secret(name, scalarOf(read), path) : []
}

function secret(name: string, value: unknown, path: readonly string[]): readonly Verdict[] {
  return looksSecret(name, value) ? [{ is: 'fail', what: `the value of ${name} is written out`, path }] : []
}
