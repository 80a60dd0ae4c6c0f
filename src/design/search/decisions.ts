import { formatUsd, subtractUsd } from '#core/index.js'
import { LAYER_TITLES, LAYERS, type Layer } from '../plan.js'
import type { Certificate, Decision } from '../types.js'
import { bestByOption } from './choose.js'
import type { Evaluated } from './evaluate.js'

/** What was chosen in each layer, and the figure that decided against each other option. */
export function decisionsOf(all: readonly Evaluated[], chosen: Evaluated, certificates: readonly Certificate[]): readonly Decision[] {
  return LAYERS.map((layer) => decisionOf(layer, all, { chosen, certificates })).filter((decision) => decision !== undefined)
}

interface Outcome {
  readonly chosen: Evaluated
  readonly certificates: readonly Certificate[]
}

function decisionOf(layer: Layer, all: readonly Evaluated[], { chosen, certificates }: Outcome): Decision | undefined {
  const taken = chosen.plan[layer]
  const others = [...bestByOption(all, layer)].filter(([id]) => id !== taken.id)
  const broken = certificates.filter((certificate) => certificate.layer === layer)
  const has = taken.services.length > 0 || (layer === 'zones' && chosen.plan.zones.value !== 0)
  if (others.length === 0 && (broken.length === 0 || !has)) return undefined
  return {
    layer,
    title: LAYER_TITLES[layer],
    chosen: {
      option: taken.id,
      title: taken.title,
      why: whyChosen(
        chosen,
        others.map(([, other]) => other),
      ),
    },
    rejected: [
      ...others.map(([id, other]) => ({ option: id, title: other.plan[layer].title, figure: figureOf(other, chosen) })),
      ...broken.map(({ option, rule, value, limit }) => ({ option, title: option, figure: `${rule}: ${value}; limit: ${limit}` })),
    ],
  }
}

function whyChosen({ candidate }: Evaluated, others: readonly Evaluated[]): string {
  const cheaper = others.filter((other) => other.candidate.figures.monthly < candidate.figures.monthly)
  const why = 'cheapest design that meets every target'
  if (cheaper.length === 0) return why
  return cheaper.every((other) => other.candidate.misses.length > 0)
    ? `${why}; what is cheaper misses one`
    : `${why}; what seems cheaper has lines without a price`
}

/** Why the best design with an option loses: the target it misses, or what it costs more. */
function figureOf(other: Evaluated, chosen: Evaluated): string {
  const [miss] = other.candidate.misses
  if (miss !== undefined) return `misses ${miss.target}: ${miss.got} instead of ${miss.wanted}`
  const { leftOut, monthly } = other.candidate.figures
  if (leftOut > chosen.candidate.figures.leftOut) return `at least ${formatUsd(monthly)} a month: ${leftOut} of its lines have no price`
  const more = subtractUsd(monthly, chosen.candidate.figures.monthly)
  return more > 0n ? `${formatUsd(more)} a month more in its best design` : 'same price; more to operate or more lock-in'
}
