import type { Operation } from './operation.js'

// Each operation is loaded when it is asked for: `stanchion init` does not pay for the rules.
const LOADERS: Readonly<Record<string, () => Promise<Operation>>> = {
  init: async () => (await import('./operations/init.js')).init,
  design: async () => (await import('./operations/design.js')).design,
  validate: async () => (await import('./operations/validate.js')).validate,
  expand: async () => (await import('./operations/expand.js')).expand,
  review: async () => (await import('./operations/review.js')).review,
  cost: async () => (await import('./operations/cost.js')).cost,
  'cost bill': async () => (await import('./operations/cost-bill.js')).costBill,
  graph: async () => (await import('./operations/graph.js')).graph,
  draw: async () => (await import('./operations/draw.js')).draw,
  rules: async () => (await import('./operations/rules.js')).rules,
  'prices show': async () => (await import('./operations/prices-show.js')).pricesShow,
  'prices status': async () => (await import('./operations/prices-status.js')).pricesStatus,
  'prices sync': async () => (await import('./operations/prices-sync.js')).pricesSync,
}

/** In the order of help and reference page. */
export const OPERATION_NAMES: readonly string[] = Object.keys(LOADERS)

/** undefined: there is no operation of that name. */
export async function loadOperation(name: string): Promise<Operation | undefined> {
  return Object.hasOwn(LOADERS, name) ? LOADERS[name]?.() : undefined
}

export async function loadOperations(): Promise<readonly Operation[]> {
  return Promise.all(Object.values(LOADERS).map((load) => load()))
}
