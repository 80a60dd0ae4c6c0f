import { basename, dirname, extname, join } from 'node:path'
import { type FileStore, isJsonObject, StanchionError } from '#core/index.js'
import { looksLikeTemplate } from './detect.js'
import { CDK_APP, CDK_OUTPUT, INPUT_LIMIT_BYTES, kindOf, MANIFEST, readSource, type Source } from './discover.js'
import { stop } from './failure.js'
import { jsonOrNothing } from './json.js'

/** The output folder of a CDK app, which is read as a whole. */
export interface AssemblyFolder {
  readonly folder: string
  /** The user's path that led here. */
  readonly from: string
}

export type Found = ({ readonly is: 'source' } & Source) | ({ readonly is: 'assembly' } & AssemblyFolder)

/** Something that was not looked at, and why. */
export interface Skipped {
  readonly path: string
  readonly why: string
}

export interface Search {
  /** In a fixed order, each once. */
  readonly found: readonly Found[]
  readonly skipped: readonly Skipped[]
}

export interface SearchOptions extends Partial<SearchLimits> {
  /** A folder without a template is no mistake. */
  readonly mayBeEmpty?: boolean
}

export interface SearchLimits {
  /** Folders inside each other. */
  readonly deepest: number
  /** Files and folders that are looked at. */
  readonly mostNames: number
  /** Characters of templates that are kept. */
  readonly mostText: number
}
const LIMITS: SearchLimits = { deepest: 40, mostNames: 200_000, mostText: 100_000_000 }

const TEMPLATE_EXTENSIONS = new Set(['.yaml', '.yml', '.json', '.template', '.cfn', '.cform', '.cft'])
/** What package managers and builds put there, besides everything whose name begins with a dot. */
const SKIPPED_FOLDERS = new Set(['node_modules', 'bower_components', 'dist', 'coverage', 'venv', 'site-packages', '__pycache__'])
/** Files of other tools that are often large or many. */
const SKIPPED_FILES = new Set([
  MANIFEST,
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'composer.json',
  'tsconfig.json',
  'samconfig.yaml',
  'samconfig.yml',
  CDK_APP,
  'cdk.context.json',
])
const ASSEMBLY_MANIFEST = 'manifest.json'

/**
 * Everything below the paths that describes resources. A file that is named is taken whatever is in it; of a folder, what has the form of a
 * template, and the output of the CDK. Throws `usage.bad-argument` when a folder has none.
 */
export async function findTemplates(files: FileStore, paths: readonly string[], options: SearchOptions = {}): Promise<Search> {
  const found = new Map<string, Found>()
  const skipped = new Map<string, Skipped>()
  for (const path of paths) {
    const here =
      (await kindOf(files, path)) === 'file' ? { found: [await named(files, path)], skipped: [] } : await folderSearch(files, path, options)
    for (const each of here.found) {
      const key = each.is === 'source' ? each.file : join(each.folder)
      if (!found.has(key)) found.set(key, each)
    }
    for (const each of here.skipped) if (!skipped.has(each.path)) skipped.set(each.path, each)
  }
  const assemblies = [...found.values()].flatMap((each) => (each.is === 'assembly' ? [`${join(each.folder)}/`] : []))
  return {
    // A part of an assembly that is named besides is not read twice.
    found: [...found.values()].filter((each) => each.is === 'assembly' || !assemblies.some((folder) => join(each.file).startsWith(folder))),
    skipped: [...skipped.values()],
  }
}

async function named(files: FileStore, path: string): Promise<Found> {
  const source = await readSource(files, path)
  const isManifest = basename(path) === ASSEMBLY_MANIFEST && isAssemblyManifest(source.text)
  return isManifest ? { is: 'assembly', folder: dirname(path), from: path } : { is: 'source', ...source }
}

async function folderSearch(files: FileStore, folder: string, { mayBeEmpty = false, ...limits }: SearchOptions): Promise<Search> {
  const walk = new Walk(files, folder, { ...LIMITS, ...limits })
  await walk.folder(folder, 0)
  if (walk.found.length > 0) return walk
  const [project] = walk.withoutOutput
  if (project !== undefined)
    throw stop(
      'usage.bad-argument',
      `"${project}" holds a CDK app, and not what it makes: there is no ${CDK_OUTPUT}`,
      'run "npx cdk synth" there first',
    )
  if (mayBeEmpty) return walk
  const [why] = walk.skipped
  throw stop(
    'usage.bad-argument',
    `there is no CloudFormation template in "${folder}"${why === undefined ? '' : ` (${why.path}: ${why.why})`}`,
    'give a template, or a folder that holds one',
  )
}

class Walk implements Search {
  readonly found: Found[] = []
  readonly skipped: Skipped[] = []
  /** Folders of CDK apps that were not synthesized. */
  readonly withoutOutput: string[] = []
  readonly #files: FileStore
  readonly #from: string
  readonly #limits: SearchLimits
  #names = 0
  #text = 0

  constructor(files: FileStore, from: string, limits: SearchLimits) {
    this.#files = files
    this.#from = from
    this.#limits = limits
  }

  async folder(folder: string, depth: number): Promise<void> {
    const names = await this.#attempt(folder, () => this.#files.list(folder))
    if (names === undefined) return
    if (names.includes(ASSEMBLY_MANIFEST) && (await this.#isAssembly(folder))) {
      this.found.push({ is: 'assembly', folder, from: this.#from })
      return
    }
    const before = this.found.length
    for (const name of names) {
      if (name.startsWith('.') || SKIPPED_FOLDERS.has(name) || SKIPPED_FILES.has(name)) continue
      if (!this.#counted(folder)) return
      await this.#entry(join(folder, name), name, depth)
    }
    if (names.includes(CDK_APP)) await this.#checkApp(folder, before)
  }

  async #entry(path: string, name: string, depth: number): Promise<void> {
    const kind = await this.#attempt(path, () => this.#files.kind(path))
    if (kind === 'file' && TEMPLATE_EXTENSIONS.has(extname(name).toLowerCase())) await this.#file(path)
    if (kind !== 'folder') return
    if (depth < this.#limits.deepest) await this.folder(path, depth + 1)
    else this.skipped.push({ path, why: `more than ${this.#limits.deepest} folders deep; give it by name` })
  }

  async #file(path: string): Promise<void> {
    const source = await this.#attempt(path, () => readSource(this.#files, path, this.#from))
    if (source?.text === undefined || !looksLikeTemplate(source.text)) return
    this.#text += source.text.length
    if (this.#text <= this.#limits.mostText) this.found.push({ is: 'source', ...source })
    else this.skipped.push({ path, why: `the templates before it have ${this.#limits.mostText} characters; give it by name` })
  }

  #counted(folder: string): boolean {
    this.#names += 1
    const { mostNames } = this.#limits
    if (this.#names === mostNames + 1) this.skipped.push({ path: folder, why: `more than ${mostNames} files; give a folder further down` })
    return this.#names <= mostNames
  }

  async #isAssembly(folder: string): Promise<boolean> {
    const source = await this.#attempt(join(folder, ASSEMBLY_MANIFEST), () => readSource(this.#files, join(folder, ASSEMBLY_MANIFEST)))
    // A broken manifest is one all the same when it stands where the CDK puts it.
    return basename(folder) === CDK_OUTPUT || isAssemblyManifest(source?.text)
  }

  /** The output of a CDK app may stand in a folder that is skipped, or may not be there. */
  async #checkApp(folder: string, before: number): Promise<void> {
    const app = await this.#attempt(join(folder, CDK_APP), () => readSource(this.#files, join(folder, CDK_APP)))
    const settings = app?.text === undefined ? undefined : jsonOrNothing(app.text)
    const output = isJsonObject(settings) && typeof settings['output'] === 'string' ? settings['output'] : CDK_OUTPUT
    const place = join(folder, output)
    const known = this.found.slice(before).some((each) => each.is === 'assembly' && join(each.folder) === place)
    if (known) return
    const below = place.startsWith(folder === '.' ? '' : `${join(folder)}/`) && !place.startsWith('..')
    if (below && (await this.#files.kind(join(place, ASSEMBLY_MANIFEST))) === 'file') {
      this.found.push({ is: 'assembly', folder: place, from: this.#from })
      return
    }
    this.withoutOutput.push(folder)
    this.skipped.push({ path: folder, why: `a CDK app without its output (${output}); run "npx cdk synth" there` })
  }

  /** What cannot be looked at does not stop the search; what asks for too much is no template. */
  async #attempt<T>(path: string, look: () => Promise<T>): Promise<T | undefined> {
    try {
      return await look()
    } catch (error) {
      if (!(error instanceof StanchionError) || !UNREADABLE.has(error.code)) throw error
      const large = `larger than ${INPUT_LIMIT_BYTES / 1024 / 1024} MB`
      this.skipped.push({ path, why: error.code === 'input.too-large' ? large : 'it cannot be read' })
      return undefined
    }
  }
}

const UNREADABLE: ReadonlySet<string> = new Set(['input.too-large', 'input.unreadable', 'usage.path-not-found'])

function isAssemblyManifest(text: string | undefined): boolean {
  const manifest = text === undefined ? undefined : jsonOrNothing(text)
  return isJsonObject(manifest) && typeof manifest['version'] === 'string' && isJsonObject(manifest['artifacts'])
}
