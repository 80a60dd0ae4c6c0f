import type { JsonObject } from '#core/index.js'
import { isWhole, linked, propertiesOf, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at, branchesOf, itemsOf, valuesAt } from './model.js'

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener'
const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer'
const TARGETS = 'AWS::ElasticLoadBalancingV2::TargetGroup'
const template = (listener: JsonObject, Type: string, group: JsonObject = {}): JsonObject => ({
  Resources: {
    Listener: {
      Type: LISTENER,
      Properties: {
        LoadBalancerArn: { Ref: 'Balancer' },
        DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }],
        ...listener,
      },
    },
    Balancer: { Type: BALANCER, Properties: { Type, Subnets: ['a', 'b'] } },
    Group: { Type: TARGETS, Properties: group },
  },
})
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html, read 2026-11. */
const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'],
  gateway: ['GENEVE'],
}
/** What an action of a kind needs. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  redirect: ['RedirectConfig'],
  'fixed-response': ['FixedResponseConfig'],
  forward: ['TargetGroupArn', 'ForwardConfig'],
  'authenticate-cognito': ['AuthenticateCognitoConfig'],
  'authenticate-oidc': ['AuthenticateOidcConfig'],
}

export const protocolOfListener: ResourceModel = {
  id: 'listener',
  code: 'listener',
  types: [LISTENER, 'AWS::ElasticLoadBalancingV2::ListenerRule'],
  refs: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html'],
  examples: {
    wrong: [
      { name: 'packets to an application', template: template({ Protocol: 'TCP', Port: 80 }, 'application'), says: 'HTTP, HTTPS' },
      {
        name: 'requests to a network balancer',
        template: template({ Protocol: 'HTTP', Port: 80 }, 'network'),
        says: 'Balancer is of the type network',
      },
      { name: 'no port', template: template({ Protocol: 'HTTP' }, 'application'), says: 'needs Port' },
      {
        name: 'targets of another kind',
        template: template({ Protocol: 'HTTP', Port: 80 }, 'application', { Protocol: 'TCP' }),
        says: 'Group takes TCP',
      },
      { name: 'a redirect to nowhere', props: { LoadBalancerArn: 'arn', DefaultActions: [{ Type: 'redirect' }] }, says: 'RedirectConfig' },
    ],
    right: [
      { name: 'requests', template: template({ Protocol: 'HTTP', Port: 80 }, 'application', { Protocol: 'HTTPS' }) },
      { name: 'packets', template: template({ Protocol: 'TCP', Port: 5432 }, 'network', { Protocol: 'TCP' }) },
      { name: 'functions', template: template({ Protocol: 'HTTP', Port: 80 }, 'application', { TargetType: 'lambda' }) },
      { name: 'appliances', template: template({}, 'gateway', { Protocol: 'GENEVE' }) },
      {
        name: 'a balancer from elsewhere',
        props: { LoadBalancerArn: { 'Fn::ImportValue': 'b' }, Protocol: 'TCP', Port: 1, DefaultActions: [] },
      },
    ],
  },
  check({ type, properties: tree, place }, context) {
    const own = { tree, place }
    for (const action of [...valuesAt(own, 'DefaultActions'), ...valuesAt(own, 'Actions')].flatMap(itemsOf).flatMap(branchesOf))
      checkAction(action, context)
    if (type === LISTENER && isWhole(own)) checkListener(own, context)
  },
}

function checkAction(action: Located, { complain }: ModelContext): void {
  const kind = textAt(action, 'Type') ?? ''
  const needs = NEEDS[kind] ?? []
  if (isWhole(action) && needs.length > 0 && needs.every((name) => at(action, name) === undefined))
    complain(`an action of the type ${kind} needs ${needs.join(' or ')}`, action.place)
}

function checkListener(own: Located, context: ModelContext): void {
  const { declared, complain } = context
  const balancer = linked(own, 'LoadBalancerArn', [BALANCER], declared)
  const type = balancer === undefined ? '' : typeOf(propertiesOf(balancer))
  const protocols = PROTOCOLS[type]
  if (balancer === undefined || protocols === undefined) return
  const lacking = type === 'gateway' ? [] : ['Protocol', 'Port'].filter((name) => at(own, name) === undefined)
  for (const name of lacking) complain(`a listener of ${balancer.id} needs ${name}`, own.place)
  const protocol = textAt(own, 'Protocol') ?? '${}'
  if (!protocols.includes(protocol) && !protocol.includes('${'))
    complain(
      `${balancer.id} is of the type ${type} and listens to ${protocols.join(', ')}, not ${protocol}`,
      at(own, 'Protocol')?.place ?? own.place,
    )
  else checkTargets(own, protocols, context)
}

function typeOf(balancer: Located): string {
  return at(balancer, 'Type') === undefined ? 'application' : (textAt(balancer, 'Type') ?? '')
}

function checkTargets(own: Located, protocols: readonly string[], { declared, complain }: ModelContext): void {
  for (const action of valuesAt(own, 'DefaultActions').flatMap(itemsOf)) {
    const group = linked(action, 'TargetGroupArn', [TARGETS], declared)
    const theirs = group === undefined ? undefined : textAt(propertiesOf(group), 'Protocol')
    if (group !== undefined && theirs !== undefined && !protocols.includes(theirs) && !theirs.includes('${'))
      complain(
        `${group.id} takes ${theirs}, and its load balancer gives ${protocols.join(', ')}`,
        at(action, 'TargetGroupArn')?.place ?? own.place,
      )
  }
}
