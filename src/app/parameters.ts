import { type Diagnostic, didYouMean, entryOf, type MapTree, type Span, StanchionError, type Tree } from '#core/index.js'
import { readSource } from './discover.js'
import { diagnosticOutputs } from './diagnostics.js'
import { stop, unusable } from './failure.js'
import type { Context } from './operation.js'
import { MASK } from './redact.js'

/** What people say of parameters, before any template is known. */
export interface ParameterInput {
  /** `NAME=VALUE` each. */
  readonly parameter: readonly string[]
  /** A file of them. */
  readonly parameters?: string | undefined
}

export interface GivenParameter {
  readonly value: string
  /** undefined: on the command line. */
  readonly file?: string | undefined
  readonly span?: Span | undefined
}

export type GivenParameters = ReadonlyMap<string, GivenParameter>

export const NO_PARAMETERS: GivenParameters = new Map()

/** The values of a template's own parameters. */
export interface OwnParameters {
  /** Those that may be shown. */
  readonly parameters: Readonly<Record<string, string>>
  /** Those with `NoEcho`: they decide conditions, and are never printed. */
  readonly secrets: Readonly<Record<string, string>>
}

/**
 * The values that are given: those of the command line win over those of the file. Throws `usage.bad-argument` or `input.invalid` with all
 * that is wrong.
 */
export async function givenParameters(context: Context, { parameter, parameters: file }: ParameterInput): Promise<GivenParameters> {
  if (parameter.length === 0 && file === undefined) return NO_PARAMETERS
  const { pairIn } = await import('#read/parameters/index.js')
  const given = new Map<string, GivenParameter>()
  for (const text of parameter) {
    const pair = pairIn(text)
    // The text is not shown: it may be a secret.
    if (pair === undefined)
      throw stop(
        'usage.bad-argument',
        '--parameter takes NAME=VALUE, and one has no "=" after a name',
        'write for example --parameter Stage=prod',
      )
    if (given.has(pair.name)) throw stop('usage.bad-argument', `--parameter ${pair.name} is given twice`, 'keep one of them')
    given.set(pair.name, { value: pair.value })
  }
  const stated = file === undefined ? NO_PARAMETERS : await parametersFile(context, file)
  return new Map([...stated, ...given])
}

async function parametersFile(context: Context, path: string): Promise<GivenParameters> {
  const { file, text, diagnostics } = await readSource(context.files, path)
  const [{ readTree }, { parametersIn }] = await Promise.all([import('#read/text/index.js'), import('#read/parameters/index.js')])
  const read = text === undefined ? { tree: undefined, diagnostics } : await readTree(text, file, { strictKeys: true })
  const stated = read.tree === undefined ? undefined : parametersIn(read.tree)
  const found = [...read.diagnostics.map(withoutText), ...(stated?.diagnostics ?? [])]
  if (stated === undefined || found.some(({ severity }) => severity === 'error'))
    throw unusable(`"${file}" cannot be used as a file of parameters`, [{ file, diagnostics: found }])
  return new Map([...stated.values].map(([name, { value, span }]): [string, GivenParameter] => [name, { value, file, span }]))
}

/** What is quoted of a broken file may be a part of a secret. */
function withoutText(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code !== 'syntax') return diagnostic
  return { ...diagnostic, message: diagnostic.message.replace(/"[^"]{2,}"/g, `"${MASK}"`) }
}

interface Declaring {
  readonly file: string
  readonly tree: Tree
}

function declarationsIn(tree: Tree): readonly (readonly [string, MapTree])[] {
  const section = entryOf(tree, 'Parameters')?.value
  if (section?.kind !== 'map') return []
  return section.entries.flatMap(({ key, value }) => (value.kind === 'map' ? [[key, value] as const] : []))
}

function isHidden(declaration: MapTree): boolean {
  const hidden = entryOf(declaration, 'NoEcho')?.value
  return hidden?.kind === 'scalar' && /^true$/i.test(String(hidden.value))
}

/** The given values of the parameters that a template declares. */
export function ownParameters(tree: Tree, given: GivenParameters): OwnParameters {
  const parameters: Record<string, string> = {}
  const secrets: Record<string, string> = {}
  for (const [name, declaration] of declarationsIn(tree)) {
    const value = given.get(name)?.value
    if (value !== undefined) (isHidden(declaration) ? secrets : parameters)[name] = value
  }
  return { parameters, secrets }
}

/** What a template itself says of parameters that must not be shown. */
export function hiddenDefaults(tree: Tree): readonly string[] {
  return declarationsIn(tree).flatMap(([, declaration]) => {
    const byDefault = isHidden(declaration) ? entryOf(declaration, 'Default')?.value : undefined
    return byDefault?.kind === 'scalar' ? [String(byDefault.value)] : []
  })
}

/**
 * Throws `usage.bad-argument` or `input.invalid` when a given value is of no template's parameter, or is none that its declaration takes.
 * `complete` is false when a file could not be read, which may declare what no other does.
 */
export async function checkParameters(given: GivenParameters, templates: readonly Declaring[], complete: boolean): Promise<void> {
  if (given.size === 0) return
  const { parameterTrouble } = await import('#analyze/validate/index.js')
  const declared = new Map<string, MapTree[]>()
  for (const [name, declaration] of templates.flatMap(({ tree }) => declarationsIn(tree)))
    declared.set(name, [...(declared.get(name) ?? []), declaration])
  const trouble = (name: string, value: string): string | undefined => {
    const declarations = declared.get(name)
    if (declarations === undefined) return complete ? unknown(name, [...declared.keys()]) : undefined
    const found = declarations.map((each) => parameterTrouble(each, value)).find((what) => what !== undefined)
    if (found === undefined) return undefined
    return `parameter ${name} ${declarations.some(isHidden) ? 'has a value that its declaration does not take; it is not shown, for NoEcho' : found}`
  }
  const mistakes = [...given].flatMap(([name, { value, file, span }]) => {
    const message = trouble(name, value)
    return message === undefined ? [] : [{ name, message, file, span }]
  })
  if (mistakes.length > 0) throw refusal(mistakes)
}

function unknown(name: string, names: readonly string[]): string {
  const known =
    names.length === 0
      ? 'no template here declares one'
      : `declared: ${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ', …' : ''}`
  return `there is no parameter "${name}"${didYouMean(name, names)}; ${known}`
}
const MOST_NAMED = 20

interface Mistake {
  readonly name: string
  readonly message: string
  readonly file?: string | undefined
  readonly span?: Span | undefined
}

function refusal(mistakes: readonly Mistake[]): StanchionError {
  const typed = mistakes.filter(({ file }) => file === undefined).map(({ message }) => `--parameter: ${message}`)
  const files = [...new Set(mistakes.flatMap(({ file }) => file ?? []))].map((file) => ({
    file,
    diagnostics: diagnosticOutputs(
      mistakes
        .filter((mistake) => mistake.file === file)
        .map(({ name, message, span }) => ({
          code: 'parameters.not-declared',
          severity: 'error',
          message,
          path: [name],
          ...(span === undefined ? {} : { span }),
        })),
    ),
  }))
  const stated = files.map(({ file }) => `"${file}" has values that the templates do not take`)
  const message = [...typed, ...stated].join('\n')
  if (files.length === 0) return new StanchionError('usage.bad-argument', message)
  return new StanchionError('input.invalid', message, { details: { files } })
}
