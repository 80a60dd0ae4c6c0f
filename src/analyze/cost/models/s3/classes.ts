/** A storage class besides Standard, with its price keys and the names of its usage. */
export interface StorageClass {
  readonly title: string
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
    stored: 'infrequentGb',
    retrieved: 'infrequentRetrievedGb',
    moved: 'infrequentTransitions',
    storage: 's3.standard_ia_storage',
    retrieval: 's3.ia_retrieval',
    transition: 's3.lifecycle_to_ia',
  },
  {
    title: 'One Zone-IA',
    stored: 'oneZoneGb',
    retrieved: 'oneZoneRetrievedGb',
    moved: 'oneZoneTransitions',
    storage: 's3.onezone_ia_storage',
    retrieval: 's3.onezone_ia_retrieval',
    transition: 's3.lifecycle_to_ia',
  },
  {
    title: 'Intelligent-Tiering, frequent access',
    stored: 'tieredGb',
    moved: 'tieredTransitions',
    storage: 's3.int_fa_storage',
    transition: 's3.lifecycle_to_int',
  },
  {
    title: 'Glacier Instant Retrieval',
    stored: 'instantGb',
    retrieved: 'instantRetrievedGb',
    moved: 'instantTransitions',
    storage: 's3.glacier_ir_storage',
    retrieval: 's3.glacier_ir_retrieval',
    transition: 's3.lifecycle_to_glacier_ir',
  },
  {
    title: 'Glacier Flexible Retrieval',
    stored: 'glacierGb',
    retrieved: 'glacierRetrievedGb',
    moved: 'glacierTransitions',
    storage: 's3.glacier_fr_storage',
    retrieval: 's3.glacier_fr_retrieval_standard',
    transition: 's3.lifecycle_to_glacier_fr',
  },
  {
    title: 'Glacier Deep Archive',
    stored: 'archiveGb',
    retrieved: 'archiveRetrievedGb',
    moved: 'archiveTransitions',
    storage: 's3.deep_archive_storage',
    retrieval: 's3.deep_retrieval_standard',
    transition: 's3.lifecycle_to_deep',
  },
]
