import { entryOf, type JsonObject, type Tree } from '#core/index.js'
import type { Call } from './functions.js'
import { pathOf, type Place } from './place.js'
import type { Walk } from './walk.js'
import { textOfMessage } from './schema/checking.js'
import { checkingOf } from './schema/evaluate.js'
import type { Declared } from './template.js'
import { givenBy, waysTo } from './yields.js'

/** The name in `Ref` or `Fn::GetAtt`; empty when there is none. */
function targetOf({ argument }: Call): string {
  const [first = argument] = argument.kind === 'list' ? argument.items : []
  return first.kind === 'scalar' ? String(first.value) : ''
}

/** Reports what a value breaks. `part`: what of the schema it is held against; `root` has the definitions. */
export function checkSchema(
  { tree, place }: { readonly tree: Tree; readonly place: Place },
  { root, part }: { readonly root: JsonObject; readonly part: JsonObject },
  { declared, catalog, report }: Walk,
): void {
  const known = { declared, catalog }
  const checking = checkingOf(root, {
    given: (call) => givenBy(call, known),
    wayTo: (format, call) => waysTo(format, targetOf(call), known),
  })
  const { problems } = checking.evaluate(part, tree, place)
  // Several parts of a schema may ask the same.
  const said = new Set<string>()
  for (const { code, message, place: at, atValue } of problems) {
    if (code === 'parameter-value' && isConditional(at, declared)) continue
    const text = textOfMessage(message)
    const key = `${code} ${pathOf(at).join('/')} ${text}`
    if (!said.has(key)) report.add({ code, message: text, place: at, atValue })
    said.add(key)
  }
}

/** Whether a condition decides that something is used: with the default it may well not be. */
function isConditional(place: Place, { resources, transforms }: Declared): boolean {
  if (transforms.macro !== undefined) return true
  const resource = resources.get(place.resource ?? '')
  return entryOf(resource?.tree, 'Condition') !== undefined || pathOf(place).includes('Fn::If')
}
