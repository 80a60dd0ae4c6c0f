import { posix } from 'node:path'
import { type Diagnostic, type FileStore, StanchionError } from '#core/index.js'
import { decodeText, readTree } from '#read/text/index.js'
import type { AssemblyAccess, Named, NamedBy } from './access.js'
import type { Assembly, AssemblyStack } from './assembly.js'
import { type KnownConstruct, knownInMetadata, knownInTree } from './constructs.js'
import { crossingsBetween } from './crossings.js'
import { jsonIn, memberOf, membersOf, textOf } from './json.js'
import { type Manifest, manifestIn, problem, type StackArtifact } from './manifest.js'
import { pathInside } from './paths.js'
import { TemplateReader } from './templates.js'

/** The files of an assembly; nothing outside its folder is asked for. */
export type AssemblyFiles = Pick<FileStore, 'read' | 'kind' | 'within'>

const MANIFEST = 'manifest.json'
// A manifest names every construct that has a message or a trace.
const LARGEST_MANIFEST = 50 * 1024 * 1024
const DEEPEST = 20
const MOST_STACKS = 2000

/**
 * Reads a cloud assembly, what `cdk synth` writes: every stack of it and of its nested assemblies. Whatever is wrong with it is told in
 * `troubles`: nothing is thrown for what its files hold.
 */
export async function readAssembly(files: AssemblyFiles, folder: string): Promise<Assembly> {
  const reader = new AssemblyReader(files, folder)
  await reader.manifest('.', undefined)
  return {
    folder,
    stacks: reader.stacks,
    crossings: crossingsBetween(reader.stacks),
    troubles: [...reader.troubles].map(([file, diagnostics]) => ({ file, diagnostics })),
  }
}

class AssemblyReader implements AssemblyAccess {
  readonly stacks: AssemblyStack[] = []
  readonly troubles = new Map<string, Diagnostic[]>()
  readonly #files: AssemblyFiles
  readonly #folder: string
  readonly #entered = new Set<string>()
  #tree: Promise<readonly KnownConstruct[]> | undefined
  #treeFile: Named | undefined

  constructor(files: AssemblyFiles, folder: string) {
    this.#files = files
    this.#folder = folder
  }

  /** Reads the manifest in a folder of the assembly. */
  async manifest(at: string, by: NamedBy | undefined, depth = 0): Promise<void> {
    const path = posix.join(at, MANIFEST)
    const file = this.shown(path)
    if (by !== undefined && this.#entered.has(at)) return this.complain(by, 'cdk.cycle', `${by.what} names "${at}", which was read before`)
    if (by !== undefined && depth > DEEPEST) return this.complain(by, 'cdk.too-deep', `more than ${DEEPEST} assemblies inside each other`)
    this.#entered.add(at)
    const text = await this.text({ path, by: by ?? { file, span: undefined, what: 'a cloud assembly' } }, LARGEST_MANIFEST)
    if (text === undefined) return
    const { tree, diagnostics } = await readTree(text, file, { maxLength: LARGEST_MANIFEST, strictKeys: true })
    const manifest = tree === undefined ? undefined : manifestIn(tree)
    this.#report(file, [...diagnostics, ...(manifest?.diagnostics ?? [])])
    if (manifest !== undefined) await this.#artifacts(manifest, { at, file, depth })
  }

  async #artifacts({ artifacts }: Manifest, { at, file, depth }: { at: string; file: string; depth: number }): Promise<void> {
    for (const artifact of artifacts) {
      const by = { file, span: artifact.span, what: `artifact "${artifact.id}"` }
      if (artifact.is === 'tree') this.#treeFile ??= this.#named(at, artifact.file, by)
    }
    const assets = await this.#assets(artifacts, { at, file })
    const displayNames = new Map<string, string>()
    for (const artifact of artifacts) {
      const by = { file, span: artifact.span, what: `artifact "${artifact.id}"` }
      if (artifact.is === 'assembly') {
        const directory = this.#named(at, artifact.directory, by)
        if (directory !== undefined) await this.manifest(directory.path, by, depth + 1)
      }
      if (artifact.is === 'stack') {
        if (this.stacks.length >= MOST_STACKS)
          return this.complain(by, 'cdk.too-many-stacks', `more than ${MOST_STACKS} stacks; the rest is not read`)
        await this.#stack(artifact, { at, by, assets, displayNames })
      }
    }
  }

  async #stack(
    artifact: StackArtifact,
    from: { at: string; by: NamedBy; assets: ReadonlyMap<string, string>; displayNames: Map<string, string> },
  ): Promise<void> {
    const { at, by, assets, displayNames } = from
    const named = this.#named(at, artifact.templateFile, by)
    if (named === undefined) return
    const known = [...knownInMetadata(artifact.metadata), ...(await this.#metadata(artifact, at, by))]
    const own = known.find(({ templateFile }) => templateFile !== undefined && pathInside(at, templateFile) === named.path)
    const displayName = artifact.displayName ?? own?.path ?? artifact.id
    const place = { name: artifact.name, account: artifact.account, region: artifact.region }
    const reader = new TemplateReader({ assembly: this, at, place, known, assets })
    const template = await reader.template(named, own?.path ?? displayName)
    if (template === undefined) return
    displayNames.set(artifact.id, displayName)
    const { id, parameters, dependencies } = artifact
    const dependsOn = dependencies.flatMap((dependency) => displayNames.get(dependency) ?? [])
    this.stacks.push({ id, ...place, displayName, dependsOn, parameters, template })
  }

  async #metadata({ metadataFile }: StackArtifact, at: string, by: NamedBy): Promise<readonly KnownConstruct[]> {
    const named = metadataFile === undefined ? undefined : this.#named(at, metadataFile, by)
    return named === undefined ? [] : knownInMetadata(await this.#json(named))
  }

  /** Paths of assets by the hash under which they are uploaded. */
  async #assets(artifacts: Manifest['artifacts'], { at, file }: { at: string; file: string }): Promise<ReadonlyMap<string, string>> {
    const assets = new Map<string, string>()
    for (const artifact of artifacts) {
      if (artifact.is !== 'assets') continue
      const named = this.#named(at, artifact.file, { file, span: artifact.span, what: `artifact "${artifact.id}"` })
      if (named === undefined) continue
      for (const [hash, asset] of membersOf(memberOf(await this.#json(named), 'files'))) {
        const path = textOf(memberOf(memberOf(asset, 'source'), 'path'))
        if (path !== undefined) assets.set(hash, path)
      }
    }
    return assets
  }

  /** What the construct tree knows, read when something asks for the first time. */
  tree(): Promise<readonly KnownConstruct[]> {
    this.#tree ??= this.#treeFile === undefined ? Promise.resolve([]) : this.#json(this.#treeFile).then(knownInTree)
    return this.#tree
  }

  async #json(named: Named): Promise<unknown> {
    const text = await this.text(named, LARGEST_MANIFEST)
    const json = text === undefined ? undefined : jsonIn(text)
    if (text !== undefined && json === undefined)
      this.complain(named.by, 'cdk.file-broken', `"${this.shown(named.path)}" is not JSON; run "npx cdk synth" again`)
    return json
  }

  /** A file that is named relative to a folder of the assembly; undefined, and said, when it is outside. */
  #named(at: string, name: string, by: NamedBy): Named | undefined {
    const path = pathInside(at, name)
    if (path !== undefined) return { path, by }
    this.complain(
      by,
      'cdk.path-outside',
      `${by.what} names "${name}", which is not in the assembly; nothing outside "${this.#folder}" is read`,
    )
    return undefined
  }

  /** The text of a file; undefined, and said, when there is none. */
  async text({ path, by }: Named, limit: number): Promise<string | undefined> {
    const file = this.shown(path)
    const kind = await this.#files.kind(file)
    if (kind !== 'file') {
      const what = kind === 'absent' ? 'does not exist' : 'is no file'
      this.complain(by, 'cdk.file-missing', `"${file}" ${what}, and ${by.what} needs it; run "npx cdk synth" again`)
      return undefined
    }
    if (!(await this.#files.within(file, this.#folder))) {
      this.complain(by, 'cdk.path-outside', `"${file}" leads out of the assembly; nothing outside "${this.#folder}" is read`)
      return undefined
    }
    const bytes = await this.#bytes(file, by, limit)
    if (bytes === undefined) return undefined
    const { text, diagnostics } = decodeText(bytes, file)
    this.#report(file, diagnostics)
    return text
  }

  async #bytes(file: string, by: NamedBy, limit: number): Promise<Uint8Array | undefined> {
    try {
      return await this.#files.read(file, limit)
    } catch (error) {
      if (!(error instanceof StanchionError) || (error.code !== 'input.too-large' && error.code !== 'input.unreadable')) throw error
      this.complain(by, 'cdk.file-unreadable', error.message)
      return undefined
    }
  }

  shown(path: string): string {
    return posix.join(this.#folder, path)
  }

  complain({ file, span }: NamedBy, code: string, message: string): void {
    this.#report(file, [problem(code, message, span, [])])
  }

  #report(file: string, diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length > 0) this.troubles.set(file, [...(this.troubles.get(file) ?? []), ...diagnostics])
  }
}
