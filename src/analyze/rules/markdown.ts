import { PILLARS, type Pillar, type Rule, type RuleExample } from './rule.js'

const PILLAR_TITLES: Readonly<Record<Pillar, string>> = {
  security: 'Security',
  reliability: 'Reliability',
  'operational-excellence': 'Operational excellence',
  'cost-optimization': 'Cost optimization',
  'performance-efficiency': 'Performance efficiency',
  sustainability: 'Sustainability',
}

/** The page about all rules (`docs/generated/rules.md`): what each asks, why, how to fix it, and the examples that test it. */
export function rulesMarkdown(rules: readonly Rule[]): string {
  const pillars = PILLARS.map((pillar) => ({ pillar, of: rules.filter((rule) => rule.pillar === pillar) })).filter(
    ({ of }) => of.length > 0,
  )
  return [
    '<!-- Generated from the rules in src/analyze/rules. Do not edit: run npx vitest run test/analyze/rules/rules.test.ts --update. -->',
    '# Rules',
    `${rules.length} rules. A rule passes, fails, or cannot tell because a value is not known before deployment.`,
    table(
      ['Rule', 'Pillar', 'Severity', 'Asks'],
      rules.map((rule) => [`[\`${rule.id}\`](#${rule.id})`, PILLAR_TITLES[rule.pillar], rule.severity, rule.title]),
    ),
    ...pillars.flatMap(({ pillar, of }) => [`## ${PILLAR_TITLES[pillar]}`, ...of.map(ruleText)]),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}

function ruleText(rule: Rule): string {
  const { fail, pass, unknown = [] } = rule.examples
  return [
    `### ${rule.id}`,
    `**${rule.title}.** Severity: ${rule.severity}. ${subjectText(rule)}`,
    rule.why,
    `**Fix:** ${rule.fix}`,
    [...examples('Fails', fail), ...examples('Passes', pass), ...examples('Cannot tell', unknown)].join('\n'),
    [`See ${rule.refs.map((ref) => `<${ref}>`).join(', ')}.`, ...mapsText(rule)].join('\n'),
  ].join('\n\n')
}

function subjectText(rule: Rule): string {
  if (rule.subject === 'stack') return 'About the stack as a whole.'
  return rule.types.includes('*') ? 'About every resource.' : `About ${rule.types.map((type) => `\`${type}\``).join(', ')}.`
}

function examples(title: string, list: readonly RuleExample[]): readonly string[] {
  return list.length === 0 ? [] : [`- ${title}: ${list.map(({ name }) => name).join('; ')}.`]
}

function mapsText({ maps }: Rule): readonly string[] {
  const tools = Object.entries(maps ?? {}).map(([tool, ids]) => `${tool} ${ids.join(', ')}`)
  return tools.length === 0 ? [] : [`Asked by other tools: ${tools.join('; ')}.`]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
