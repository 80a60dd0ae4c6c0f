import { type Diagnostic, entryOf, type MapTree, MAX_NESTING, type Tree } from '#core/index.js'
import { evaluatorOf } from '#graph/index.js'
import { type Include, withIncludes } from './includes.js'
import { LOOP, reportStrayLoops, withoutLoops } from './loops.js'
import { type Path, withItems, withValues, Work, writtenText } from './work.js'

export interface LanguageOptions {
  /** Values of parameters; else their defaults hold. */
  readonly parameters?: Readonly<Record<string, string>>
  readonly region?: string | undefined
  /** The files that `AWS::Include` names by a relative path. It may be asked for one several times. */
  readonly include?: Include
}

export interface ExpandedLanguage {
  readonly tree: Tree
  readonly diagnostics: readonly Diagnostic[]
}

const EXTENSIONS = 'AWS::LanguageExtensions'
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html, read 2026-11. */
const WITH_LOOPS = ['Conditions', 'Resources', 'Outputs'] as const
const MODULE = /::MODULE$/

/** Values that are looked at, and 64 letters that are written: far beyond what 500 resources take, CloudFormation's limit. */
const MOST_WORK = 600_000
/** Four times CloudFormation's limit of resources, which validation reports. */
const MOST_MEMBERS = 2000

/**
 * A template with what its own language writes short written out: included files, loops (`Fn::ForEach`), and the names of resources that
 * functions put together. Other functions stay; their values are the graph's. Every node keeps the place where it is written, so what a
 * loop makes has the place of its body. What cannot be written out stays and has a diagnostic: `not-known-here` and
 * `loop-not-known` (information), `needs-language-extensions`, `loop-shape`, `loop-collection`, `loop-duplicate`, `loop-place`, `loop-too-large`, `include-shape`.
 */
export function expandLanguage(tree: Tree, options: LanguageOptions = {}): ExpandedLanguage {
  if (tree.kind !== 'map') return { tree, diagnostics: [] }
  const given = { parameters: options.parameters ?? {}, secrets: {}, region: options.region }
  const first = new Work(evaluatorOf(tree, given), MOST_WORK)
  const included = withIncludes(tree, options.include, first)
  // Included sections may hold parameters and mappings that loops go through.
  const work = new Work(included === tree ? first.evaluate : evaluatorOf(included, given), MOST_WORK)
  const expanded = usesExtensions(included) ? withExtensions(included, work) : withoutExtensions(included, work)
  reportModules(expanded, work)
  return { tree: expanded, diagnostics: [...first.diagnostics, ...work.diagnostics] }
}

function usesExtensions(template: MapTree): boolean {
  const transform = entryOf(template, 'Transform')?.value
  const names = transform?.kind === 'list' ? transform.items : [transform]
  return names.some((name) => writtenText(name?.kind === 'map' ? entryOf(name, 'Name')?.value : name) === EXTENSIONS)
}

function withExtensions(template: MapTree, work: Work): MapTree {
  const expanded = withValues(template, (section, name) => {
    if (!WITH_LOOPS.some((each) => each === name)) {
      reportStrayLoops(section, name, WITH_LOOPS, work)
      return section
    }
    const made = withoutLoops(section, [name], work)
    if (work.spent || (made !== section && made.kind === 'map' && made.entries.length > MOST_MEMBERS)) return tooLarge(section, name, work)
    return withNames(made, [name], work)
  })
  return work.spent ? template : expanded
}

function tooLarge(section: Tree, name: string, work: Work): Tree {
  if (work.diagnostics.some(({ code }) => code === 'loop-too-large')) return section
  const message = `the loops of ${name} make more than CloudFormation takes (500 resources); use fewer items or split the template`
  work.report('loop-too-large', { message, place: { path: [name], span: section.span } })
  return section
}

/** Names of resources that functions put together, as the language extensions allow in `Ref` and `Fn::GetAtt`, where they can be computed. */
function withNames(tree: Tree, path: Path, work: Work): Tree {
  if (tree.kind === 'scalar' || path.length > MAX_NESTING) return tree
  if (tree.kind === 'list') return withItems(tree, (item, index) => withNames(item, [...path, index], work))
  const [only] = tree.entries
  if (tree.entries.length === 1 && only?.key === 'Ref' && only.value.kind === 'map')
    return { ...tree, entries: [{ ...only, value: named(only.value, work) }] }
  if (tree.entries.length === 1 && only?.key === 'Fn::GetAtt' && only.value.kind === 'list')
    return withValues(tree, (list) => (list.kind === 'list' ? withItems(list, (part) => named(part, work)) : list))
  return withValues(tree, (value, key) => withNames(value, [...path, key], work))
}

function named(part: Tree, work: Work): Tree {
  if (part.kind !== 'map') return part
  const found = work.evaluate(part)
  if (found.is !== 'item') return part
  return { kind: 'scalar', value: found.item.text, ...(part.span === undefined ? {} : { span: part.span }) }
}

function withoutExtensions(template: MapTree, work: Work): MapTree {
  for (const name of WITH_LOOPS) reportUnread(entryOf(template, name)?.value, [name], work)
  return template
}

function reportUnread(tree: Tree | undefined, path: Path, work: Work): void {
  if (tree === undefined || tree.kind === 'scalar' || path.length > MAX_NESTING) return
  if (tree.kind === 'list') {
    for (const [index, item] of tree.items.entries()) reportUnread(item, [...path, index], work)
    return
  }
  for (const { key, value, keySpan } of tree.entries) {
    if (!key.startsWith(`${LOOP}::`)) reportUnread(value, [...path, key], work)
    else {
      const message = `${key} is read only with the language extensions; write "Transform: ${EXTENSIONS}" at the top`
      work.report('needs-language-extensions', { message, place: { path: [...path, key], span: keySpan } })
    }
  }
}

function reportModules(template: MapTree, work: Work): void {
  const resources = entryOf(template, 'Resources')?.value
  for (const { key, value } of resources?.kind === 'map' ? resources.entries : []) {
    const type = entryOf(value, 'Type')?.value
    const name = writtenText(type)
    if (name === undefined || !MODULE.test(name)) continue
    work.leave(`which resources the module ${name} brings in is known only to the account that registered it`, {
      path: ['Resources', key, 'Type'],
      span: type?.span,
    })
  }
}
