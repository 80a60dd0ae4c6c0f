import { entryOf, type JsonObject, type Tree } from '#core/index.js'
import type { Code } from './codes.js'
import type { Call } from './functions.js'
import { pathOf, type Place } from './place.js'
import type { Walk } from './walk.js'
import { textOfMessage } from './schema/checking.js'
import { checkingOf } from './schema/evaluate.js'
import type { Declared } from './template.js'
import { isPackaged } from './types/packaged.js'
import { givenBy, waysTo } from './yields.js'

/** The name in `Ref` or `Fn::GetAtt`; empty when there is none. */
function targetOf({ argument }: Call): string {
  const [first = argument] = argument.kind === 'list' ? argument.items : []
  return first.kind === 'scalar' ? String(first.value) : ''
}

/** Something that a value breaks, in words. */
export interface Problem {
  readonly code: Code
  readonly message: string
  readonly place: Place
  readonly atValue: boolean
}

interface Placed {
  readonly tree: Tree
  readonly place: Place
}

/** `part`: what of the schema a value is held against; `root` has the definitions. */
interface Against {
  readonly root: JsonObject
  readonly part: JsonObject
}

/** What a value breaks, each thing once. */
export function problemsIn({ tree, place }: Placed, { root, part }: Against, { declared, catalog }: Walk): readonly Problem[] {
  const known = { declared, catalog }
  const checking = checkingOf(root, {
    given: (call) => givenBy(call, known),
    wayTo: (format, call) => waysTo(format, targetOf(call), known),
  })
  const { problems } = checking.evaluate(part, tree, place)
  // Several parts of a schema may ask the same.
  const said = new Map<string, Problem>()
  for (const { code, message, place: at, atValue } of problems) {
    if (code === 'parameter-value' && isConditional(at, declared)) continue
    if (code === 'value-type' && isPackaged(declared.resources.get(at.resource ?? '')?.tree, pathOf(at).slice(2).map(String))) continue
    const text = textOfMessage(message)
    const key = `${code} ${pathOf(at).join('/')} ${text}`
    if (!said.has(key)) said.set(key, { code, message: text, place: at, atValue })
  }
  return [...said.values()]
}

/** Reports what a value breaks. */
export function checkSchema(placed: Placed, against: Against, walk: Walk): void {
  for (const problem of problemsIn(placed, against, walk)) walk.report.add(problem)
}

/** Whether a condition decides that something is used: with the default it may well not be. */
function isConditional(place: Place, { resources, transforms }: Declared): boolean {
  if (transforms.macro !== undefined) return true
  const resource = resources.get(place.resource ?? '')
  return entryOf(resource?.tree, 'Condition') !== undefined || pathOf(place).includes('Fn::If')
}
