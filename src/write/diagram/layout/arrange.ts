import type { Diagram, DiagramBox, DiagramNode } from '../model.js'
import { beside, type Block, framed, nodeBlock, stacked } from './block.js'
import { middle } from './geometry.js'
import { componentsOf, type Gaps, type Item, type ItemEdge, layered, ranksOf } from './layers.js'
import { NODE_WIDTH, nodeText } from './node-text.js'
import { titleWidth, vpcBlock } from './vpc.js'

const ACCOUNT_SIDE = 50

interface Context {
  readonly diagram: Diagram
  readonly gaps: Gaps
  /** Row of each node when only the arrows count. */
  readonly ranks: ReadonlyMap<string, number>
  readonly parentOf: ReadonlyMap<string, string | undefined>
}

/** Places of all boxes and nodes. */
export function arranged(diagram: Diagram, gaps: Gaps): Block {
  const ranks = ranksOf(
    diagram.nodes.map(({ id }) => id),
    diagram.edges,
  )
  const parentOf = new Map([
    ...diagram.boxes.map(({ id, parent }) => [id, parent] as const),
    ...diagram.nodes.map((node) => [node.id, node.in[0]] as const),
  ])
  return level(undefined, { diagram, gaps, ranks, parentOf })
}

/** The chain of boxes that something is in, from itself outwards. */
function chain(id: string, parentOf: Context['parentOf']): readonly string[] {
  const ids = [id]
  for (let up = parentOf.get(id); up !== undefined; up = parentOf.get(up)) ids.push(up)
  return ids
}

/** Everything directly inside of a box, placed. */
function level(parent: string | undefined, context: Context): Block {
  const { diagram, gaps } = context
  const boxes = diagram.boxes.filter((box) => box.parent === parent)
  const nodes = diagram.nodes.filter((node) => parent !== undefined && node.in[0] === parent)
  const items: readonly Item[] = [
    ...nodes.map((node) => ({ id: node.id, block: nodeBlock(node.id, { w: NODE_WIDTH, h: nodeText(node, NODE_WIDTH).height }) })),
    ...boxes.map((box) => ({ id: box.id, block: boxBlock(box, context) })),
  ]
  const ids = new Set(items.map(({ id }) => id))
  const lift = (id: string): string | undefined => chain(id, context.parentOf).find((each) => ids.has(each))
  const blockOf = new Map(items.map(({ id, block }) => [id, block]))
  const offset = (item: string, id: string): number => {
    const block = blockOf.get(item)
    const rect = block?.nodes.find((each) => each.id === id)?.rect
    return block === undefined || rect === undefined ? 0 : middle(rect).x - block.w / 2
  }
  const inside: ItemEdge[] = []
  const reached = new Set<string>()
  for (const edge of diagram.edges) {
    const [from, to] = [lift(edge.from), lift(edge.to)]
    if (from !== undefined && to !== undefined && from !== to)
      inside.push({ from, to, fromAt: offset(from, edge.from), toAt: offset(to, edge.to), weight: edge.kind === 'flow' ? 1 : 0.1 })
    if ((from === undefined) !== (to === undefined)) reached.add(from ?? to ?? '')
  }
  return packed(items, inside, { reached, gaps })
}

/** What the outside reaches first, the rest beside it: columns no higher than that. */
function packed(items: readonly Item[], edges: readonly ItemEdge[], context: { reached: ReadonlySet<string>; gaps: Gaps }): Block {
  const { reached, gaps } = context
  const components = componentsOf(items, edges)
  const block = (component: readonly Item[]): Block => {
    const ids = new Set(component.map(({ id }) => id))
    return layered(
      component,
      edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
      gaps,
    )
  }
  // Beside boxes everything else is small: it goes to the columns, wherever it is reached from.
  const hasBoxes = items.some((item) => item.block.boxes.length > 0)
  const isMain = (component: readonly Item[]): boolean =>
    component.some((item) => (hasBoxes ? item.block.boxes.length > 0 : reached.has(item.id)))
  const main = components.filter(isMain).map(block)
  const rest = components.filter((component) => !isMain(component)).map(block)
  const limit = Math.max(...main.map(({ h }) => h), Math.sqrt(rest.reduce((sum, { w, h }) => sum + w * h, 0)) / 2)
  return beside([...main, ...columns(rest, limit, gaps)], gaps.column)
}

function columns(blocks: readonly Block[], limit: number, gaps: Gaps): readonly Block[] {
  const gap = gaps.row / 2
  const found: Block[][] = []
  let height = 0
  for (const block of blocks) {
    const last = found.at(-1)
    if (last === undefined || height + block.h > limit) {
      found.push([block])
      height = block.h + gap
    } else {
      last.push(block)
      height += block.h + gap
    }
  }
  return found.map((column) => stacked(column, gap))
}

function boxBlock(box: DiagramBox, context: Context): Block {
  if (box.kind === 'outside') return level(box.id, context)
  if (box.kind !== 'vpc')
    return framed(box.id, level(box.id, context), { least: titleWidth(box), ...(box.kind === 'account' ? { side: ACCOUNT_SIDE } : {}) })
  const { diagram, gaps, ranks } = context
  const zones = diagram.boxes.filter(({ parent }) => parent === box.id)
  const subnets = diagram.boxes.filter(({ parent }) => zones.some(({ id }) => id === parent))
  const inVpc = new Set([box.id, ...subnets.map(({ id }) => id)])
  const nodes = diagram.nodes.filter((node: DiagramNode) => node.in.some((id) => inVpc.has(id)))
  return vpcBlock({ vpc: box, zones, subnets, nodes, gaps, rank: (id) => ranks.get(id) ?? 0 })
}
