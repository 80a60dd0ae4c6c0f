import { relative } from 'node:path'
import { type Stack, stackName } from './stacks.js'

/** Stacks that are the same one on two sides; undefined where one is not there. */
export interface StackPairing {
  readonly old: Stack | undefined
  readonly new: Stack | undefined
}

interface Place {
  readonly path: string
  readonly stacks: readonly Stack[]
}

/**
 * Pairs the stacks of one path before and after: those of the same file or CDK app, then the two that are the only ones left, then those
 * with the most resources in common. The names are made the same where only one side needs one, so that a usage file means both.
 */
export function pairStacks(before: Place, after: Place): readonly StackPairing[] {
  const left = new Map(before.stacks.map((stack) => [keyOf(stack, before.path), stack]))
  const found = new Map<Stack, Stack>()
  for (const stack of after.stacks) {
    const key = keyOf(stack, after.path)
    const same = left.get(key)
    if (same === undefined) continue
    found.set(stack, same)
    left.delete(key)
  }
  const gone = new Set(left.values())
  for (const stack of after.stacks.filter((each) => !found.has(each))) {
    const other = nearestOf(stack, [...gone], { alone: after.stacks.length - found.size === 1 && gone.size === 1 })
    if (other === undefined) continue
    found.set(stack, other)
    gone.delete(other)
  }
  return [
    ...after.stacks.map((stack) => namedAlike({ old: found.get(stack), new: stack })),
    ...[...gone].map((stack) => ({ old: stack, new: undefined })),
  ]
}

function keyOf({ templates, region }: Stack, path: string): string {
  const [first] = templates.values()
  const app = first?.deployed?.assembly
  return app === undefined ? `file ${relative(path, first?.file ?? '')}` : `app ${relative(path, app)} ${region ?? ''}`
}

function nearestOf(stack: Stack, others: readonly Stack[], { alone }: { readonly alone: boolean }): Stack | undefined {
  const [only] = others
  if (alone) return only
  const shared = (other: Stack): number => [...stack.graph.resources.keys()].filter((id) => other.graph.resources.has(id)).length
  const best = others.toSorted((a, b) => shared(b) - shared(a))[0]
  return best !== undefined && shared(best) * 2 >= Math.max(1, stack.graph.resources.size) ? best : undefined
}

function namedAlike({ old: before, new: after }: StackPairing): StackPairing {
  if (before === undefined || after === undefined) return { old: before, new: after }
  return { old: namedAs(before, after), new: namedAs(after, before) }
}

/** A stack that needs no name on its own side has that of the other side; one of a CDK app has its own where the other side has several. */
function namedAs(stack: Stack, other: Stack): Stack {
  if (stack.name !== undefined || isSeveral(stack)) return stack
  if (!isSeveral(other)) return { ...stack, name: other.name }
  const [first] = stack.templates.values()
  return first?.deployed === undefined ? stack : { ...stack, name: stackName(first.deployed.name) }
}

/** The stacks of a CDK app in one: their resources have the names of their stacks already. */
function isSeveral({ templates }: Stack): boolean {
  return [...templates.values()].filter(({ deployed, inner }) => deployed !== undefined && !inner).length > 1
}
