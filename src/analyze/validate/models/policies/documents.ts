import { entryOf, type MapTree, type Tree } from '#core/index.js'
import { callIn, takesMore } from '../../functions.js'
import { jsonIn } from '../../json-text.js'
import { at, branchesOf, itemsOf, type Located, textOf } from '../model.js'
import { atEntry, atItem, type Place } from '../../place.js'
import { checkKeys, checkWord } from './grammar.js'
import { kindAt, type PolicyKind } from './kinds.js'
import { checkStatement } from './statement.js'
import type { Walk } from '../../references.js'
import { isServerless } from '../../types/serverless.js'

const DOCUMENT_ELEMENTS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement'])
const VERSIONS = ['2012-10-17', '2008-10-17'] as const

/** Every policy document in the properties of a resource: what IAM calls a malformed policy, and what has no effect. */
export function checkPolicies(type: string, { tree, place }: Located, walk: Walk): void {
  if (tree.kind === 'list')
    tree.items.forEach((item, index) => checkPolicies(type, { tree: item, place: atItem(place, index, item) }, walk))
  if (tree.kind !== 'map') return
  for (const entry of tree.entries) {
    const value: Located = { tree: entry.value, place: atEntry(place, entry) }
    const kind = kindAt(type, entry.key)
    if (kind === undefined) checkPolicies(type, value, walk)
    else for (const branch of branchesOf(value)) if (isDocument(branch.tree, type)) checkValue(branch, kind, walk)
  }
}

/** SAM takes other things under the same names: templates of policies, lists of who may call an API. */
function isDocument(tree: Tree, type: string): boolean {
  return !isServerless(type) || tree.kind !== 'map' || entryOf(tree, 'Statement') !== undefined
}

/** A document, the text of one, or a list of policies as SAM takes it: names, templates and documents. */
function checkValue(value: Located, kind: PolicyKind, walk: Walk): void {
  const { tree, place } = value
  if (tree.kind === 'list') {
    for (const item of itemsOf(value).flatMap(branchesOf)) if (entryOf(item.tree, 'Statement') !== undefined) checkValue(item, kind, walk)
  } else if (tree.kind === 'map' && callIn(tree) === undefined) checkDocument(tree, place, { kind, walk })
  else checkText(value, kind, walk)
}

/** A text has no places inside: everything is reported at its start. */
function checkText({ tree, place }: Located, kind: PolicyKind, walk: Walk): void {
  const parsed = jsonIn(tree)
  if (parsed === undefined || parsed === 'broken' || parsed.tree.kind !== 'map') return
  const said = new Set<string>()
  const report: Walk['report'] = {
    diagnostics: walk.report.diagnostics,
    add(complaint) {
      if (!said.has(complaint.message)) walk.report.add({ ...complaint, place, atValue: true })
      said.add(complaint.message)
    },
  }
  checkDocument(parsed.tree, place, { kind, walk: { ...walk, report } })
}

interface Here {
  readonly kind: PolicyKind
  readonly walk: Walk
}

function checkDocument(document: MapTree, place: Place, { kind, walk }: Here): void {
  const { report } = walk
  checkKeys(document, DOCUMENT_ELEMENTS, { place, name: 'a policy', report })
  const version = entryOf(document, 'Version')
  if (version !== undefined) checkWord(version.value, VERSIONS, { place: atEntry(place, version), name: 'Version', report })
  const statement = at({ tree: document, place }, 'Statement')
  if (statement === undefined) {
    if (!takesMore(document)) report.add({ code: 'policy-malformed', message: 'a policy needs Statement', place })
    return
  }
  const statements = branchesOf(statement).flatMap((branch) =>
    branch.tree.kind === 'list' ? itemsOf(branch).flatMap(branchesOf) : [branch],
  )
  for (const each of statements)
    if (each.tree.kind === 'map' && callIn(each.tree) === undefined) checkStatement(each.tree, each.place, { kind, walk })
  checkSids(statement, kind, walk)
  checkVariables(document, place, walk)
}

/** Statement ids of IAM are letters and digits, and no two are the same. */
function checkSids(statement: Located, { is, looseSids }: PolicyKind, { report }: Walk): void {
  if (looseSids === true || is === 'any') return
  const seen = new Set<string>()
  // A statement behind a condition may be the other form of one before it.
  for (const each of itemsOf(statement)) {
    const sid = at(each, 'Sid')
    const text = textOf(sid?.tree)
    if (sid === undefined || text === undefined || text.includes('${')) continue
    const add = (message: string): void => report.add({ code: 'policy-malformed', message, place: sid.place, atValue: true })
    if (is === 'identity' && !/^[A-Za-z0-9]*$/.test(text)) add(`the Sid "${text}" must be made of letters and digits alone`)
    if (text !== '' && seen.has(text)) add(`the Sid "${text}" stands twice in the policy; give each statement one of its own`)
    seen.add(text)
  }
}

/** `${aws:username}` is a variable only in the newer version of the language. */
function checkVariables(document: MapTree, place: Place, { report }: Walk): void {
  const version = entryOf(document, 'Version')?.value
  if (
    version !== undefined &&
    (callIn(version) !== undefined || version.kind !== 'scalar' || (version.raw ?? version.value) === VERSIONS[0])
  )
    return
  const name = variableIn(document)
  if (name === undefined) return
  const message = `\${${name}} is plain text in a policy without Version: "${VERSIONS[0]}"`
  report.add({ code: 'policy-condition', message, place })
}

function variableIn(tree: Tree): string | undefined {
  if (tree.kind === 'scalar') return /\$\{!?([a-z][\w.-]*:[A-Za-z][^}:]*)\}/.exec(String(tree.value))?.[1]
  const inside = tree.kind === 'list' ? tree.items : tree.entries.map(({ value }) => value)
  for (const each of inside) {
    const found = variableIn(each)
    if (found !== undefined) return found
  }
  return undefined
}
