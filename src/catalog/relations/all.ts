import { APIS } from './apis.js'
import { COMPUTE } from './compute.js'
import { DATA } from './data.js'
import { MANAGEMENT } from './management.js'
import { MESSAGING } from './messaging.js'
import { NETWORK } from './network.js'
import type { Relation } from './row.js'
import { SAM } from './sam.js'

/** Which properties of the CloudFormation registry's types carry a relation. Chains are made of single steps: API -> route -> integration -> function. */
export const RELATIONS: readonly Relation[] = [...NETWORK, ...APIS, ...COMPUTE, ...DATA, ...MESSAGING, ...MANAGEMENT, ...SAM]
