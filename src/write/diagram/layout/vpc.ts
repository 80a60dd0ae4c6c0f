import type { DiagramBox, DiagramNode } from '../model.js'
import { beside, type Block, framed, HALF, nodeBlock, PADDING, stacked, TITLE, together } from './block.js'
import type { Gaps } from './layers.js'
import { NODE_WIDTH, nodeText } from './node-text.js'
import { snapUp } from './geometry.js'
import { textWidth } from './text.js'
import { titleFace } from './title.js'

/** What one VPC holds. Columns are zones, rows are tiers of subnets. */
interface Plan {
  readonly vpc: DiagramBox
  readonly zones: readonly DiagramBox[]
  readonly subnets: readonly DiagramBox[]
  readonly nodes: readonly DiagramNode[]
  readonly gaps: Gaps
  /** Order of flow, for the bands of one row. */
  readonly rank: (id: string) => number
}

const LANES = 60
const TIGHT = 30

/** A node drawn once in neighbouring zones of one row. */
interface Run {
  readonly node: DiagramNode
  readonly row: number
  readonly first: number
  readonly last: number
}

/** A node that spans subnets is one band over neighbouring zones; where it skips a zone it is drawn again. */
function runsOf({ nodes, subnets, zones }: Plan): readonly Run[] {
  const column = (subnet: DiagramBox): number => zones.findIndex(({ id }) => id === subnet.parent)
  return nodes.flatMap((node) => {
    const cells = subnets.filter(({ id }) => node.in.includes(id)).map((subnet) => ({ row: subnet.row ?? 0, column: column(subnet) }))
    const runs: { node: DiagramNode; row: number; first: number; last: number }[] = []
    for (const { row, column: at } of cells.toSorted((a, b) => a.row - b.row || a.column - b.column)) {
      const last = runs.at(-1)
      if (last?.row === row && last.last + 1 >= at) last.last = at
      else runs.push({ node, row, first: at, last: at })
    }
    return runs
  })
}

interface RowPlan {
  readonly row: number
  readonly top: number
  readonly height: number
  readonly parts: readonly { readonly run: Run; readonly y: number; readonly h: number }[]
}

function rowPlan(
  row: number,
  runs: readonly Run[],
  { top, gap, width }: { top: number; gap: number; width: (run: Run) => number },
): RowPlan {
  const parts: { run: Run; y: number; h: number }[] = []
  const free: number[] = []
  for (const run of runs) {
    const columns = Array.from({ length: run.last - run.first + 1 }, (_, index) => run.first + index)
    const y = Math.max(...columns.map((column) => free[column] ?? TITLE))
    const h = nodeText(run.node, width(run)).height
    parts.push({ run, y, h })
    for (const column of columns) free[column] = y + h + gap
  }
  const bottom = Math.max(TITLE + 10, ...parts.map(({ y, h }) => y + h + PADDING))
  return { row, top, height: bottom, parts }
}

/** The VPC with its zones side by side and the subnets of one tier in one row. */
export function vpcBlock(plan: Plan): Block {
  const { vpc, zones, subnets, nodes, gaps, rank } = plan
  const own = nodes
    .filter((node) => node.in.includes(vpc.id))
    .map((node) => nodeBlock(node.id, { w: NODE_WIDTH, h: nodeText(node, NODE_WIDTH).height }))
  const inner = zones.length === 0 ? [] : [zonesBlock({ ...plan, nodes: nodes.filter((node) => !node.in.includes(vpc.id)) }, subnets, rank)]
  const strips = own.length === 0 ? [] : [beside(own, gaps.column)]
  return framed(vpc.id, stacked([...strips, ...inner], gaps.row / 2), { least: titleWidth(vpc) })
}

/** Width that a box needs for its title, with room beside it for arrows to come in from above. */
export function titleWidth(box: DiagramBox): number {
  return snapUp(textWidth(box.title, titleFace(box)) + (box.kind === 'subnet' ? TIGHT : LANES))
}

function zonesBlock(plan: Plan, subnets: readonly DiagramBox[], rank: (id: string) => number): Block {
  const { zones, gaps } = plan
  const subnetWidth = Math.max(NODE_WIDTH + 2 * PADDING, ...subnets.map(titleWidth))
  const zoneWidth = Math.max(subnetWidth + PADDING, ...zones.map(titleWidth))
  const step = zoneWidth + PADDING
  const inset = Math.floor((zoneWidth - subnetWidth) / 20) * 10
  const width = (run: Run): number => (run.last - run.first) * step + subnetWidth - 2 * PADDING
  const span = ({ first, last }: Run): number => last - first
  const runs = runsOf(plan).toSorted((a, b) => rank(a.node.id) - rank(b.node.id) || span(b) - span(a))
  const rows: RowPlan[] = []
  let top = TITLE
  for (const row of [...new Set(subnets.map((subnet) => subnet.row ?? 0))].sort((a, b) => a - b)) {
    // Bands first: they take part in the flow from row to row, what stands below them hangs on one zone.
    const own = runs.filter((run) => run.row === row).toSorted((a, b) => Number(span(b) > 0) - Number(span(a) > 0))
    const planned = rowPlan(row, own, { top, gap: gaps.row / 2, width })
    rows.push(planned)
    top += planned.height + gaps.row / 2
  }
  const height = top - gaps.row / 2 + PADDING
  return together({ w: zones.length * step - PADDING, h: height }, [
    {
      at: { x: 0, y: 0 },
      block: {
        w: 0,
        h: 0,
        boxes: [
          ...zones.map(({ id }, column) => ({
            id,
            rect: { x: column * step + HALF, y: HALF, w: zoneWidth - 2 * HALF, h: height - 2 * HALF },
          })),
          ...subnets.flatMap(({ id, parent, row }) => {
            const planned = rows.find((each) => each.row === (row ?? 0))
            const x = zones.findIndex((zone) => zone.id === parent) * step + inset
            return planned === undefined
              ? []
              : [{ id, rect: { x: x + HALF, y: planned.top + HALF, w: subnetWidth - 2 * HALF, h: planned.height - 2 * HALF } }]
          }),
        ],
        nodes: rows.flatMap((planned) =>
          planned.parts.map(({ run, y, h }) => ({
            id: run.node.id,
            rect: { x: run.first * step + inset + PADDING, y: planned.top + y, w: width(run), h },
          })),
        ),
      },
    },
  ])
}
