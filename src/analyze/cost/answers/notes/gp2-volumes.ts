import { priceOf, subtractUsd, type Usd } from '#core/index.js'
import type { BillLine } from '../../bill.js'
import { defineNote, summed } from '../note.js'

export const gp2Volumes = defineNote({
  id: 'gp2-volumes',
  refs: ['https://aws.amazon.com/ebs/pricing/'],
  examples: [
    {
      name: 'a hundred gigabytes',
      resources: { Disk: ['AWS::EC2::Volume', { Size: 100, VolumeType: 'gp2' }] },
      says: { of: ['Disk'], monthly: '2' }, // 100 GB x (0.10 - 0.08)
    },
    { name: 'gp3', resources: { Disk: ['AWS::EC2::Volume', { Size: 100, VolumeType: 'gp3' }] } },
  ],
  look({ bill, unitPrice }) {
    const lines = bill.lines.flatMap((line) => {
      const saved = line.key === 'ebs.gp2_storage' ? savedOf(line, unitPrice('ebs.gp3_storage', line.region)) : undefined
      return saved === undefined || saved <= 0n ? [] : [{ ...line, monthly: saved }]
    })
    const found = summed(lines)
    return found === undefined ? [] : [{ ...found, message: 'this is what gp3 would save over gp2 for the same gigabytes' }]
  },
})

function savedOf({ monthly, quantity }: BillLine, other: Usd | undefined): Usd | undefined {
  return monthly === undefined || quantity === undefined || other === undefined ? undefined : subtractUsd(monthly, priceOf(other, quantity))
}
