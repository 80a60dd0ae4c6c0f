import type { PriceModel } from '../model.js'
import { COMPUTE } from './compute.js'
import { DATA } from './data.js'
import { GOVERNANCE } from './governance.js'
import { INTEGRATION } from './integration.js'
import { NETWORK } from './network.js'

export const ALL_MODELS: readonly PriceModel[] = [...COMPUTE, ...DATA, ...GOVERNANCE, ...INTEGRATION, ...NETWORK]

export const MODELS: ReadonlyMap<string, PriceModel> = new Map(ALL_MODELS.map((model) => [model.type, model]))
