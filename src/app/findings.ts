import * as z from 'zod'
import type { Finding, Pillar, RuleSeverity } from '#analyze/rules/index.js'
import { CONSTRUCT, type Constructs, constructOutput, DIAGNOSTIC } from './diagnostics.js'
import { redactValues } from './redact.js'

/** The gravest first. */
export const RULE_SEVERITIES = ['high', 'medium', 'low'] as const satisfies readonly RuleSeverity[]
export const PILLARS = [
  'operational-excellence',
  'security',
  'reliability',
  'performance-efficiency',
  'cost-optimization',
  'sustainability',
] as const satisfies readonly Pillar[]

export const FINDING = z.object({
  rule: z.string(),
  severity: z.enum(RULE_SEVERITIES),
  pillar: z.enum(PILLARS),
  verdict: z.enum(['fail', 'unknown', 'pass']),
  resource: z.string().optional().describe('logical id; absent when it is about the stack'),
  stack: z.string().optional().describe('of several stacks that are looked at as one: that of the resource'),
  madeOf: z.string().optional().describe('the SAM resource that the resource was made of'),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  line: z.number().optional(),
  column: z.number().optional(),
  message: z.string(),
  fix: z.string().optional(),
  world: z
    .record(z.string(), z.string())
    .optional()
    .describe('the fewest parameter values under which it holds; absent: with the given values and defaults, whatever else'),
  ...CONSTRUCT,
})
export type FindingOutput = z.output<typeof FINDING>

export const REVIEWED_FILE = z.object({
  file: z.string(),
  findings: z.array(FINDING).describe('with the given parameter values, else the defaults'),
  otherWorlds: z.array(FINDING).optional().describe('what fails with other parameter values only'),
  unexplored: z
    .array(z.object({ rule: z.string(), resource: z.string().optional(), worlds: z.number() }))
    .optional()
    .describe('questions of which more worlds are possible than were looked at'),
  diagnostics: z.array(DIAGNOSTIC).optional().describe('why the file could not be reviewed'),
})
export type ReviewedFile = z.output<typeof REVIEWED_FILE>

export function findingOutput(finding: Finding, constructs: Constructs): FindingOutput {
  const { rule, severity, pillar, verdict, resource, stack, madeOf, path, span, message, fix, world } = finding
  return {
    rule,
    severity,
    pillar,
    verdict,
    ...(resource === undefined ? {} : { resource }),
    ...(stack === undefined ? {} : { stack }),
    ...(madeOf === undefined ? {} : { madeOf }),
    ...(path === undefined ? {} : { path: [...path] }),
    ...(span === undefined ? {} : { line: span.line, column: span.column }),
    message: redactValues(message, path),
    ...(verdict === 'pass' ? {} : { fix }),
    ...(world === undefined ? {} : { world: { ...world } }),
    ...constructOutput(resource, constructs),
  }
}

/** Whether a finding is as grave as `severity` or graver. */
export function atLeast(finding: { readonly severity: RuleSeverity }, severity: RuleSeverity): boolean {
  return RULE_SEVERITIES.indexOf(finding.severity) <= RULE_SEVERITIES.indexOf(severity)
}
