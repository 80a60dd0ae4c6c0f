// cdk-nag's AwsSolutions pack over templates in JSON: `node cdk-nag-run.mjs NAME=FILE ...`, findings as JSON on standard output.
// A program of its own, because aws-cdk-lib takes its settings from the environment of the process.
import { App, Stack } from 'aws-cdk-lib'
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include'
import { AwsSolutionsChecks } from 'cdk-nag'

const app = new App({ analyticsReporting: false })
const stacks = process.argv.slice(2).map((argument) => {
  const at = argument.indexOf('=')
  const stack = new Stack(app, argument.slice(0, at))
  const included = new CfnInclude(stack, 'Template', { templateFile: argument.slice(at + 1), preserveLogicalIds: true })
  return { name: argument.slice(0, at), included }
})

// Straight over the construct tree: synthesis would only add files that nobody reads. What a rule throws is a finding of it.
const { violations } = new AwsSolutionsChecks(app).validateScope(app)
const findings = violations.flatMap(({ ruleName, severity, description, violatingResources }) =>
  violatingResources.map(({ constructPath }) => {
    const [stack, , ...resource] = (constructPath ?? '').split('/')
    return { rule: ruleName, severity, stack, resource: resource.join('/'), description }
  }),
)
const checked = stacks.flatMap(({ included }) => included.node.findAll()).length - stacks.length
process.stdout.write(JSON.stringify({ checked, findings }))
