import type { JsonObject } from '#core/index.js'
import type { Query, Resource } from '#graph/index.js'
import { subnetsOf } from '../../arithmetic.js'
import { textAt } from '../../read.js'
import { defineChange, no } from '../change.js'
import { withChanges } from '../situation.js'
import { BALANCER, frontDoorOf, instead, logGroupOf, roleOf, scalingOf, SERVICE, TASK } from './front-doors.js'
import { named } from './to-containers.js'

const MOST_SECONDS = 29

export const functions = defineChange({
  id: 'lambda',
  title: 'A function behind an HTTP API instead of containers behind a load balancer',
  caveat: 'requests that take more than 29 s, connections that stay open and work between requests have no place in a function',
  refs: ['https://aws.amazon.com/lambda/pricing/', 'https://aws.amazon.com/api-gateway/pricing/'],
  apply({ situation, stacks }) {
    const what: string[] = []
    const tooLong = stacks.find(({ stack }) => (stack.traffic?.work.wallMs ?? 0) > MOST_SECONDS * 1000)
    if (tooLong !== undefined) return no(`a request is worked on for more than ${MOST_SECONDS} s, and an HTTP API waits no longer`)
    const changed = withChanges(situation, stacks, ({ stack, q }) => {
      const door = frontDoorOf(q, [BALANCER], SERVICE)
      if (door === undefined || stack.traffic === undefined) return undefined
      what.push(`${named(door.workers)}: a function of ${stack.traffic.work.memoryMb} MB behind an HTTP API`)
      const definitions = door.workers.flatMap((service) => definitionOf(service, q))
      return {
        remove: [...door.doors, ...door.workers, ...definitions, ...scalingOf(door.workers, q)].map(({ id }) => id),
        replace: instead(door, 'AlternativeApi'),
        add: functionOf(definitions, q, {
          memoryMb: stack.traffic.work.memoryMb,
          subnets: door.workers.flatMap((service) => subnetsOf(service, q)),
        }),
      }
    })
    return changed === undefined
      ? no('it has no containers behind a load balancer whose traffic is known')
      : { is: 'changed', what, situation: changed }
  },
})

function definitionOf(service: Resource, q: Query): readonly Resource[] {
  return q.edges({ from: service }).flatMap(({ to }) => (to.type === TASK ? [to] : []))
}

function functionOf(
  definitions: readonly Resource[],
  q: Query,
  { memoryMb, subnets }: { readonly memoryMb: number; readonly subnets: readonly Resource[] },
): JsonObject {
  const log = definitions.flatMap((each) => logGroupOf(each, q) ?? [])[0]
  const role = definitions.flatMap((each) => roleOf(each, q) ?? [])[0]
  const arm = definitions.some((each) => textAt(q, each, 'RuntimePlatform.CpuArchitecture') === 'ARM64')
  return {
    AlternativeApi: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    AlternativeRoute: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'AlternativeApi' },
        RouteKey: '$default',
        Target: { 'Fn::Sub': 'integrations/${AlternativeIntegration}' },
      },
    },
    AlternativeIntegration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { ApiId: { Ref: 'AlternativeApi' }, IntegrationUri: { 'Fn::GetAtt': ['AlternativeFunction', 'Arn'] } },
    },
    AlternativeFunction: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        MemorySize: memoryMb,
        Architectures: [arm ? 'arm64' : 'x86_64'],
        ...(log === undefined ? {} : { LoggingConfig: { LogGroup: { Ref: log.id } } }),
        ...(subnets.length === 0 ? {} : { VpcConfig: { SubnetIds: subnets.map(({ id }) => ({ Ref: id })), SecurityGroupIds: [] } }),
        ...(role === undefined ? {} : { Role: { 'Fn::GetAtt': [role, 'Arn'] } }),
      },
    },
  }
}
