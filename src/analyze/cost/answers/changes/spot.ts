import type { AskedStack } from '../situation.js'
import type { Query, Resource } from '#graph/index.js'
import { idIn } from '../../quantities.js'
import { isGiven, itemsAt, textAt } from '../../read.js'
import { defineChange, no } from '../change.js'

const GROUP = 'AWS::AutoScaling::AutoScalingGroup'
const SERVICE = 'AWS::ECS::Service'

export const spot = defineChange({
  id: 'spot',
  title: 'Stateless containers and groups of instances on spot capacity',
  caveat: 'AWS takes spot capacity back with two minutes of notice; keep a part on demand where all of it must not go at once',
  refs: ['https://aws.amazon.com/ec2/spot/', 'https://aws.amazon.com/fargate/pricing/'],
  apply({ stacks, bill, facts }) {
    const stateless = new Set(stacks.flatMap(statelessIn))
    if (stateless.size === 0)
      return no('it has no group of instances and no container service that keeps nothing and is replaced by itself')
    const rangeFor = (key: string): ReturnType<typeof facts.discounts>[number] | undefined =>
      key === '' ? undefined : facts.discounts(key).find(({ kind }) => kind === 'spot')
    const covered = bill.lines.filter(
      ({ resource, key, monthly }) => stateless.has(resource) && monthly !== undefined && monthly > 0n && rangeFor(key) !== undefined,
    )
    if (covered.length === 0) return no('no line of what could run on spot capacity has a range of discounts')
    return {
      is: 'changed',
      what: covered.map(({ resource, name }) => `${resource}: ${name}`),
      cut: ({ resource, key }) => {
        const range = stateless.has(resource) ? rangeFor(key) : undefined
        return (
          range && { low: range.low, typical: range.typical, high: range.high, because: `${range.title}: ${range.source}, ${range.asOf}` }
        )
      },
    }
  },
})

function statelessIn({ stack, q }: AskedStack): readonly string[] {
  const groups = q.all(GROUP)
  const services = q.all(SERVICE).filter((node) => isStateless(node, q))
  return [...groups, ...services].map(({ id }) => idIn(stack.name, id))
}

/** A service that mounts nothing and is not on spot capacity yet. */
function isStateless(service: Resource, q: Query): boolean {
  if (isGiven(q, service, 'VolumeConfigurations')) return false
  const definitions = q.edges({ from: service }).filter(({ path }) => path.startsWith('TaskDefinition'))
  const mounts = definitions.some(({ to }) => itemsAt(q, to, 'Volumes').length > 0)
  const already = itemsAt(q, service, 'CapacityProviderStrategy').some((item) => textAt(q, item, 'CapacityProvider') === 'FARGATE_SPOT')
  return !mounts && !already
}
