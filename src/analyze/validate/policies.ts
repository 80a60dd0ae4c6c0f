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
  const version = entryOf(document, 'Version')
  if (version !== undefined) checkWord(version.value, VERSIONS, { place: atEntry(place, version), name: 'Version', report })
  const statement = entryOf(document, 'Statement')
  if (statement === undefined) return
  const at = atEntry(place, statement)
  if (statement.value.kind !== 'list') checkBranches(statement.value, at, (tree, where) => checkStatement(tree, where, report))
  else
    statement.value.items.forEach((item, index) =>
      checkBranches(item, atItem(at, index, item), (tree, where) => checkStatement(tree, where, report)),
    )
}

interface Word {
  readonly place: Place
  readonly name: string
  readonly report: Report
}

function checkWord(tree: Tree, allowed: readonly string[], { place, name, report }: Word): void {
  if (tree.kind !== 'scalar' || tree.value === null) return
  // YAML reads 2012-10-17 without quotes as a date; CloudFormation takes it as it is written.
  const text = typeof tree.value === 'string' ? tree.value : (tree.raw ?? String(tree.value))
  if (allowed.includes(text)) return
  const message = `${name} of a policy must be ${choices(allowed)}, not "${text}"${didYouMean(text, allowed)}`
  report.add({ code: 'policy-malformed', message, place, atValue: true })
}

function checkStatement(statement: MapTree, place: Place, report: Report): void {
  const open = takesMore(statement)
  for (const entry of statement.entries) {
    if (ELEMENTS.has(entry.key) || (open && entry.key.startsWith('Fn::'))) continue
    const message = `a statement of a policy has no element "${entry.key}"${didYouMean(entry.key, ELEMENTS)}`
    report.add({ code: 'policy-malformed', message, place: atEntry(place, entry) })
  }
  const effect = entryOf(statement, 'Effect')
  if (effect !== undefined) checkWord(effect.value, EFFECTS, { place: atEntry(place, effect), name: 'Effect', report })
  if (open) return
  const lacking = [effect === undefined ? 'Effect' : undefined, hasOne(statement, ['Action', 'NotAction']) ? undefined : 'Action']
  for (const name of lacking.filter((each) => each !== undefined))
    report.add({ code: 'policy-malformed', message: `a statement of a policy needs ${name}`, place })
}

function hasOne(tree: MapTree, names: readonly string[]): boolean {
  return names.some((name) => entryOf(tree, name) !== undefined)
}
