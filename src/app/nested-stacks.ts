import type { Nested } from '#analyze/validate/index.js'
import type { Tree } from '#core/index.js'
import { type Graph, graphOf, withNested, type Worlds, worldsOf } from '#graph/index.js'
import type { ReadFile, Template } from './templates.js'

export type TemplatesByFile = ReadonlyMap<string, Template>

export function templatesByFile(files: readonly ReadFile[]): TemplatesByFile {
  return new Map(files.flatMap((file) => (file.is === 'template' ? [[file.file, file] as const] : [])))
}

/** What a template is checked against of those nested in it; undefined when none of them was read. */
export function nestedIn(
  { tree, file, nested, parameters, secrets }: Template,
  byFile: TemplatesByFile,
  { region, asOf }: { readonly region: string | undefined; readonly asOf: string },
): Nested | undefined {
  const inside = nested.flatMap(({ resource, file: inner }): readonly (readonly [string, Template])[] => {
    const made = byFile.get(inner)
    return made === undefined ? [] : [[resource, made]]
  })
  if (inside.length === 0) return undefined
  let worlds: Worlds | undefined
  return {
    templates: new Map(inside.map(([resource, made]): [string, Tree] => [resource, made.tree])),
    worlds: () => {
      const graphs = new Map(inside.map(([resource, made]): [string, Graph] => [resource, graphOf(made.tree, made.file)]))
      worlds ??= worldsOf(withNested(graphOf(tree, file), graphs), { region, asOf, parameters, secrets })
      return worlds
    },
  }
}
