import { didYouMean, entryOf, type MapTree, type Tree } from '#core/index.js'
import { callIn } from './functions.js'
import { atEntry, atItem, type Place, ROOT } from './place.js'
import { checkCondition, type Walk, walkValue } from './references.js'
import { choices } from './schema/checking.js'
import { hasForm } from './schema/patterns.js'
import { isGenerator, type Member, sectionOf, textAt } from './template.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html, read 2026-11. */
const PARAMETER_ATTRIBUTES: ReadonlySet<string> = new Set([
  'Type',
  'Default',
  'Description',
  'AllowedPattern',
  'AllowedValues',
  'ConstraintDescription',
  'MaxLength',
  'MaxValue',
  'MinLength',
  'MinValue',
  'NoEcho',
])

const SPECIFIC =
  '(?:AWS::EC2::(?:AvailabilityZone::Name|Image::Id|Instance::Id|KeyPair::KeyName|SecurityGroup::GroupName|SecurityGroup::Id|Subnet::Id|VPC::Id|Volume::Id)' +
  '|AWS::Route53::HostedZone::Id)'
const PARAMETER_TYPE = new RegExp(
  `^(?:String|Number|CommaDelimitedList|List<(?:Number|String|${SPECIFIC})>|${SPECIFIC}|AWS::SSM::Parameter::Name|AWS::SSM::Parameter::Value<(?:String|CommaDelimitedList|List<String>|${SPECIFIC}|List<${SPECIFIC}>)>)$`,
)
const FROM_PARAMETER_STORE = /^AWS::SSM::./
const COMMON_TYPES = [
  'String',
  'Number',
  'List<Number>',
  'CommaDelimitedList',
  'AWS::SSM::Parameter::Name',
  'AWS::SSM::Parameter::Value<String>',
]

export function checkParameter({ tree, place, id }: Member, { report }: Walk): void {
  for (const entry of tree.entries) {
    if (PARAMETER_ATTRIBUTES.has(entry.key)) continue
    const message = `a parameter has no attribute "${entry.key}"${didYouMean(entry.key, PARAMETER_ATTRIBUTES)}`
    report.add({ code: 'parameter-attribute-unknown', message, place: atEntry(place, entry) })
  }
  const type = textAt(tree, 'Type')
  const typeEntry = entryOf(tree, 'Type')
  const typePlace = typeEntry === undefined ? place : atEntry(place, typeEntry)
  if (type === undefined) {
    const message = `parameter ${id} has no Type; ${choices(COMMON_TYPES.slice(0, 4))} are the usual ones`
    report.add({ code: 'parameter-type', message, place: typePlace })
  } else if (!PARAMETER_TYPE.test(type)) {
    const message = `there is no parameter type "${type}"${didYouMean(type, COMMON_TYPES) || `; ${choices(COMMON_TYPES.slice(0, 4))} are the usual ones`}`
    report.add({ code: 'parameter-type', message, place: typePlace, atValue: true })
  } else {
    const trouble = defaultTrouble(tree, type)
    const entry = entryOf(tree, 'Default')
    if (trouble !== undefined && entry !== undefined)
      report.add({ code: 'parameter-default', message: `the default of ${id} ${trouble}`, place: atEntry(place, entry), atValue: true })
  }
}

function scalarText(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' && tree.value !== null ? (tree.raw ?? String(tree.value)) : undefined
}

function scalarTexts(tree: Tree | undefined): readonly string[] {
  return tree?.kind === 'list' ? tree.items.flatMap((item) => scalarText(item) ?? []) : []
}

function defaultTrouble(tree: MapTree, type: string): string | undefined {
  const written = entryOf(tree, 'Default')?.value
  if (written === undefined) return undefined
  if (written.kind !== 'scalar') return 'must be a text or a number; a list is written with commas'
  const text = scalarText(written)
  return text === undefined ? undefined : givenTrouble(tree, type, text)
}

/** What is wrong with a value that is given to a parameter, as its declaration has it; undefined when nothing is. */
export function parameterTrouble(declaration: MapTree, text: string): string | undefined {
  return givenTrouble(declaration, textAt(declaration, 'Type') ?? 'String', text)
}

function givenTrouble(tree: MapTree, type: string, text: string): string | undefined {
  // What Parameter Store holds is not known here; only its name is.
  if (FROM_PARAMETER_STORE.test(type)) return undefined
  if (type === 'String' || type === 'Number') return valueTrouble(text, type, tree)
  return type === 'CommaDelimitedList' || type.startsWith('List<')
    ? text
        .split(',')
        .map((item) => membershipTrouble(item.trim(), tree))
        .find((trouble) => trouble !== undefined)
    : undefined
}

function membershipTrouble(text: string, tree: MapTree): string | undefined {
  const allowed = entryOf(tree, 'AllowedValues')?.value
  const words = scalarTexts(allowed)
  if (allowed === undefined || words.length === 0 || words.includes(text)) return undefined
  return `is "${text}", which is not among its AllowedValues (${choices(words)})`
}

/** A bound that is not given compares as false. */
function boundIn(tree: MapTree, key: string): number {
  return Number(scalarText(entryOf(tree, key)?.value) ?? Number.NaN)
}

function numberTrouble(text: string, tree: MapTree): string | undefined {
  const number = Number(text)
  if (text.trim() === '' || Number.isNaN(number)) return `is "${text}", which is no number`
  if (number < boundIn(tree, 'MinValue')) return `is ${text}, below its MinValue of ${boundIn(tree, 'MinValue')}`
  if (number > boundIn(tree, 'MaxValue')) return `is ${text}, above its MaxValue of ${boundIn(tree, 'MaxValue')}`
  const among = scalarTexts(entryOf(tree, 'AllowedValues')?.value).some((each) => Number(each) === number)
  return among ? undefined : membershipTrouble(text, tree)
}

function valueTrouble(text: string, type: string, tree: MapTree): string | undefined {
  if (type === 'Number') return numberTrouble(text, tree)
  if (text.length < boundIn(tree, 'MinLength'))
    return `has ${text.length} characters, fewer than its MinLength of ${boundIn(tree, 'MinLength')}`
  if (text.length > boundIn(tree, 'MaxLength'))
    return `has ${text.length} characters, more than its MaxLength of ${boundIn(tree, 'MaxLength')}`
  const pattern = scalarText(entryOf(tree, 'AllowedPattern')?.value)
  if (pattern !== undefined && hasForm(text, `^(?:${pattern})$`) === false)
    return `is "${text}", which does not have the form of its AllowedPattern ${pattern}`
  return membershipTrouble(text, tree)
}

const OUTPUT_ATTRIBUTES: ReadonlySet<string> = new Set(['Value', 'Description', 'Export', 'Condition'])

export function checkOutput({ tree, place, id }: Member, walk: Walk): void {
  const { report } = walk
  for (const entry of tree.entries) {
    const at = atEntry(place, entry)
    if (!OUTPUT_ATTRIBUTES.has(entry.key) && !isGenerator(entry.key)) {
      const message = `an output has no attribute "${entry.key}"${didYouMean(entry.key, OUTPUT_ATTRIBUTES)}`
      report.add({ code: 'output-attribute-unknown', message, place: at })
    }
    if (entry.key === 'Condition' && entry.value.kind === 'scalar') checkCondition(String(entry.value.value), at, walk)
    else walkValue(entry.value, at, walk)
  }
  const value = entryOf(tree, 'Value')
  if (value === undefined) {
    if (!tree.entries.some(({ key }) => isGenerator(key))) report.add({ code: 'output-value', message: `output ${id} has no Value`, place })
  } else if (value.value.kind !== 'scalar' && callIn(value.value) === undefined) {
    const message = `the Value of output ${id} must be a text; join a list with Fn::Join`
    report.add({ code: 'output-value', message, place: atEntry(place, value), atValue: true })
  }
}

export function checkMapping({ tree, place, id }: Member, { report }: Walk): void {
  for (const entry of tree.entries) {
    const at = atEntry(place, entry)
    if (isGenerator(entry.key)) continue
    if (entry.value.kind !== 'map') {
      report.add({ code: 'mapping-shape', message: `${id}.${entry.key} must be a map of keys and values`, place: at })
      continue
    }
    for (const inner of entry.value.entries) {
      if (inner.value.kind !== 'map' || isGenerator(inner.key)) continue
      const message = `${id}.${entry.key}.${inner.key} must be a text or a list; a mapping has two levels of keys and no functions`
      report.add({ code: 'mapping-shape', message, place: atEntry(at, inner) })
    }
  }
}

/** Conditions: their functions, the parameters and conditions they name, and circles among them. */
export function checkConditions(walk: Walk): void {
  const { declared, report } = walk
  const named = new Map<string, readonly string[]>()
  for (const [name, { tree, place }] of declared.conditions) {
    walkValue(tree, place, walk, { resources: false })
    const names: string[] = []
    visitNamed(tree, place, (each, at) => {
      names.push(each)
      checkCondition(each, at, walk)
    })
    named.set(name, names)
  }
  for (const [name, { place }] of declared.conditions) {
    if (reaches(name, named)) {
      const message = `condition ${name} uses itself: ${name} -> ${(named.get(name) ?? []).join(', ')}`
      report.add({ code: 'condition-cycle', message, place })
    }
  }
}

function visitNamed(tree: Tree, place: Place, found: (name: string, place: Place) => void): void {
  if (tree.kind === 'list') tree.items.forEach((item, index) => visitNamed(item, atItem(place, index, item), found))
  if (tree.kind !== 'map') return
  for (const entry of tree.entries) {
    const at = atEntry(place, entry)
    if (entry.key === 'Condition' && entry.value.kind === 'scalar') found(String(entry.value.value), at)
    else visitNamed(entry.value, at, found)
  }
}

function reaches(name: string, named: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>()
  const queue = [...(named.get(name) ?? [])]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === name) return true
    if (seen.has(next)) continue
    seen.add(next)
    queue.push(...(named.get(next) ?? []))
  }
  return false
}

/** The Rules section checks parameters before anything is made. */
export function checkRules(walk: Walk): void {
  const section = sectionOf(walk.declared.root, 'Rules')
  for (const entry of section?.tree.entries ?? [])
    walkValue(entry.value, atEntry(section?.place ?? ROOT, entry), walk, { resources: false })
}
