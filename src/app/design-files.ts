import { type Bill, billOf, mergeBills, quantitiesOf } from '#analyze/cost/index.js'
import { jsonText } from '#core/index.js'
import type { Design, DesignedStack } from '#design/index.js'
import { type Query, queryOf } from '#graph/index.js'
import { type DefaultUsed, scaledTraffic, trafficOf, usageJson } from '#spec/index.js'
import { writeTemplate } from '#write/cloudformation/index.js'
import { diagramOf, mermaidOf, svgOf } from '#write/diagram/index.js'
import { costJson, costMarkdown, decisionRecords, designReadme, type Scenario, stanchionJson } from '#write/report/index.js'
import { writeYaml } from '#write/yaml/index.js'
import { MANIFEST } from './discover.js'
import type { Context } from './operation.js'
import { digestsOf } from './output-folder.js'
import { USAGE_FILE } from './usage-file.js'

/** Traffic that a reader asks about next: a quiet month, a good one, a success. */
const SCENARIOS = [
  { title: 'half the traffic', times: 0.5 },
  { title: 'twice the traffic', times: 2 },
  { title: 'ten times the traffic', times: 10 },
] as const

const USAGE_COMMENT = [
  'What the design is priced with: quantities a month, by logical id. Read by `stanchion cost`.',
  '`from: derived` follows from the traffic above and is computed again with --traffic; what you state yourself stays: write the quantity with its unit (`requests: 1M requests`), or change the value and write `from: stated`.',
].join('\n')

/** The templates of a design by their path. */
export function templateFiles(design: Design): ReadonlyMap<string, string> {
  return new Map(design.stacks.map((stack) => [stack.file, writeTemplate(printable(stack.document))]))
}

export interface DesignSource {
  /** The requirements as the user wrote them. */
  readonly text: string
  readonly templates: ReadonlyMap<string, string>
  readonly defaults: readonly DefaultUsed[]
}

/** Every file of a design by its path, `stanchion.json` with the digests of all others last. */
export function designFiles(design: Design, source: DesignSource, context: Context): ReadonlyMap<string, Uint8Array> {
  const { templates } = source
  const texts = new Map<string, string>()
  const scenarios = scenariosOf(design, context)
  texts.set('README.md', designReadme(design, { defaults: source.defaults }))
  texts.set('requirements.yaml', source.text)
  for (const [name, text] of templates) texts.set(name, text)
  const diagram = diagramOf(
    design.stacks.map((stack) => ({ name: stack.name, region: stack.region, q: queryOfDesigned(stack, design) })),
    { title: design.requirements.name },
  )
  texts.set('architecture.svg', svgOf(diagram))
  texts.set('architecture.mmd', mermaidOf(diagram))
  texts.set(USAGE_FILE, writeYaml(usageJson(design.usage), new Map([['', USAGE_COMMENT]])))
  texts.set('cost.md', costMarkdown(design, scenarios))
  texts.set('cost.json', jsonText(costJson(design, scenarios)))
  for (const [name, text] of decisionRecords(design)) texts.set(`decisions/${name}`, text)
  const files = new Map([...texts].map(([name, text]) => [name, new TextEncoder().encode(text)]))
  return files.set(MANIFEST, new TextEncoder().encode(jsonText(stanchionJson(design, digestsOf(files)))))
}

/** The same document without what is said to be undefined. */
function printable({ resources, ...document }: DesignedStack['document']): Parameters<typeof writeTemplate>[0] {
  return {
    ...document,
    resources: resources.map(({ id, body, comment, heading }) => ({
      id,
      body,
      ...(comment === undefined ? {} : { comment }),
      ...(heading === undefined ? {} : { heading }),
    })),
  }
}

function queryOfDesigned(stack: DesignedStack, { asOf }: Design): Query {
  return queryOf(stack.graph, { region: stack.region, asOf })
}

function scenariosOf(design: Design, context: Context): readonly Scenario[] {
  const traffic = trafficOf(design.requirements)
  const { prices } = context.catalog()
  return SCENARIOS.map(({ title, times }) => {
    const other = scaledTraffic(traffic, traffic.averagePerSecond * times)
    const bills = design.stacks.map((stack): Bill => {
      const q = queryOfDesigned(stack, design)
      const named = stack.name === 'main' ? undefined : stack.name
      return billOf(q, quantitiesOf(q, other, { resources: {} }, named), prices, named === undefined ? {} : { stack: named })
    })
    return { title, bill: mergeBills(bills) }
  })
}
