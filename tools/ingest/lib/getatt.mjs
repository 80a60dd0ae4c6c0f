// What Fn::GetAtt accepts, by the rules of cfn-lint (schema/_getatts.py): the read-only properties, some named exceptions,
// and types where AWS takes every property.

/** Reads the two tables of the linter's source. */
export function getAttRules(python) {
  const all = /_all_property_types = \[([^\]]*)\]/.exec(python)?.[1]
  const exceptions = /_exceptions = \{([\s\S]*?)\n\}/.exec(python)?.[1]
  if (all === undefined || exceptions === undefined) throw new Error('the GetAtt tables of cfn-lint were not found')
  const parsed = JSON.parse(`{${exceptions}}`.replaceAll(/,(\s*[\]}])/g, '$1'))
  return { everyProperty: new Set([...all.matchAll(/"([^"]+)"/g)].map(([, type]) => type)), exceptions: new Map(Object.entries(parsed)) }
}

function resolve(schema, ref) {
  return ref
    .replace(/^#\//, '')
    .split('/')
    .reduce((at, key) => at?.[key], schema)
}

function collect(part, schema, path, out) {
  const types = [part.type].flat()
  if (types.includes('object')) {
    for (const [name, each] of Object.entries(part.properties ?? {})) collect(each, schema, [...path, name], out)
  } else if (types.includes('array')) {
    if (part.items?.type !== 'object' && part.items?.type !== 'array') out.add(path.join('.'))
  } else if (part.$ref !== undefined) {
    collect(resolve(schema, part.$ref), schema, path, out)
  } else {
    out.add(path.join('.'))
  }
}

/** Attribute names of a type, sorted. `Outputs.*` stands for any name after `Outputs.`. */
export function attributesOf(schema, { everyProperty, exceptions }) {
  const type = schema.typeName
  if (type === 'AWS::CloudFormation::Stack') return ['Outputs.*']
  if (type === 'AWS::CloudFormation::CustomResource') return ['*']
  const out = new Set()
  if (everyProperty.has(type)) {
    for (const [name, part] of Object.entries(schema.properties ?? {})) collect(part, schema, [name], out)
    return [...out].sort()
  }
  for (const name of exceptions.get(type) ?? []) out.add(name)
  for (const pointer of schema.readOnlyProperties ?? []) {
    const name = pointer.split('/').slice(2).join('.')
    out.add(type === 'AWS::ServiceCatalog::CloudFormationProvisionedProduct' && name === 'Outputs' ? 'Outputs.*' : name)
  }
  return [...out].sort()
}
