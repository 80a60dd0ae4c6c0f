import { type Diagnostic, entryOf, type ListTree, type Tree } from '#core/index.js'
import { type Guard, type Reach, referencesIn, type Resource, type Worlds } from '#graph/index.js'
import { CODES } from './codes.js'
import { textAt } from './template.js'

const BRANCHES: ReadonlyMap<string | number, boolean> = new Map([
  [1, true],
  [2, false],
])

/** The conditions under which something stands at a path: that of its resource or output, and the choices on the way. */
function guardsAlong(template: Tree, path: readonly (string | number)[]): readonly Guard[] {
  const guards = [...guardOf(template, path)]
  let at: Tree | undefined = template
  for (const [depth, key] of path.entries()) {
    if (at?.kind === 'list' && path[depth - 1] === 'Fn::If') guards.push(...branchOf(at, key))
    at = at?.kind === 'list' ? at.items[Number(key)] : entryOf(at, String(key))?.value
  }
  return guards
}

/** The condition of the resource or output that a path leads into. */
function guardOf(template: Tree, [section, name, ...rest]: readonly (string | number)[]): readonly Guard[] {
  if (rest.length === 0 || (section !== 'Resources' && section !== 'Outputs')) return []
  const condition = textAt(entryOf(entryOf(template, section)?.value, String(name))?.value, 'Condition')
  return condition === undefined ? [] : [{ condition, holds: true }]
}

function branchOf({ items: [condition] }: ListTree, index: string | number): readonly Guard[] {
  const holds = BRANCHES.get(index)
  return holds === undefined || condition?.kind !== 'scalar' ? [] : [{ condition: String(condition.value), holds }]
}

/** Drops what stands where no world leads, and says of the rest which parameters lead there, where they decide it. */
export function inWorlds(diagnostics: readonly Diagnostic[], template: Tree, worlds: Worlds): readonly Diagnostic[] {
  return diagnostics.flatMap((diagnostic): readonly Diagnostic[] => {
    const guards = guardsAlong(template, diagnostic.path ?? [])
    if (guards.length === 0) return [diagnostic]
    const reach = worlds.reach(guards)
    return reach.is === 'never' ? [] : [{ ...diagnostic, ...witnessOf(reach) }]
  })
}

function witnessOf(reach: Reach): Pick<Diagnostic, 'world'> {
  return reach.is === 'sometimes' && Object.keys(reach.witness).length > 0 ? { world: reach.witness } : {}
}

/** References to resources that do not exist in a world in which the reference does: a deployment with those parameters fails. */
export function missingInWorlds(worlds: Worlds): readonly Diagnostic[] {
  const guarded = new Map<string, Resource>()
  for (const resource of worlds.resources()) if (resource.guard !== undefined) guarded.set(resource.id, resource)
  if (guarded.size === 0) return []
  const found: Diagnostic[] = []
  const look = (
    place: Readonly<{ path: readonly string[]; resource?: string; guard?: string | undefined }>,
    value: Resource['properties'],
  ): void => {
    for (const { path, reference, guards } of referencesIn(value)) {
      const target = guarded.get(reference.target)
      if (target?.guard === undefined) continue
      const here = [...(place.guard === undefined ? [] : [{ condition: place.guard, holds: true }]), ...guards]
      const reach = worlds.reach([...here, { condition: target.guard, holds: false }])
      if (reach.is !== 'sometimes') continue
      // In some world both are there, and that may be the one that is meant; in none the template cannot be deployed.
      const never = worlds.reach([...here, { condition: target.guard, holds: true }]).is === 'never'
      found.push({
        code: 'reference-guarded',
        severity: never ? 'error' : CODES['reference-guarded'].severity,
        message: `${target.id} exists only under condition ${target.guard}, and this names it without; give both the same condition, or choose with Fn::If`,
        ...(place.resource === undefined ? {} : { resource: place.resource }),
        path: [...place.path, ...path.split('.').filter((step) => step !== '')],
        ...(reference.span === undefined ? {} : { span: reference.span }),
        ...witnessOf(reach),
      })
    }
  }
  for (const { id, guard, properties } of worlds.resources())
    look({ path: ['Resources', id, 'Properties'], resource: id, guard }, properties)
  for (const { name, guard, declaration } of worlds.main.outputs()) look({ path: ['Outputs', name], guard }, declaration)
  return found
}
