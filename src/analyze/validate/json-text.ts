import { MAX_NESTING, type Tree, treeOf } from '#core/index.js'
import { callIn } from './functions.js'

/** The JSON in a text, also in one with variables of `Fn::Sub`; `broken`: a text that is none. Undefined: no text before deployment, or too deep. */
export function jsonIn(tree: Tree): { readonly tree: Tree } | 'broken' | undefined {
  const call = callIn(tree)
  const given = call?.name === 'Fn::Sub' ? (call.argument.kind === 'list' ? call.argument.items[0] : call.argument) : tree
  if (given?.kind !== 'scalar' || given.value === null) return undefined
  const text = String(given.value)
  if (nestingOf(text) > MAX_NESTING) return undefined
  const parsed = parse(text)
  if (parsed !== undefined) return { tree: parsed }
  return text.includes('${') ? undefined : 'broken'
}

/** How deep the lists and maps of a JSON text go. */
function nestingOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const sign of text.replace(/"(?:[^"\\]|\\.)*"/gs, '').match(/[[\]{}]/g) ?? []) {
    depth += sign === '[' || sign === '{' ? 1 : -1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

function parse(text: string): Tree | undefined {
  try {
    return treeOf(JSON.parse(text))
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}
