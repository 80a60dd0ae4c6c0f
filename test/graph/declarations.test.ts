import { expect, test } from 'vitest'
import { treeOf } from '#core/index.js'
import { graphOf, plainValue, queryOf, statementsOf } from '#graph/index.js'

const TEMPLATE = {
  Metadata: { Stanchion: { Environment: 'dev' } },
  Parameters: { Password: { Type: 'String', NoEcho: true } },
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: '{ "Statement": { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": ["sts:AssumeRole"] } }',
        Policies: [{ PolicyName: 'broken', PolicyDocument: '{ "Statement": [' }],
      },
    },
  },
}
const graph = graphOf(treeOf(TEMPLATE))
const q = queryOf(graph, { asOf: '2026-01-01' })

test('a parameter is looked up by its name', () => {
  expect(q.parameter('Password')?.type).toBe('String')
  expect(q.parameter('Other')).toBeUndefined()
})

test('the metadata of the template can be read', () => {
  expect(q.read(q.metadata(), 'Stanchion.Environment')).toMatchObject({ known: true, value: 'dev' })
  expect(q.read(queryOf(graphOf(treeOf({ Resources: {} })), { asOf: '2026-01-01' }).metadata(), 'Stanchion').set).toBe(false)
})

test('a policy may be one JSON text; what is no JSON has no statements', () => {
  const properties = graph.resources.get('Role')?.properties.entries
  const trust = properties?.get('AssumeRolePolicyDocument')
  const [statement] = trust === undefined ? [] : statementsOf(trust)
  expect(statement).toMatchObject({ effect: 'Allow', actions: ['sts:AssumeRole'], path: 'Statement' })
  expect(statement?.principal === undefined ? undefined : plainValue(statement.principal)).toEqual({ AWS: '*' })
  expect(statementsOf({ kind: 'literal', value: '{ "Statement": [' })).toEqual([])
})
