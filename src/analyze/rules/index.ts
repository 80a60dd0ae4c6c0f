export { ALL_RULES } from './all.js'
export { rulesMarkdown } from './markdown.js'
export { reviewGraph } from './review.js'
export {
  defineRule,
  EXAMPLE_SUBJECT,
  exampleTemplate,
  type Finding,
  type Maps,
  PASS,
  type Pillar,
  PILLARS,
  type Rule,
  type RuleExample,
  type RuleSeverity,
  type Verdict,
} from './rule.js'
