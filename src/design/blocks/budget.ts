import type { GraphBuilder } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, LogicalName } from './block.js'

const Params = z.strictObject({
  name: LogicalName.default('Monthly'),
  /** US dollars a month, whole. */
  limitUsd: z.int().min(1),
  /** Address that is told at 80% of the limit, and when the forecast goes above it. */
  email: z.string().optional(),
})

export interface BudgetPorts {
  readonly budget: string
}

/** The type that not every region has. */
export const BUDGET_TYPE = 'AWS::Budgets::Budget'

/** Only where the region has the type (`site.has`); elsewhere the design prints a command. */
export const budget = defineBlock<typeof Params, BudgetPorts>({
  id: 'budget',
  title: 'Monthly budget',
  intent: 'Say so before the bill does: at 80% of the limit, and when the forecast goes above it.',
  refs: ['https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html'],
  params: Params,
  guarantees: [],
  examples: [{ name: 'with e-mail', params: () => ({ limitUsd: 100, email: 'ops@example.com' }) }],
  vary: { limitUsd: [1, 50, 100_000], email: [undefined, 'ops@example.com'] },
  build(graph: GraphBuilder, { name, limitUsd, email }): BudgetPorts {
    const subscribers = email === undefined ? [] : [{ SubscriptionType: 'EMAIL', Address: email }]
    const notice = (type: string, threshold: number) => ({
      Notification: { NotificationType: type, ComparisonOperator: 'GREATER_THAN', Threshold: threshold, ThresholdType: 'PERCENTAGE' },
      Subscribers: subscribers,
    })
    return {
      budget: graph.add(
        BUDGET_TYPE,
        `${name}Budget`,
        {
          Budget: {
            BudgetType: 'COST',
            TimeUnit: 'MONTHLY',
            BudgetLimit: { Amount: limitUsd, Unit: 'USD' },
          },
          ...(subscribers.length === 0 ? {} : { NotificationsWithSubscribers: [notice('ACTUAL', 80), notice('FORECASTED', 100)] }),
        },
        {
          comment:
            'Counts the whole account: a budget for this stack alone needs a cost allocation tag that is activated in the billing console.',
        },
      ),
    }
  },
})
