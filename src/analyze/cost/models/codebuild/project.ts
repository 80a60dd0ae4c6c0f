import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { textAt, waiting } from '../../read.js'

const FLEET = 'AWS::CodeBuild::Fleet'
const NAME = 'Build minutes'

export const buildProject: PriceModel = definePriceModel({
  type: 'AWS::CodeBuild::Project',
  refs: ['https://aws.amazon.com/codebuild/pricing/'],
  usage: { buildMinutes: { unit: 'minute', about: 'minutes of building a month, each build rounded up' } },
  meters(node, usage, q) {
    const machine = machineOf(node, q)
    if (machine === undefined) return []
    if (isUnresolved(machine)) return [waiting(NAME, 'minute', machine)]
    return [
      { name: `${NAME} (${machine.replace('_', ' ')})`, price: `codebuild.${machine}`, unit: 'minute', quantity: usage['buildMinutes'] },
    ]
  },
})

/** `linux_small`, as price keys name it; undefined where builds run on a fleet, which is billed by itself. */
function machineOf(node: Resource, q: Query): string | undefined | Unresolved {
  if (q.edges({ from: node, kind: 'refers' }).some(({ to }) => to.type === FLEET)) return undefined
  const type = textAt(q, node, 'Environment.Type') ?? { unresolved: 'Environment.Type', why: 'it is not given' }
  const size = textAt(q, node, 'Environment.ComputeType') ?? { unresolved: 'Environment.ComputeType', why: 'it is not given' }
  if (isUnresolved(type)) return type
  if (isUnresolved(size)) return size
  const system = type.startsWith('ARM') ? 'arm' : type.startsWith('WINDOWS') ? 'windows' : type.includes('GPU') ? 'gpu' : 'linux'
  return `${system}_${size.replace(/^BUILD_(GENERAL1_)?/, '').toLowerCase()}`
}
