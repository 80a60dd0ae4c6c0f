import type { Amount, JsonObject, Usd } from '#core/index.js'
import type { PriceList } from './price-list-types.js'
import type { Provenance } from './provenance.js'

export type { Provenance }

/** One tier of one price. `unit` is what `price` is paid for ("request", "GB-second", "hour"). */
export interface PriceTier extends Provenance {
  /** `service.dimension` as in the price book, for example `vpc.nat_hour`. */
  readonly key: string
  readonly region: string
  readonly unit: string
  readonly price: Usd
  /** Where this tier begins, in `unit`. */
  readonly from: Amount
  /**
   * `computed`: from a family's base price and the size factor, not from a row of its own. `estimated`: from the price of another region;
   * its note says how. `PriceBook.tiers` never gives an estimate.
   */
  readonly how: 'listed' | 'computed' | 'estimated'
  /** The SKU of AWS's price list, where the row was read from it. */
  readonly sku?: string
  /** The list price, where `price` is a private rate. */
  readonly list?: Usd
}

export interface PriceBook {
  /** The date of the newest row. */
  readonly asOf: string
  /**
   * All tiers of a key in a region, lowest first; undefined when the book has none (never an empty list, never a zero).
   * Global prices are found under every region. CloudFront's edge prices are found under its zones: `cloudfront:us`, `cloudfront:canada`,
   * `cloudfront:europe`, `cloudfront:japan`, `cloudfront:asia_pacific`, `cloudfront:australia`, `cloudfront:india`, `cloudfront:middle_east`,
   * `cloudfront:south_africa`, `cloudfront:south_america`.
   *
   * The lowest tier need not begin at 0: for some keys (`dynamodb.storage`, `kms.requests`, `cognito.lite_mau`) what lies below is a free tier.
   * Whoever does not count free tiers charges the lowest tier's price from 0; the book keeps the rows as AWS states them.
   */
  tiers(key: string, region: string): readonly PriceTier[] | undefined
  /** All keys of one service, for suggestions and reports. */
  keys(service: string): readonly string[]
}

/** One service's share of the book. */
export interface PricePart {
  readonly service: string
  readonly from: 'built-in' | 'synced'
  /** Tiers that have a row of their own. */
  readonly rows: number
  /** Prices of families and exceptions that instance prices are computed from. */
  readonly bases: number
  /** Dates of its oldest and newest row. */
  readonly oldest: string
  readonly newest: string
}

/** Rows that `prices sync` read from AWS's price list; a key that they hold for a region is theirs with all its tiers. */
export interface PriceOverlay extends PriceBook {
  places(key: string): readonly string[]
  parts(): readonly PricePart[]
}

export interface PriceCatalog extends PriceBook {
  /**
   * What a key probably costs in a region without a figure, each tier marked `estimated` with a note that says how; undefined when the book
   * has the price, and when nothing lets one guess. Whoever uses it says so.
   */
  estimate(key: string, region: string): readonly PriceTier[] | undefined
  /** Where a key has a price: regions, zones of CloudFront (`cloudfront:europe`), or `global`; sorted. */
  places(key: string): readonly string[]
  services(): readonly string[]
  parts(): readonly PricePart[]
}

export type DiscountKind = 'reserved' | 'savings-plan' | 'spot'
/** `standard` and `convertible` are reserved instances, the others Savings Plans. */
export type DiscountOffering = 'standard' | 'convertible' | 'ec2-instance' | 'compute' | 'database' | 'machine-learning'
export type Payment = 'no-upfront' | 'partial-upfront' | 'all-upfront'

interface AnyDiscount extends Provenance {
  readonly id: string
  readonly title: string
  /** Beginnings of the price keys that it is for: `ec2.m6i.` */
  readonly keys: readonly string[]
  /** What part of the on-demand price it saves, upfront payment spread over the term. */
  readonly low: number
  readonly typical: number
  readonly high: number
}

/** A price for a promise to buy: billed for every hour of the term, used or not. */
export interface Commitment extends AnyDiscount {
  readonly kind: 'reserved' | 'savings-plan'
  readonly offering: DiscountOffering
  readonly years: 1 | 3
  readonly payment: Payment
}

/** A price for what AWS may take back. */
export interface Spot extends AnyDiscount {
  readonly kind: 'spot'
}

export type Discount = Commitment | Spot

/** `always`: for ever; `legacy-12-months`: accounts opened before 2025-07-15; `credits`: money, once, for accounts opened since. */
export type FreeTierKind = 'always' | 'legacy-12-months' | 'credits'

/** What AWS gives away: each month, once for an account (credits: once, in USD, for any service). */
export interface FreeTier extends Provenance {
  readonly id: string
  readonly title: string
  readonly kind: FreeTierKind
  /** As price keys begin; `*` for credits. */
  readonly service: string
  /** Price keys that share it; none for credits, which pay for anything. */
  readonly keys: readonly string[]
  /** In `unit`, the unit of the keys. */
  readonly quantity: number
  readonly unit: string
}

/** A resource type of the CloudFormation registry. */
export interface ResourceSchema {
  readonly type: string
  /**
   * The registry's JSON schema: `properties`, `definitions`, `required`, `additionalProperties`, … and CloudFormation's own keywords
   * (`requiredXor`, `dependentExcluded`, `uniqueKeys`, `enumCaseInsensitive`, …). Every pattern is one for `new RegExp(pattern, 'u')`.
   * Members of `allOf` with `if` are conditions that cfn-lint adds; an `if` that hangs on a value that is not known decides nothing.
   */
  readonly schema: JsonObject
  /** Names that `Fn::GetAtt` takes, dots included (`Endpoint.Address`). A `*` stands for any text: `Outputs.*` of a nested stack. */
  readonly attributes: readonly string[]
  /** Property paths as the registry writes them, without `/properties/` (`BucketName`, `Endpoint/Address`). */
  readonly readOnly: readonly string[]
  readonly createOnly: readonly string[]
  readonly writeOnly: readonly string[]
  readonly stateful: boolean
}

export interface InstanceType {
  readonly name: string
  readonly vcpus: number
  readonly memoryGib: number
  readonly architectures: readonly string[]
}

export interface Region {
  readonly name: string
  /** AWS's long name: "Europe (Ireland)". */
  readonly title: string
  readonly partition: string
  /** Zones that offer at least half of the instance types of the region's richest zone; undefined when not known. */
  readonly zones: number | undefined
}

export interface Limit extends Provenance {
  readonly id: string
  readonly value: number
  readonly unit: string
  /** A hard limit cannot be raised; a default can. */
  readonly kind: 'hard' | 'default'
  readonly title: string
  /** Regions where AWS sets another value. `Catalog.limit(id, region)` applies it. */
  readonly regions?: Readonly<Record<string, number>>
}

export interface Sla extends Provenance {
  readonly id: string
  readonly title: string
  /** Monthly uptime commitment in percent: 99.95 */
  readonly percent: number
}

/** How long a service takes to recover from the loss of an instance or a zone, in seconds. */
export interface Failover extends Provenance {
  readonly id: string
  readonly title: string
  readonly typicalSeconds: number
  readonly worstSeconds: number
}

/** A failure mode of a managed service: how often a year it happens and how long it then lasts. */
export interface FailureMode extends Provenance {
  readonly id: string
  readonly title: string
  readonly timesPerYear: number
  readonly minutes: number
}

/** Latency that a hop adds on a warm connection, in milliseconds. */
export interface HopLatency extends Provenance {
  readonly id: string
  readonly title: string
  readonly p50: number
  readonly p99: number
}

/** Start of a new Lambda execution environment (INIT), in milliseconds. */
export interface ColdStart extends Provenance {
  /** Lambda's name of the runtime; one on a custom runtime also names the language: `provided.al2023:rust`. */
  readonly runtime: string
  readonly packaging: 'zip' | 'image'
  readonly architecture: 'x86_64' | 'arm64'
  readonly memoryMb: number
  readonly initP50: number
  readonly initMax: number
}

/** An action of IAM. `ec2:RunInstances` is the action `RunInstances` of the service `ec2`. */
export interface IamAction {
  readonly name: string
  readonly access: 'list' | 'read' | 'write' | 'permissions' | 'tagging'
  /** Names of the resource types it works on; none: it takes only `*` as a resource. */
  readonly resourceTypes: readonly string[]
  /** Condition keys of its own, without those of its resource types and those that every service has. */
  readonly keys: readonly string[]
}

export interface IamResourceType {
  readonly name: string
  /** `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}` */
  readonly arn: string
  readonly keys: readonly string[]
}

/** A condition key. The name may hold a variable: `s3:ExistingObjectTag/${Key}`. */
export interface IamKey {
  readonly name: string
  /** `String`, `ARN`, `Numeric`, `Date`, `Bool`, `IPAddress`, or `ArrayOf…` one of them. */
  readonly type: string
}

/** What the service authorization reference says of a service. Names are found whatever their case. */
export interface IamService {
  readonly prefix: string
  readonly title: string
  readonly actionNames: readonly string[]
  readonly resourceTypes: readonly IamResourceType[]
  readonly keys: readonly IamKey[]
  action(name: string): IamAction | undefined
  key(name: string): IamKey | undefined
}

export interface IamCatalog {
  /** The prefixes of all services. */
  services(): readonly string[]
  service(prefix: string): IamService | undefined
  /** A condition key of every service: `aws:SourceIp`. */
  globalKey(name: string): IamKey | undefined
  globalKeys(): readonly IamKey[]
  /** Whether a prefix of condition keys is an identity provider: `saml`, `accounts.google.com`. */
  isProvider(prefix: string): boolean
}

/** What sizes are of: instance types of EC2, classes of databases, node types. */
export type SizeKind = 'ec2' | 'rds' | 'elasticache' | 'docdb' | 'neptune' | 'redshift' | 'dax' | 'mq'

export interface SizeList {
  readonly names: readonly string[]
  has(name: string): boolean
  /** Undefined when the catalog does not know the region. */
  inRegion(name: string, region: string): boolean | undefined
}

/** A database or cache engine. A list that is empty says nothing. */
export interface Engine {
  readonly name: string
  /** Versions that AWS has or had. */
  readonly versions: readonly string[]
  /** Those of them with which nothing new can be made. */
  readonly retired: ReadonlySet<string>
  /** Classes of instances it runs on, in any region. */
  readonly classes: readonly string[]
}

/** What is true of AWS, offline. Every pack is loaded on first use. */
export interface Catalog {
  /** The newest date of any pack: the default of `--as-of`. */
  readonly asOf: string
  readonly prices: PriceCatalog
  readonly iam: IamCatalog
  /** All discounts, or those for one price key, the most specific first. */
  discounts(key?: string): readonly Discount[]
  freeTiers(kind?: FreeTierKind): readonly FreeTier[]
  /** How AWS's own price list is read. */
  priceList(): PriceList
  regions(): readonly Region[]
  region(name: string): Region | undefined
  /** All registry type names (any region). */
  typeNames(): readonly string[]
  schema(type: string): ResourceSchema | undefined
  /** Whether a type exists in a region; undefined when the catalog does not know the region. */
  available(type: string, region: string): boolean | undefined
  instanceType(name: string): InstanceType | undefined
  sizes(kind: SizeKind): SizeList
  engines(service: 'rds' | 'elasticache'): readonly string[]
  engine(service: 'rds' | 'elasticache', name: string): Engine | undefined
  /** With the value of `region` where AWS sets another there. Throws `internal.invariant` when the id is not in the table: ids are ours. */
  limit(id: string, region?: string): Limit
  limits(): readonly Limit[]
  sla(id: string): Sla
  slas(): readonly Sla[]
  failover(id: string): Failover
  failureMode(id: string): FailureMode
  failureModes(): readonly FailureMode[]
  latency(id: string): HopLatency
  /** The measured start nearest in memory; undefined when the runtime was never measured in this packaging and architecture. */
  coldStart(query: {
    runtime: string
    packaging: 'zip' | 'image'
    architecture: 'x86_64' | 'arm64'
    memoryMb: number
  }): ColdStart | undefined
}
