import type { JsonObject } from '#core/index.js'
import type { Query, Resource } from '#graph/index.js'
import { textAt } from '../../read.js'
import { defineChange, no } from '../change.js'
import { withChanges } from '../situation.js'

const TABLE = 'AWS::DynamoDB::Table'
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget'
/** Utilisation that scaling holds, and the least that it goes down to. */
const UTILISATION = 70
const LEAST_UNITS = 1
const MOST_UNITS = 40_000

export const provisionedTables = defineChange({
  id: 'provisioned-tables',
  title: `DynamoDB tables with provisioned capacity that scales at ${UTILISATION}%`,
  caveat: 'scaling takes minutes: requests above the capacity of that moment are throttled, so steep peaks need more than this average',
  refs: ['https://aws.amazon.com/dynamodb/pricing/provisioned/'],
  apply({ situation, stacks }) {
    const what: string[] = []
    const changed = withChanges(situation, stacks, ({ q }) => {
      const tables = tablesWith(q, true)
      if (tables.length === 0) return undefined
      what.push(...tables.map(({ id }) => `${id}: provisioned`))
      const capacity: JsonObject = { ReadCapacityUnits: LEAST_UNITS, WriteCapacityUnits: LEAST_UNITS }
      return {
        set: Object.fromEntries(tables.map(({ id }) => [id, { BillingMode: 'PROVISIONED', ProvisionedThroughput: capacity }])),
        add: Object.assign({}, ...tables.map(({ id }, index) => scalingOf(id, index))),
      }
    })
    return changed === undefined ? no('no DynamoDB table in it is billed on demand') : { is: 'changed', what, situation: changed }
  },
})

export const onDemandTables = defineChange({
  id: 'on-demand-tables',
  title: 'DynamoDB tables billed on demand',
  caveat: 'above about 29% use of provisioned capacity on demand costs more',
  refs: ['https://aws.amazon.com/dynamodb/pricing/on-demand/'],
  apply({ situation, stacks }) {
    const what: string[] = []
    const changed = withChanges(situation, stacks, ({ q }) => {
      const tables = tablesWith(q, false)
      if (tables.length === 0) return undefined
      what.push(...tables.map(({ id }) => `${id}: on demand`))
      return { set: Object.fromEntries(tables.map(({ id }) => [id, { BillingMode: 'PAY_PER_REQUEST' }])) }
    })
    return changed === undefined ? no('no DynamoDB table in it has provisioned capacity') : { is: 'changed', what, situation: changed }
  },
})

function tablesWith(q: Query, onDemand: boolean): readonly Resource[] {
  return q.all(TABLE).filter((table) => {
    const mode = textAt(q, table, 'BillingMode')
    return onDemand ? mode === 'PAY_PER_REQUEST' : mode === undefined || mode === 'PROVISIONED'
  })
}

function scalingOf(table: string, index: number): JsonObject {
  return Object.assign(
    {},
    ...['Read', 'Write'].map((side) => {
      const target = `Alternative${side}Scaling${index}`
      return {
        [target]: {
          Type: TARGET,
          Properties: {
            ServiceNamespace: 'dynamodb',
            ResourceId: { 'Fn::Sub': `table/\${${table}}` },
            ScalableDimension: `dynamodb:table:${side}CapacityUnits`,
            MinCapacity: LEAST_UNITS,
            MaxCapacity: MOST_UNITS,
          },
        },
        [`${target}Policy`]: {
          Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
          Properties: {
            PolicyType: 'TargetTrackingScaling',
            ScalingTargetId: { Ref: target },
            TargetTrackingScalingPolicyConfiguration: {
              TargetValue: UTILISATION,
              PredefinedMetricSpecification: { PredefinedMetricType: `DynamoDB${side}CapacityUtilization` },
            },
          },
        },
      }
    }),
  )
}
