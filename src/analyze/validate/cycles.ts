import type { Guard } from '#graph/index.js'
import type { Use } from './walk.js'

/** One circle of resources that need each other, and what must hold for it to close. */
export interface Circle {
  readonly members: readonly string[]
  readonly guards: readonly Guard[]
}

/** More circles of one knot tell nothing new, and looking for each takes a walk through the knot. */
const CIRCLES_OF_A_KNOT = 20

/** Short circles through each knot of resources that need each other, until each member (of a knot that is not huge) is on one. */
export function circlesOf(ids: Iterable<string>, uses: readonly Use[]): readonly Circle[] {
  const next = new Map<string, Map<string, readonly Guard[]>>()
  for (const id of ids) next.set(id, new Map())
  for (const { from, to, guards } of uses) {
    const targets = next.get(from)
    const before = targets?.get(to)
    if (before === undefined || guards.length < before.length) targets?.set(to, guards)
  }
  const neighbours = (id: string): readonly string[] => [...(next.get(id)?.keys() ?? [])]
  return knotsOf([...next.keys()], neighbours).flatMap((knot) =>
    circlesThrough(knot, neighbours).map((members) => ({
      members,
      guards: members.flatMap((id, at) => next.get(id)?.get(members[(at + 1) % members.length] ?? id) ?? []),
    })),
  )
}

function circlesThrough(knot: ReadonlySet<string>, neighbours: (id: string) => readonly string[]): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = []
  const covered = new Set<string>()
  for (const start of [...knot].toReversed()) {
    if (covered.has(start)) continue
    if (circles.length === CIRCLES_OF_A_KNOT) break
    const circle = shortestCircle(start, knot, neighbours)
    for (const id of circle) covered.add(id)
    circles.push(circle)
  }
  return circles
}

interface Frame {
  readonly id: string
  readonly targets: readonly string[]
  at: number
}

/** Tarjan's strongly connected components, without recursion; only those with a circle in them. */
function knotsOf(ids: readonly string[], neighbours: (id: string) => readonly string[]): readonly ReadonlySet<string>[] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const open: string[] = []
  const isOpen = new Set<string>()
  const knots: ReadonlySet<string>[] = []
  const enter = (id: string): Frame => {
    index.set(id, index.size)
    low.set(id, index.size - 1)
    open.push(id)
    isOpen.add(id)
    return { id, targets: neighbours(id), at: 0 }
  }
  const lower = (id: string, to: number): void => {
    low.set(id, Math.min(low.get(id) ?? to, to))
  }
  const close = ({ id, targets }: Frame): void => {
    if (low.get(id) !== index.get(id)) return
    const knot = new Set<string>()
    for (let member = open.pop(); member !== undefined; member = member === id ? undefined : open.pop()) {
      isOpen.delete(member)
      knot.add(member)
    }
    if (knot.size > 1 || targets.includes(id)) knots.push(knot)
  }
  for (const start of ids) {
    const frames: Frame[] = index.has(start) ? [] : [enter(start)]
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const target = frame.targets[frame.at]
      frame.at += 1
      if (target === undefined) {
        frames.pop()
        close(frame)
        const parent = frames.at(-1)
        if (parent !== undefined) lower(parent.id, low.get(frame.id) ?? 0)
      } else if (!index.has(target)) frames.push(enter(target))
      else if (isOpen.has(target)) lower(frame.id, index.get(target) ?? 0)
    }
  }
  return knots
}

/** From a member, breadth first back to itself. */
function shortestCircle(start: string, knot: ReadonlySet<string>, neighbours: (id: string) => readonly string[]): readonly string[] {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (let at = 0; at < queue.length; at += 1) {
    const id = queue[at] ?? start
    for (const target of neighbours(id)) {
      if (target === start) return backFrom(id, start, cameFrom)
      if (!knot.has(target) || cameFrom.has(target)) continue
      cameFrom.set(target, id)
      queue.push(target)
    }
  }
  return [start]
}

function backFrom(end: string, start: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const circle = [end]
  for (let at = end; at !== start; ) {
    at = cameFrom.get(at) ?? start
    circle.push(at)
  }
  return circle.toReversed()
}
