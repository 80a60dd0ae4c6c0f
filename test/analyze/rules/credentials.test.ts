import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALL_RULES, type Finding, reviewGraph } from '#analyze/rules/index.js'
import { type JsonObject, treeOf } from '#core/index.js'
import { graphOf, queryOf } from '#graph/index.js'

const RULES = ALL_RULES.filter(({ id }) => ['no-hard-coded-credentials', 'secret-property-is-not-written-out'].includes(id))

function review(type: string, props: JsonObject): readonly Finding[] {
  const graph = graphOf(treeOf({ Resources: { Subject: { Type: type, Properties: props } } }))
  return reviewGraph(queryOf(graph, { asOf: '2026-01-01' }), RULES).filter(({ verdict }) => verdict === 'fail')
}

const inFunction = (variables: JsonObject): readonly Finding[] => review('AWS::Lambda::Function', { Environment: { Variables: variables } })

/** Made up: no key of anybody. */
const KEYS = fc
  .string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.split('')), minLength: 16, maxLength: 16 })
  .map((end) => `AKIA${end}`)
const PASSWORDS = fc.string({ unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyz23456789'.split('')), minLength: 12, maxLength: 40 })

describe('credentials', () => {
  test('an access key is found wherever it stands, and never shown', () => {
    fc.assert(
      fc.property(KEYS, fc.constantFrom('UserData', 'Description', 'deep'), (key, place) => {
        const props = place === 'deep' ? { List: [{ 'Fn::Join': ['', ['key=', key, ' ']] }] } : { [place]: `use ${key}.` }
        const findings = review('AWS::EC2::Instance', props)
        expect(findings.map(({ message }) => message)).toEqual(['an access key id of AWS'])
        expect(JSON.stringify(findings)).not.toContain(key)
      }),
    )
  })

  test('user data in base64 is read', () => {
    fc.assert(
      fc.property(KEYS, fc.string({ maxLength: 200 }), (key, script) => {
        const text = Buffer.from(`${script}\nexport AWS_ACCESS_KEY_ID=${key}\n`, 'utf8').toString('base64')
        expect(review('AWS::EC2::Instance', { UserData: text }).length).toBeGreaterThan(0)
      }),
    )
  })

  test('a variable that is named after a secret and has a value is found, and the value never shown', () => {
    const names = fc.constantFrom('DB_PASSWORD', 'password', 'apiKey', 'API_TOKEN', 'clientSecret', 'app.secret', 'PRIVATE_KEY')
    fc.assert(
      fc.property(names, PASSWORDS, (name, password) => {
        const findings = inFunction({ [name]: password })
        expect(findings.map(({ message, path }) => ({ message, path }))).toEqual([
          {
            message: `the value of ${name} is written out`,
            path: ['Resources', 'Subject', 'Properties', 'Environment', 'Variables', name],
          },
        ])
        expect(JSON.stringify(findings)).not.toContain(password)
      }),
    )
  })

  test.each([
    ['SECRET_ARN', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:orders'],
    ['SECRET_NAME', 'orders/database'],
    ['TOKEN_TTL', '3600'],
    ['TOKEN', '{{resolve:secretsmanager:orders:SecretString:token}}'],
    ['PASSWORD_FILE', '/run/secrets/password'],
    ['PASSWORD', ''],
    ['PASSWORD', '<your password>'],
    ['TABLE', 'correct-horse-battery'],
    ['TOKENIZER', 'whitespace'],
    ['COMMIT', '55e7e7703f17c41f276caf8f1a1b744d674259f8'],
    ['DATABASE', 'postgres://app:${PASSWORD}@db.example.com/orders'],
  ])('%s: %s is no secret', (name, value) => {
    expect(inFunction({ [name]: value })).toEqual([])
  })

  test('a long text is read in the time of a test', () => {
    const texts = [
      'a.'.repeat(200_000),
      'a'.repeat(400_000),
      'secret_key= '.repeat(30_000),
      'x://'.repeat(100_000),
      `x://${'a:'.repeat(200_000)}`,
    ]
    expect(texts.map((text) => review('AWS::EC2::Instance', { UserData: text }).length)).toEqual([0, 0, 0, 0, 0])
  })
})
