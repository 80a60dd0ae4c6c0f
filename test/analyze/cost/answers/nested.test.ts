import { expect, test } from 'vitest'
import { CHANGES, priced } from '#analyze/cost/index.js'
import { type Json, treeOf } from '#core/index.js'
import { graphOf, withNested } from '#graph/index.js'
import { SAMPLES } from '../stacks.js'
import { asked, situationOf } from './support.js'

const { stack, traffic } = SAMPLES[0]!
const bodies = Object.entries(stack).map(([id, [Type, Properties]]): [string, Json] => [id, { Type, Properties: Properties ?? {} }])

test.each(['provisioned-tables', 'fargate', 'instances', 'arm64', 'log-retention'])(
  'in a nested stack, %s changes what it changes in a template alone',
  (id) => {
    const change = CHANGES.find((each) => each.id === id)!
    const value = id === 'log-retention' ? '7' : ''
    const alone = situationOf(stack, { traffic: traffic(20) })
    const outer = graphOf(
      treeOf({ Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'inner.yaml' } } } }),
    )
    const graph = withNested(outer, new Map([['Inner', graphOf(treeOf({ Resources: Object.fromEntries(bodies) }))]]))
    const nested = { ...alone, stacks: alone.stacks.map((each) => ({ ...each, graph })) }
    const totals = [alone, nested].map((situation) => {
      const { asked: all, before, bill } = asked(situation)
      const outcome = change.apply({ ...all, value })
      if (outcome.is === 'no' || outcome.situation === undefined) return outcome.is
      const changed = priced(outcome.situation, before).bill()
      return { monthly: changed.monthly, leftOut: changed.leftOut - bill.leftOut }
    })
    expect(totals[1]).toEqual(totals[0])
  },
)
