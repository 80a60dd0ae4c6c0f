import type { Query, Resource } from '#graph/index.js'
import type { Meter } from '../../model.js'
import { isOn } from '../../read.js'

/** The secret that a database service makes and rotates for the master user is billed like any other. `path` is the switch. */
export function managedSecret(q: Query, node: Resource, path = 'ManageMasterUserPassword'): readonly Meter[] {
  return isOn(q, node, path)
    ? [{ name: 'Secret of the master user', price: 'secretsmanager.secret', unit: 'secret-month', quantity: 1, formula: 'one secret' }]
    : []
}
