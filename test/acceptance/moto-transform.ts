import type { Catalog } from '#catalog/index.js'
import { isJsonObject, type Json, type JsonObject } from '#core/index.js'
import type { MotoSupport } from './moto-support.js'
import { mapped, type Path, type Reference, referencesOf, replaced, valueAt, without } from './references.js'
import type { Template, TemplateResource } from './template-file.js'

/** One thing that moto gets otherwise than AWS would. */
export interface Change {
  /** Logical id of a resource or an output. */
  readonly at: string
  readonly type: string
  readonly what: string
  readonly why: string
}

export interface ForMoto {
  readonly template: Template
  readonly changes: readonly Change[]
}

interface World {
  readonly region: string
  readonly catalog: Catalog
  readonly moto: MotoSupport
}

/** Types and attributes of a template, as `motoSupport` asks for them. */
export function askedOf({ Resources: resources, Outputs: outputs = {} }: Template): readonly (readonly [string, string])[] {
  const attributes = [...referencesOf(resources), ...referencesOf(outputs)]
    .filter(({ to, attribute }) => to in resources && attribute !== '')
    .map(({ to, attribute }) => [resources[to]?.Type ?? '', attribute] as const)
  return [...Object.values(resources).map(({ Type: type }) => [type, ''] as const), ...attributes]
}

/**
 * The only difference between what a user deploys and what moto gets. Functions that moto lacks are resolved; types that it cannot make
 * are removed, and so is whatever refers to them: the property where it is optional, else the resource, and outputs.
 */
export function forMoto(template: Template, world: World): ForMoto {
  const changes: Change[] = []
  const note = (change: Change): void => void changes.push(change)
  let resources = spared(resolved(template.Resources, world, note), note)
  for (const [id, { Type: type }] of Object.entries(resources)) {
    const why = world.moto.makes(type) ? FORGOTTEN[type] : 'its CloudFormation cannot make this type'
    if (why === undefined) continue
    note({ at: id, type, what: 'removed', why })
    resources = dropped(resources, id)
  }
  for (let next = freed(template, resources, world, note); next !== resources; next = freed(template, resources, world, note))
    resources = next
  const outputs = Object.entries(template.Outputs ?? {}).filter(([name, { Value: value }]) => {
    const lost = referencesOf(value).find((reference) => isLost(reference, template, resources, world))
    if (lost !== undefined) note({ at: name, type: 'output', what: 'removed', why: reasonOf(lost, resources) })
    return lost === undefined
  })
  return { template: { ...template, Resources: resources, Outputs: Object.fromEntries(outputs) }, changes }
}

/** Types that moto makes and that none of its APIs then shows. */
const FORGOTTEN: Readonly<Record<string, string>> = {
  'AWS::EC2::SubnetRouteTableAssociation': 'what its CloudFormation makes of this type is not in its EC2 API',
}

/** Properties that moto's CloudFormation takes and then fails on. */
const STUMBLES: readonly { readonly type: string; readonly property: string; readonly why: string }[] = [
  { type: 'AWS::RDS::DBInstance', property: 'DBParameterGroupName', why: 'its parameter groups have no id that could be referred to' },
]

function spared(resources: Resources, note: Note): Resources {
  return Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => {
      const { Type: type, Properties: properties = {} } = resource
      const found = STUMBLES.filter((one) => one.type === type && one.property in properties)
      for (const { property, why } of found) note({ at: id, type, what: `without ${property}`, why })
      const kept = Object.entries(properties).filter(([name]) => found.every(({ property }) => property !== name))
      return [id, { ...resource, Properties: Object.fromEntries(kept) }]
    }),
  )
}

type Resources = Template['Resources']
type Note = (change: Change) => void

const dropped = (resources: Resources, id: string): Resources => Object.fromEntries(Object.entries(resources).filter(([key]) => key !== id))

function isLost({ to, attribute }: Reference, template: Template, resources: Resources, { moto }: World): boolean {
  if (!(to in template.Resources)) return false
  const type = resources[to]?.Type
  return type === undefined || (attribute !== '' && !moto.answers(type, attribute))
}

function reasonOf({ to, attribute }: Reference, resources: Resources): string {
  return to in resources ? `it has no ${attribute} of ${to}` : `refers to ${to}, which is removed`
}

/** Takes out the first reference that leads nowhere; the same map when there is none. */
function freed(template: Template, resources: Resources, world: World, note: Note): Resources {
  for (const [id, resource] of Object.entries(resources)) {
    const { Type: type, DependsOn: depends = [], Properties: properties = {} } = resource
    const after = [depends].flat()
    const gone = after.filter((to) => !(to in resources))
    if (gone.length > 0) {
      note({ at: id, type, what: `DependsOn without ${gone.join(', ')}`, why: 'removed' })
      return { ...resources, [id]: { ...resource, DependsOn: after.filter((to) => to in resources) } }
    }
    const lost = referencesOf(properties).find((reference) => isLost(reference, template, resources, world))
    if (lost === undefined) continue
    const stated = standInFor(resources[lost.to], lost)
    if (stated !== undefined) {
      note({ at: id, type, what: `${lost.path.join('.')}: ${stated}`, why: reasonOf(lost, resources) })
      return { ...resources, [id]: { ...resource, Properties: replaced(properties, lost.path, stated) as Record<string, unknown> } }
    }
    const place = optionalPlace(world.catalog.schema(type)?.schema, properties, lost.path)
    const why = reasonOf(lost, resources)
    note({ at: id, type, what: place === undefined ? 'removed' : `without ${place.join('.')}`, why })
    return place === undefined ? dropped(resources, id) : { ...resources, [id]: withoutPlace(resource, place) }
  }
  return resources
}

/**
 * Text for what moto cannot answer: the property that an attribute repeats (the `CidrBlock` of a VPC), and in a variable of `Fn::Sub`
 * (the widgets of a dashboard) a stand-in.
 */
function standInFor(resource: TemplateResource | undefined, { to, attribute, path }: Reference): string | undefined {
  const value = resource?.Properties?.[attribute]
  if (typeof value === 'string') return value
  return path.includes('Fn::Sub') ? `stand-in-for-${to}` : undefined
}

const withoutPlace = (resource: TemplateResource, place: Path): TemplateResource => ({
  ...resource,
  Properties: without(resource.Properties, place) as Record<string, unknown>,
})

/** The smallest part around `path` that the schema lets one leave out: an entry of a list that keeps others, or a key. */
function optionalPlace(schema: JsonObject | undefined, properties: unknown, path: Path): Path | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const place = path.slice(0, length)
    const holder = valueAt(properties, place.slice(0, -1))
    const last = place.at(-1)
    if (Array.isArray(holder)) {
      if (holder.length > 1) return place
    } else if (typeof last === 'string' && !last.startsWith('Fn::') && !requiredAt(schema, place.slice(0, -1)).includes(last)) return place
  }
  return undefined
}

/** Keys that the registry's schema requires of the map at `path`. Where it says nothing (policy documents), all are kept together. */
function requiredAt(schema: JsonObject | undefined, path: Path): readonly string[] {
  const at = path.reduce<Json | undefined>((from, step) => {
    const here = target(schema, from)
    return typeof step === 'number' ? here?.['items'] : isJsonObject(here?.['properties']) ? here['properties'][step] : undefined
  }, schema)
  const here = target(schema, at)
  if (here === undefined || !isJsonObject(here['properties'])) return path.length === 0 ? [] : ALWAYS
  return Array.isArray(here['required']) ? here['required'].map(String) : []
}

/** Of statements in a policy, and of other maps that the registry leaves open. */
const ALWAYS = ['Effect', 'Action', 'Resource', 'Principal', 'Statement', 'Condition', 'Version']

function target(schema: JsonObject | undefined, at: Json | undefined): JsonObject | undefined {
  if (!isJsonObject(at)) return undefined
  const name = typeof at['$ref'] === 'string' ? at['$ref'].split('/').at(-1) : undefined
  const definitions = schema?.['definitions']
  const found = name !== undefined && isJsonObject(definitions) ? definitions[name] : at
  return isJsonObject(found) ? found : undefined
}

/** `Fn::Cidr` and `Fn::GetAZs` as lists. */
function resolved(resources: Resources, { region, catalog }: World, note: Note): Resources {
  const zones = ['a', 'b', 'c', 'd'].slice(0, catalog.region(region)?.zones ?? 0).map((letter) => `${region}${letter}`)
  return Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => {
      const seen = new Set<string>()
      const properties = mapped(resource.Properties ?? {}, (map) => {
        const found = 'Fn::Cidr' in map ? 'Fn::Cidr' : 'Fn::GetAZs' in map ? 'Fn::GetAZs' : undefined
        if (found === undefined) return undefined
        seen.add(found)
        return found === 'Fn::GetAZs' ? zones : blocksOf(map['Fn::Cidr'], resources)
      })
      for (const name of seen) note({ at: id, type: resource.Type, what: `${name} resolved`, why: 'it does not know the function' })
      return [id, { ...resource, Properties: properties as Record<string, unknown> }]
    }),
  )
}

/** `Fn::Cidr: [block, count, bits]`, where the block is text or the `CidrBlock` of a VPC of the template. */
function blocksOf(argument: unknown, resources: Resources): readonly string[] {
  const [from, count, bits] = Array.isArray(argument) ? argument : []
  const [reference] = referencesOf(from)
  const block = String(reference === undefined ? from : resources[reference.to]?.Properties?.['CidrBlock'])
  const [address = '', size = ''] = block.split('/')
  const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const step = 2 ** Number(bits)
  const prefix = 32 - Number(bits)
  if (prefix < Number(size) || Number.isNaN(first + step)) throw new Error(`cannot resolve Fn::Cidr of ${JSON.stringify(argument)}`)
  return Array.from({ length: Number(count) }, (_, index) => `${dotted(first + index * step)}/${prefix}`)
}

const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
