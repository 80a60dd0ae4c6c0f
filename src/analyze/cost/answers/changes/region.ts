import { didYouMean } from '#core/index.js'
import { defineChange, no } from '../change.js'

const MOST_NAMED = 5

export const region = defineChange({
  id: 'region',
  title: 'Everything in another region',
  caveat: 'latency to users, where data may be kept and the move itself are not priced; quotas are given for each region',
  refs: ['https://aws.amazon.com/about-aws/global-infrastructure/regions_az/'],
  value: { about: 'the name of a region', example: 'region=eu-north-1' },
  apply({ situation, stacks, facts, value }) {
    const names = facts.regionNames()
    if (!names.includes(value)) return no(`there is no region "${value}"${didYouMean(value, names)}`)
    if (situation.stacks.every((stack) => stack.region === value)) return no(`it is in ${value} already`)
    const missing = [...new Set(stacks.flatMap(({ q }) => q.all().map(({ type }) => type)))].filter(
      (type) => facts.available(type, value) === false,
    )
    return {
      is: 'changed',
      what: situation.stacks.map((stack) => `${stack.name ?? 'all resources'}: ${stack.region} -> ${value}`),
      situation: { ...situation, stacks: situation.stacks.map((stack) => ({ ...stack, region: value })) },
      caveats:
        missing.length === 0
          ? []
          : [
              `${value} does not have ${missing.slice(0, MOST_NAMED).join(', ')}${missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more types` : ''}`,
            ],
    }
  },
})
