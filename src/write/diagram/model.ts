/** What a thing is for: decides its colour. */
export type Category = 'client' | 'network' | 'compute' | 'data' | 'storage' | 'messaging' | 'security' | 'management' | 'other'

/** Places that hold others, from the outside in. `global` is what AWS runs outside of regions. */
export type BoxKind = 'outside' | 'account' | 'global' | 'region' | 'vpc' | 'zone' | 'subnet'

export interface DiagramBox {
  readonly id: string
  readonly kind: BoxKind
  readonly title: string
  readonly parent?: string
  /** Subnets only: which row of the VPC, so that subnets of one tier stand side by side. */
  readonly row?: number
}

/** Something a person thinks of as one thing. */
export interface DiagramNode {
  readonly id: string
  /** Full name: "Amazon DynamoDB table". */
  readonly service: string
  /** Logical id, or how many there are. */
  readonly name: string
  /** Key figures: "arm64", "512 MB". */
  readonly figures: readonly string[]
  readonly category: Category
  /** One to three letters that stand in its box. */
  readonly glyph: string
  /** Boxes that it is in; more than one where it spans subnets. Never empty. */
  readonly in: readonly string[]
}

export interface DiagramEdge {
  readonly from: string
  readonly to: string
  /** What flows: "HTTPS", "reads, writes". */
  readonly label: string
  /** `support`: logs, alarms, backups and settings, beside the work that the system is there for. */
  readonly kind: 'flow' | 'support'
}

/** An architecture as a person draws it, before any layout. Parents stand before their children. */
export interface Diagram {
  readonly title: string
  readonly regions: readonly string[]
  readonly boxes: readonly DiagramBox[]
  readonly nodes: readonly DiagramNode[]
  readonly edges: readonly DiagramEdge[]
  /** Resources that belong to drawn ones or help them, and have no box of their own. */
  readonly notDrawn: number
}
