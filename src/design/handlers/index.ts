import * as node from './node.js'
import * as python from './python.js'

/** What a first handler does, and with which store. */
export type HandlerPurpose = 'api' | 'worker'
export type HandlerStore = 'none' | 'table' | 'sql' | 'bucket'

export interface Handler {
  /** `AWS::Lambda::Function.Handler`. */
  readonly entry: string
  readonly code: string
}

const PYTHON: Readonly<Record<string, string>> = {
  'api none': python.PYTHON_API,
  'api table': python.PYTHON_API_TABLE,
  'api sql': python.PYTHON_API_SQL,
  'worker none': python.PYTHON_WORKER,
  'worker table': python.PYTHON_WORKER_TABLE,
  'worker sql': python.PYTHON_WORKER_SQL,
  'worker bucket': python.PYTHON_WORKER_BUCKET,
}
const NODE: Readonly<Record<string, string>> = {
  'api none': node.NODE_API,
  'api table': node.NODE_API_TABLE,
  'api sql': node.NODE_API_SQL,
  'worker none': node.NODE_WORKER,
  'worker table': node.NODE_WORKER_TABLE,
  'worker sql': node.NODE_WORKER_SQL,
  'worker bucket': node.NODE_WORKER_BUCKET,
}

/** The first handler for a runtime; undefined when none is made for that combination. */
export function handlerFor(runtime: string, purpose: HandlerPurpose, store: HandlerStore): Handler | undefined {
  const code = (runtime.startsWith('python') ? PYTHON : NODE)[`${purpose} ${store}`]
  return code === undefined ? undefined : { entry: 'index.handler', code }
}
