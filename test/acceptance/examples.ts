import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { runCli } from '../support/cli.js'
import { REPOSITORY, type Run } from '../support/run.js'

export const EXAMPLES = ['invoices', 'orders', 'shop', 'site'] as const
export type ExampleName = (typeof EXAMPLES)[number]

export interface TemplateFile {
  /** `template.yaml`, or `template-us-east-1.yaml`. */
  readonly name: string
  readonly path: string
  readonly region: string
  readonly text: string
}

export interface DesignedExample {
  readonly name: ExampleName
  /** The folder that `stanchion design` wrote. */
  readonly folder: string
  readonly region: string
  readonly readme: string
  readonly templates: readonly TemplateFile[]
}

/** What a user types, and what it printed. */
function design(name: ExampleName, out: string): Promise<Run> {
  return runCli(['design', join('examples', `${name}.yaml`), '--out', out])
}

async function designed(name: ExampleName, out: string): Promise<DesignedExample> {
  const { code, stderr } = await design(name, out)
  if (code !== 0) throw new Error(`stanchion design examples/${name}.yaml: exit ${code}\n${stderr}`)
  const region = z.object({ region: z.string() }).parse(parse(await readFile(join(REPOSITORY, 'examples', `${name}.yaml`), 'utf8'))).region
  const files = (await readdir(out)).filter((file) => /^template.*\.yaml$/.test(file)).toSorted()
  const templates = await Promise.all(
    files.map(async (file): Promise<TemplateFile> => {
      const path = join(out, file)
      return { name: file, path, region: regionInName(file) ?? region, text: await readFile(path, 'utf8') }
    }),
  )
  return { name, folder: out, region, readme: await readFile(join(out, 'README.md'), 'utf8'), templates }
}

/** A template that stands in another region than the design says so in its name. */
function regionInName(file: string): string | undefined {
  return /^template-(.+)\.yaml$/.exec(file)?.[1]
}

/** All examples, designed side by side into a folder of their own. */
export async function designAll(): Promise<{
  readonly examples: Readonly<Record<ExampleName, DesignedExample>>
  readonly folder: string
  remove(): Promise<void>
}> {
  const folder = await mkdtemp(join(tmpdir(), 'stanchion-acceptance-'))
  const all = await Promise.all(EXAMPLES.map(async (name) => [name, await designed(name, join(folder, name))] as const))
  return {
    examples: Object.fromEntries(all) as Record<ExampleName, DesignedExample>,
    folder,
    remove: () => rm(folder, { recursive: true }),
  }
}
