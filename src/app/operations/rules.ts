import * as z from 'zod'
import type { Rule } from '#analyze/rules/index.js'
import { columns } from '../columns.js'
import { PILLARS, RULE_SEVERITIES } from '../findings.js'
import { defineOperation } from '../operation.js'
import type { Page } from '../page.js'

const TOOLS = ['cdk-nag', 'checkov', 'cfn_nag', 'security-hub', 'prowler'] as const

const RULE = z.object({
  id: z.string(),
  pillar: z.enum(PILLARS),
  severity: z.enum(RULE_SEVERITIES),
  title: z.string(),
  types: z.array(z.string()).describe('resource types; * for every type'),
  maps: z.object({
    'cdk-nag': z.array(z.string()),
    checkov: z.array(z.string()),
    cfn_nag: z.array(z.string()),
    'security-hub': z.array(z.string()),
    prowler: z.array(z.string()),
  }),
})
type RuleOutput = z.output<typeof RULE>

export const rules = defineOperation({
  name: 'rules',
  about: 'List the rules that review asks, with the checks of other tools that ask the same.',
  effect: 'reads',
  input: z.strictObject({ pillar: z.enum(PILLARS).optional().describe('Only the rules of this pillar.') }),
  output: z.object({ rules: z.array(RULE) }),
  examples: [{ about: 'Every rule as JSON', command: 'stanchion rules --format json' }],
  cli: {},
  async run({ pillar }) {
    const { ALL_RULES } = await import('#analyze/rules/index.js')
    const listed = ALL_RULES.filter((rule) => pillar === undefined || rule.pillar === pillar).map(ruleOutput)
    return { output: { rules: listed }, exit: 0, human: (page) => rulesText(listed, page) }
  },
})

function ruleOutput(rule: Rule): RuleOutput {
  const { id, pillar, severity, title, maps } = rule
  const of = (tool: (typeof TOOLS)[number]): string[] => [...(maps?.[tool] ?? [])]
  return {
    id,
    pillar,
    severity,
    title,
    types: [...rule.types],
    maps: {
      'cdk-nag': of('cdk-nag'),
      checkov: of('checkov'),
      cfn_nag: of('cfn_nag'),
      'security-hub': of('security-hub'),
      prowler: of('prowler'),
    },
  }
}

function rulesText(listed: readonly RuleOutput[], { width, style }: Page): string {
  const sections = PILLARS.flatMap((pillar) => {
    const own = listed.filter((rule) => rule.pillar === pillar)
    if (own.length === 0) return []
    const rows = own.flatMap(({ id, severity, title }) => [`  ${style.bold(id)} ${severity}`, ...columns([['', title]], width)])
    return [style.bold(style.cyan(pillar)), ...rows, '']
  })
  return `${[...sections, `${listed.length} rules`].join('\n')}\n`
}
