import { describe, expect, test } from 'vitest'
import { type JsonObject, treeOf } from '#core/index.js'
import { graphOf, queryOf } from '#graph/index.js'
import { type Diagram, diagramOf, layoutOf, mermaidOf, svgOf } from '#write/diagram/index.js'
import { drawn, ORDERS, SAMPLES, SHOP, SITE, WORKER } from './samples.js'

const arrows = ({ edges }: Diagram): readonly string[] =>
  edges.map(({ from, to, label, kind }) => `${from} ${kind === 'flow' ? '->' : '..>'} ${to}: ${label}`).toSorted()
const query = (resources: JsonObject, region: string): ReturnType<typeof queryOf> =>
  queryOf(graphOf(treeOf({ Resources: resources })), { region, asOf: '2026-08-22' })

describe.each(Object.entries(SAMPLES))('%s', (name, { resources, title }) => {
  test('picture and Mermaid are as they were looked at', async () => {
    const diagram = drawn(resources, title)
    await expect(svgOf(diagram)).toMatchFileSnapshot(`../../golden/diagram/${name}.svg`)
    await expect(mermaidOf(diagram)).toMatchFileSnapshot(`../../golden/diagram/${name}.mmd`)
  })
})

test('routes, integrations and authorizers are arrows, roles and log groups are nothing', () => {
  const diagram = drawn(ORDERS)
  expect(arrows(diagram)).toEqual(
    [
      'FunctionErrorsAlarm ..> AlertsTopic: alarms',
      'OrdersApi ..> OrdersUsers: checks tokens',
      'OrdersApi -> OrdersFunction: invokes',
      'OrdersFunction -> OrdersTable: reads, writes',
      'OrdersTable ..> BackupPlan: backups',
      'actor:users -> OrdersApi: HTTPS',
      'actor:users -> OrdersUsers: sign in',
    ].toSorted(),
  )
  expect(diagram.nodes.map(({ service }) => service)).not.toContain('AWS IAM Role')
  expect(diagram.notDrawn).toBe(10)
})

test('a function that a queue invokes is not drawn as its reader', () => {
  expect(arrows(drawn(WORKER))).toEqual(
    [
      'DeadLetterAlarm ..> AlertsTopic: alarms',
      'InvoicesQueue -> InvoicesDead: failed messages',
      'InvoicesQueue -> InvoicesWorker: messages',
      'InvoicesWorker -> InvoicesBucket: writes',
      'actor:producers -> InvoicesQueue: messages',
    ].toSorted(),
  )
})

test('CloudFront is outside of the region and its protocol to the load balancer is that of the VPC origin', () => {
  const diagram = drawn(SHOP)
  expect(diagram.nodes.find(({ id }) => id === 'Distribution')?.in).toEqual(['box:global'])
  expect(arrows(diagram)).toContain('Distribution -> LoadBalancer: HTTP')
  expect(arrows(drawn(SITE))).toContain('SiteDistribution -> SiteBucket: HTTPS')
})

test('zones come from the index of GetAZs, tiers from the routes', () => {
  const { boxes } = drawn(SHOP)
  const nested = (kind: string): readonly string[] => boxes.filter((box) => box.kind === kind).map(({ title }) => title)
  expect(nested('zone')).toEqual(['Availability Zone a', 'Availability Zone b', 'Availability Zone c'])
  expect(nested('subnet').slice(0, 3)).toEqual([
    'Public subnet PublicSubnetA',
    'Private subnet PrivateSubnetA',
    'Isolated subnet DataSubnetA',
  ])
  expect(boxes.filter(({ title }) => title.startsWith('Private')).map(({ row }) => row)).toEqual([1, 1, 1])
})

test('what spans zones is in all of its subnets, and a NAT gateway says whom it serves', () => {
  const { nodes } = drawn(SHOP)
  const find = (id: string): Diagram['nodes'][number] | undefined => nodes.find((node) => node.id === id)
  expect(find('Database')?.in).toEqual(['DataSubnetA', 'DataSubnetB', 'DataSubnetC'])
  expect(find('WebService')).toMatchObject({
    service: 'Amazon ECS service on AWS Fargate',
    figures: ['3 tasks', 'arm64', '0.5 vCPU', '1024 MB'],
  })
  expect(find('NatB')?.figures).toEqual(['outbound for zone b'])
  expect(find('DataKey')?.figures).toEqual(['encrypts Database'])
})

test('subnets whose names say nothing share a row when their zones differ', () => {
  const subnet = (index: number): JsonObject => ({
    Type: 'AWS::EC2::Subnet',
    Properties: { VpcId: { Ref: 'Net' }, AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] } },
  })
  const { boxes } = drawn({ Net: { Type: 'AWS::EC2::VPC' }, SubnetOne: subnet(0), SubnetTwo: subnet(1), Other: subnet(1) })
  expect(boxes.flatMap(({ id, row }) => (row === undefined ? [] : [`${id} ${row}`]))).toEqual(['SubnetOne 0', 'SubnetTwo 0', 'Other 1'])
})

test('a subnet whose zone is not known is in a zone that says so', () => {
  const { boxes } = drawn({ Net: { Type: 'AWS::EC2::VPC' }, One: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Net' } } } })
  expect(boxes.map(({ title }) => title)).toContain('Availability Zone chosen by AWS')
})

test('a type that nobody described is drawn by its name; helpers and custom resources are not', () => {
  const diagram = drawn({
    Twin: { Type: 'AWS::IoTTwinMaker::Workspace' },
    Own: { Type: 'Custom::Thing' },
    Role: { Type: 'AWS::IAM::Role' },
    Plan: { Type: 'AWS::ApiGateway::UsagePlan' },
  })
  expect(diagram.nodes.map(({ id, service }) => ({ id, service }))).toEqual([{ id: 'Twin', service: 'AWS IoTTwinMaker workspace' }])
  expect(diagram.notDrawn).toBe(3)
})

test('two stacks are two regions of one account, joined where a parameter can mean one thing only', () => {
  const edge: JsonObject = { SiteAcl: { Type: 'AWS::WAFv2::WebACL', Properties: { Scope: 'CLOUDFRONT' } }, Key: { Type: 'AWS::KMS::Key' } }
  const main = queryOf(
    graphOf(
      treeOf({
        Parameters: { AclArn: { Type: 'String' } },
        Resources: {
          Site: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: { WebACLId: { Ref: 'AclArn' } } } },
          Key: { Type: 'AWS::KMS::Key' },
        },
      }),
    ),
    { region: 'eu-west-1', asOf: '2026-08-22' },
  )
  const diagram = diagramOf(
    [
      { name: 'main', region: 'eu-west-1', q: main },
      { name: 'edge', region: 'us-east-1', q: query(edge, 'us-east-1') },
    ],
    { title: 'site' },
  )
  expect(diagram.regions).toEqual(['eu-west-1', 'us-east-1'])
  expect(arrows(diagram)).toEqual(['actor:users -> main/Site: HTTPS', 'edge/SiteAcl ..> main/Site: filters'])
  expect(diagram.nodes.find(({ id }) => id === 'edge/Key')?.in).toEqual(['box:region:us-east-1'])
})

test('an empty template is an empty account', () => {
  const diagram = drawn({})
  expect(diagram.nodes).toEqual([])
  expect(svgOf(diagram)).toContain('AWS account')
  expect(mermaidOf(diagram)).toContain('flowchart TB')
})

const HOSTILE = '"><script>alert(1)</script>&#x3C;\u0007]|`end`'
const hostile: Diagram = {
  title: HOSTILE,
  regions: [HOSTILE],
  boxes: [{ id: 'a', kind: 'account', title: HOSTILE }],
  nodes: [
    { id: 'one', service: HOSTILE, name: HOSTILE, figures: [HOSTILE], category: 'data', glyph: '<&>', in: ['a'] },
    { id: 'two', service: 'Two', name: 'Two', figures: [], category: 'data', glyph: 'T', in: ['a'] },
  ],
  edges: [{ from: 'one', to: 'two', label: HOSTILE, kind: 'flow' }],
  notDrawn: 0,
}

test('no text of a template becomes markup of the picture', () => {
  const svg = svgOf(hostile)
  expect(svg).not.toContain('<script')
  // oxlint-disable-next-line no-control-regex -- what XML forbids
  expect(svg).not.toMatch(/[\u0000-\u0008]/)
  expect(svg.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
})

test('no text of a template becomes syntax of Mermaid', () => {
  const body = mermaidOf(hostile).split('\n').slice(3)
  const quoted = body.flatMap((line) => [...line.matchAll(/"([^"]*)"/g)].map(([, text]) => text ?? ''))
  expect(quoted.length).toBeGreaterThan(3)
  expect(quoted.filter((text) => /[{}[\]|`]|<(?!br\/>|\/?b>)/.test(text))).toEqual([])
})

test('the picture is a standalone document that says in words what it shows', () => {
  const svg = svgOf(drawn(SHOP, 'shop'))
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /)
  expect(svg).toContain('<title id="title">shop</title>')
  expect(svg).toContain('Amazon CloudFront distribution Distribution to Application Load Balancer LoadBalancer (HTTP)')
  expect(svg).not.toMatch(/href|<image|<style|@import|url\(http/)
  const opened = [...svg.matchAll(/<([a-z]+)[^>]*?(\/?)>/g)].filter(([, , closed]) => closed === '').map(([, tag]) => tag ?? '')
  const closed = [...svg.matchAll(/<\/([a-z]+)>/g)].map(([, tag]) => tag ?? '')
  expect(opened.toSorted()).toEqual(closed.toSorted())
})

/** At least as wide as the letters of common sans-serif faces, measured by kinds of letters. */
function widthAtMost(text: string, size: number, bold: boolean): number {
  const kinds: readonly (readonly [RegExp, number])[] = [
    [/[ijltfrI.,:;|!'()[\]/ -]/, 0.46],
    [/[mMW%@+<>=~#&]/, 1.11],
    [/w/, 0.93],
    [/[ABEFKLPSTVXYZ]/, 0.78],
    [/[A-Z]/, 0.86],
    [/[aceksvxyz]/, 0.68],
    [/./, 0.72],
  ]
  const sum = Array.from(text).reduce((total, letter) => total + (kinds.find(([kind]) => kind.test(letter))?.[1] ?? 1), 0)
  return sum * size * (bold ? 1 : 0.92)
}

test.each(Object.entries(SAMPLES))('every text of %s ends before its box does', (_name, { resources, title }) => {
  const diagram = drawn(resources, title)
  const { nodes } = layoutOf(diagram)
  const drawing = svgOf(diagram).split('<g ')[1] ?? ''
  const texts = [...drawing.matchAll(/<text x="([\d.]+)" y="([\d.]+)" font-size="(\d+)"( font-weight="bold")? fill="[^"]+">([^<]*)</g)]
  const inNodes = texts.flatMap(([, x, y, size, bold, text]) => {
    const at = { x: Number(x), y: Number(y) }
    const box = nodes.find(({ rect }) => at.x > rect.x && at.x < rect.x + rect.w && at.y > rect.y && at.y < rect.y + rect.h)?.rect
    return box === undefined ? [] : [{ text, over: at.x + widthAtMost(text ?? '', Number(size), bold !== undefined) - box.x - box.w }]
  })
  expect(inNodes.length).toBeGreaterThan(2 * nodes.length - 1)
  expect(inNodes.filter(({ over }) => over > 0)).toEqual([])
})
