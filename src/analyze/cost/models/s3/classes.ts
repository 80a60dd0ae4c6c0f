/** A storage class besides Standard, with its price keys and the names of its usage. */
export interface StorageClass {
  readonly title: string
  /** As a lifecycle rule writes it. */
  readonly rule: string
  /** How far down a rule can move objects: only to a class of a greater depth. */
  readonly depth: number
  /** Days that an object is billed for at least. */
  readonly leastDays: number
  /** A small object is billed for its size; else for 128 KB. */
  readonly billsSmall?: true
  /** KB that an archived object takes besides its own, at the price of its class and of Standard. */
  readonly index?: { readonly own: number; readonly standard: number }
  /** Price key of watching an object. */
  readonly monitored?: string
  /** Names in the usage table: gigabytes kept, gigabytes read back, objects that a lifecycle rule moves into it. */
  readonly stored: string
  readonly retrieved?: string
  readonly moved: string
  readonly storage: string
  readonly retrieval?: string
  readonly transition: string
}

export const CLASSES: readonly StorageClass[] = [
  {
    title: 'Standard-IA',
    rule: 'STANDARD_IA',
    depth: 1,
    leastDays: 30,
    stored: 'infrequentGb',
    retrieved: 'infrequentRetrievedGb',
    moved: 'infrequentTransitions',
    storage: 's3.standard_ia_storage',
    retrieval: 's3.ia_retrieval',
    transition: 's3.lifecycle_to_ia',
  },
  {
    title: 'One Zone-IA',
    rule: 'ONEZONE_IA',
    depth: 3,
    leastDays: 30,
    stored: 'oneZoneGb',
    retrieved: 'oneZoneRetrievedGb',
    moved: 'oneZoneTransitions',
    storage: 's3.onezone_ia_storage',
    retrieval: 's3.onezone_ia_retrieval',
    transition: 's3.lifecycle_to_ia',
  },
  {
    title: 'Intelligent-Tiering, frequent access',
    rule: 'INTELLIGENT_TIERING',
    depth: 2,
    leastDays: 0,
    billsSmall: true,
    monitored: 's3.int_monitoring',
    stored: 'tieredGb',
    moved: 'tieredTransitions',
    storage: 's3.int_fa_storage',
    transition: 's3.lifecycle_to_int',
  },
  {
    title: 'Glacier Instant Retrieval',
    rule: 'GLACIER_IR',
    depth: 4,
    leastDays: 90,
    stored: 'instantGb',
    retrieved: 'instantRetrievedGb',
    moved: 'instantTransitions',
    storage: 's3.glacier_ir_storage',
    retrieval: 's3.glacier_ir_retrieval',
    transition: 's3.lifecycle_to_glacier_ir',
  },
  {
    title: 'Glacier Flexible Retrieval',
    rule: 'GLACIER',
    depth: 5,
    leastDays: 90,
    index: { own: 32, standard: 8 },
    stored: 'glacierGb',
    retrieved: 'glacierRetrievedGb',
    moved: 'glacierTransitions',
    storage: 's3.glacier_fr_storage',
    retrieval: 's3.glacier_fr_retrieval_standard',
    transition: 's3.lifecycle_to_glacier_fr',
  },
  {
    title: 'Glacier Deep Archive',
    rule: 'DEEP_ARCHIVE',
    depth: 6,
    leastDays: 180,
    index: { own: 32, standard: 8 },
    stored: 'archiveGb',
    retrieved: 'archiveRetrievedGb',
    moved: 'archiveTransitions',
    storage: 's3.deep_archive_storage',
    retrieval: 's3.deep_retrieval_standard',
    transition: 's3.lifecycle_to_deep',
  },
]
