import type { Json } from '#core/index.js'
import { commentLines } from './comments.js'
import { YamlEmitter } from './emit.js'

/**
 * Readable YAML of plain data, keys in the order given. `comments` holds a comment for each dotted path (`resources.Api.requests`, list
 * items by their index; the empty path is the top of the file), printed above what stands there.
 */
export function writeYaml(value: Json, comments: ReadonlyMap<string, string> = new Map()): string {
  const emitter = new YamlEmitter({
    comment: (path) => {
      const text = comments.get(path)
      return text === undefined ? undefined : commentLines(text, path.split('.').length * 2 - 2)
    },
  })
  const top = comments.get('')
  if (top !== undefined) emitter.comment('', commentLines(top))
  emitter.root(value)
  return `${emitter.lines.join('\n')}\n`
}
