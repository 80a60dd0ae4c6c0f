import type { Json, JsonObject } from '#core/index.js'
import type { Query, Resource } from '#graph/index.js'
import { subnetsRoutedTo } from '../../subnets.js'
import { defineChange, no } from '../change.js'
import { withChanges } from '../situation.js'
import { ADDRESS, addressesOf, NAT } from './gateways.js'
import { wayOut } from './to-containers.js'

/** What containers call at AWS when they start and run. */
const SERVICES: readonly string[] = ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager']
const ASSOCIATION = 'AWS::EC2::SubnetRouteTableAssociation'

export const endpoints = defineChange({
  id: 'endpoints',
  title: `Interface endpoints (${SERVICES.join(', ')}) and a gateway endpoint for S3 instead of NAT gateways`,
  caveat: 'nothing but these services of AWS can be reached then: no other address of the internet',
  refs: ['https://aws.amazon.com/privatelink/pricing/', 'https://aws.amazon.com/vpc/pricing/'],
  apply({ situation, stacks }) {
    const what: string[] = []
    const changed = withChanges(situation, stacks, ({ stack, q }) => {
      const gateways = q.all(NAT)
      const subnets = [...new Map(gateways.flatMap((gateway) => subnetsRoutedTo(gateway, q)).map((each) => [each.id, each])).values()]
      if (subnets.length === 0) return undefined
      what.push(`${gateways.map(({ id }) => id).join(', ')}: removed; ${SERVICES.length} endpoints in ${subnets.length} subnets`)
      const add = Object.fromEntries(
        [...SERVICES, 's3'].map((service, index): [string, Json] => [
          `AlternativeEndpoint${index}`,
          endpoint(`com.amazonaws.${stack.region}.${service}`, service === 's3' ? undefined : subnets, networkOf(subnets, q)),
        ]),
      )
      return { remove: [...gateways, ...addressesOf(gateways, q)].map(({ id }) => id), add }
    })
    return changed === undefined ? no('no subnet in it is known to lead to a NAT gateway') : { is: 'changed', what, situation: changed }
  },
})

/** A gateway endpoint stands in no subnet and costs nothing. */
function endpoint(service: string, subnets: readonly Resource[] | undefined, network: JsonObject): JsonObject {
  return {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties:
      subnets === undefined
        ? { VpcEndpointType: 'Gateway', ServiceName: service, ...network }
        : { VpcEndpointType: 'Interface', ServiceName: service, ...network, SubnetIds: subnets.map(({ id }) => ({ Ref: id })) },
  }
}

function networkOf(subnets: readonly Resource[], q: Query): JsonObject {
  const vpc = subnets.flatMap((subnet) => q.edges({ to: subnet, kind: 'contains' }).filter(({ path }) => path === 'VpcId'))[0]?.from
  return vpc === undefined ? {} : { VpcId: { Ref: vpc.id } }
}

export const natPerZone = defineChange({
  id: 'nat-per-zone',
  title: 'A NAT gateway in each zone',
  caveat: 'it pays by availability, not by price: only above some terabytes between zones is it cheaper',
  refs: ['https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html'],
  apply({ situation, stacks }) {
    const what: string[] = []
    const changed = withChanges(situation, stacks, ({ q }) => {
      const add: Record<string, Json> = {}
      const remove: string[] = []
      for (const gateway of q.all(NAT)) {
        const [, ...others] = subnetsRoutedTo(gateway, q)
        others.forEach((subnet, index) => {
          const suffix = `${gateway.id}${index}`.replaceAll(/[^A-Za-z0-9]/g, '')
          for (const { to } of q.edges({ from: subnet, kind: 'routes' })) if (to.type === ASSOCIATION) remove.push(to.id)
          Object.assign(add, {
            [`AlternativeAddress${suffix}`]: { Type: ADDRESS },
            [`AlternativeNat${suffix}`]: {
              Type: NAT,
              Properties: { SubnetId: { Ref: subnet.id }, AllocationId: { 'Fn::GetAtt': [`AlternativeAddress${suffix}`, 'AllocationId'] } },
            },
            ...wayOut(suffix, subnet.id, `AlternativeNat${suffix}`),
          })
        })
        if (others.length > 0) what.push(`${gateway.id}: ${others.length} more, for ${others.map(({ id }) => id).join(', ')}`)
      }
      return what.length === 0 || Object.keys(add).length === 0 ? undefined : { remove, add }
    })
    return changed === undefined ? no('no NAT gateway in it serves subnets of several zones') : { is: 'changed', what, situation: changed }
  },
})
