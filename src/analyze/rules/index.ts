export { ALL_RULES } from './all.js'
export { reviewGraph } from './review.js'
export {
  defineRule,
  EXAMPLE_SUBJECT,
  exampleTemplate,
  type Finding,
  PASS,
  type Pillar,
  type Rule,
  type RuleExample,
  type RuleSeverity,
  type Verdict,
} from './rule.js'
