import { definePriceModel, type Meter, type ModelUsage, type PriceModel, type UsageTable } from '../../model.js'
import { isGiven } from '../../read.js'
import { type Named, whereStated } from '../meters.js'
import { CLASSES, type StorageClass } from './classes.js'
import { storageMeters } from './storage.js'

/** What only some buckets have: asked for by nothing in the template, billed where someone states it. */
const EXTRAS: readonly (Named & { readonly usage: string; readonly about: string })[] = [
  {
    usage: 'monitoredObjects',
    name: 'Monitored objects',
    price: 's3.int_monitoring',
    unit: 'object-month',
    about: 'objects in Intelligent-Tiering',
  },
  {
    usage: 'tieredInfrequentGb',
    name: 'Intelligent-Tiering, infrequent access',
    price: 's3.int_ia_storage',
    unit: 'GB-month',
    about: 'of them, not read for 30 days',
  },
  {
    usage: 'tieredInstantGb',
    name: 'Intelligent-Tiering, archive instant access',
    price: 's3.int_aia_storage',
    unit: 'GB-month',
    about: 'of them, not read for 90 days',
  },
  {
    usage: 'infrequentPutRequests',
    name: 'PUT requests (infrequent access)',
    price: 's3.ia_tier1_requests',
    unit: 'request',
    about: 'PUT and COPY requests a month that write into Standard-IA or One Zone-IA',
  },
  {
    usage: 'infrequentGetRequests',
    name: 'GET requests (infrequent access)',
    price: 's3.ia_tier2_requests',
    unit: 'request',
    about: 'GET requests a month of objects in Standard-IA or One Zone-IA',
  },
  {
    usage: 'instantPutRequests',
    name: 'PUT requests (Glacier Instant Retrieval)',
    price: 's3.glacier_ir_tier1_requests',
    unit: 'request',
    about: 'PUT and COPY requests a month that write into Glacier Instant Retrieval',
  },
  {
    usage: 'instantGetRequests',
    name: 'GET requests (Glacier Instant Retrieval)',
    price: 's3.glacier_ir_tier2_requests',
    unit: 'request',
    about: 'GET requests a month of objects in Glacier Instant Retrieval',
  },
  {
    usage: 'glacierPutRequests',
    name: 'PUT requests (Glacier Flexible Retrieval)',
    price: 's3.glacier_fr_put_requests',
    unit: 'request',
    about: 'PUT and COPY requests a month that write into Glacier Flexible Retrieval',
  },
  {
    usage: 'archiveBulkGb',
    name: 'Bulk retrieval (Glacier Deep Archive)',
    price: 's3.deep_retrieval_bulk',
    unit: 'GB',
    about: 'read back from Glacier Deep Archive within two days',
  },
  {
    usage: 'tieredArchiveGb',
    name: 'Intelligent-Tiering, archive access',
    price: 's3.int_archive_storage',
    unit: 'GB-month',
    about: 'of the objects in Intelligent-Tiering, moved to archive access',
  },
  {
    usage: 'tieredDeepGb',
    name: 'Intelligent-Tiering, deep archive access',
    price: 's3.int_deep_storage',
    unit: 'GB-month',
    about: 'of the objects in Intelligent-Tiering, moved to deep archive access',
  },
  {
    usage: 'analysedObjects',
    name: 'Storage class analysis',
    price: 's3.analytics',
    unit: 'object',
    about: 'objects that storage class analysis looks at, a month',
  },
  {
    usage: 'expeditedGb',
    name: 'Expedited retrieval',
    price: 's3.glacier_fr_retrieval_expedited',
    unit: 'GB',
    about: 'read back from Glacier within minutes',
  },
  { usage: 'taggedObjects', name: 'Object tags', price: 's3.object_tags', unit: 'tag-month', about: 'tags on objects' },
  {
    usage: 'acceleratedGb',
    name: 'Transfer Acceleration',
    price: 's3.transfer_acceleration_us_eu_jp',
    unit: 'GB',
    about: 'data that comes or goes through an edge location',
  },
  {
    usage: 'replicatedGb',
    name: 'Replication Time Control',
    price: 's3.rtc_data',
    unit: 'GB',
    about: 'data replicated with Replication Time Control',
  },
]

function usageTable(): UsageTable {
  const classes = CLASSES.flatMap(({ title, stored, retrieved, moved }) => [
    [stored, { unit: 'GB-month', about: `objects in ${title}` }] as const,
    ...(retrieved === undefined ? [] : [[retrieved, { unit: 'GB', about: `read back from ${title}` }] as const]),
    [moved, { unit: 'request', about: `objects that rules move to ${title}, a month` }] as const,
  ])
  const extras = EXTRAS.map(({ usage, unit, about }) => [usage, { unit, about }] as const)
  return Object.fromEntries([...classes, ...extras])
}

/** What lies in Standard and in the classes that lifecycle rules move it to; where the usage states what is in a class, as stated. */
export const bucket: PriceModel = definePriceModel({
  type: 'AWS::S3::Bucket',
  refs: ['https://aws.amazon.com/s3/pricing/'],
  usage: {
    storedGb: { unit: 'GB-month', about: 'objects, old versions included; in Standard only, where what is in another class is stated' },
    objectKb: { unit: 'KB', about: 'mean size of an object: decides what lifecycle rules move, and in how many requests' },
    oldestDays: { unit: 'day', about: 'age of the oldest objects where no lifecycle rule deletes them (365 unless stated)' },
    putRequests: { unit: 'request', about: 'PUT, COPY, POST and LIST requests a month' },
    getRequests: { unit: 'request', about: 'GET and all other requests a month' },
    internetOutGb: { unit: 'GB', about: 'objects that leave for the internet without CloudFront' },
    inventoryObjects: { unit: 'object', about: 'objects listed by inventories a month' },
    ...usageTable(),
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: () => false }],
  meters: (node, usage, q) => [
    ...storageMeters(node, usage, q),
    { name: 'PUT requests', price: 's3.standard_tier1_requests', unit: 'request', quantity: usage['putRequests'] },
    { name: 'GET requests', price: 's3.standard_tier2_requests', unit: 'request', quantity: usage['getRequests'] },
    ...CLASSES.flatMap((each) => classMeters(each, usage)),
    ...EXTRAS.flatMap(({ usage: name, about: _about, ...meter }) => whereStated(meter, usage[name])),
    ...(!isGiven(q, node, 'InventoryConfigurations')
      ? []
      : whereStated({ name: 'Inventory', price: 's3.inventory', unit: 'object' }, usage['inventoryObjects'])),
  ],
})

function classMeters(each: StorageClass, usage: ModelUsage): readonly Meter[] {
  const { title, stored, retrieved, moved, storage, retrieval, transition } = each
  return [
    ...whereStated({ name: `Storage (${title})`, price: storage, unit: 'GB-month' }, usage[stored]),
    ...(retrieved === undefined || retrieval === undefined
      ? []
      : whereStated({ name: `Retrieval (${title})`, price: retrieval, unit: 'GB' }, usage[retrieved])),
    ...whereStated({ name: `Transitions (${title})`, price: transition, unit: 'request' }, usage[moved]),
  ]
}
