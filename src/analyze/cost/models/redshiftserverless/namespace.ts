import { definePriceModel, type PriceModel } from '../../model.js'
import { managedSecret } from '../rds/managed-secret.js'

export const namespace: PriceModel = definePriceModel({
  type: 'AWS::RedshiftServerless::Namespace',
  refs: ['https://aws.amazon.com/redshift/pricing/'],
  usage: { storedGb: { unit: 'GB-month', about: 'data in managed storage' } },
  meters: (node, usage, q) => [
    { name: 'Managed storage', price: 'redshift.managed_storage_ra3', unit: 'GB-month', quantity: usage['storedGb'] },
    ...managedSecret(q, node, 'ManageAdminPassword'),
  ],
})
