import type { Query } from '#graph/index.js'
import { idIn } from '../../quantities.js'
import { itemsAt, textAt } from '../../read.js'
import { defineChange, no } from '../change.js'
import type { AskedStack } from '../situation.js'

/** What can be stopped and started again, and is not billed by the hour while it stands still. */
const STOPPABLE: readonly string[] = [
  'AWS::EC2::Instance',
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::ECS::Service',
  'AWS::RDS::DBInstance',
  'AWS::SageMaker::NotebookInstance',
]
const BY_THE_HOUR = /^(instance|vCPU|GB|ACU)-hour$/
const HOURS_A_WEEK = 168
const NAMES = /^(env|environment|stage)$/i
const PRODUCTION = /^prod/i

export const schedule = defineChange({
  id: 'schedule',
  title: 'Stopped outside working hours',
  caveat: 'only for what nobody needs at night; storage, addresses and load balancers are billed all the same',
  refs: ['https://aws.amazon.com/solutions/implementations/instance-scheduler-on-aws/'],
  value: { about: 'hours a day and days a week that it runs', example: 'schedule=10x5', byDefault: '12x5' },
  apply({ stacks, bill, value }) {
    const match = /^(\d{1,2})x([1-7])$/.exec(value)
    const [hours, days] = [Number(match?.[1]), Number(match?.[2])]
    if (!(hours >= 1 && hours <= 24)) return no(`"${value}" is no schedule; write hours a day and days a week, such as 12x5`)
    const production = stacks.find(({ q }) => isProduction(q))
    if (production !== undefined) return no('it is tagged as production, which is not stopped')
    const stopped = new Set(stacks.flatMap(stoppableIn))
    const lines = bill.lines.filter(
      ({ resource, unit, monthly }) => monthly !== undefined && stopped.has(resource) && BY_THE_HOUR.test(unit),
    )
    if (lines.length === 0) return no('nothing in it is billed by the hour and can be stopped')
    const share = 1 - (hours * days) / HOURS_A_WEEK
    const because = `${hours} h on ${days} days of a week: ${hours * days} of ${HOURS_A_WEEK} hours`
    return {
      is: 'changed',
      what: lines.map(({ resource, name }) => `${resource}: ${name}`),
      cut: ({ resource, unit }) =>
        stopped.has(resource) && BY_THE_HOUR.test(unit) ? { low: share, typical: share, high: share, because } : undefined,
    }
  },
})

function stoppableIn({ stack, q }: AskedStack): readonly string[] {
  return q.all().flatMap(({ id, type }) => (STOPPABLE.includes(type) ? [idIn(stack.name, id)] : []))
}

function isProduction(q: Query): boolean {
  return q.all().some((node) =>
    itemsAt(q, node, 'Tags').some((item) => {
      const [name, value] = [textAt(q, item, 'Key'), textAt(q, item, 'Value')]
      return typeof name === 'string' && typeof value === 'string' && NAMES.test(name) && PRODUCTION.test(value)
    }),
  )
}
