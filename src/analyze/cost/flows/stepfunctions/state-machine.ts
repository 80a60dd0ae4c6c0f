import type { Query, Resource, Value } from '#graph/index.js'
import { monthly, originOf } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity, type Incoming, NOTHING } from '../../flow.js'
import { itemsAt, isOn, textAt } from '../../read.js'
import { tracesOf } from '../traces.js'
import { sentByCode } from '../../work.js'

/** The least memory that an express execution is billed for. Source: https://aws.amazon.com/step-functions/pricing/ */
const EXPRESS_GB = 64 / 1024
const PIECE_MS = 100

/** Every state of a workflow runs once in an execution: the dearest way through choices, and one turn of each loop. */
export const stateMachine: Flow = defineFlow({
  type: 'AWS::StepFunctions::StateMachine',
  refs: ['https://docs.aws.amazon.com/step-functions/latest/dg/welcome.html', 'https://aws.amazon.com/step-functions/pricing/'],
  entry: (_node, _q, { plain }) => (plain ? 0 : undefined),
  flow(node, incoming, context) {
    if (incoming === undefined) return NOTHING
    const express = textAt(context.q, node, 'StateMachineType') === 'EXPRESS'
    return {
      quantities: [
        ...(express ? expressOf(incoming, context) : [transitions(node, incoming, context)]),
        ...(isOn(context.q, node, 'TracingConfiguration.Enabled') ? [tracesOf(incoming, context)] : []),
      ],
      send: (edge) => sentByCode(edge, incoming, context),
    }
  },
})

function transitions(node: Resource, incoming: Incoming, context: FlowContext): FlowQuantity {
  const states = statesOf(node, context.q)
  // The start of an execution is a transition, too.
  const each = states === undefined ? context.assumption('workflow-steps') : states + 1
  const base = monthly('transitions', 'transition', incoming)
  const text = states === undefined ? `${count(each)} transitions` : `(${count(states)} states + the start)`
  const origin = states === undefined ? originOf(incoming, 'workflow-steps') : `${originOf(incoming)}; definition of the workflow`
  return { ...base, value: base.value * each, formula: `${base.formula} x ${text}`, origin }
}

function expressOf(incoming: Incoming, context: FlowContext): readonly FlowQuantity[] {
  const requests = monthly('requests', 'request', incoming)
  const ms = Math.ceil(context.assumption('workflow-duration') / PIECE_MS) * PIECE_MS
  return [
    requests,
    {
      name: 'gbSeconds',
      unit: 'GB-second',
      value: (requests.value * EXPRESS_GB * ms) / 1000,
      formula: `${requests.formula} x 64 MB x ${count(ms)} ms`,
      origin: originOf(incoming, 'workflow-duration'),
    },
  ]
}

/** States of the definition, those inside maps and branches too; undefined where it cannot be read. */
function statesOf(node: Resource, q: Query): number | undefined {
  const text = textAt(q, node, 'DefinitionString')
  if (typeof text === 'string') return statesInText(text)
  const read = q.read(node, 'Definition.States')
  if (!read.known || !(read.value instanceof Map)) return undefined
  return [...read.value.values()].reduce((sum, state) => sum + 1 + statesInside(state, q), 0)
}

function statesInside(state: Value, q: Query): number {
  const branches = [
    ...itemsAt(q, state, 'Branches'),
    ...['ItemProcessor', 'Iterator'].map((path) => valueAt(q, state, path)).filter((each) => each !== undefined),
  ]
  return branches.reduce((sum, branch) => {
    const read = q.read(branch, 'States')
    if (!read.known || !(read.value instanceof Map)) return sum
    return sum + [...read.value.values()].reduce((inner, each) => inner + 1 + statesInside(each, q), 0)
  }, 0)
}

function valueAt(q: Query, subject: Value, path: string): Value | undefined {
  const read = q.read(subject, '')
  return read.known && read.value instanceof Map ? read.value.get(path) : undefined
}

/** In a text a state is what has a type of state: `"Type": "Task"`. */
function statesInText(text: string): number | undefined {
  const found = text.match(/"Type"\s*:\s*"(?:Task|Pass|Choice|Wait|Succeed|Fail|Parallel|Map)"/g)
  return found === null ? undefined : found.length
}
