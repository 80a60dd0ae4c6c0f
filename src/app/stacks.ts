import { basename, dirname, extname, join } from 'node:path'
import * as z from 'zod'
import { type Query, queryOf, type Worlds, worldsOf } from '#graph/index.js'
import { MANIFEST, readSource } from './discover.js'
import { stop } from './failure.js'
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

/**
 * The stacks of templates, by folder. A design's own `stanchion.json` names them, their regions and their order; `region` is for the
 * others. Throws `usage.bad-argument` when a design has no stack in that region.
 */
export async function stacksOf(context: Context, templates: readonly Template[], region: string | undefined): Promise<readonly Stack[]> {
  refuseElsewhere(templates, region === undefined ? [] : [region])
  const stacks: Stack[] = []
  for (const folder of new Set(templates.map(({ file }) => dirname(file)))) {
    const designed = (await designIn(context, folder))?.stacks ?? []
    refuseOtherRegion(folder, designed, region)
    const order = ({ file }: Template): number => designed.findIndex((stack) => stack.file === basename(file))
    const here = templates.filter(({ file }) => dirname(file) === folder).toSorted((a, b) => order(a) - order(b))
    for (const template of here) {
      if (template.deployed !== undefined) {
        const name = templates.length === 1 ? undefined : plain(template.deployed.name)
        stacks.push({ template, name, region: template.deployed.region ?? region })
        continue
      }
      const own = designed[order(template)]
      const name = templates.length === 1 ? undefined : plainName(template.file)
      stacks.push(
        own === undefined ? { template, name, region } : { template, name: own.name === MAIN ? undefined : own.name, region: own.region },
      )
    }
  }
  return stacks
}

function refuseOtherRegion(folder: string, designed: readonly { readonly region: string }[], region: string | undefined): void {
  const regions = [...new Set(designed.map((stack) => stack.region))]
  if (region === undefined || regions.length === 0 || regions.includes(region)) return
  throw stop(
    'usage.bad-argument',
    `"${folder}" was designed for ${regions.join(' and ')}, not for ${region}`,
    `write "region: ${region}" in its requirements file and design again`,
  )
}

/** Throws `usage.bad-argument` when every stack of a CDK app has its region, and none of them is asked for. */
export function refuseElsewhere(templates: readonly Template[], asked: readonly string[]): void {
  const regions = templates.map(({ deployed }) => deployed?.region)
  if (asked.length === 0 || templates.length === 0 || regions.some((region) => region === undefined || asked.includes(region))) return
  throw stop(
    'usage.bad-argument',
    `the stacks of this CDK app are for ${[...new Set(regions)].join(' and ')}, not for ${asked.join(' or ')}`,
    'leave --region out, or change the env of the stacks and run "npx cdk synth" again',
  )
}

/** The title of what is drawn or priced: the design's name, else the names of the files. */
export async function titleOf(context: Context, templates: readonly Template[]): Promise<string> {
  const [first] = templates
  const design = first === undefined ? undefined : await designIn(context, dirname(first.file))
  return design?.name ?? templates.map(({ file, deployed }) => deployed?.name ?? basename(file)).join(', ')
}

export function queryOfStack(stack: Stack, asOf: string): Query {
  const { graph, parameters, secrets } = stack.template
  return queryOf(graph, { region: stack.region, asOf, parameters, secrets })
}

export function worldsOfStack({ template, region }: Stack, asOf: string): Worlds {
  return worldsOfTemplate(template, region, asOf)
}

export function worldsOfTemplate({ graph, parameters, secrets }: Template, region: string | undefined, asOf: string): Worlds {
  return worldsOf(graph, { region, asOf, parameters, secrets })
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
  return plain(basename(file, extname(file)))
}

function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9-]/g, '-')
}
