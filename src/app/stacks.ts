import { basename, dirname, extname, join } from 'node:path'
import * as z from 'zod'
import { type Query, queryOf } from '#graph/index.js'
import { MANIFEST, readSource } from './discover.js'
import { jsonOrNothing } from './json.js'
import type { Context } from './operation.js'
import type { Template } from './templates.js'

/** A template with what its design, or the command line, says about it. */
export interface Stack {
  readonly template: Template
  /** Prefix of its resources in a usage file and on a bill; undefined for a design's main stack and for a template alone. */
  readonly name: string | undefined
  /** undefined: nobody has said. */
  readonly region: string | undefined
}

const DESIGNED = z.object({ name: z.string(), stacks: z.array(z.object({ name: z.string(), file: z.string(), region: z.string() })) })
const MAIN = 'main'

/** The stacks of templates. A design's own `stanchion.json` names them and their regions; `region` is for the others. */
export async function stacksOf(context: Context, templates: readonly Template[], region: string | undefined): Promise<readonly Stack[]> {
  const designs = new Map<string, z.output<typeof DESIGNED> | undefined>()
  for (const folder of new Set(templates.map(({ file }) => dirname(file)))) designs.set(folder, await designIn(context, folder))
  return templates.map((template) => {
    const designed = designs.get(dirname(template.file))?.stacks.find(({ file }) => file === basename(template.file))
    if (designed !== undefined) return { template, name: designed.name === MAIN ? undefined : designed.name, region: designed.region }
    return { template, name: templates.length === 1 ? undefined : plainName(template.file), region }
  })
}

/** The title of what is drawn or priced: the design's name, else the names of the files. */
export async function titleOf(context: Context, templates: readonly Template[]): Promise<string> {
  const [first] = templates
  const design = first === undefined ? undefined : await designIn(context, dirname(first.file))
  return design?.name ?? templates.map(({ file }) => basename(file)).join(', ')
}

export function queryOfStack(stack: Stack, asOf: string): Query {
  return queryOf(stack.template.graph, { region: stack.region, asOf })
}

async function designIn(context: Context, folder: string): Promise<z.output<typeof DESIGNED> | undefined> {
  const path = join(folder, MANIFEST)
  if ((await context.files.kind(path)) !== 'file') return undefined
  const { text } = await readSource(context.files, path)
  const parsed = DESIGNED.safeParse(text === undefined ? undefined : jsonOrNothing(text))
  return parsed.success ? parsed.data : undefined
}

/** `stacks/orders-api.yaml` -> `orders-api`, in the letters that a usage file allows. */
function plainName(file: string): string {
  return basename(file, extname(file)).replace(/[^A-Za-z0-9-]/g, '-')
}
