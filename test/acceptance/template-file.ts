import { type CollectionTag, parse, type ScalarTag } from 'yaml'
import * as z from 'zod'

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
})
const Template = z.looseObject({
  Parameters: z.record(z.string(), z.unknown()).optional(),
  Resources: z.record(z.string(), Resource),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })).optional(),
})

/** A template in its JSON form, functions written out. */
export type Template = z.infer<typeof Template>
export type TemplateResource = z.infer<typeof Resource>

const nameOf = (tag: string): string => (tag === 'Ref' || tag === 'Condition' ? tag : `Fn::${tag}`)

const SHORT_FORMS =
  'Ref Condition Sub GetAZs Base64 ImportValue GetAtt Join Select Split FindInMap If Equals And Or Not Cidr ToJsonString'.split(' ')

/** `!GetAtt Table.Arn` names a resource and, after the first point, its attribute. */
function argumentOf(tag: string, value: unknown): unknown {
  if (tag !== 'GetAtt' || typeof value !== 'string') return value
  const point = value.indexOf('.')
  return [value.slice(0, point), value.slice(point + 1)]
}

const CUSTOM_TAGS = SHORT_FORMS.flatMap((tag): (ScalarTag | CollectionTag)[] => [
  { tag: `!${tag}`, resolve: (value) => ({ [nameOf(tag)]: argumentOf(tag, value) }) },
  { tag: `!${tag}`, collection: 'seq', resolve: (node) => ({ [nameOf(tag)]: node.toJSON() }) },
  { tag: `!${tag}`, collection: 'map', resolve: (node) => ({ [nameOf(tag)]: node.toJSON() }) },
])

/** Reads a template by a YAML library alone: what the product writes is judged without the product's own reader. */
export function templateOf(text: string): Template {
  return Template.parse(JSON.parse(JSON.stringify(parse(text, { customTags: CUSTOM_TAGS, version: '1.1', merge: false }))))
}
