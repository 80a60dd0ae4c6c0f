import { literalText, type Value } from './value.js'

const COMMA = ','

/** A value given to a parameter that takes a list: the items of a text with commas, the list that `Fn::Join` made one. */
export function listOf(value: Value): Value {
  switch (value.kind) {
    case 'literal':
      return { kind: 'list', items: itemsOf(literalText(value)), span: value.span }
    case 'choice':
      return { ...value, whenTrue: listOf(value.whenTrue), whenFalse: listOf(value.whenFalse) }
    case 'text':
      return { kind: 'list', items: partsOf(value.parts), span: value.span }
    case 'call': {
      const [delimiter, items] = value.args
      const joins = value.name === 'Fn::Join' && delimiter?.kind === 'literal' && literalText(delimiter).trim() === COMMA
      return joins && items !== undefined ? items : { kind: 'call', name: 'Fn::Split', args: [{ kind: 'literal', value: COMMA }, value] }
    }
    default:
      // A parameter of the outer stack may be a list already; what is no list gives one.
      return value
  }
}

/** The items of a parameter that takes a list, as CloudFormation cuts them. */
export function itemsOf(text: string): readonly Value[] {
  return text.split(COMMA).map((item) => ({ kind: 'literal', value: item.trim() }))
}

/** Parts between commas: what stands between two of them is one item. */
function partsOf(parts: readonly Value[]): readonly Value[] {
  const items: Value[][] = [[]]
  for (const part of parts) {
    const pieces = part.kind === 'literal' ? literalText(part).split(COMMA) : [undefined]
    pieces.forEach((piece, index) => {
      if (index > 0) items.push([])
      if (piece === undefined) items.at(-1)?.push(part)
      else if (piece.trim() !== '') items.at(-1)?.push({ kind: 'literal', value: piece.trim() })
    })
  }
  return items.flatMap((item): readonly Value[] => {
    const [only] = item
    if (only === undefined) return []
    return item.length === 1 ? [only] : [{ kind: 'text', parts: item }]
  })
}
