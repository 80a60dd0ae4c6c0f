import { type JsonObject, usdText } from '#core/index.js'
import type { Candidate, Design, Figures } from '#design/index.js'
import { assumptionLines } from './assumptions.js'
import { billJson } from './cost.js'
import { plain } from './plain.js'
import { targetRows, verdict } from './targets.js'

function figuresJson({ monthly, ...rest }: Figures): JsonObject {
  return plain({ monthly: usdText(monthly), ...rest })
}

function candidateJson({ figures, ...rest }: Candidate): JsonObject {
  return plain({ ...rest, figures: figuresJson(figures) })
}

/**
 * `stanchion.json`: all of a design as data. `files` holds the SHA-256 in hex of each file beside it, by path; money is decimal text.
 */
export function stanchionJson(design: Design, digests: Readonly<Record<string, string>>): JsonObject {
  const { requirements, asOf, chosen, shown, considered, certificates, decisions, stacks, usage, bill, notes, commands, deployMinutes } =
    design
  const { assumptions, ...asked } = requirements
  return plain({
    format: 'stanchion-design/1',
    name: requirements.name,
    asOf,
    region: requirements.region,
    requirements: { ...asked, assumptions },
    assumptions: assumptionLines(assumptions),
    stacks: stacks.map(({ name, file, region, graph }) => ({ name, file, region, resources: graph.resources.size })),
    chosen: candidateJson(chosen),
    targets: targetRows(chosen, requirements).map((row) => ({ ...row, verdict: verdict(row) })),
    shown: shown.map(candidateJson),
    considered,
    decisions,
    certificates,
    bill: billJson(bill),
    usage,
    notes,
    commands,
    deployMinutes,
    files: Object.fromEntries(Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : 1))),
  })
}
