import { definePriceModel, type PriceModel } from '../../model.js'
import { isNeeded } from '../../measure.js'
import { whereStated } from '../meters.js'
import { PROTECTED, selectedBy, selectsMore } from './protected.js'

export const backupPlan: PriceModel = definePriceModel({
  type: 'AWS::Backup::BackupPlan',
  refs: ['https://aws.amazon.com/backup/pricing/'],
  usage: {
    ...Object.fromEntries(PROTECTED.map(({ usage, title }) => [usage, { unit: 'GB-month', about: `${title} that are kept` }])),
    restoredGb: { unit: 'GB', about: 'data restored a month' },
  },
  meters(node, usage, q) {
    const selected = new Set(selectedBy(node, q).map(({ type }) => type))
    const byTag = selectsMore(node, q)
    const kept = PROTECTED.filter(({ type, usage: name }) => {
      const known = usage[name] !== undefined && !isNeeded(usage[name])
      return known || selected.has(type) || (byTag && q.all(type).length > 0)
    })
    return [
      ...kept.map(({ usage: name, title, price }) => ({ name: title, price, unit: 'GB-month', quantity: usage[name] })),
      ...whereStated({ name: 'Restores', price: 'backup.restore_warm', unit: 'GB' }, usage['restoredGb']),
    ]
  },
})
