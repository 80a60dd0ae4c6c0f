import type { ScalarTree, Tree } from '#core/index.js'
import { placeholdersOf, PSEUDO } from './functions.js'
import { type Place, pathOf } from './place.js'
import { takesSecureString } from './types/secure-strings.js'
import type { Walk } from './walk.js'

const DYNAMIC = '{{resolve:'

/** Whether a text may hold what CloudFormation replaces. Most hold nothing, and are not looked at further. */
export function isMarked({ value }: ScalarTree): boolean {
  return typeof value === 'string' && (value.includes('${') || value.includes(DYNAMIC))
}

/** A text that stands for itself: placeholders in it stay as they are. */
export function checkText(tree: Tree, place: Place, walk: Walk): void {
  if (tree.kind !== 'scalar' || !isMarked(tree)) return
  checkDynamic(String(tree.value), place, walk)
  const { declared, report } = walk
  const name = placeholdersOf(tree).find((each) => PSEUDO.has(each) || declared.parameters.has(each) || declared.targets.has(each))
  if (name === undefined || isTextOfOthers(place)) return
  const message = `"\${${name}}" is not replaced here; write Fn::Sub in front of the text if it must be`
  report.add({ code: 'sub-missing', message, place, atValue: true })
}

/** The text of `Fn::Sub`. */
export function checkSubstitution(tree: Tree, place: Place, walk: Walk): void {
  if (tree.kind === 'scalar' && isMarked(tree)) checkDynamic(String(tree.value), place, walk)
}

/** Programs, state machines and other templates have placeholders of their own. */
const OTHERS: ReadonlySet<string> = new Set([
  'Body',
  'Code',
  'Content',
  'Definition',
  'DefinitionBody',
  'DefinitionString',
  'FunctionCode',
  'InlineCode',
  'Metadata',
  'RequestMappingTemplate',
  'RequestTemplates',
  'ResponseMappingTemplate',
  'ResponseTemplates',
  'TemplateBody',
  'UserData',
  'ZipFile',
])

function isTextOfOthers(place: Place): boolean {
  return pathOf(place).some((step) => typeof step === 'string' && OTHERS.has(step))
}

const REFERENCE = /\{\{resolve:([^{}]*(?:\$\{[^{}]*\}[^{}]*)*)\}\}/g
const SERVICES = ['ssm', 'ssm-secure', 'secretsmanager'] as const

/** `{{resolve:service:name:…}}`: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html, read 2026-11. */
function checkDynamic(text: string, place: Place, { declared, report }: Walk): void {
  for (const [whole, inside = ''] of text.matchAll(REFERENCE)) {
    const trouble = troubleWith(inside)
    if (trouble !== undefined) report.add({ code: 'dynamic-reference', message: `"${whole}" ${trouble}`, place, atValue: true })
    const path = pathOf(place)
    if (!inside.startsWith('ssm-secure:') || path[0] !== 'Resources') continue
    const type = declared.typeOf(String(path[1]))
    if (type === undefined || takesSecureString(type, path.slice(3))) continue
    const message = `${type} does not take a secure string of Parameter Store here; use secretsmanager or another way`
    report.add({ code: 'dynamic-reference', message, place, atValue: true })
  }
}

function troubleWith(inside: string): string | undefined {
  const [service = '', ...rest] = inside.split(':')
  if (service.includes('${')) return undefined
  if (!SERVICES.some((each) => each === service)) return `names the service "${service}"; there are ${SERVICES.join(', ')}`
  if (rest.join(':').trim() === '') return 'names no parameter or secret'
  if (inside.includes('${')) return undefined
  return service === 'secretsmanager' ? troubleWithSecret(rest) : troubleWithParameter(rest)
}

function troubleWithParameter([, version, ...more]: readonly string[]): string | undefined {
  const right = more.length === 0 && (version === undefined || /^\d+$/.test(version))
  return right ? undefined : 'must end in a name, or in a name and the number of a version'
}

function troubleWithSecret(parts: readonly string[]): string | undefined {
  // An ARN has six colons of its own.
  const [key, ...more] = parts.slice(parts[0] === 'arn' ? 7 : 1)
  if (key !== undefined && key !== '' && key !== 'SecretString') return `has "${key}" where SecretString must stand`
  return more.length > 3 ? 'has more parts than a secret takes' : undefined
}
