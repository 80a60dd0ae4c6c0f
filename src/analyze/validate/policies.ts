import { didYouMean, entryOf, type MapTree, type Tree } from '#core/index.js'
import { callIn, choiceIn, takesMore } from './functions.js'
import { atEntry, atItem, type Place } from './place.js'
import type { Report } from './report.js'
import { choices } from './schema/checking.js'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html, read 2026-11. */
const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
])
const DOCUMENT_ELEMENTS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement'])
const TRUST = 'AssumeRolePolicyDocument'
/** An ARN, a pattern of one, or a text that becomes one at deployment. */
const RESOURCE = /^(?:arn:|\*|\{\{resolve:|\$\{)/
const VERSIONS = ['2012-10-17', '2008-10-17'] as const
const EFFECTS = ['Allow', 'Deny'] as const

/** Properties that hold a policy document of IAM, whatever the service. */
const DOCUMENT = /^(?:PolicyDocument|AssumeRolePolicyDocument|KeyPolicy|ResourcePolicy|RepositoryPolicyText|BucketPolicy|FileSystemPolicy)$/

/** Every policy document in the properties of a resource: what IAM calls a malformed policy. */
export function checkPolicies(tree: Tree, place: Place, report: Report): void {
  if (tree.kind === 'list') tree.items.forEach((item, index) => checkPolicies(item, atItem(place, index, item), report))
  if (tree.kind !== 'map') return
  for (const entry of tree.entries) {
    const at = atEntry(place, entry)
    if (DOCUMENT.test(entry.key)) checkBranches(entry.value, at, (document, where) => checkDocument(document, where, report))
    else checkPolicies(entry.value, at, report)
  }
}

/** A map, or each map that a choice may give. */
function checkBranches(tree: Tree, place: Place, check: (tree: MapTree, place: Place) => void): void {
  const call = callIn(tree)
  if (call === undefined) {
    if (tree.kind === 'map') check(tree, place)
    return
  }
  const inside = atEntry(place, call.entry)
  choiceIn(tree)?.forEach((branch, index) => checkBranches(branch, atItem(inside, index + 1, branch), check))
}

function checkDocument(document: MapTree, place: Place, report: Report): void {
  const open = takesMore(document)
  checkKeys(document, DOCUMENT_ELEMENTS, { place, name: 'a policy', report })
  const version = entryOf(document, 'Version')
  if (version !== undefined) checkWord(version.value, VERSIONS, { place: atEntry(place, version), name: 'Version', report })
  const statement = entryOf(document, 'Statement')
  if (statement === undefined) {
    if (!open) report.add({ code: 'policy-malformed', message: 'a policy needs Statement', place })
    return
  }
  const at = atEntry(place, statement)
  const trust = place.key === TRUST
  if (statement.value.kind !== 'list') checkBranches(statement.value, at, (tree, where) => checkStatement(tree, where, { trust, report }))
  else
    statement.value.items.forEach((item, index) =>
      checkBranches(item, atItem(at, index, item), (tree, where) => checkStatement(tree, where, { trust, report })),
    )
}

interface Named {
  readonly place: Place
  readonly name: string
  readonly report: Report
}

function checkKeys(tree: MapTree, known: ReadonlySet<string>, { place, name, report }: Named): void {
  const open = takesMore(tree)
  for (const entry of tree.entries) {
    if (known.has(entry.key) || (open && entry.key.startsWith('Fn::'))) continue
    const message = `${name} has no element "${entry.key}"${didYouMean(entry.key, known)}`
    report.add({ code: 'policy-malformed', message, place: atEntry(place, entry) })
  }
}

function checkWord(tree: Tree, allowed: readonly string[], { place, name, report }: Named): void {
  if (callIn(tree) !== undefined || (tree.kind === 'scalar' && tree.value === null)) return
  // YAML reads 2012-10-17 without quotes as a date; CloudFormation takes it as it is written.
  const text = tree.kind !== 'scalar' ? undefined : typeof tree.value === 'string' ? tree.value : (tree.raw ?? String(tree.value))
  if (text !== undefined && allowed.includes(text)) return
  const hint = text === undefined ? `a ${tree.kind}` : `"${text}"${didYouMean(text, allowed)}`
  report.add({ code: 'policy-malformed', message: `${name} of a policy must be ${choices(allowed)}, not ${hint}`, place, atValue: true })
}

interface Statements {
  /** A trust policy says who may assume the role, so each statement names somebody. */
  readonly trust: boolean
  readonly report: Report
}

function checkStatement(statement: MapTree, place: Place, { trust, report }: Statements): void {
  checkKeys(statement, ELEMENTS, { place, name: 'a statement of a policy', report })
  const effect = entryOf(statement, 'Effect')
  if (effect !== undefined) checkWord(effect.value, EFFECTS, { place: atEntry(place, effect), name: 'Effect', report })
  for (const name of ['Action', 'NotAction', 'Resource', 'NotResource']) checkTexts(statement, name, { place, name, report })
  if (takesMore(statement)) return
  const lacking = [
    ...(effect === undefined ? ['Effect'] : []),
    ...(hasOne(statement, ['Action', 'NotAction']) ? [] : ['Action']),
    ...(trust && !hasOne(statement, ['Principal', 'NotPrincipal']) ? ['Principal'] : []),
  ]
  for (const name of lacking) report.add({ code: 'policy-malformed', message: `a statement of a policy needs ${name}`, place })
}

/** Actions and resources are texts or lists of them; a resource is an ARN or `*`. */
function checkTexts(statement: MapTree, key: string, { place, name, report }: Named): void {
  const entry = entryOf(statement, key)
  if (entry === undefined || callIn(entry.value) !== undefined) return
  const at = atEntry(place, entry)
  const items: readonly (readonly [Tree, Place])[] =
    entry.value.kind === 'list' ? entry.value.items.map((item, index) => [item, atItem(at, index, item)]) : [[entry.value, at]]
  if (items.length === 0) report.add({ code: 'policy-malformed', message: `${name} of a policy needs at least one item`, place: at })
  for (const [item, where] of items) {
    if (callIn(item) !== undefined) continue
    if (item.kind !== 'scalar')
      report.add({
        code: 'policy-malformed',
        message: `${name} of a policy must be a text, not a ${item.kind}`,
        place: where,
        atValue: true,
      })
    else if (key.endsWith('Resource') && typeof item.value === 'string' && !RESOURCE.test(item.value))
      report.add({
        code: 'policy-malformed',
        message: `"${item.value}" is no resource of a policy; write an ARN or *`,
        place: where,
        atValue: true,
      })
  }
}

function hasOne(tree: MapTree, names: readonly string[]): boolean {
  return names.some((name) => entryOf(tree, name) !== undefined)
}
