import type { Category, Diagram, DiagramBox, DiagramEdge, DiagramNode } from './model.js'
import { PALETTE } from './palette.js'

/** Text inside Mermaid's quotes: everything that Mermaid or HTML could take for markup becomes an entity. */
function escaped(text: string): string {
  return text.replace(/[#"<>&`\\{}[\]|]/g, (character) => `#${character.codePointAt(0) ?? 0};`).replace(/\s+/g, ' ')
}

function nodeLine(id: string, node: DiagramNode): string {
  const lines = [node.service, `<b>${escaped(node.name)}</b>`, node.figures.map(escaped).join(', ')].filter((line) => line !== '')
  return `${id}["${[escaped(node.service), ...lines.slice(1)].join('<br/>')}"]:::${node.category}`
}

/** The copies of a node: one for each subnet that it is in. */
interface Copy {
  readonly id: string
  readonly box: string
  readonly zone: string | undefined
}

function copiesOf(diagram: Diagram): ReadonlyMap<string, readonly Copy[]> {
  const boxes = new Map(diagram.boxes.map((box) => [box.id, box]))
  return new Map(
    diagram.nodes.map((node, index) => [
      node.id,
      node.in.map((box, copy) => ({
        id: node.in.length === 1 ? `n${index}` : `n${index}_${copy + 1}`,
        box,
        zone: boxes.get(box)?.kind === 'subnet' ? boxes.get(box)?.parent : undefined,
      })),
    ]),
  )
}

/** Copies in the same zone talk to each other; one that is alone talks to all. */
function pairsOf(edge: DiagramEdge, copies: ReadonlyMap<string, readonly Copy[]>): readonly (readonly [string, string])[] {
  const [from, to] = [copies.get(edge.from) ?? [], copies.get(edge.to) ?? []]
  const all = from.flatMap((source) => to.map((target) => ({ source, target })))
  const same = all.filter(({ source, target }) => source.zone !== undefined && source.zone === target.zone)
  return (same.length > 0 ? same : all).map(({ source, target }) => [source.id, target.id])
}

function boxLines(box: DiagramBox, context: { diagram: Diagram; copies: ReadonlyMap<string, readonly Copy[]> }): readonly string[] {
  const { diagram, copies } = context
  const index = diagram.boxes.indexOf(box)
  const nodes = diagram.nodes.flatMap((node) =>
    (copies.get(node.id) ?? []).filter((copy) => copy.box === box.id).map((copy) => nodeLine(copy.id, node)),
  )
  const inner = diagram.boxes.filter(({ parent }) => parent === box.id).flatMap((child) => boxLines(child, context))
  return [`subgraph b${index}["${escaped(box.title)}"]`, ...[...nodes, ...inner].map((line) => `  ${line}`), 'end']
}

/** The diagram as a Mermaid flowchart. What spans subnets is drawn once in each of them. */
export function mermaidOf(diagram: Diagram): string {
  const copies = copiesOf(diagram)
  const categories = [...new Set(diagram.nodes.map(({ category }) => category))].sort()
  const style = (category: Category): string => {
    const { line, fill } = PALETTE[category]
    return `classDef ${category} fill:${fill},stroke:${line},color:#1f2933`
  }
  const lines = [
    ...diagram.boxes.filter(({ parent }) => parent === undefined).flatMap((box) => boxLines(box, { diagram, copies })),
    ...diagram.edges.flatMap((edge) =>
      pairsOf(edge, copies).map(([from, to]) => `${from} ${edge.kind === 'flow' ? '-->' : '-.->'}|"${escaped(edge.label)}"| ${to}`),
    ),
    ...categories.map(style),
  ]
  return ['---', `title: ${JSON.stringify(diagram.title)}`, '---', 'flowchart TB', ...lines.map((line) => `  ${line}`), ''].join('\n')
}
