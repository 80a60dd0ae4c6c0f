import type { Query, Resource } from '#graph/index.js'
import type { Meter } from '../../model.js'
import { isOn } from '../../read.js'

/** The secret that RDS makes and rotates for the master user is billed like any other. */
export function managedSecret(q: Query, node: Resource): readonly Meter[] {
  return isOn(q, node, 'ManageMasterUserPassword')
    ? [{ name: 'Secret of the master user', price: 'secretsmanager.secret', unit: 'secret-month', quantity: 1, formula: 'one secret' }]
    : []
}
