import { describe, expect, test } from 'vitest'
import { type Design, designFor } from '#design/index.js'
import { templateJson } from '#graph/index.js'
import { readRequirements } from '#read/requirements/index.js'
import { testCatalog } from '../support/catalog.js'

const catalog = testCatalog()

async function designOf(text: string): Promise<Design> {
  const { requirements, diagnostics } = await readRequirements(text, 'requirements.yaml')
  if (requirements === undefined) throw new Error(diagnostics.map(({ message }) => message).join('; '))
  const outcome = designFor(requirements, catalog, { asOf: catalog.asOf })
  if (outcome.is !== 'designed') throw new Error(`not designed: ${outcome.is}`)
  return outcome.design
}

const API = `
name: tickets
workload: { kind: api }
traffic: { average: 5/s, peak: 20/s }
region: eu-west-1
`

function propertiesOf(design: Design, id: string): unknown {
  const body = design.stacks[0]?.document.resources.find((resource) => resource.id === id)?.body
  return body?.['Properties']
}

describe('several needs for data', () => {
  const data =
    'data: [ { name: tickets, model: key-value }, { name: notes, model: key-value, key: note_id }, { name: files, model: object } ]'

  test('the first handler works with the first table, and your code finds the rest by name', async () => {
    const design = await designOf(`${API}${data}`)
    expect(propertiesOf(design, 'ApiFunction')).toMatchObject({
      Environment: {
        Variables: {
          TABLE_NAME: { Ref: 'TicketsTable' },
          TABLE_KEY: 'id',
          TABLE_NOTES: { Ref: 'NotesTable' },
          BUCKET_FILES: { Ref: 'FilesBucket' },
        },
      },
    })
    expect(design.notes.map(({ text }) => text)).toContainEqual(expect.stringContaining('routes for notes, files'))
  })

  test('one permission for one key, however many tables it encrypts', async () => {
    const design = await designOf(`${API}${data}\nsecurity: { data: personal }`)
    const sids = JSON.stringify(propertiesOf(design, 'ApiFunctionRole')).match(/"Sid":"[^"]+"/g) ?? []
    expect(sids).toEqual([...new Set(sids)])
    expect(sids).toEqual(expect.arrayContaining(['"Sid":"UseDataKey"', '"Sid":"UseDataKeyForTables"']))
  })

  test('a container gets a bucket and its name', async () => {
    const design = await designOf(`${API.replace('api', 'web')}data: [ { name: pictures, model: object } ]\nmust: [use-fargate]`)
    expect(JSON.stringify(propertiesOf(design, 'WebTask'))).toContain('{"Name":"BUCKET_PICTURES","Value":{"Ref":"PicturesBucket"}}')
  })
})

describe('what a reader is told', () => {
  test('protections come off before a production stack is deleted', async () => {
    const design = await designOf(`${API.replace('api', 'web')}data: [ { name: shop, model: relational } ]\nmust: [use-fargate, use-rds]`)
    expect(design.commands.teardown.map(({ title }) => title)).toEqual([
      'Let the load balancer be deleted',
      'Let the database be deleted; a final snapshot of it is kept',
      'Delete the stack',
    ])
  })

  test('nothing has to come off in development', async () => {
    const design = await designOf(
      `${API.replace('api', 'web')}environment: dev\ndata: [ { name: shop, model: relational } ]\nmust: [use-fargate]`,
    )
    expect(design.commands.teardown.map(({ title }) => title)).toEqual(['Delete the stack'])
    expect(templateJson(design.stacks[0]!.document)).toMatchObject({ Metadata: { Stanchion: { Environment: 'dev' } } })
    // RDS makes it itself, so no stack deletes it
    expect(design.notes.filter(({ kind }) => kind === 'stays-after-teardown').map(({ text }) => text)).toEqual([
      expect.stringContaining('nothing of the VPC'),
      expect.stringContaining('the log group of the database'),
    ])
  })
})

test('tasks that reach their image through endpoints start after them', async () => {
  const design = await designOf(
    `${API.replace('api', 'web')}image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1\nmust: [use-fargate, use-cloudfront, no-nat-gateway]`,
  )
  const service = design.stacks[0]?.document.resources.find(({ id }) => id === 'WebService')
  expect(service?.body['DependsOn']).toEqual(
    expect.arrayContaining(['MainS3Endpoint', 'MainEcrApiEndpoint', 'MainEcrDkrEndpoint', 'MainLogsEndpoint']),
  )
})

test.each([
  ['1 KB', false],
  ['20 KB', true],
])('a web acl lets bodies of %s through', async (size, counted) => {
  const design = await designOf(`${API.replace('kind: api', `kind: api, payload: { in: ${size} }`)}must: [use-rest-api, use-waf]`)
  expect(JSON.stringify(propertiesOf(design, 'RestWebAcl')).includes('SizeRestrictions_BODY')).toBe(counted)
})
