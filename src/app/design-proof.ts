import { ALL_RULES, reviewGraph } from '#analyze/rules/index.js'
import { validateTemplate } from '#analyze/validate/index.js'
import { type Diagnostic, invariant, type Tree } from '#core/index.js'
import type { Design, DesignedStack } from '#design/index.js'
import { graphOf, queryOf } from '#graph/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import type { Must } from '#spec/index.js'
import type { Context } from './operation.js'

/** Rules that a word of `must` breaks on purpose; the design says so itself. */
const DEMANDED: ReadonlyMap<string, Must> = new Map([['database-spans-zones', 'single-az']])

/**
 * Reads the templates of a design back from their text and holds the design to its promise: no error of our own validation and no
 * high finding of our own review, but for what `must` demands. Anything else is our bug, and nothing is written.
 */
export async function proveDesign(design: Design, templates: ReadonlyMap<string, string>, context: Context): Promise<void> {
  for (const stack of design.stacks) {
    const { file, region } = stack
    const { tree, diagnostics } = await readTemplate(templates.get(file) ?? '', file)
    invariant(tree !== undefined, `the design's ${file} cannot be read back`)
    proveValid(file, [...diagnostics, ...validateTemplate(tree, context.catalog(), { region })])
    proveReviewed(stack, tree, design)
  }
}

function proveValid(file: string, diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const said = errors.map(({ message, path = [] }) => `${message} (${path.join('.')})`)
  invariant(errors.length === 0, `the design's ${file} does not pass validation: ${said.join('; ')}`)
}

function proveReviewed({ file, region }: DesignedStack, tree: Tree, { asOf, requirements }: Design): void {
  const findings = reviewGraph(queryOf(graphOf(tree, file), { region, asOf }), ALL_RULES)
  const high = findings
    .filter(({ verdict, severity }) => verdict === 'fail' && severity === 'high')
    .filter(({ rule }) => !requirements.must.some((word) => word === DEMANDED.get(rule)))
  const said = high.map(({ rule, resource = 'stack', message }) => `${resource} ${message} (${rule})`)
  invariant(high.length === 0, `the design's ${file} does not pass review: ${said.join('; ')}`)
}
