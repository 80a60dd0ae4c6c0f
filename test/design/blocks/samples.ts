import * as fc from 'fast-check'
import { treeOf } from '#core/index.js'
import { ALL_BLOCKS, type AnyBlock, type Picks, type Site } from '#design/blocks/index.js'
import { type Graph, GraphBuilder, graphOf, type TemplateDocument, templateJson } from '#graph/index.js'
import { environmentDefaults, type Environment } from '#spec/index.js'
import { testCatalog } from '../../support/catalog.js'

/** One built template: a block with an example's parameters, some of them varied, for one place. */
export interface Sample {
  /** `vpc, defaults, zones 2 (eu-west-1, prod)`; also names its file. */
  readonly name: string
  readonly block: AnyBlock
  readonly site: Site
  readonly document: TemplateDocument
  readonly graph: Graph
}

export function siteAt(region: string, environment: Environment): Site {
  const catalog = testCatalog()
  return {
    region,
    environment,
    defaults: environmentDefaults(environment),
    has: (type) => catalog.available(type, region) !== false,
  }
}

// us-east-1 and ap-northeast-1 have zones that CloudFront leaves out; me-central-1 has no known prefix list
const SITES: readonly (readonly [string, Environment])[] = [
  ['eu-west-1', 'prod'],
  ['us-east-1', 'dev'],
  ['ap-northeast-1', 'staging'],
  ['me-central-1', 'prod'],
]

export const REGIONS: readonly string[] = SITES.map(([region]) => region)

// CloudFormation has no budgets everywhere: the block says so, and designs look before they use it
const fits = (block: AnyBlock, site: Site): boolean => block.id !== 'budget' || site.has('AWS::Budgets::Budget')

function build(block: AnyBlock, example: number, picks: Picks, site: Site): Sample | undefined {
  const graph = new GraphBuilder()
  if (!fits(block, site) || !block.sample(graph, site, { example, picks })) return undefined
  const varied = Object.entries(picks).map(([name, index]) => ` ${name}-${index}`)
  const name = `${block.id}, ${block.samples[example] ?? ''}${varied.length === 0 ? '' : `,${varied.join('')}`} (${site.region}, ${site.environment})`
  const document = graph.document({ description: name })
  return { name, block, site, document, graph: graphOf(treeOf(templateJson(document))) }
}

/** Every example of every block, in the first two places. */
export const EXAMPLES: readonly Sample[] = ALL_BLOCKS.flatMap((block) =>
  block.samples.flatMap((_name, example) =>
    SITES.slice(0, 2).flatMap(([region, environment]) => build(block, example, {}, siteAt(region, environment)) ?? []),
  ),
)

/** A block, an example, a value for each varied parameter, a place. */
const drawing: fc.Arbitrary<Sample | undefined> = fc.constantFrom(...ALL_BLOCKS).chain((block) => {
  const picks = fc.record(Object.fromEntries(Object.entries(block.varied).map(([name, count]) => [name, fc.nat(count - 1)])))
  return fc
    .tuple(fc.nat(block.samples.length - 1), picks, fc.constantFrom(...SITES))
    .map(([example, picked, [region, environment]]) => build(block, example, picked, siteAt(region, environment)))
})

/** Combinations of parameters, always the same ones; those that exclude each other are left out. */
export const DRAWN: readonly Sample[] = [
  ...new Map(
    fc
      .sample(drawing, { seed: 20_261_121, numRuns: 100 })
      .flatMap((sample) => (sample === undefined ? [] : [[sample.name, sample] as const])),
  ).values(),
]

/** Both, each once: a block that varies nothing is drawn as its example. */
export const SAMPLES: readonly Sample[] = [...new Map([...EXAMPLES, ...DRAWN].map((sample) => [sample.name, sample])).values()]
