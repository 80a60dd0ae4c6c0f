import type { Diagram, DiagramBox, DiagramNode } from '../model.js'
import { beside, type Block, framed, nodeBlock, stacked } from './block.js'
import { middle } from './geometry.js'
import { componentsOf, type Gaps, type Item, type ItemEdge, layered, ranksOf, WIDEST_ROW } from './layers.js'
import { NODE_WIDTH, nodeText } from './node-text.js'
import { titleWidth, vpcBlock } from './vpc.js'

const ACCOUNT_SIDE = 50
/** Beside a VPC one column of other things is always good. */
const ONE_COLUMN = NODE_WIDTH

interface Context {
  readonly diagram: Diagram
  readonly gaps: Gaps
  /** Row of each node when only the arrows count. */
  readonly ranks: ReadonlyMap<string, number>
  readonly parentOf: ReadonlyMap<string, string | undefined>
}

interface LevelEdge extends ItemEdge {
  readonly flow: boolean
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
  const inside: LevelEdge[] = []
  const reached = new Set<string>()
  for (const edge of diagram.edges) {
    const [from, to] = [lift(edge.from), lift(edge.to)]
    if (from !== undefined && to !== undefined && from !== to)
      inside.push({
        from,
        to,
        fromAt: offset(from, edge.from),
        toAt: offset(to, edge.to),
        weight: edge.kind === 'flow' ? 1 : 0.1,
        flow: edge.kind === 'flow',
      })
    if ((from === undefined) !== (to === undefined)) reached.add(from ?? to ?? '')
  }
  return packed(items, inside, { reached, gaps })
}

/** What the outside reaches first, the rest beside it: columns no higher than that. */
function packed(items: readonly Item[], edges: readonly LevelEdge[], context: { reached: ReadonlySet<string>; gaps: Gaps }): Block {
  const { reached, gaps } = context
  // Beside boxes everything else is small: it goes to the columns, wherever it is reached from, unless it takes part in the work.
  const big = new Set(items.filter((item) => item.block.boxes.length > 0).map(({ id }) => id))
  const isJoint = ({ from, to, flow }: LevelEdge): boolean => flow || !(big.has(from) || big.has(to))
  const components = componentsOf(items, edges.filter(isJoint))
  const block = (component: readonly Item[]): Block => {
    const ids = new Set(component.map(({ id }) => id))
    return layered(
      component,
      edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
      gaps,
    )
  }
  const isMain = (component: readonly Item[]): boolean => component.some((item) => (big.size > 0 ? big.has(item.id) : reached.has(item.id)))
  const main = components.filter(isMain).map(block)
  const rest = components.filter((component) => !isMain(component)).map(block)
  if (main.length === 0) return gridOf(rest, gaps)
  const core = inRows(main, gaps)
  const beyond = beside(columns(rest, core.h, gaps), gaps.column)
  const isWide = core.w + gaps.column + beyond.w > WIDEST_ROW && beyond.w > ONE_COLUMN
  return isWide ? stacked([core, inRows(rest, gaps)], gaps.row) : beside([core, ...(rest.length === 0 ? [] : [beyond])], gaps.column)
}

/** Blocks in columns that are filled from the top, no higher than `limit` unless one block alone is. */
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

/** Blocks that nothing leads to: as many columns as a square needs, or rows where they differ in width. */
function gridOf(blocks: readonly Block[], gaps: Gaps): Block {
  if (new Set(blocks.map(({ w }) => w)).size > 1) return inRows(blocks, gaps)
  const total = blocks.reduce((sum, { h }) => sum + h + gaps.row / 2, 0)
  const most = Math.max(1, Math.floor(WIDEST_ROW / ((blocks[0]?.w ?? 0) + gaps.column)))
  const wanted = Math.min(most, Math.ceil(Math.sqrt(blocks.length)))
  return beside(fewColumns(blocks, { limit: total / wanted, most: wanted }, gaps), gaps.column)
}

/** Columns no higher than `limit`, or higher where they would be more than `most`. */
function fewColumns(
  blocks: readonly Block[],
  { limit, most }: { readonly limit: number; readonly most: number },
  gaps: Gaps,
): readonly Block[] {
  const made = columns(blocks, limit, gaps)
  return made.length <= most ? made : fewColumns(blocks, { limit: limit * 1.1, most }, gaps)
}

/** Blocks beside each other, in as many rows as a page needs. */
function inRows(blocks: readonly Block[], gaps: Gaps): Block {
  const rows: Block[][] = [[]]
  let width = 0
  for (const block of blocks) {
    if (width > 0 && width + block.w > WIDEST_ROW) {
      rows.push([])
      width = 0
    }
    rows.at(-1)?.push(block)
    width += block.w + gaps.column
  }
  return stacked(
    rows.map((row) => beside(row, gaps.column)),
    gaps.row,
  )
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
