import { type Branch, branchesOf, type Guard, joinPath, type Value } from './value.js'

/** The child of a map or a list that the steps from `at` on name, and the step after it. A key may hold dots (`token.host:sub`): the shortest that is there is taken. What a macro or a loop may bring in is unknown. */
export function childAt(value: Value, steps: readonly string[], at: number): { readonly child: Value; readonly next: number } | undefined {
  if (value.kind === 'list') {
    const step = steps[at] ?? ''
    const child = /^\d+$/.test(step) ? value.items[Number(step)] : undefined
    return child === undefined ? undefined : { child, next: at + 1 }
  }
  if (value.kind !== 'map') return undefined
  for (let next = at + 1; next <= steps.length; next += 1) {
    const child = value.entries.get(steps.slice(at, next).join('.'))
    if (child !== undefined) return { child, next }
  }
  if (value.open === undefined) return undefined
  return { child: { kind: 'unknown', why: value.open, maybe: true, span: value.span }, next: at + 1 }
}

export interface Found extends Branch {
  readonly path: string
}

/**
 * All values that a path with stars leads to (`Origins.*.DomainName`), with the path that was walked and the choices on the way.
 * A list is entered by itself where the path names a key, so `SubnetIds` finds the list and `SubnetIds.*` its items.
 */
export function valuesAt(value: Value, path: string): readonly Found[] {
  const steps = path.split('.')
  const found: Found[] = []
  const walk = (each: Value, at: number, { walked, guards }: { readonly walked: string; readonly guards: readonly Guard[] }): void => {
    for (const branch of branchesOf(each, guards)) {
      if (at === steps.length) found.push({ path: walked, ...branch })
      else
        for (const step of stepsInto(branch.value, steps, at))
          walk(step.child, step.next, { walked: joinPath(walked, step.key), guards: branch.guards })
    }
  }
  walk(value, 0, { walked: '', guards: [] })
  return found
}

interface Step {
  readonly key: string
  readonly child: Value
  readonly next: number
}

function stepsInto(value: Value, steps: readonly string[], at: number): readonly Step[] {
  if (steps[at] === '*') {
    if (value.kind === 'map') return [...value.entries].map(([key, child]) => ({ key, child, next: at + 1 }))
    return value.kind === 'list' ? value.items.map((child, index) => ({ key: String(index), child, next: at + 1 })) : []
  }
  const step = childAt(value, steps, at)
  return step === undefined ? [] : [{ ...step, key: steps.slice(at, step.next).join('.') }]
}
