import type { EdgeModel } from '../model.js'
import { crossZoneTransfer } from './cross-zone-transfer.js'
import { internetEgress } from './internet-egress.js'

export const ALL_EDGE_MODELS: readonly EdgeModel[] = [internetEgress, crossZoneTransfer]
export const EDGES: ReadonlyMap<string, EdgeModel> = new Map(ALL_EDGE_MODELS.map((model) => [model.id, model]))
