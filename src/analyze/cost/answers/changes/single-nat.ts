import type { JsonObject } from '#core/index.js'
import { defineChange, no } from '../change.js'
import { withChanges } from '../situation.js'
import { addressesOf, gatewaysByNetwork, routesThrough } from './gateways.js'

export const singleNat = defineChange({
  id: 'single-nat',
  title: 'One NAT gateway for all zones of a network',
  caveat: 'when its zone goes, no private subnet reaches the internet; data from the other zones pays for crossing them',
  refs: ['https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html'],
  apply({ situation, stacks }) {
    const what: string[] = []
    const changed = withChanges(situation, stacks, ({ q }) => {
      const remove: string[] = []
      const set: Record<string, JsonObject> = {}
      for (const [kept, ...others] of gatewaysByNetwork(q)) {
        if (kept === undefined || others.length === 0) continue
        for (const gateway of others) for (const route of routesThrough(gateway, q)) set[route.id] = { NatGatewayId: { Ref: kept.id } }
        remove.push(...[...others, ...addressesOf(others, q)].map(({ id }) => id))
        what.push(`${others.map(({ id }) => id).join(', ')}: removed, their routes lead to ${kept.id}`)
      }
      return remove.length === 0 ? undefined : { remove, set }
    })
    return changed === undefined ? no('no network in it has more than one NAT gateway') : { is: 'changed', what, situation: changed }
  },
})
