import type { Diagnostic, Tree } from '#core/index.js'

/** What a CDK app makes: its stacks as plain data, nested assemblies (stages) included. */
export interface Assembly {
  readonly folder: string
  /** In the order of the manifests; a stage stands where its parent names it. */
  readonly stacks: readonly AssemblyStack[]
  /** What a stack takes from a stack beside it. */
  readonly crossings: readonly Crossing[]
  /** By file, what is wrong with the assembly itself; what is wrong with a template stands there. */
  readonly troubles: readonly { readonly file: string; readonly diagnostics: readonly Diagnostic[] }[]
}

export interface AssemblyStack {
  /** Of the artifact; alone in its manifest, not in the assembly. */
  readonly id: string
  /** As it is called in CloudFormation. */
  readonly name: string
  /** Its construct path: `Prod/Data`. */
  readonly displayName: string
  /** undefined: decided when it is deployed. */
  readonly account: string | undefined
  /** undefined: decided when it is deployed. */
  readonly region: string | undefined
  /** Stacks that are deployed before, by display name. */
  readonly dependsOn: readonly string[]
  /** Values that the CDK gives the template's parameters. */
  readonly parameters: Readonly<Record<string, string>>
  readonly template: AssemblyTemplate
}

export interface AssemblyTemplate {
  /** Path of the file, as it is printed. */
  readonly file: string
  /** undefined: it could not be read; a diagnostic says why. */
  readonly tree: Tree | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** By logical id. */
  readonly constructs: ReadonlyMap<string, Construct>
  readonly exports: readonly Export[]
  readonly imports: readonly Import[]
  readonly nested: readonly NestedTemplate[]
}

/** A template that a resource of another one deploys. */
export interface NestedTemplate {
  /** Logical id. */
  readonly resource: string
  readonly template: AssemblyTemplate
}

/** Where a resource comes from. */
export interface Construct {
  /** `Prod/Data/Queue/Resource` */
  readonly path: string
  /** `lib/data.ts:12:5`, as the machine that made the assembly called it. */
  readonly source?: string | undefined
  /** What is uploaded for it, as a path inside the assembly, with the property that names it. */
  readonly asset?: { readonly path: string; readonly property: string | undefined } | undefined
}

/** An output of a stack. */
export interface Export {
  readonly output: string
  /** undefined: it is not exported, or its name is known only at deployment. */
  readonly name: string | undefined
  readonly value: Tree
}

/** A value that comes from another stack. */
export interface Import {
  /** Where it stands: `['Resources', 'Work', 'Properties', 'QueueUrl']` */
  readonly path: readonly (string | number)[]
  readonly from: ImportSource
}

export type ImportSource =
  | { readonly is: 'export'; readonly name: string }
  | { readonly is: 'output'; readonly stackName: string; readonly region: string | undefined; readonly output: string }

/** An import whose other end is in the assembly. Stacks by display name, templates by file. */
export interface Crossing {
  readonly to: { readonly stack: string; readonly file: string; readonly path: readonly (string | number)[] }
  readonly from: { readonly stack: string; readonly file: string; readonly output: string; readonly value: Tree }
}
