import { usdOf } from '#core/index.js'
import type { Option, Plan } from '#design/plan.js'
import type { Evaluated } from '#design/search/evaluate.js'
import type { Candidate } from '#design/index.js'
import type { Service } from '#spec/index.js'

export function option<Value>(id: string, value: Value, more: Partial<Option<Value>> = {}): Option<Value> {
  return { id, title: id, brief: id, value, services: [], operations: 0, lockIn: 0, ...more }
}

const STORE = { tables: [], buckets: [], relations: [], billing: 'on-demand' } as const

/** A plan of one function behind an HTTP API, with what is given instead. */
export function planOf(parts: Partial<Plan> = {}): Plan {
  return {
    front: option('http-api', { kind: 'http-api', waf: false }, { services: ['http-api'] }),
    compute: option('lambda', { kind: 'lambda', architecture: 'arm64', memoryMb: 512, timeoutSeconds: 10 }, { services: ['lambda'] }),
    store: option('none', { ...STORE, kind: 'none' }),
    network: option('no-vpc', 'none'),
    zones: option('regional', 0),
    ...parts,
  }
}

export function fargate(vcpu = 1, memoryGb = 2): Plan['compute'] {
  return option(`fargate-${vcpu}`, { kind: 'fargate', architecture: 'arm64', vcpu, memoryGb }, { services: ['fargate', 'vpc'] })
}

export function rds(multiAz: boolean): Plan['store'] {
  const database = { kind: 'rds', instanceClass: 'db.t4g.medium', multiAz, storageGb: 20 } as const
  return option(`rds-${multiAz ? 'multi' : 'single'}`, { ...STORE, kind: 'rds', database }, { services: ['rds', 'vpc'] })
}

export function aurora(instances: 1 | 2): Plan['store'] {
  const database = { kind: 'aurora', minAcu: 0.5, maxAcu: 2, instances } as const
  return option(`aurora-${instances}`, { ...STORE, kind: 'aurora', database }, { services: ['aurora', 'vpc'] })
}

export function dynamodb(): Plan['store'] {
  const need = { name: 'orders', model: 'key-value', sizeBytes: 1, itemBytes: 1, readShare: 0.5, consistency: 'eventual' } as const
  return option('dynamodb', { ...STORE, kind: 'dynamodb', tables: [need] }, { services: ['dynamodb'] })
}

const USUAL = { monthly: '10', leftOut: 0, availability: 0.999, p99: 100, rto: 60, rpo: 0, operations: 3, lockIn: 3 }

/** A candidate with these figures and as many misses. */
export function evaluated(
  id: string,
  figures: Partial<typeof USUAL> = {},
  { misses = 0, plan = planOf(), services = new Set() }: { misses?: number; plan?: Plan; services?: ReadonlySet<Service> } = {},
): Evaluated {
  const { monthly, leftOut, availability, p99, rto, rpo, operations, lockIn } = { ...USUAL, ...figures }
  const recovery = { rtoSeconds: rto, rpoSeconds: rpo, why: '' }
  const candidate: Candidate = {
    id,
    title: id,
    choices: [],
    figures: {
      monthly: usdOf(monthly),
      leftOut,
      availability: { estimate: availability, commitment: 0.99, modes: [] },
      p99: { estimateMs: p99, boundMs: p99, hops: [] },
      recovery: { instance: recovery, zone: recovery, restore: recovery },
      operations,
      lockIn,
    },
    misses: Array.from({ length: misses }, (_, index) => ({ target: `target ${index}`, wanted: '1', got: '2' })),
    because: [],
  }
  return { plan, services, candidate }
}
