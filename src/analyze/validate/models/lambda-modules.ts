import { type RuntimeModule, RUNTIME_MODULES } from '#catalog/index.js'
import { localPathOf } from '../local-path.js'
import { ROOT } from '../place.js'
import { type Located, type ModelContext, type ResourceModel, textOf, valuesAt, at } from './model.js'

const handler = (
  code: string,
  runtime: string,
): { readonly Runtime: string; readonly Handler: string; readonly Code: { readonly ZipFile: string } } => ({
  Runtime: runtime,
  Handler: 'index.handler',
  Code: { ZipFile: code },
})

/** Where SAM keeps what all functions have. */
const FOR_ALL = ['Globals', 'Function'] as const
const NOTHING: ReadonlySet<string> = new Set()

export const modulesOfFunction: ResourceModel = {
  id: 'lambda-modules',
  code: 'module-absent',
  types: ['AWS::Lambda::Function', 'AWS::Serverless::Function'],
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html', 'https://docs.python.org/3/whatsnew/3.12.html'],
  examples: {
    wrong: [
      { name: 'the old SDK', props: handler("const AWS = require('aws-sdk')\n", 'nodejs20.x'), says: 'nodejs20.x has no "aws-sdk"' },
      {
        name: 'a client of the old SDK',
        props: handler('import S3 from "aws-sdk/clients/s3"\n', 'nodejs22.x'),
        says: 'use @aws-sdk/client-* (v3)',
      },
      { name: 'the new SDK before its time', props: handler("const { S3 } = require('@aws-sdk/client-s3')\n", 'nodejs16.x') },
      { name: 'what Python has removed', props: handler('import os\nfrom distutils.util import strtobool\n', 'python3.12') },
    ],
    right: [
      { name: 'the SDK of the time', props: handler("const AWS = require('aws-sdk')\n", 'nodejs16.x') },
      { name: 'the new SDK', props: handler("const { S3 } = require('@aws-sdk/client-s3')\n", 'nodejs20.x') },
      { name: 'a layer may bring it', props: { ...handler("require('aws-sdk')\n", 'nodejs20.x'), Layers: [{ 'Fn::ImportValue': 'sdk' }] } },
      { name: 'in a comment', props: handler("// require('aws-sdk') is gone\n", 'nodejs20.x') },
      { name: 'tried first', props: handler("let sdk\ntry { sdk = require('aws-sdk') } catch { sdk = undefined }\n", 'nodejs20.x') },
      { name: 'not at the start', props: handler('try:\n    import imp\nexcept ImportError:\n    imp = None\n', 'python3.13') },
      { name: 'a name that begins alike', props: handler("require('aws-sdk-mock')\n", 'nodejs20.x') },
    ],
  },
  check({ properties: tree, place }, context) {
    const own = { tree, place }
    // What a layer holds is not in the template.
    if (at(own, 'Layers') !== undefined) return
    const given = valuesAt(own, 'Runtime')
    const shared = given.length === 0 ? valuesAt({ tree: context.declared.root, place: ROOT }, ...FOR_ALL, 'Runtime') : given
    const runtimes = shared.map((value) => textOf(value.tree) ?? '')
    const codes = [...valuesAt(own, 'Code', 'ZipFile'), ...valuesAt(own, 'InlineCode')]
    const [runtime] = runtimes
    if (runtime === undefined || runtimes.length !== 1) return
    for (const code of codes) {
      const text = codeOf(code)
      const absent = text === undefined ? undefined : absentFrom(text, runtime)
      if (absent !== undefined) context.complain(`${runtime} has no ${absent}`, code.place, { atValue: true })
    }
    for (const path of localCodes(own, context)) checkFolder(path, runtime, context)
  },
}

/** The code beside the template, of a function or of all of them. */
function localCodes(own: Located, { declared }: ModelContext): readonly Located[] {
  const mine = [...valuesAt(own, 'CodeUri'), ...valuesAt(own, 'Code')]
  return mine.length > 0 ? mine : valuesAt({ tree: declared.root, place: ROOT }, ...FOR_ALL, 'CodeUri')
}

function checkFolder({ tree, place }: Located, runtime: string, { complain, local }: ModelContext): void {
  const path = localPathOf(textOf(tree))
  const folder = path === undefined ? undefined : local?.get(path)
  if (folder === undefined) return
  for (const [name, text] of folder.files) {
    const wrongLanguage = runtime.startsWith('python') !== name.endsWith('.py')
    const absent = wrongLanguage ? undefined : absentFrom(text, runtime, folder.modules)
    const file = name === '' ? (path ?? '') : `${path ?? ''}/${name}`.replace(/\/{2,}/g, '/')
    if (absent !== undefined) complain(`${file}: ${runtime} has no ${absent}`, place, { atValue: true })
  }
}

/** What the code loads and the runtime does not have; undefined when there is nothing. */
function absentFrom(text: string, runtime: string, brought: ReadonlySet<string> = NOTHING): string | undefined {
  const [, language = '', version = ''] = /^(nodejs|python)(?:3\.)?(\d+)(?:\.x)?$/.exec(runtime) ?? []
  if (language === '') return undefined
  const imported = language === 'nodejs' ? nodeImports(text) : pythonImports(text)
  const row = RUNTIME_MODULES.find(
    (each) =>
      each.language === language &&
      !has(each, Number(version)) &&
      !brought.has(each.module) &&
      !brought.has(each.module.split('/')[0] ?? '') &&
      imported.some((name) => isOf(name, each)),
  )
  if (row === undefined) return undefined
  const instead = row.instead === undefined ? 'bring it along or do without it' : `use ${row.instead}`
  return `"${row.module}", which this code loads; ${instead}`
}

/** Inline code, also in `Fn::Sub`: its variables stand in no name of a module. */
function codeOf({ tree }: Located): string | undefined {
  if (tree.kind !== 'map') return textOf(tree)
  const [entry] = tree.entries
  if (entry?.key !== 'Fn::Sub' || tree.entries.length !== 1) return undefined
  return textOf(entry.value.kind === 'list' ? entry.value.items[0] : entry.value)
}

function has({ first, last }: RuntimeModule, version: number): boolean {
  return (first === undefined || version >= first) && (last === undefined || version <= last)
}

function isOf(name: string, { module }: RuntimeModule): boolean {
  return name === module || name.startsWith(`${module}/`) || name.startsWith(`${module}.`)
}

/** How far before an import its comment or its `try` may begin: code of any length is read in one pass. */
const LOOK_BACK = 1000

/** Modules that the code cannot do without: not in a comment, not where a `try` is open. */
function nodeImports(code: string): readonly string[] {
  const names: string[] = []
  for (const match of code.matchAll(/(?:\brequire\s*\(\s*|\bfrom\s+|^[ \t]*import\s+)(['"])([\w@./-]+)\1/gm)) {
    const before = code.slice(Math.max(0, match.index - LOOK_BACK), match.index)
    const line = before.slice(before.lastIndexOf('\n') + 1)
    const commented = line.includes('//') || before.lastIndexOf('/*') > before.lastIndexOf('*/')
    if (!commented && !/\btry\s*\{[^}]*$/.test(before)) names.push(match[2] ?? '')
  }
  return names
}

/** An import at the start of a line is not inside of a `try`. */
function pythonImports(code: string): readonly string[] {
  return [...code.matchAll(/^(?:import|from)[ \t]+([\w.]+)/gm)].map((match) => match[1] ?? '')
}
