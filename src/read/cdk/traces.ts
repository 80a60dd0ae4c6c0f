// Node prints frames as `at new Queue (/app/lib/stack.ts:12:5)`, the CDK also as `file:///app/lib/stack.ts:12: (file:///app/lib/stack.ts:12:5)`.
const IN_BRACKETS = /\((.+):(\d+):(\d+)\)\s*$/
const PLAIN = /(?:^|\s)((?:file:\/\/|[A-Za-z]:[\\/]|\/|\.{1,2}\/|[\w@.-]+\/).*?):(\d+)(?::(\d+))?(?=$|[\s:(])/
const NOT_OURS = /(?:^|[\\/])node_modules[\\/]|^node:|^internal[\\/]/

/** The first line of a stack trace that is the user's own, as `file:line:column`; undefined when there is none. */
export function sourceIn(trace: readonly string[]): string | undefined {
  for (const frame of trace) {
    const match = IN_BRACKETS.exec(frame) ?? PLAIN.exec(frame.trim().replace(/^at\s+(?:async\s+)?/, ''))
    if (match === null) continue
    const [, file = '', line = '', column] = match
    const path = plainPath(file)
    if (!NOT_OURS.test(path)) return [path, line, ...(column === undefined ? [] : [column])].join(':')
  }
  return undefined
}

function plainPath(file: string): string {
  return file.replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, '').replaceAll('\\', '/')
}
