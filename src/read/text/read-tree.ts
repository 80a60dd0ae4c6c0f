import type { Diagnostic, Tree } from '#core/index.js'
import { hasErrors } from '#core/index.js'
import { TreeBuilder } from './builder.js'
import { type JsonTrouble, readJson } from './json.js'
import { type Parsed, parseLeniently, parseStrictly } from './lower-indent.js'
import { type Places, placesOf } from './places.js'
import { syntaxErrors } from './recover.js'
import { readEvents } from './yaml.js'

export interface ReadOptions {
  /**
   * Read as CloudFormation does: short forms (`!Ref`) become long ones, `yes no on off` are booleans, account ids stay text, quoted text and
   * brackets may go on at a lower indent.
   */
  readonly cloudFormation?: boolean
  /** A key that stands twice in one map is an error instead of a warning. */
  readonly strictKeys?: boolean
  /** Most values a tree may have, aliases counted as often as they are used (1,000,000). */
  readonly maxNodes?: number
  /** Deepest nesting (200). */
  readonly maxDepth?: number
  /** Longest text, in UTF-16 units (10,000,000). */
  readonly maxLength?: number
}

export interface TextRead {
  /** Undefined when the text could not be read at all; a diagnostic then says why. */
  readonly tree: Tree | undefined
  readonly diagnostics: readonly Diagnostic[]
}

interface Settings extends Required<ReadOptions> {
  readonly file: string
}

const DEFAULTS = { cloudFormation: false, strictKeys: false, maxNodes: 1_000_000, maxDepth: 200, maxLength: 10_000_000 } as const

// Deeper than any limit of ours that makes sense, and still far from the end of the stack.
const PARSER_DEPTH = 1000

/**
 * Reads YAML or JSON text into a tree with places. Never throws for what the text holds: all that is wrong comes back as diagnostics
 * (`syntax`, `empty-file`, `binary-file`, `too-large`, `too-deep`, `too-many-nodes`, `several-documents`, `duplicate-key`, `unknown-tag`,
 * `unknown-anchor`, `bad-merge`, `key-not-text`, `yaml-alias`, `not-strict-json`). It is asynchronous because the parser that finds every
 * syntax error of a broken file is loaded only when a file is broken.
 */
export async function readTree(text: string, file: string, options: ReadOptions = {}): Promise<TextRead> {
  const settings: Settings = { ...DEFAULTS, ...options, file }
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  const refused = refusal(content, settings)
  if (refused !== undefined) return { tree: undefined, diagnostics: [refused] }
  return /^\s*[{[]/.test(content) ? readJsonOrYaml(content, settings) : readYaml(content, settings)
}

/** What cannot be read whatever the format. */
function refusal(text: string, { file, maxLength, maxNodes }: Settings): Diagnostic | undefined {
  const error = (code: string, message: string, at = 0): Diagnostic => ({
    code,
    severity: 'error',
    message,
    span: placesOf(text.slice(0, at + 1), file).span(at, at),
  })
  if (text.length > maxLength)
    return { code: 'too-large', severity: 'error', message: `${text.length} characters; at most ${maxLength} are read` }
  if (text.trim() === '') return error('empty-file', 'the file is empty')
  if (marks(text) > 2 * maxNodes) return error('too-many-nodes', `far more than ${maxNodes} values; split the file`)
  const zero = text.indexOf('\0')
  return zero < 0 ? undefined : error('binary-file', 'a NUL byte: the file is not text', zero)
}

/** Letters that part values: a bound on what a parser could make of the text, before it takes the memory for it. */
function marks(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    // Line feed, comma, dash, colon, question mark, opening bracket and brace.
    if (code === 10 || code === 44 || code === 45 || code === 58 || code === 63 || code === 91 || code === 123) count += 1
  }
  return count
}

async function readJsonOrYaml(text: string, settings: Settings): Promise<TextRead> {
  const places = placesOf(text, settings.file)
  const builder = builderOf(places, settings)
  const troubles = readJson({ text, places }, builder, settings.cloudFormation)
  if (troubles.length === 0) return result(builder)
  // A YAML text may begin with a brace or bracket too.
  const yaml = parsed(text, settings)
  if (yaml.error === undefined) {
    const read = treeOfEvents(text, yaml, settings)
    return settings.cloudFormation
      ? { ...read, diagnostics: [...read.diagnostics, ...troubles.slice(0, 1).map((trouble) => notStrict(trouble, places))] }
      : read
  }
  if (!/^\s*[{[]\s*["[{\]}]/.test(text))
    return { tree: undefined, diagnostics: await syntaxErrors(yaml, placesOf(text, settings.file, yaml.original)) }
  return {
    tree: undefined,
    diagnostics: troubles.map(({ message, start, end }) => ({ code: 'syntax', severity: 'error', message, span: places.span(start, end) })),
  }
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html (read 2026-11): JSON as ECMA-404 has it.
function notStrict({ message, start, end }: JsonTrouble, places: Places): Diagnostic {
  return {
    code: 'not-strict-json',
    severity: 'warning',
    message: `YAML takes this, JSON does not: ${message}`,
    span: places.span(start, end),
  }
}

async function readYaml(text: string, settings: Settings): Promise<TextRead> {
  const yaml = parsed(text, settings)
  if (yaml.error === undefined) return treeOfEvents(text, yaml, settings)
  return { tree: undefined, diagnostics: await syntaxErrors(yaml, placesOf(text, settings.file, yaml.original)) }
}

function parsed(text: string, { cloudFormation, maxDepth }: Settings): Parsed {
  const depth = Math.max(PARSER_DEPTH, maxDepth + 1)
  return cloudFormation ? parseLeniently(text, depth) : parseStrictly(text, depth)
}

function treeOfEvents(text: string, yaml: Parsed, settings: Settings): TextRead {
  const places = placesOf(text, settings.file, yaml.original)
  const builder = builderOf(places, settings)
  readEvents(yaml.events, { text: yaml.text, places }, builder, settings.cloudFormation)
  return result(builder)
}

function builderOf(places: Places, { maxNodes, maxDepth, strictKeys }: Settings): TreeBuilder {
  return new TreeBuilder(places, { maxNodes, maxDepth }, strictKeys ? 'error' : 'warning')
}

function result(builder: TreeBuilder): TextRead {
  const { root, diagnostics } = builder
  const empty = root === undefined || (root.kind === 'scalar' && root.raw === '')
  if (!empty) return { tree: root, diagnostics }
  if (!hasErrors(diagnostics))
    diagnostics.push({ code: 'empty-file', severity: 'error', message: 'the file holds no values, only comments or marks' })
  return { tree: undefined, diagnostics }
}
