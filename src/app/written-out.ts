import { type Diagnostic, entryOf, type Tree } from '#core/index.js'
import { expandedLanguage } from './language.js'
import type { Context } from './operation.js'

/** A template as CloudFormation comes to see it: includes, loops and SAM written out, functions kept. */
export interface WrittenOut {
  readonly tree: Tree
  /** What could not be written out. */
  readonly diagnostics: readonly Diagnostic[]
  /** The resource that each of SAM's resources was made of, by logical id. */
  readonly madeOf: ReadonlyMap<string, string>
}

const NOTHING_MADE: ReadonlyMap<string, string> = new Map()

export interface ToWriteOut {
  readonly file: string
  /** The user's path that led here. */
  readonly from: string
  readonly tree: Tree
  readonly parameters: Readonly<Record<string, string>>
  readonly region: string | undefined
}

const SERVERLESS = /^AWS::Serverless-/

/** Writes a template out as far as the given values and the files beside it allow; what stays is as it was. */
export async function writtenOut(context: Pick<Context, 'files'>, template: ToWriteOut): Promise<WrittenOut> {
  if (!mayExpand(template.tree)) return { tree: template.tree, diagnostics: [], madeOf: NOTHING_MADE }
  const { parameters, region, file: path } = template
  const language = await expandedLanguage(context, { ...template, path }, { parameters, region })
  if (!isServerless(language.tree)) return { ...language, madeOf: NOTHING_MADE }
  const { expandSam } = await import('#read/sam/index.js')
  const expanded = expandSam(language.tree, { parameters, lenient: true, ...(region === undefined ? {} : { region }) })
  return {
    get tree() {
      return expanded.tree ?? language.tree
    },
    diagnostics: [...language.diagnostics, ...expanded.diagnostics],
    madeOf: new Map([...expanded.origins].map(([id, { id: from }]) => [id, from])),
  }
}

/** Whether anything can be written out at all, so that plain templates load nothing. */
function mayExpand(tree: Tree): boolean {
  if (entryOf(tree, 'Transform') !== undefined) return true
  let found = false
  const look = (each: Tree, depth: number): void => {
    if (found || depth > DEEPEST) return
    if (each.kind === 'list') for (const item of each.items) look(item, depth + 1)
    if (each.kind !== 'map') return
    for (const { key, value } of each.entries) {
      if (key === 'Fn::Transform' || key.startsWith('Fn::ForEach')) found = true
      look(value, depth + 1)
    }
  }
  look(tree, 0)
  return found
}
const DEEPEST = 200

function isServerless(tree: Tree): boolean {
  const transform = entryOf(tree, 'Transform')?.value
  const names = transform?.kind === 'list' ? transform.items : transform === undefined ? [] : [transform]
  return names.some((name) => name.kind === 'scalar' && SERVERLESS.test(String(name.value)))
}
