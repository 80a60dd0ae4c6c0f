import { type Located, type ModelContext, type ResourceModel, at, itemsOf, textOf } from './model.js'

const hash = { AttributeName: 'id', KeyType: 'HASH' }
const text = (name: string): { readonly AttributeName: string; readonly AttributeType: string } => ({
  AttributeName: name,
  AttributeType: 'S',
})
const table = { BillingMode: 'PAY_PER_REQUEST', KeySchema: [hash], AttributeDefinitions: [text('id')] }

export const keySchemaOfTable: ResourceModel = {
  id: 'key-schema',
  code: 'key-schema',
  types: ['AWS::DynamoDB::Table'],
  refs: ['https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html'],
  examples: {
    wrong: [
      {
        name: 'a key that is not defined',
        props: { ...table, KeySchema: [hash, { AttributeName: 'at', KeyType: 'RANGE' }] },
        says: 'key "at" is not in AttributeDefinitions',
      },
      {
        name: 'a definition that no key uses',
        props: { ...table, AttributeDefinitions: [text('id'), text('email')] },
        says: '"email" is in no key',
      },
      {
        name: 'a key of an index',
        props: {
          ...table,
          GlobalSecondaryIndexes: [
            { IndexName: 'by-mail', KeySchema: [{ AttributeName: 'mail', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
          ],
        },
        says: 'key "mail"',
      },
      {
        name: 'a sort key first',
        props: { ...table, KeySchema: [{ AttributeName: 'id', KeyType: 'RANGE' }] },
        says: 'begins with a HASH key',
      },
    ],
    right: [
      { name: 'one key', props: table },
      {
        name: 'an index with a key of its own',
        props: {
          ...table,
          AttributeDefinitions: [text('id'), text('mail')],
          GlobalSecondaryIndexes: [
            { IndexName: 'by-mail', KeySchema: [{ AttributeName: 'mail', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
          ],
        },
      },
      {
        name: 'a definition decided at deployment',
        props: { ...table, AttributeDefinitions: [{ AttributeName: { Ref: 'Key' }, AttributeType: 'S' }] },
      },
      {
        name: 'an index that may not be there',
        props: {
          ...table,
          AttributeDefinitions: [text('id'), text('mail')],
          GlobalSecondaryIndexes: { 'Fn::If': ['Mail', [], { Ref: 'AWS::NoValue' }] },
        },
      },
    ],
  },
  check({ properties: tree, place }, context) {
    const own = { tree, place }
    const definitions = at(own, 'AttributeDefinitions')
    const keys = keysIn(own, context)
    if (keys === undefined || definitions === undefined) return
    const defined = namesIn(definitions)
    if (defined === undefined) return
    for (const { name, where } of keys)
      if (!defined.some((each) => each.name === name))
        context.complain(`the key "${name}" is not in AttributeDefinitions`, where.place, { atValue: true })
    for (const { name, where } of defined)
      if (!keys.some((key) => key.name === name))
        context.complain(`"${name}" is in no key of the table or of an index; DynamoDB takes only definitions of keys`, where.place, {
          atValue: true,
        })
  },
}

interface Name {
  readonly name: string
  readonly where: Located
}

/** The attribute names of a list; undefined when one of them is not known. */
function namesIn(list: Located): readonly Name[] | undefined {
  if (list.tree.kind !== 'list') return undefined
  const names: Name[] = []
  for (const item of itemsOf(list)) {
    const where = at(item, 'AttributeName')
    const name = textOf(where?.tree)
    if (where === undefined || name === undefined) return undefined
    names.push({ name, where })
  }
  return names
}

/** The keys of the table and of its indexes; undefined when they are not all known. */
function keysIn(own: Located, context: ModelContext): readonly Name[] | undefined {
  const schemas = [at(own, 'KeySchema')]
  for (const property of ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes']) {
    const indexes = at(own, property)
    if (indexes === undefined) continue
    if (indexes.tree.kind !== 'list') return undefined
    schemas.push(...itemsOf(indexes).map((index) => at(index, 'KeySchema')))
  }
  const names: Name[] = []
  for (const schema of schemas) {
    const found = schema === undefined ? undefined : namesIn(schema)
    if (schema === undefined || found === undefined) return undefined
    const [first] = itemsOf(schema)
    const type = first === undefined ? undefined : at(first, 'KeyType')
    if (type !== undefined && textOf(type.tree) === 'RANGE')
      context.complain('a key schema begins with a HASH key', type.place, { atValue: true })
    names.push(...found)
  }
  return names
}
