import type { Query, Resource } from '#graph/index.js'
import { SECONDS_A_MONTH } from '#spec/index.js'
import { count } from '../../amounts.js'
import { factor, isUnresolved, product } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { itemsAt, numberAt, orElse, textAt, waiting } from '../../read.js'

const FUNCTION = 'AWS::Lambda::Function'
const NAME = 'Provisioned concurrency'

// What runs on provisioned concurrency is billed at the function at the full price, which is 1.7 times too much for its duration.
export function provisionedConcurrency(type: string): PriceModel {
  return definePriceModel({
    type,
    refs: ['https://aws.amazon.com/lambda/pricing/'],
    usage: {},
    meters(node, _usage, q) {
      const concurrency = numberAt(q, node, 'ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions')
      if (concurrency === undefined) return []
      if (isUnresolved(concurrency)) return [waiting(NAME, 'GB-second', concurrency)]
      const target = functionOf(node, q)
      const memory = target === undefined ? { unresolved: 'FunctionName', why: 'the function is not in the template' } : memoryOf(target, q)
      if (isUnresolved(memory)) return [waiting(NAME, 'GB-second', memory)]
      return [meter(concurrency, memory, target !== undefined && isArm(target, q))]
    },
  })
}

function meter(concurrency: number, memory: number, arm: boolean): Meter {
  const quantity = product(concurrency, SECONDS_A_MONTH, factor(memory, `${count(memory / 1024)} GB`, 1024))
  return { name: NAME, price: `lambda.provisioned_concurrency_${arm ? 'arm' : 'x86'}`, unit: 'GB-second', quantity }
}

function functionOf(node: Resource, q: Query): Resource | undefined {
  return q.edges({ from: node, kind: 'refers' }).find(({ to }) => to.type === FUNCTION)?.to
}

function memoryOf(target: Resource, q: Query): ReturnType<typeof orElse<number, number>> {
  return orElse(numberAt(q, target, 'MemorySize'), 128)
}

function isArm(target: Resource, q: Query): boolean {
  return itemsAt(q, target, 'Architectures').some((item) => textAt(q, item, '') === 'arm64')
}
