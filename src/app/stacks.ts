import { basename, dirname, extname, join } from 'node:path'
import * as z from 'zod'
import { entryOf } from '#core/index.js'
import { type Graph, graphOf, nameIn, type Query, queryOf, together, withNested, type Worlds, worldsOf } from '#graph/index.js'
import { MANIFEST, readSource } from './discover.js'
import { stop } from './failure.js'
import { jsonOrNothing } from './json.js'
import type { Context } from './operation.js'
import type { Template } from './templates.js'

/** What is looked at as one: a template with the stacks nested in it, or the stacks of a CDK app, and what is said about it. */
export interface Stack {
  /** Its files by name; that of the outermost stack first. */
  readonly templates: ReadonlyMap<string, Template>
  /** As it is called to people. */
  readonly title: string
  readonly graph: Graph
  readonly parameters: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
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
  const byFile = new Map(templates.map((template) => [template.file, template]))
  const outer = templates.filter(({ inner }) => !inner)
  const alone = outer.length === 1
  const stacks: Stack[] = []
  for (const folder of new Set(outer.map(({ file }) => dirname(file)))) {
    const designed = (await designIn(context, folder))?.stacks ?? []
    refuseOtherRegion(folder, designed, region)
    const order = ({ file }: Template): number => designed.findIndex((stack) => stack.file === basename(file))
    const here = outer.filter(({ file }) => dirname(file) === folder).toSorted((a, b) => order(a) - order(b))
    for (const template of here.filter(({ deployed }) => deployed === undefined)) {
      const own = designed[order(template)]
      const name = alone ? undefined : plainName(template.file)
      stacks.push({
        ...wholeOf(template, byFile),
        ...(own === undefined ? { name, region } : { name: own.name === MAIN ? undefined : own.name, region: own.region }),
      })
    }
    stacks.push(...appsOf(here, { byFile, region, alone }))
  }
  return stacks
}

type Files = ReadonlyMap<string, Template>
type Whole = Omit<Stack, 'name' | 'region'>

/** A template with the stacks nested in it. */
function wholeOf(template: Template, byFile: Files): Whole {
  const { file, whole: written, parameters, secrets, deployed } = template
  const inside = template.nested.flatMap(({ resource, file: inner }) => {
    const made = byFile.get(inner)
    return made === undefined ? [] : [{ resource, whole: wholeOf(made, byFile) }]
  })
  return {
    templates: new Map([[file, template], ...inside.flatMap(({ whole }) => [...whole.templates])]),
    title: deployed?.name ?? basename(file),
    graph: withNested(graphOf(written.tree, file, written.madeOf), new Map(inside.map(({ resource, whole }) => [resource, whole.graph]))),
    parameters,
    secrets,
  }
}

interface Surroundings {
  readonly byFile: Files
  readonly region: string | undefined
  readonly alone: boolean
}

/** The stacks of CDK apps: those of one app and one region are one, since they import from each other. */
function appsOf(templates: readonly Template[], { byFile, region, alone }: Surroundings): readonly Stack[] {
  const groups = new Map<string, { readonly region: string | undefined; readonly members: (Whole & { readonly name: string })[] }>()
  for (const template of templates) {
    const { deployed } = template
    if (deployed === undefined) continue
    const place = deployed.region ?? region
    const key = JSON.stringify([deployed.assembly, place ?? null])
    const group = groups.get(key) ?? { region: place, members: [] }
    group.members.push({ ...wholeOf(template, byFile), name: stackName(deployed.name) })
    groups.set(key, group)
  }
  return [...groups.values()].map(({ region: place, members }): Stack => {
    const [only] = members
    if (members.length === 1 && only !== undefined) return { ...only, name: alone ? undefined : only.name, region: place }
    return {
      templates: new Map(members.flatMap((member) => [...member.templates])),
      title: members.map(({ title }) => title).join(', '),
      graph: together(members),
      parameters: prefixed(members, ({ parameters }) => parameters),
      secrets: prefixed(members, ({ secrets }) => secrets),
      name: undefined,
      region: place,
    }
  })
}

type Member = Whole & { readonly name: string }

function prefixed(
  members: readonly Member[],
  valuesOf: (member: Member) => Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    members.flatMap((member) => Object.entries(valuesOf(member)).map(([name, value]) => [nameIn(member.name, name), value])),
  )
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

export function queryOfStack({ graph, parameters, secrets, region }: Stack, asOf: string): Query {
  return queryOf(graph, { region, asOf, parameters, secrets })
}

export function worldsOfStack({ graph, parameters, secrets, region }: Stack, asOf: string): Worlds {
  return worldsOf(graph, { region, asOf, parameters, secrets })
}

/** The worlds of a template as it is written, whatever is nested in it; undefined where nothing tells worlds apart. */
export function worldsOfTemplate(
  { tree, file, parameters, secrets }: Template,
  region: string | undefined,
  asOf: string,
): Worlds | undefined {
  const sections = [entryOf(tree, 'Conditions'), entryOf(tree, 'Rules')]
  if (sections.every((section) => section === undefined)) return undefined
  return worldsOf(graphOf(tree, file), { region, asOf, parameters, secrets })
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
  return stackName(basename(file, extname(file)))
}

/** The name of a CDK stack, as a bill has it. */
export function stackName(name: string): string {
  return name.replace(/[^A-Za-z0-9-]/g, '-')
}
