import type { Guard, Worlds } from '#graph/index.js'
import { circlesOf } from './cycles.js'
import { callIn } from './functions.js'
import { type Declared, textAt } from './template.js'
import type { Walk } from './walk.js'

/** Circles of resources that need each other, in some world. */
export function checkCircles({ declared, report, used }: Walk, worlds: Worlds | undefined): void {
  const said = new Set<string>()
  for (const { members, guards } of circlesOf(declared.resources.keys(), used.uses)) {
    const when = worldOf(guards, declared)
    const all = [...guards, ...members.flatMap((id) => conditionOf(id, declared))]
    if (when === undefined || worlds?.reach(all).is === 'never') continue
    const world = [...when].map(([condition, holds]) => `${condition} is ${holds}`).join(' and ')
    members.forEach((id, at) => {
      const place = declared.resources.get(id)?.place
      if (place === undefined || said.has(id)) return
      said.add(id)
      const loop = [...members.slice(at), ...members.slice(0, at), id].join(' -> ')
      const message = `${id} needs itself${world === '' ? '' : ` when ${world}`}: ${loop}; take one of these references away`
      report.add({ code: 'reference-cycle', message, place })
    })
  }
}

function conditionOf(id: string, { resources, conditions }: Declared): readonly Guard[] {
  const condition = textAt(resources.get(id)?.tree, 'Condition')
  return condition === undefined || !conditions.has(condition) ? [] : [{ condition, holds: true }]
}

/** The values that conditions must have for all guards to hold; undefined when no values do. */
function worldOf(guards: readonly Guard[], declared: Declared): ReadonlyMap<string, boolean> | undefined {
  const world = new Map<string, boolean>()
  for (const guard of guards) {
    const { condition, holds } = withoutNot(guard, declared)
    if (world.get(condition) === !holds) return undefined
    world.set(condition, holds)
  }
  return world
}

/** `Fn::Not` of another condition is that condition with the other value. */
function withoutNot(guard: Guard, { conditions }: Declared): Guard {
  const tree = conditions.get(guard.condition)?.tree
  const call = tree === undefined ? undefined : callIn(tree)
  const [only] = call?.name === 'Fn::Not' && call.argument.kind === 'list' ? call.argument.items : []
  const other = textAt(only, 'Condition')
  return other === undefined ? guard : { condition: other, holds: !guard.holds }
}
