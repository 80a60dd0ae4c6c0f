import { type Diagnostic, didYouMean, entryOf, type MapEntry, type MapTree, type Severity, type Span, type Tree } from '#core/index.js'

type Shape = 'map' | 'map-of-maps' | 'text' | 'transform'

/**
 * Top-level sections and their shapes. `Globals` belongs to SAM, `Fn::Transform` may bring sections in.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html, read 2026-11.
 */
const SECTIONS: ReadonlyMap<string, Shape> = new Map([
  ['AWSTemplateFormatVersion', 'text'],
  ['Description', 'text'],
  ['Metadata', 'map'],
  ['Parameters', 'map-of-maps'],
  ['Rules', 'map-of-maps'],
  ['Mappings', 'map-of-maps'],
  ['Conditions', 'map'],
  ['Transform', 'transform'],
  ['Hooks', 'map-of-maps'],
  ['Globals', 'map-of-maps'],
  ['Resources', 'map-of-maps'],
  ['Outputs', 'map-of-maps'],
  ['Fn::Transform', 'map'],
])
const VERSION = '2010-09-09'
// The transforms of AWS itself, which take no sections of their own.
const OWN_TRANSFORM = /^AWS::/

function diagnostic(
  code: string,
  what: { severity?: Severity; message: string; path: readonly string[]; span: Span | undefined },
): Diagnostic {
  const { severity = 'error', message, path, span } = what
  return { code, severity, message, ...(path.length > 0 ? { path } : {}), ...(span === undefined ? {} : { span }) }
}

function kindOf(tree: Tree): string {
  if (tree.kind !== 'scalar') return `a ${tree.kind}`
  if (tree.value === null) return 'empty'
  return typeof tree.value === 'string' ? 'text' : `a ${typeof tree.value}`
}

/** Everything about the top level of a template that no template may have; what stands inside its sections is for others to judge. */
export function checkSections(tree: Tree): readonly Diagnostic[] {
  if (tree.kind !== 'map') {
    return [
      diagnostic('not-a-template', {
        message: `a template is a map with a Resources section, this is ${kindOf(tree)}`,
        path: [],
        span: tree.span,
      }),
    ]
  }
  const found = tree.entries.flatMap((entry) => checkSection(entry, takesOtherSections(tree)))
  return [...found, ...missingResources(tree)]
}

function takesOtherSections(tree: MapTree): boolean {
  const transform = entryOf(tree, 'Transform')?.value
  const names = transform?.kind === 'list' ? transform.items : transform === undefined ? [] : [transform]
  return names.some(
    (name) => name.kind === 'map' || (name.kind === 'scalar' && typeof name.value === 'string' && !OWN_TRANSFORM.test(name.value)),
  )
}

function checkSection(entry: MapEntry, macro: boolean): readonly Diagnostic[] {
  const { key, value, keySpan } = entry
  const shape = SECTIONS.get(key)
  if (shape === undefined) {
    const message = `unknown section "${key}"${didYouMean(key, SECTIONS.keys())}${macro ? '; only a macro may know it' : ''}`
    return [diagnostic('unknown-section', { severity: macro ? 'warning' : 'error', message, path: [key], span: keySpan })]
  }
  const wrong = shapeTrouble(value, shape)
  if (wrong !== undefined) return [diagnostic('section-shape', { message: `${key} ${wrong}`, path: [key], span: value.span ?? keySpan })]
  if (key === 'AWSTemplateFormatVersion') return checkVersion(entry)
  return shape === 'map-of-maps' && key !== 'Globals' ? checkMembers(entry) : []
}

function shapeTrouble(value: Tree, shape: Shape): string | undefined {
  switch (shape) {
    case 'map':
    case 'map-of-maps':
      return value.kind === 'map'
        ? undefined
        : `must be a map of names, it is ${kindOf(value)}${value.kind === 'scalar' && value.value === null ? '; remove it or fill it' : ''}`
    case 'text':
      return value.kind === 'scalar' && value.value !== null ? undefined : `must be text, it is ${kindOf(value)}`
    case 'transform':
      return value.kind !== 'scalar' || typeof value.value === 'string'
        ? undefined
        : `must be the name of a macro or a list of them, it is ${kindOf(value)}`
  }
}

function checkVersion({ key, value, keySpan }: MapEntry): readonly Diagnostic[] {
  const written = value.kind === 'scalar' ? (value.raw ?? String(value.value)) : ''
  if (written === VERSION) return []
  return [
    diagnostic('template-version', {
      message: `${key} is "${written}"; the only version there is is "${VERSION}"`,
      path: [key],
      span: value.span ?? keySpan,
    }),
  ]
}

// Each parameter, mapping, resource … is a map itself; loops and includes are functions that stand among them.
function checkMembers({ key: section, value }: MapEntry): readonly Diagnostic[] {
  if (value.kind !== 'map') return []
  return value.entries.flatMap(({ key, value: member, keySpan }) => {
    if (member.kind === 'map' || key.startsWith('Fn::')) return []
    const message = `${section}.${key} must be a map, it is ${kindOf(member)}`
    return [diagnostic('section-shape', { message, path: [section, key], span: keySpan ?? member.span })]
  })
}

function missingResources(tree: MapTree): readonly Diagnostic[] {
  // An include at the top may bring the section in.
  if (entryOf(tree, 'Fn::Transform') !== undefined) return []
  const resources = entryOf(tree, 'Resources')
  if (resources === undefined) {
    const names = tree.entries.map(({ key }) => key).filter((key) => !SECTIONS.has(key))
    const message = `no Resources section: this is not a CloudFormation template, or it is cut short${didYouMean('Resources', names)}`
    return [diagnostic('no-resources', { message, path: [], span: tree.span })]
  }
  if (resources.value.kind !== 'map' || resources.value.entries.length > 0) return []
  return [
    diagnostic('no-resources', {
      message: 'Resources is empty; a template needs at least one resource',
      path: ['Resources'],
      span: resources.keySpan,
    }),
  ]
}
