import { divideHalfEven } from '#core/index.js'
import type { BillCell } from '#spec/index.js'
import { compareText, groupBill } from './groups.js'
import { HIDDEN_COSTS, type HiddenCost } from './hidden-costs.js'
import { withoutLetters } from './usage-type.js'

/** A hidden cost that a bill has. */
export interface HiddenFinding {
  readonly id: string
  readonly title: string
  readonly currency: string
  readonly cost: bigint
  readonly lines: number
  readonly quantity?: bigint
  readonly unit?: string
  /** What of it is saved by the fix, where that is known. */
  readonly avoidable?: bigint
  /** Where most of it is. */
  readonly account: string
  readonly region: string
  readonly usageTypes: readonly string[]
  readonly fix: string
  readonly ref: string
}

/** Hidden costs in the usage of a bill, dearest first. `whole`: the cells are all lines of their accounts and regions, none was filtered out. */
export function findHidden(cells: readonly BillCell[], whole: boolean): readonly HiddenFinding[] {
  const usage = cells.filter(({ values }) => values.charge === 'usage')
  const listed = HIDDEN_COSTS.flatMap((each) =>
    found(
      each,
      usage.filter((cell) => matches(each, cell)),
    ),
  )
  const all = whole ? [...listed, ...found(VOLUMES, volumesWithoutInstances(usage))] : listed
  return all.toSorted(
    (one, other) =>
      compareText(one.currency, other.currency) ||
      (one.cost === other.cost ? compareText(one.id, other.id) : one.cost > other.cost ? -1 : 1),
  )
}

function matches({ service, usage, operation }: HiddenCost, { values }: BillCell): boolean {
  if (!usage.test(withoutLetters(values['usage-type'] ?? ''))) return false
  return (service?.test(values.service ?? '') ?? true) && (operation?.test(values.operation ?? '') ?? true)
}

function found(hidden: HiddenCost, cells: readonly BillCell[]): readonly HiddenFinding[] {
  const { id, title, fix, ref, avoidable } = hidden
  return groupBill(cells, []).flatMap(({ currency, groups: [all] }) => {
    if (all === undefined || all.cost <= 0n) return []
    const own = cells.filter(({ values }) => (values.currency ?? '') === currency)
    const [place] = groupBill(own, ['account', 'region']).flatMap(({ groups }) => groups)
    const [account = '', region = ''] = place?.keys ?? []
    const { keys: _, ...sums } = all
    return [
      {
        id,
        title,
        currency,
        ...sums,
        ...(avoidable === undefined ? {} : { avoidable: divideHalfEven(all.cost * BigInt(avoidable), 100n) }),
        account,
        region,
        usageTypes: [...new Set(own.map(({ values }) => values['usage-type'] ?? ''))].toSorted(),
        fix,
        ref,
      },
    ]
  })
}

const VOLUMES: HiddenCost = {
  id: 'volumes-without-instances',
  title: 'EBS: volumes where no instance ran',
  usage: /^EBS:VolumeUsage/,
  fix: 'they are attached to nothing, or to what is stopped: snapshot and delete them',
  ref: 'https://aws.amazon.com/ebs/pricing/',
}
const INSTANCES = /^(?:BoxUsage|SpotUsage|HeavyUsage|DedicatedUsage|HostUsage|HostBoxUsage|UnusedBox|ReservedInstance|EBSOptimized)/

/** A bill does not say what a volume is attached to; where no instance ran in all of its time, it was nothing that ran. */
function volumesWithoutInstances(usage: readonly BillCell[]): readonly BillCell[] {
  const placeOf = ({ values }: BillCell): string => `${values.account ?? ''} ${values.region ?? ''}`
  const running = new Set(usage.filter(({ values }) => INSTANCES.test(withoutLetters(values['usage-type'] ?? ''))).map(placeOf))
  return usage.filter((cell) => matches(VOLUMES, cell) && !running.has(placeOf(cell)))
}
