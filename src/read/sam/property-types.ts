import { didYouMean } from '#core/index.js'
import { isIntrinsic, isList, isObj, type Obj, type Value } from './values.js'

/** What the value of a property may be. */
type Kind = keyof typeof CHECKS

const isText = (value: Value): boolean => typeof value === 'string'
const isNumber = (value: Value): boolean => typeof value === 'number' || typeof value === 'boolean'

const CHECKS = {
  any: () => true,
  text: isText,
  number: isNumber,
  truth: (value: Value): boolean => typeof value === 'boolean',
  map: isObj,
  maps: (value: Value): boolean => isObj(value) && Object.values(value).every(isObj),
  texts: (value: Value): boolean => isObj(value) && Object.values(value).every(isText),
  numbers: (value: Value): boolean => isObj(value) && Object.values(value).every((item) => isNumber(item) || isIntrinsic(item)),
  list: isList,
  listOfText: (value: Value): boolean => isList(value) && value.every(isText),
  listOfMaps: (value: Value): boolean => isList(value) && value.every(isObj),
  listOfEither: (value: Value): boolean => isList(value) && value.every((item) => isText(item) || isObj(item)),
} as const satisfies Record<string, (value: Value) => boolean>

interface PropertyType {
  readonly kinds: readonly Kind[]
  readonly required: boolean
  /** Whether an intrinsic function may stand there whatever the kind. */
  readonly computed: boolean
}

export type PropertyTypes = ReadonlyMap<string, PropertyType>

/** Whether a value is of one of the kinds that a property takes. */
function fits({ kinds, computed }: PropertyType, value: Value): boolean {
  return (computed && isIntrinsic(value)) || kinds.some((kind) => CHECKS[kind](value))
}

/** How people call a kind. */
const WORDS: Readonly<Record<Kind, string>> = {
  any: 'anything',
  text: 'a string',
  number: 'a number',
  truth: 'true or false',
  map: 'a map',
  maps: 'a map of maps',
  texts: 'a map of strings',
  numbers: 'a map of numbers',
  list: 'a list',
  listOfText: 'a list of strings',
  listOfMaps: 'a list of maps',
  listOfEither: 'a list of strings or maps',
}

function inWords({ kinds }: PropertyType): string {
  return kinds.map((kind) => WORDS[kind]).join(' or ')
}

function kindOf(word: string): readonly Kind[] {
  return ALL_KINDS.filter((kind) => kind === word)
}
const ALL_KINDS: readonly Kind[] = [
  'any',
  'text',
  'number',
  'truth',
  'map',
  'maps',
  'texts',
  'numbers',
  'list',
  'listOfText',
  'listOfMaps',
  'listOfEither',
]

/** One property a line: its name (`!` where it is required, `=` where no function may stand for it), then the kinds it takes. */
export function table(lines: string): PropertyTypes {
  return new Map(
    lines
      .trim()
      .split('\n')
      .map((line) => {
        const [first = '', ...words] = line.trim().split(/\s+/)
        const kinds = words.flatMap(kindOf)
        const type = {
          kinds: kinds.length === 0 ? ALL_KINDS.slice(0, 1) : kinds,
          required: first.includes('!'),
          computed: !first.includes('='),
        }
        return [first.replaceAll(/[!=]/g, ''), type]
      }),
  )
}

/** What is wrong with the entries of a map: its key, and why. */
export function wrongEntries(types: PropertyTypes, given: Obj): readonly (readonly [string, string])[] {
  const unknown = Object.keys(given).flatMap((key): [string, string][] =>
    types.has(key) ? [] : [[key, `is not defined here${didYouMean(key, [...types.keys()])}`]],
  )
  const wrong = [...types].flatMap(([key, type]): [string, string][] => {
    const value = given[key]
    if (value === undefined || value === null) return type.required ? [[key, 'is required']] : []
    return fits(type, value) ? [] : [[key, `should be ${inWords(type)}`]]
  })
  return [...unknown, ...wrong]
}
