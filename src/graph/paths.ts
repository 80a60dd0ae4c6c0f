import type { Value } from './value.js'

/** The branches of a choice, or the value itself: what a property may be. */
function branches(value: Value): readonly Value[] {
  return value.kind === 'choice' ? [...branches(value.whenTrue), ...branches(value.whenFalse)] : [value]
}

/**
 * All values that a path with stars leads to (`Origins.*.DomainName`), with the path that was walked.
 * A list is entered by itself where the path names a key, so `SubnetIds` finds the list and `SubnetIds.*` its items.
 */
export function valuesAt(value: Value, path: string): readonly { readonly path: string; readonly value: Value }[] {
  let found: { path: string; value: Value }[] = [{ path: '', value }]
  for (const step of path.split('.')) {
    found = found.flatMap(({ path: walked, value: each }) =>
      branches(each).flatMap((branch) =>
        stepInto(branch, step).map(({ key, child }) => ({ path: walked === '' ? key : `${walked}.${key}`, value: child })),
      ),
    )
  }
  return found.flatMap(({ path: walked, value: each }) => branches(each).map((branch) => ({ path: walked, value: branch })))
}

function stepInto(value: Value, step: string): readonly { readonly key: string; readonly child: Value }[] {
  if (value.kind === 'map') {
    if (step === '*') return [...value.entries].map(([key, child]) => ({ key, child }))
    const child = value.entries.get(step)
    return child === undefined ? [] : [{ key: step, child }]
  }
  if (value.kind === 'list') {
    if (step === '*') return value.items.map((child, index) => ({ key: String(index), child }))
    const child = /^\d+$/.test(step) ? value.items[Number(step)] : undefined
    return child === undefined ? [] : [{ key: step, child }]
  }
  return []
}
