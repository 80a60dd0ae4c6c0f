import * as z from 'zod'
import { usdText } from '#core/index.js'
import type { Candidate, Certificate } from '#design/index.js'

/** One design as it leaves the operation. */
export const CANDIDATE = z.object({
  id: z.string(),
  title: z.string(),
  because: z.array(z.string()).describe('why it is shown'),
  choices: z.record(z.string(), z.string()).describe('option by layer'),
  monthly: z.string().describe('US dollars a month'),
  leftOut: z.number().describe('cost lines that are not in it'),
  availability: z.number().describe('fraction, from failure modes'),
  availabilityCommitted: z.number().describe('fraction, what AWS commits to'),
  p99Ms: z.number().optional(),
  rtoSeconds: z.number().describe('loss of a zone'),
  rpoSeconds: z.number().describe('loss of a zone'),
  misses: z.array(z.object({ target: z.string(), wanted: z.string(), got: z.string() })),
})

export const CERTIFICATE = z.object({
  layer: z.string(),
  option: z.string(),
  rule: z.string(),
  value: z.string(),
  limit: z.string(),
})

export function candidateOutput({ id, title, choices, figures, misses, because }: Candidate): z.output<typeof CANDIDATE> {
  const { monthly, leftOut, availability, p99, recovery } = figures
  return {
    id,
    title,
    because: [...because],
    choices: Object.fromEntries(choices.map((choice) => [choice.layer, choice.title])),
    monthly: usdText(monthly),
    leftOut,
    availability: availability.estimate,
    availabilityCommitted: availability.commitment,
    ...(p99 === undefined ? {} : { p99Ms: p99.estimateMs }),
    rtoSeconds: recovery.zone.rtoSeconds,
    rpoSeconds: recovery.zone.rpoSeconds,
    misses: misses.map((miss) => ({ ...miss })),
  }
}

export function certificateOutput({ layer, option, rule, value, limit }: Certificate): z.output<typeof CERTIFICATE> {
  return { layer, option, rule, value, limit }
}
