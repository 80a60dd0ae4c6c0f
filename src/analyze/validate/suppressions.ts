import { entryOf, type Tree } from '#core/index.js'
import { type Code, CODES } from './codes.js'
import type { Declared } from './template.js'

/** What the author of a template has told cfn-lint not to report. */
export interface Suppressions {
  /** The rule of cfn-lint that is switched off for this code in this resource. */
  ruleThatHides(code: Code, resource: string | undefined): string | undefined
}

/** `Metadata: { cfn-lint: { config: { ignore_checks: [E3012] } } }`, of the template or of one resource; `E3` stands for all that begin so. */
function ignoredIn(tree: Tree): readonly string[] {
  const config = entryOf(entryOf(entryOf(tree, 'Metadata')?.value, 'cfn-lint')?.value, 'config')?.value
  const checks = entryOf(config, 'ignore_checks')?.value
  return checks?.kind === 'list'
    ? checks.items.flatMap((item) => (item.kind === 'scalar' && item.value !== '' ? [String(item.value)] : []))
    : []
}

export function suppressionsIn({ root, resources }: Declared): Suppressions {
  const everywhere = ignoredIn(root)
  const byResource = new Map<string, readonly string[]>()
  for (const [id, { tree }] of resources) {
    const ignored = ignoredIn(tree)
    if (ignored.length > 0) byResource.set(id, ignored)
  }
  return {
    ruleThatHides: (code, resource) => {
      const ignored = resource === undefined ? everywhere : [...everywhere, ...(byResource.get(resource) ?? [])]
      return CODES[code].cfnLint.find((rule) => ignored.some((prefix) => rule.startsWith(prefix)))
    },
  }
}
