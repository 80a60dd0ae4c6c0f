export interface Rect {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface DrawnText {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly bold: boolean
  readonly centred: boolean
  readonly text: string
}

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  /** Whether it is in a group, and so moved with it. */
  readonly grouped: boolean
}

/** What a picture shows, by what it looks like: nothing of the code that drew it is asked. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly frames: readonly Rect[]
  /** A frame with a coloured tile in it, and its texts. */
  readonly nodes: readonly { readonly rect: Rect; readonly title: string; readonly texts: readonly DrawnText[] }[]
  /** White plates with the words of arrows. */
  readonly labels: readonly { readonly rect: Rect; readonly texts: readonly DrawnText[] }[]
  readonly arrows: readonly (readonly { readonly x: number; readonly y: number }[])[]
  readonly texts: readonly DrawnText[]
}

const TAG = /<(\/?)([a-z]+)((?:\s+[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>/y
const WORDS = /(?:[^<&]|&(?:amp|lt|gt|quot|#39);)*/y

interface OpenElement extends Element {
  text: string
}

/** Elements in document order; throws where the text is not well-formed XML. */
function elementsOf(svg: string): readonly Element[] {
  const found: Element[] = []
  const open: OpenElement[] = []
  for (let at = 0; at < svg.length; ) {
    TAG.lastIndex = at
    const tag = TAG.exec(svg)
    if (tag === null) throw new Error(`not well-formed at ${at}: ${svg.slice(at, at + 60)}`)
    const [whole, end, name = '', attributes = '', alone] = tag
    if (end === '/') close(open, name)
    else {
      const element = { name, attributes: attributesOf(attributes), text: '', grouped: open.some((each) => each.name === 'g') }
      found.push(element)
      if (alone === '') open.push(element)
    }
    WORDS.lastIndex = at + whole.length
    const words = WORDS.exec(svg)?.[0] ?? ''
    at += whole.length + words.length
    addText(open.at(-1), words)
  }
  if (open.length > 0) throw new Error(`<${open.map(({ name }) => name).join(' ')}> is not closed`)
  return found
}

function close(open: OpenElement[], name: string): void {
  if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`)
}

function addText(element: OpenElement | undefined, words: string): void {
  if (element !== undefined) element.text += words
  else if (words.trim() !== '') throw new Error(`text outside of the picture: ${words}`)
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/([a-zA-Z:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value] as const)
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`an attribute twice in ${text}`)
  return Object.fromEntries(pairs)
}

export function drawingOf(svg: string): Drawing {
  const elements = elementsOf(svg)
  const [root] = elements
  const number = (element: Element | undefined, key: string): number => Number(element?.attributes[key] ?? 0)
  const move = elements.find(({ name, attributes }) => name === 'g' && 'transform' in attributes)?.attributes['transform'] ?? ''
  const [dx = 0, dy = 0] = [...move.matchAll(/-?[\d.]+/g)].map(([digits]) => Number(digits))
  const rectOf = (element: Element): Rect => ({
    x: number(element, 'x') + dx,
    y: number(element, 'y') + dy,
    w: number(element, 'width'),
    h: number(element, 'height'),
  })
  const rects = elements.filter(({ name, grouped }) => grouped && name === 'rect')
  const isTile = (element: Element | undefined): boolean => element?.attributes['rx'] === '5'
  const tiles = rects.filter(isTile)
  const inside = (element: Element): boolean => element.attributes['rx'] === '6'
  const texts = elements
    .filter(({ name }) => name === 'text')
    .map((element) => textOf(element, element.grouped ? { x: dx, y: dy } : { x: 0, y: 0 }))
  const within = (rect: Rect) => texts.filter(({ x, y }) => x >= rect.x && x <= rect.x + rect.w && y >= rect.y && y <= rect.y + rect.h)
  const frames = rects.filter(inside)
  const isNode = (element: Element): boolean =>
    tiles.some((tile) => contains(rectOf(element), rectOf(tile)) && rects[rects.indexOf(element) + 1] === tile)
  return {
    width: number(root, 'width'),
    height: number(root, 'height'),
    frames: frames.filter((element) => !isNode(element)).map(rectOf),
    nodes: frames.filter(isNode).map((element) => {
      const rect = rectOf(element)
      const own = within(rect).filter(({ centred }) => !centred)
      return {
        rect,
        texts: own,
        title: own
          .filter(({ bold }) => bold)
          .map(({ text }) => text)
          .join(' '),
      }
    }),
    labels: rects
      .filter(({ attributes }) => attributes['rx'] === '3')
      .map((element) => ({ rect: rectOf(element), texts: within(rectOf(element)).filter(({ centred }) => centred) })),
    arrows: elements
      .filter(({ name, attributes }) => name === 'path' && 'marker-end' in attributes)
      .map(({ attributes }) =>
        [...(attributes['d'] ?? '').matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x) + dx, y: Number(y) + dy })),
      ),
    texts,
  }
}

function textOf({ attributes, text }: Element, move: { readonly x: number; readonly y: number }): DrawnText {
  const plain = text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
  return {
    x: Number(attributes['x']) + move.x,
    y: Number(attributes['y']) + move.y,
    size: Number(attributes['font-size']),
    bold: attributes['font-weight'] === 'bold',
    centred: attributes['text-anchor'] === 'middle',
    text: plain,
  }
}

export const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w && inner.y + inner.h <= outer.y + outer.h

export const overlap = (a: Rect, b: Rect): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
