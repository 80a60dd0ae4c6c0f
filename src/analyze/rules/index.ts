export { ALL_RULES } from './all.js'
export { rulesMarkdown } from './markdown.js'
export { type Review, reviewGraph, reviewWorlds, type Unexplored } from './review.js'
export {
  EXAMPLE_SUBJECT,
  exampleTemplate,
  type Finding,
  type Pillar,
  type Rule,
  type RuleExample,
  type RuleSeverity,
} from './rule.js'
