import { defineEdgeModel, type EdgeModel } from '../model.js'

export const internetEgress: EdgeModel = defineEdgeModel({
  id: 'internet egress',
  refs: ['https://aws.amazon.com/ec2/pricing/on-demand/'],
  price: 'datatransfer.out_internet',
  unit: 'GB',
  times: 1,
  about: 'Data from a region to the internet. What goes to CloudFront is free here and billed there.',
})
