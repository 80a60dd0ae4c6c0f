import type { Requirements } from '#spec/index.js'
import { readRequirements } from '#read/requirements/index.js'
import { testCatalog } from '../../support/catalog.js'

/** Requirements from the text of a file. */
export async function requirementsFrom(text: string): Promise<Requirements> {
  const { requirements, diagnostics } = await readRequirements(text, 'requirements.yaml', {
    regions: testCatalog()
      .regions()
      .map(({ name }) => name),
  })
  if (requirements === undefined) throw new TypeError(`the requirements of this test do not read: ${JSON.stringify(diagnostics)}`)
  return requirements
}

const TABLE = '  - { name: orders, model: key-value, size: 10 GB, item: 2 KB, reads: 80% }'
const RELATIONS = '  - { name: shop, model: relational, size: 50 GB, item: 1 KB, reads: 80% }'

/** Requirements of an API with a table; what is given stands instead of or beside it. */
export function api(more: readonly string[] = [], data: 'table' | 'relations' | 'none' = 'table'): Promise<Requirements> {
  const stored = { table: [`data:`, TABLE], relations: ['data:', RELATIONS], none: [] }[data]
  const text = [
    'name: orders',
    ...(more.some((line) => line.startsWith('workload:')) ? [] : ['workload: { kind: api }']),
    ...(more.some((line) => line.startsWith('traffic:')) ? [] : ['traffic: { average: 20/s, peak: 100/s }']),
    ...(more.some((line) => line.startsWith('region:')) ? [] : ['region: eu-west-1']),
    ...(more.some((line) => line.startsWith('security:') || line.includes('kind: worker')) ? [] : ['security: { authentication: none }']),
    ...stored,
    ...more,
  ]
  return requirementsFrom(`${text.join('\n')}\n`)
}
