import { definePriceModel, type PriceModel } from '../../model.js'
import { groupMeters } from './groups.js'

export const instanceGroupConfig: PriceModel = definePriceModel({
  type: 'AWS::EMR::InstanceGroupConfig',
  refs: ['https://aws.amazon.com/emr/pricing/', 'https://aws.amazon.com/ec2/pricing/on-demand/'],
  usage: {},
  meters: (node, _usage, q) => groupMeters(node, q, '', ''),
})
