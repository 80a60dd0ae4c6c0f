import { didYouMean, entryOf, type MapEntry, type MapTree, type Tree } from '#core/index.js'
import { atEntry } from './place.js'
import type { Walk } from './walk.js'
import { choices } from './schema/checking.js'
import { hasForm } from './schema/patterns.js'
import { type Member, textAt } from './template.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html, read 2026-11. */
const COMMON_ATTRIBUTES = ['Type', 'Default', 'Description', 'AllowedValues', 'ConstraintDescription', 'NoEcho']
const OF_NUMBERS: ReadonlySet<string> = new Set([...COMMON_ATTRIBUTES, 'MaxValue', 'MinValue'])
const OF_TEXTS: ReadonlySet<string> = new Set([...COMMON_ATTRIBUTES, 'AllowedPattern', 'MaxLength', 'MinLength'])
const ATTRIBUTES: ReadonlySet<string> = new Set([...OF_NUMBERS, ...OF_TEXTS])
const LONGEST_DESCRIPTION = 4000

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

export function checkParameter(member: Member, walk: Walk): void {
  const { tree, place, id } = member
  const { report } = walk
  checkAttributes(member, walk)
  const type = textAt(tree, 'Type')
  const typeEntry = entryOf(tree, 'Type')
  const typePlace = typeEntry === undefined ? place : atEntry(place, typeEntry)
  if (type === undefined) {
    const message = `parameter ${id} has no Type; ${choices(COMMON_TYPES.slice(0, 4))} are the usual ones`
    report.add({ code: 'parameter-type', message, place: typePlace })
  } else if (!PARAMETER_TYPE.test(type)) {
    const message = `there is no parameter type "${type}"${didYouMean(type, COMMON_TYPES) || `; ${choices(COMMON_TYPES.slice(0, 4))} are the usual ones`}`
    report.add({ code: 'parameter-type', message, place: typePlace, atValue: true })
  } else checkDefault(member, type, walk)
}

function checkAttributes({ tree, place, id }: Member, { report }: Walk): void {
  const type = textAt(tree, 'Type')
  for (const entry of tree.entries) {
    const at = atEntry(place, entry)
    if (!ATTRIBUTES.has(entry.key)) {
      const message = `a parameter has no attribute "${entry.key}"${didYouMean(entry.key, ATTRIBUTES)}`
      report.add({ code: 'parameter-attribute-unknown', message, place: at })
    } else if (!(type === 'Number' ? OF_NUMBERS : OF_TEXTS).has(entry.key)) {
      const message = `${entry.key} is for ${type === 'Number' ? 'texts' : 'numbers'}; ${id} has the type ${type ?? 'of a text'}`
      report.add({ code: 'parameter-attribute-unknown', message, place: at })
    } else {
      const trouble = attributeTrouble(entry)
      if (trouble !== undefined) report.add({ code: 'parameter-attribute-value', message: trouble, place: at, atValue: true })
    }
  }
  for (const [least, most] of BOUNDS) {
    const [from, to] = [boundIn(tree, least), boundIn(tree, most)]
    const entry = entryOf(tree, least)
    if (from > to && entry !== undefined) {
      const message = `${least} is ${from} and ${most} is ${to}, so that no value of ${id} is allowed`
      report.add({ code: 'parameter-attribute-value', message, place: atEntry(place, entry), atValue: true })
    }
  }
}

const BOUNDS = [
  ['MinLength', 'MaxLength'],
  ['MinValue', 'MaxValue'],
] as const

function attributeTrouble({ key, value }: MapEntry): string | undefined {
  if (key === 'AllowedValues') return allowedTrouble(value)
  if (key === 'Default' || key === 'Type') return undefined
  if (value.kind !== 'scalar') return `${key} must be ${key === 'NoEcho' ? 'true or false' : 'a text or a number'}`
  const text = scalarText(value) ?? ''
  if (/^M(?:ax|in)/.test(key)) return numberFrom(text) === undefined ? `${key} must be a number, it is "${text}"` : undefined
  if (key === 'NoEcho') return /^(?:true|false)$/i.test(text) ? undefined : `NoEcho must be true or false, it is "${text}"`
  return key === 'Description' ? descriptionTrouble(text.length) : undefined
}

function numberFrom(text: string): number | undefined {
  const number = Number(text)
  return text.trim() === '' || Number.isNaN(number) ? undefined : number
}

function descriptionTrouble(length: number): string | undefined {
  return length > LONGEST_DESCRIPTION ? `the Description has ${length} characters; ${LONGEST_DESCRIPTION} are allowed` : undefined
}

function allowedTrouble(value: Tree): string | undefined {
  if (value.kind !== 'list') return 'AllowedValues must be a list'
  const wrong = value.items.findIndex((item) => item.kind !== 'scalar')
  return wrong < 0 ? undefined : `item ${wrong + 1} of AllowedValues must be a text or a number`
}

function checkDefault({ tree, place, id }: Member, type: string, { report, catalog }: Walk): void {
  const entry = entryOf(tree, 'Default')
  if (entry === undefined) return
  const at = atEntry(place, entry)
  const trouble = defaultTrouble(tree, type) ?? tooLong(entry, catalog.limit('cloudformation.parameter-value').value)
  if (trouble !== undefined) report.add({ code: 'parameter-default', message: `the default of ${id} ${trouble}`, place: at, atValue: true })
  const hidden = /^true$/i.test(scalarText(entryOf(tree, 'NoEcho')?.value) ?? '')
  const text = scalarText(entry.value) ?? ''
  if (hidden && text !== '' && !text.includes('{{resolve:') && !FROM_PARAMETER_STORE.test(type)) {
    const message = `${id} is hidden by NoEcho, but its default stands in the template for everyone to read; remove the default`
    report.add({ code: 'parameter-hidden-default', message, place: at })
  }
}

function tooLong({ value }: MapEntry, most: number): string | undefined {
  const bytes = new TextEncoder().encode(scalarText(value) ?? '').length
  return bytes > most ? `has ${bytes} bytes; ${most} are allowed` : undefined
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
  const number = numberFrom(text)
  if (number === undefined) return `is "${text}", which is no number`
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
