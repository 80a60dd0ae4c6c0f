import type { Query, Resource } from '#graph/index.js'
import { itemsAt, scalarOf } from './reading.js'

/** What a stack is for, as far as the template says; undefined when it does not. */
export type Environment = 'production' | 'other'

const TAGS = /^(?:stanchion:)?(?:environment|env|stage|tier)$/i
const PARAMETERS = ['Environment', 'EnvironmentName', 'EnvironmentType', 'Env', 'EnvName', 'Stage', 'StageName', 'DeploymentStage'] as const
const PRODUCTION = /^(?:prod|prd|production|live)\b/i
const OTHER = /^(?:dev|development|test|testing|tst|qa|uat|stage|staging|stg|sandbox|sbx|demo|preview|ci|nonprod|non-prod)\b/i

/**
 * From a tag of the resource (`Environment`, `stanchion:environment`), else from the metadata that a design of Stanchion carries, else from a
 * parameter with such a name and a known value.
 */
export function environmentOf(node: Resource, q: Query): Environment | undefined {
  return (
    meaningOf(tagged(node, q)) ??
    meaningOf(scalarOf(q.read(q.metadata(), 'Stanchion.Environment'))) ??
    PARAMETERS.map((name) => meaningOf(scalarOf(q.read({ kind: 'parameter', name })))).find((one) => one !== undefined)
  )
}

function tagged(node: Resource, q: Query): unknown {
  for (const { value } of itemsAt(node, q, 'Tags').items) {
    const key = scalarOf(q.read(value, 'Key'))
    if (typeof key === 'string' && TAGS.test(key)) return scalarOf(q.read(value, 'Value'))
  }
  return undefined
}

function meaningOf(value: unknown): Environment | undefined {
  if (typeof value !== 'string') return undefined
  if (PRODUCTION.test(value)) return 'production'
  return OTHER.test(value) ? 'other' : undefined
}
