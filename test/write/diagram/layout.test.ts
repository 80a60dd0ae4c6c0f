import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Diagram, type DiagramBox, type DiagramNode, layoutOf, svgOf } from '#write/diagram/index.js'
import { complaints } from './complaints.js'
import { drawn, SAMPLES } from './samples.js'

describe.each(Object.entries(SAMPLES))('%s', (_name, { resources, title }) => {
  const diagram = drawn(resources, title)

  test('nothing overlaps, nothing is cut', () => {
    expect(complaints(diagram, layoutOf(diagram))).toEqual([])
  })

  test('every arrow is drawn with its words', () => {
    const { edges } = layoutOf(diagram)
    expect(edges).toHaveLength(diagram.edges.length)
    expect(edges.filter(({ label }) => label === undefined)).toEqual([])
  })

  test('fits in 1,300 pixels', () => {
    expect(layoutOf(diagram).w).toBeLessThanOrEqual(1300)
  })
})

const BOXES: readonly DiagramBox[] = [
  { id: 'o', kind: 'outside', title: 'Outside AWS' },
  { id: 'a', kind: 'account', title: 'AWS account' },
  { id: 'g', kind: 'global', title: 'AWS edge (global)', parent: 'a' },
  { id: 'r', kind: 'region', title: 'Region eu-west-1', parent: 'a' },
  { id: 'v', kind: 'vpc', title: 'VPC Vpc, 10.0.0.0/16', parent: 'r' },
  ...['x', 'y', 'z'].flatMap((zone): readonly DiagramBox[] => [
    { id: zone, kind: 'zone', title: `Availability Zone ${zone}`, parent: 'v' },
    { id: `p${zone}`, kind: 'subnet', title: `Public subnet ${zone}`, parent: zone, row: 0 },
    { id: `d${zone}`, kind: 'subnet', title: `Isolated subnet with a rather long name ${zone}`, parent: zone, row: 1 },
  ]),
]
const PLACES: readonly (readonly string[])[] = [
  ['o'],
  ['g'],
  ['r'],
  ['r'],
  ['r'],
  ['v'],
  ['px'],
  ['py'],
  ['px', 'py', 'pz'],
  ['dx', 'dy'],
  ['dx', 'dz'],
  ['dx', 'dy', 'dz'],
  ['px', 'dx'],
]

const words = fc.constantFrom('Amazon DynamoDB table', 'AWS Lambda function', 'X', 'Amazon ECS service on AWS Fargate')
const names = fc.constantFrom(
  'Table',
  'OrdersApiFunctionWithAVeryLongLogicalIdA1B2C3D4',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  'データ',
)
const nodes = fc.array(
  fc.record({
    place: fc.constantFrom(...PLACES),
    service: words,
    name: names,
    figures: fc.array(fc.constantFrom('arm64', '512 MB', 'a figure that is longer than a line of the box')),
  }),
  {
    minLength: 1,
    maxLength: 14,
  },
)
const diagrams: fc.Arbitrary<Diagram> = fc
  .tuple(
    nodes,
    fc.array(fc.tuple(fc.nat(13), fc.nat(13), fc.constantFrom('HTTPS', 'reads, writes', 'failed messages'), fc.boolean()), {
      maxLength: 16,
    }),
  )
  .map(([made, links]) => {
    const all = made.map(
      ({ place, service, name, figures }, index): DiagramNode => ({
        id: `n${index}`,
        service,
        name,
        figures,
        category: 'data',
        glyph: 'DB',
        in: place,
      }),
    )
    const seen = new Set<string>()
    const edges = links.flatMap(([from, to, label, flow]) => {
      const key = `${from} ${to}`
      if (from === to || from >= all.length || to >= all.length || seen.has(key)) return []
      seen.add(key)
      return [{ from: `n${from}`, to: `n${to}`, label, kind: flow ? ('flow' as const) : ('support' as const) }]
    })
    return { title: 'made up', regions: ['eu-west-1'], boxes: BOXES, nodes: all, edges, notDrawn: 0 }
  })

test('no diagram has overlaps, cut titles or arrows through boxes', () => {
  fc.assert(
    fc.property(diagrams, (diagram) => {
      expect(complaints(diagram, layoutOf(diagram))).toEqual([])
    }),
    { numRuns: 80 },
  )
})

test('the same diagram gives the same bytes', () => {
  fc.assert(
    fc.property(diagrams, (diagram) => {
      expect(svgOf(structuredClone(diagram))).toBe(svgOf(diagram))
    }),
    { numRuns: 20 },
  )
})
