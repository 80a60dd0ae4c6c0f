import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { designAll, EXAMPLES, type ExampleName } from './examples.js'
import { contains, type Drawing, drawingOf, type DrawnText, overlap, type Rect } from './svg.js'

/** What people have to find in the picture, services by the names that AWS gives them. */
const NAMED: Readonly<Record<ExampleName, readonly string[]>> = {
  invoices: ['Producers', 'Amazon SQS queue', 'AWS Lambda function', 'Amazon DynamoDB table', 'AWS KMS key'],
  orders: [
    'Users',
    'Amazon API Gateway HTTP API',
    'AWS Lambda function',
    'Amazon Cognito user pool',
    'Amazon DynamoDB table',
    'AWS KMS key',
  ],
  shop: [
    'Users',
    'Amazon CloudFront distribution',
    'Application Load Balancer',
    'Amazon ECS service on AWS Fargate',
    'Amazon RDS for PostgreSQL',
    'NAT gateway',
    'Internet gateway',
    'VPC endpoints',
    'AWS KMS key',
  ],
  site: ['Users', 'Amazon CloudFront distribution', 'Amazon S3 bucket'],
}
const NESTED: Readonly<Record<ExampleName, readonly string[]>> = {
  invoices: ['AWS account', 'Region eu-west-1'],
  orders: ['AWS account', 'Region eu-west-1'],
  shop: [
    'AWS account',
    'AWS edge (global)',
    'Region us-east-1',
    'VPC ',
    'Availability Zone ',
    'Public subnet ',
    'Private subnet ',
    'Isolated subnet ',
  ],
  site: ['AWS account', 'AWS edge (global)', 'Region eu-central-1'],
}

/** The least that a text can be wide: letters of Arial are half as wide as high on average, and narrower only in words such as "ill". */
const leastWidth = ({ text, size }: DrawnText): number => text.length * size * 0.42

let all: Awaited<ReturnType<typeof designAll>>
let drawings: Readonly<Record<string, Drawing>>
beforeAll(async () => {
  all = await designAll()
  const read = EXAMPLES.map(async (name) => [name, drawingOf(await readFile(join(all.folder, name, 'architecture.svg'), 'utf8'))] as const)
  drawings = Object.fromEntries(await Promise.all(read))
})
afterAll(() => all.remove())

const pairs = <T>(items: readonly T[]): readonly (readonly [T, T])[] =>
  items.flatMap((a, index) => items.slice(index + 1).map((b) => [a, b] as const))

/** The rectangle without its outermost pixels: an arrow ends on the border. */
const core = ({ x, y, w, h }: Rect): Rect => ({ x: x + 2, y: y + 2, w: w - 4, h: h - 4 })

const lineRect = (a: { readonly x: number; readonly y: number }, b: { readonly x: number; readonly y: number }): Rect => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  w: Math.abs(a.x - b.x) || 0.1,
  h: Math.abs(a.y - b.y) || 0.1,
})

describe.each(EXAMPLES)('the picture of %s', (name) => {
  const drawing = (): Drawing => drawings[name] ?? expect.unreachable(`${name} is not drawn`)

  test('names services in full, and the places that they are in', () => {
    const { nodes, texts } = drawing()
    const titles = nodes.map(({ title }) => title)
    expect(NAMED[name].filter((wanted) => !titles.includes(wanted))).toEqual([])
    expect(
      titles.filter(
        (title) => !/^(?:Amazon |AWS |Application Load Balancer|NAT gateway|Internet gateway|VPC endpoints|Users|Producers)/.test(title),
      ),
    ).toEqual([])
    expect(NESTED[name].filter((wanted) => !texts.some(({ text }) => text.startsWith(wanted)))).toEqual([])
  })

  test('has nothing over another, and nothing over the edge', () => {
    const { nodes, labels, frames, width, height } = drawing()
    const page = { x: 0, y: 0, w: width, h: height }
    expect(
      [...frames, ...nodes.map(({ rect }) => rect), ...labels.map(({ rect }) => rect)].filter((rect) => !contains(page, rect)),
    ).toEqual([])
    expect(pairs(nodes).filter(([a, b]) => overlap(a.rect, b.rect))).toEqual([])
    expect(pairs(labels).filter(([a, b]) => overlap(a.rect, b.rect))).toEqual([])
    expect(labels.filter((label) => nodes.some((node) => overlap(label.rect, node.rect)))).toEqual([])
    // Frames hold one another or stand apart; their lines never cross.
    expect(pairs(frames).filter(([a, b]) => overlap(a, b) && !contains(a, b) && !contains(b, a))).toEqual([])
  })

  test('has arrows that go from one thing to another, and through none', () => {
    const { nodes, arrows } = drawing()
    expect(arrows.length).toBeGreaterThan(1)
    const cores = nodes.map(({ rect, title }) => ({ title, rect: core(rect) }))
    for (const points of arrows) {
      const pieces = points.slice(1).map((end, index) => lineRect(points[index] ?? end, end))
      expect(cores.filter(({ rect }) => pieces.some((piece) => overlap(piece, rect)))).toEqual([])
      const ends = [points[0], points.at(-1)].map((end) =>
        nodes.filter(
          ({ rect }) =>
            end !== undefined && contains({ x: rect.x - 1, y: rect.y - 1, w: rect.w + 2, h: rect.h + 2 }, { ...end, w: 0, h: 0 }),
        ),
      )
      expect(ends.map((met) => met.length)).toEqual([1, 1])
    }
  })

  test('cuts no text', () => {
    const { nodes, labels, texts, width, height } = drawing()
    for (const { rect, texts: words } of nodes)
      for (const each of words) expect(each.x + leastWidth(each)).toBeLessThanOrEqual(rect.x + rect.w)
    for (const { rect, texts: words } of labels) for (const each of words) expect(leastWidth(each)).toBeLessThanOrEqual(rect.w)
    for (const { rect, texts: words } of [...nodes, ...labels]) {
      expect(words.length).toBeGreaterThan(0)
      expect(words.every(({ y, size }) => y - size * 0.8 >= rect.y && y <= rect.y + rect.h)).toBe(true)
    }
    expect(texts.filter((each) => each.y > height || (!each.centred && each.x + leastWidth(each) > width))).toEqual([])
    expect(texts.filter(({ text }) => text.includes('…') || text.includes('undefined'))).toEqual([])
  })
})

test('two things over each other, and a broken picture, would be seen', () => {
  const svg = (x: number): string => {
    const nodes = [0, x].map(
      (left) => `<rect x="${left}" y="0" width="100" height="50" rx="6"/><rect x="${left + 5}" y="5" width="30" height="30" rx="5"/>`,
    )
    return `<svg width="400" height="100"><g transform="translate(0 0)">${nodes.join('')}</g></svg>`
  }
  const overlapping = (x: number) => pairs(drawingOf(svg(x)).nodes).filter(([a, b]) => overlap(a.rect, b.rect)).length
  expect([overlapping(150), overlapping(90)]).toEqual([0, 1])
  expect(() => drawingOf('<svg><g></svg>')).toThrow('closes nothing')
  expect(() => drawingOf('<svg><text>a & b</text></svg>')).toThrow('not well-formed')
})
