import type { DataNeed, Service } from '#spec/index.js'

/** How requests or messages come in. */
export type FrontKind = 'cloudfront-s3' | 'http-api' | 'rest-api' | 'cloudfront-alb' | 'alb' | 'queue'
export interface Front {
  readonly kind: FrontKind
  readonly waf: boolean
}

export type Architecture = 'arm64' | 'x86_64'
export type Compute =
  | { readonly kind: 'none' }
  | { readonly kind: 'lambda'; readonly architecture: Architecture; readonly memoryMb: number; readonly timeoutSeconds: number }
  | { readonly kind: 'fargate'; readonly architecture: Architecture; readonly vcpu: number; readonly memoryGb: number }

/** The relational database of a plan. */
export type Database =
  | { readonly kind: 'rds'; readonly instanceClass: string; readonly multiAz: boolean; readonly storageGb: number }
  | { readonly kind: 'aurora'; readonly minAcu: number; readonly maxAcu: number; readonly instances: 1 | 2 }

export interface Store {
  readonly kind: 'none' | 'dynamodb' | 'rds' | 'aurora' | 's3'
  readonly database?: Database
  /** What is kept in DynamoDB tables, and how they are paid for. */
  readonly tables: readonly DataNeed[]
  readonly billing: 'on-demand' | 'provisioned'
  /** What is kept in S3 buckets. */
  readonly buckets: readonly DataNeed[]
  /** What is kept in the database. */
  readonly relations: readonly DataNeed[]
}

export type NetworkKind = 'none' | 'isolated' | 'nat-per-az' | 'nat-one' | 'endpoints'

/** One thing to choose in one layer. */
export interface Option<Value> {
  readonly id: string
  /** In full, as AWS names it. */
  readonly title: string
  /** A few words, for tables; empty where there is nothing to say. */
  readonly brief: string
  readonly value: Value
  /** Services it brings, in the words of `must`. */
  readonly services: readonly Service[]
  /** Burden on the team and lock-in, in our scale (docs/design.md). */
  readonly operations: number
  readonly lockIn: number
}

/** How many zones the compute and the data are spread over; 0: the services see to it. */
export type Zones = 0 | 1 | 2 | 3

/** One option of every layer: all that is needed to build it. */
export interface Plan {
  readonly front: Option<Front>
  readonly compute: Option<Compute>
  readonly store: Option<Store>
  readonly network: Option<NetworkKind>
  readonly zones: Option<Zones>
}

export const LAYERS = ['front', 'compute', 'store', 'network', 'zones'] as const
export type Layer = (typeof LAYERS)[number]

export const LAYER_TITLES: Readonly<Record<Layer, string>> = {
  front: 'Front door',
  compute: 'Compute',
  store: 'Data store',
  network: 'Network',
  zones: 'Availability zones',
}
