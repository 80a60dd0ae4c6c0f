import { defineEdgeModel, type EdgeModel } from '../model.js'

export const crossZoneTransfer: EdgeModel = defineEdgeModel({
  id: 'cross-zone transfer',
  refs: ['https://aws.amazon.com/ec2/pricing/on-demand/'],
  price: 'datatransfer.inter_az_each_direction',
  unit: 'GB',
  times: 2,
  about: 'Data between availability zones: the zone it leaves and the zone it enters both pay.',
})
