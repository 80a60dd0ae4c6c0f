import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { redact } from '#app/index.js'

// AWS's documented example keys: https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds.html
const ID = 'AKIAIOSFODNN7EXAMPLE'
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

describe('redact hides', () => {
  test.each([
    { name: 'an access key id', text: `key ${ID} is written here`, left: 'key AKIA******** is written here' },
    { name: 'the id of a temporary key', text: `"${ID.replace('AKIA', 'ASIA')}"`, left: '"ASIA********"' },
    {
      name: 'a private key',
      text: '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----',
      left: '-----BEGIN RSA PRIVATE KEY-----********-----END RSA PRIVATE KEY-----',
    },
    { name: 'a JSON web token', text: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.abc-DEF_123', left: 'Bearer eyJ********' },
  ])('$name', ({ text, left }) => {
    expect(redact(text)).toBe(left)
  })

  test('a secret access key wherever it stands', () => {
    const keys = Array.from({ length: 1000 }, (_, seed) => createHash('sha256').update(String(seed)).digest('base64').slice(0, 40))
    for (const around of ['', ' ', '"', "'", ':', '\n', '(']) {
      const hidden = keys.filter((key) => !redact(`${around}${key}${around}`).includes(key))
      expect(hidden.length, JSON.stringify(around)).toBeGreaterThanOrEqual(998)
    }
  })
})

test.each([
  { name: 'a commit', text: '2fd4e1c67a2d28fced849ee1bb76e7391b93eb12' },
  { name: 'a digest', text: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
  { name: 'an ARN', text: 'arn:aws:iam::111122223333:role/service-role/OrdersFunctionRoleWithALongName' },
  { name: 'a page', text: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html' },
  { name: 'a path', text: 'infrastructure/environments/production/eu' },
  { name: 'a property of many words', text: 'ParametersInCacheKeyAndForwardedToOrigin' },
  { name: 'a name of many short words', text: 'ApiV1ToLambdaWithIdWriteLambdaPermission' },
  { name: 'a name with a hash of digits and letters', text: 'ApiWithInlineSwaggerDeployment09cda3d97b' },
  { name: 'a path in a template', text: 'Resources/rNlbInfo/Properties/NameFilter' },
  { name: 'a long name', text: 'OrdersFunctionServiceRoleDefaultPolicy42' },
])('redact leaves $name', ({ text }) => {
  expect(redact(`see ${text} there`)).toBe(`see ${text} there`)
})

test.each([
  { name: 'a word at its start', text: 'prodKey9xQ2vT7mK/4bWz0LsR8yHn3JfC6uDp1Ga' },
  { name: 'several words inside', text: 'Ab3TestX9/kQ7mOrderZ2vL0+HnDataJ5fC8uWp1' },
])('redact hides a secret with $name', ({ text }) => {
  expect(text).toHaveLength(40)
  expect(redact(`"${text}"`)).toBe('"********"')
})

test('the secret of the AWS documentation is hidden', () => {
  expect(redact(`aws_secret_access_key = ${SECRET}`)).toBe('aws_secret_access_key = ********')
})
