import { definePriceModel, type PriceModel } from '../../model.js'

/** Counts everything as S3 Standard: what a lifecycle rule moves elsewhere is cheaper. */
export const bucket: PriceModel = definePriceModel({
  type: 'AWS::S3::Bucket',
  refs: ['https://aws.amazon.com/s3/pricing/'],
  usage: {
    storedGb: { unit: 'GB-month', about: 'objects, old versions included' },
    putRequests: { unit: 'request', about: 'PUT, COPY, POST and LIST requests a month' },
    getRequests: { unit: 'request', about: 'GET and all other requests a month' },
    internetOutGb: { unit: 'GB', about: 'objects that leave for the internet without CloudFront' },
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: () => false }],
  meters: (_node, usage) => [
    { name: 'Storage', price: 's3.standard_storage', unit: 'GB-month', quantity: usage['storedGb'] },
    { name: 'PUT requests', price: 's3.standard_tier1_requests', unit: 'request', quantity: usage['putRequests'] },
    { name: 'GET requests', price: 's3.standard_tier2_requests', unit: 'request', quantity: usage['getRequests'] },
  ],
})
