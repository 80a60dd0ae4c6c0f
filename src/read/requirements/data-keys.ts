import {
  type Default,
  derived,
  type Getter,
  line,
  list,
  map,
  quantity,
  quoted,
  required,
  withDefault,
  word,
  wrong,
} from '#read/form/index.js'
import { CONSISTENCIES, DATA_MODELS, type DataModel, type DataNeed, SHARE, SIZE } from '#spec/index.js'

const NAME = required('name', {
  about: 'what the store holds',
  field: line({
    write: 'a name of lower-case letters, digits and hyphens that begins with a letter, such as orders',
    pattern: '^[a-z][a-z0-9-]*$',
    longest: 31,
    examples: ['orders'],
  }),
})
const MODEL = required('model', {
  about: 'how it is asked: key-value (by key), relational (SQL), object (files)',
  field: word({ words: DATA_MODELS }),
})
const SIZE_OF_ALL = withDefault('size', { about: 'stored in all', field: quantity(SIZE, '0 B', '10000 TB') }, ({ kind }) =>
  kind === 'static-site'
    ? { value: '1 GB', why: 'the files of a site with many images' }
    : { value: '10 GB', why: 'about five million items of 2 KB' },
)
const ITEM = derived(
  'item',
  { about: 'mean size of one item, row or object', field: quantity(SIZE, '1 B', '5 TB') },
  '2 KB (key-value), 1 KB (relational), 100 KB (object)',
)
const READS = withDefault('reads', { about: 'share of the operations that read', field: quantity(SHARE, '0%', '100%') }, ({ kind }) =>
  kind === 'static-site' ? { value: '100%', why: 'visitors only read' } : { value: '80%', why: 'four reads for each write' },
)
const CONSISTENCY = derived(
  'consistency',
  {
    about: 'what a read sees: eventual (at times an older value), strong (the last write), transactional (several items change together)',
    field: word({ words: CONSISTENCIES }),
  },
  'eventual (key-value), transactional (relational), strong (object)',
)
const KEY = derived(
  'key',
  {
    about: 'name of the attribute that items are found by (the partition key); only for the model key-value',
    field: line({
      write: 'an attribute name such as id',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      longest: 63,
      examples: ['id', 'customer_id'],
    }),
  },
  'id',
)

const BY_MODEL: Readonly<Record<DataModel, { readonly item: Default; readonly consistency: Default }>> = {
  'key-value': {
    item: { value: '2 KB', why: 'a small JSON document' },
    consistency: { value: 'eventual', why: 'half the price of a strong read' },
  },
  relational: {
    item: { value: '1 KB', why: 'a row with some texts' },
    consistency: { value: 'transactional', why: 'what a relational database gives anyway' },
  },
  object: {
    item: { value: '100 KB', why: 'a document or an image' },
    consistency: { value: 'strong', why: 'what S3 gives anyway' },
  },
}

function dataNeedOf(get: Getter): DataNeed {
  const name = get(NAME)
  const model = get(MODEL)
  const usual = BY_MODEL[model]
  const [sizeBytes, itemBytes, readShare] = [get(SIZE_OF_ALL), get(ITEM, usual.item), get(READS)]
  const consistency = get(CONSISTENCY, usual.consistency)
  const key = model === 'key-value' || get.states(KEY) ? get(KEY, { value: 'id', why: 'items have one identifier' }) : undefined
  get.check(model !== 'object' || consistency !== 'transactional', CONSISTENCY, {
    message: 'is transactional, which no store of objects is; use key-value or relational for what changes together',
    sound: [MODEL],
  })
  get.check(model === 'key-value' || key === undefined, KEY, { message: `means nothing for the model ${model}; remove it`, sound: [MODEL] })
  get.check(get.scope.kind !== 'static-site' || model === 'object', MODEL, {
    message: `is ${model}, but a static site has files only; write object`,
  })
  return { name, model, sizeBytes, itemBytes, readShare, consistency, ...(key === undefined ? {} : { key }) }
}

const MOST_NEEDS = 10

const NEED = map({ keys: [NAME, MODEL, SIZE_OF_ALL, ITEM, READS, CONSISTENCY, KEY], build: dataNeedOf })

export const DATA = withDefault(
  'data',
  {
    about: 'what is stored, one entry for each store',
    field: list(NEED, MOST_NEEDS, (needs, place) => {
      for (const [index, { name }] of needs.entries()) {
        if (needs.findIndex((each) => each.name === name) !== index)
          wrong(place(index), 'contradiction', `has the name ${quoted(name)} of an earlier entry; names differ`)
      }
    }),
  },
  ({ kind }) =>
    kind === 'static-site'
      ? { value: [{ name: 'pages', model: 'object' }], why: 'a site is its files' }
      : { value: [], why: 'nothing is kept unless it is asked for' },
)
