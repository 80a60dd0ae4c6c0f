import type { Query, Resource, Value } from '#graph/index.js'
import { itemsAt, numberOf, scalarOf } from './reading.js'

/** A way in from every address: the ports it opens (all of them for protocol `-1`), and where it is written. */
export interface OpenIngress {
  readonly from: number
  readonly to: number
  readonly path: string
}

export interface Ingress {
  readonly open: readonly OpenIngress[]
  /** Rules whose source or ports cannot be told, with the reason. */
  readonly unknown: readonly { readonly why: string; readonly path: string }[]
}

/** Protocols with ports, by name and number; `-1` is all. */
const WITH_PORTS = ['tcp', 'udp', '6', '17', '-1']

/** The rules of a security group at a list property, and of a rule that is a resource of its own (`path` undefined). */
export function ingressOf(node: Resource, q: Query, path: string | undefined): Ingress {
  if (path === undefined) return joined([ruleOf(node, node.properties, q, '')])
  const list = itemsAt(node, q, path)
  const whole = list.unknown === undefined ? [] : [{ open: [], unknown: [{ why: `${path}: ${list.unknown.why}`, path }] }]
  return joined([...whole, ...list.items.map((item) => ruleOf(node, item.value, q, item.path))])
}

function joined(parts: readonly Ingress[]): Ingress {
  return { open: parts.flatMap(({ open }) => open), unknown: parts.flatMap(({ unknown }) => unknown) }
}

function ruleOf(node: Resource, rule: Value, q: Query, path: string): Ingress {
  const subject = path === '' ? node : rule
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const sources = ['CidrIp', 'CidrIpv6'].map((name) => ({ read: q.read(subject, name), path: below(name) }))
  const source = sources.find(({ read }) => isEverywhere(scalarOf(read))) ?? sources.find(({ read }) => !read.known)
  if (source === undefined) return { open: [], unknown: [] }
  // a network's own block, a parameter, an import: where it comes from is no literal address
  if (!source.read.known)
    return source.read.reference === undefined
      ? { open: [], unknown: [{ why: source.read.why, path: source.path }] }
      : { open: [], unknown: [] }
  return ports(subject, q, source.path)
}

function ports(subject: Resource | Value, q: Query, path: string): Ingress {
  const [protocol, from, to] = ['IpProtocol', 'FromPort', 'ToPort'].map((name) => q.read(subject, name))
  const unknown = [protocol, from, to].find((read) => read?.known === false)
  if (unknown?.known === false) return { open: [], unknown: [{ why: unknown.why, path }] }
  const name = String((protocol === undefined ? undefined : scalarOf(protocol)) ?? '-1').toLowerCase()
  if (!WITH_PORTS.includes(name)) return { open: [], unknown: [] }
  const [first, last] = [from, to].map((read) => (read === undefined ? undefined : numberOf(scalarOf(read))))
  if (name === '-1' || first === undefined || first === -1) return { open: [{ from: 0, to: 65_535, path }], unknown: [] }
  return { open: [{ from: first, to: last === undefined || last === -1 ? 65_535 : last, path }], unknown: [] }
}

function isEverywhere(cidr: unknown): boolean {
  return typeof cidr === 'string' && /^(?:0\.0\.0\.0|[0:]*:[0:]*)\/0$/.test(cidr.trim())
}

export function portsText({ from, to }: OpenIngress): string {
  if (from === 0 && to === 65_535) return 'every port'
  return from === to ? `port ${from}` : `ports ${from} to ${to}`
}
