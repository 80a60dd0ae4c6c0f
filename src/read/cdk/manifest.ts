import { type Diagnostic, entryOf, type Json, jsonOf, type MapEntry, type Span, type Tree } from '#core/index.js'
import { memberOf, membersOf, textOf, textsOf } from './json.js'

/** One artifact of a manifest, as far as it has the form that it must have. */
export type Artifact = StackArtifact | NestedArtifact | FileArtifact

interface Named {
  readonly id: string
  /** Of the file or folder that it names. */
  readonly span: Span | undefined
}

export interface StackArtifact extends Named {
  readonly is: 'stack'
  readonly templateFile: string
  readonly name: string
  readonly displayName: string | undefined
  readonly account: string | undefined
  readonly region: string | undefined
  /** Ids of artifacts. */
  readonly dependencies: readonly string[]
  readonly parameters: Readonly<Record<string, string>>
  readonly metadata: unknown
  readonly metadataFile: string | undefined
}

export interface NestedArtifact extends Named {
  readonly is: 'assembly'
  readonly directory: string
}

export interface FileArtifact extends Named {
  readonly is: 'tree' | 'assets'
  readonly file: string
}

export interface Manifest {
  readonly artifacts: readonly Artifact[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Of `cloud-assembly-schema` (aws-cdk-lib 2.276.0). Artifacts of other types hold nothing of a template. */
const TYPES: ReadonlyMap<string, Artifact['is']> = new Map([
  ['aws:cloudformation:stack', 'stack'],
  ['cdk:cloud-assembly', 'assembly'],
  ['cdk:tree', 'tree'],
  ['cdk:asset-manifest', 'assets'],
])
const FILE_KEYS: Readonly<Record<Artifact['is'], string>> = {
  stack: 'templateFile',
  assembly: 'directoryName',
  tree: 'file',
  assets: 'file',
}

/** Reads the manifest of a cloud assembly. What has the wrong form is left out, and said. */
export function manifestIn(tree: Tree): Manifest {
  const artifacts = entryOf(tree, 'artifacts')
  if (artifacts?.value.kind !== 'map')
    return {
      artifacts: [],
      diagnostics: [
        problem(
          'cdk.manifest',
          'a cloud assembly has a map "artifacts", and this manifest has none; run "npx cdk synth" again',
          tree.span,
          [],
        ),
      ],
    }
  const diagnostics: Diagnostic[] = []
  const found = artifacts.value.entries.flatMap((entry) => artifactIn(entry, diagnostics) ?? [])
  const ids = new Set(artifacts.value.entries.map(({ key }) => key))
  for (const artifact of found) if (artifact.is === 'stack') diagnostics.push(...strangers(artifact, ids))
  return { artifacts: found, diagnostics }
}

export function problem(code: string, message: string, span: Span | undefined, path: readonly (string | number)[]): Diagnostic {
  return { code, severity: 'error', message, ...(path.length === 0 ? {} : { path }), ...(span === undefined ? {} : { span }) }
}

function artifactIn({ key: id, value, keySpan }: MapEntry, diagnostics: Diagnostic[]): Artifact | undefined {
  const artifact: Json = jsonOf(value)
  const type = textOf(memberOf(artifact, 'type'))
  if (type === undefined) {
    diagnostics.push(problem('cdk.artifact', `artifact "${id}" has no "type"; run "npx cdk synth" again`, keySpan, ['artifacts', id]))
    return undefined
  }
  const is = TYPES.get(type)
  if (is === undefined) return undefined
  const key = FILE_KEYS[is]
  const properties = memberOf(artifact, 'properties')
  const file = textOf(memberOf(properties, key))
  if (file === undefined || file === '') {
    const message = `artifact "${id}" has no text at properties.${key}; run "npx cdk synth" again`
    diagnostics.push(problem('cdk.artifact', message, keySpan, ['artifacts', id]))
    return undefined
  }
  const span = entryOf(entryOf(value, 'properties')?.value, key)?.value.span
  if (is === 'assembly') return { is, id, span, directory: file }
  if (is !== 'stack') return { is, id, span, file }
  const { account, region } = environmentIn(textOf(memberOf(artifact, 'environment')))
  return {
    is,
    id,
    span,
    templateFile: file,
    account,
    region,
    name: textOf(memberOf(properties, 'stackName')) ?? id,
    displayName: textOf(memberOf(artifact, 'displayName')),
    dependencies: textsOf(memberOf(artifact, 'dependencies')),
    parameters: Object.fromEntries(
      membersOf(memberOf(properties, 'parameters')).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
    ),
    metadata: memberOf(artifact, 'metadata'),
    metadataFile: textOf(memberOf(artifact, 'additionalMetadataFile')),
  }
}

/** `aws://111122223333/eu-west-1`; what is decided at deployment is called unknown there. */
function environmentIn(text: string | undefined): { account: string | undefined; region: string | undefined } {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(text ?? '') ?? []
  const decided = (part: string | undefined): string | undefined => (part === undefined || part.startsWith('unknown-') ? undefined : part)
  return { account: decided(account), region: decided(region) }
}

function strangers({ id, dependencies, span }: StackArtifact, ids: ReadonlySet<string>): readonly Diagnostic[] {
  return dependencies
    .filter((dependency) => !ids.has(dependency))
    .map((dependency) =>
      problem('cdk.dependency', `"${id}" depends on "${dependency}", which this manifest does not have`, span, [
        'artifacts',
        id,
        'dependencies',
      ]),
    )
}
