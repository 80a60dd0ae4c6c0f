import { definePriceModel, type PriceModel } from '../../model.js'

export const directoryBucket: PriceModel = definePriceModel({
  type: 'AWS::S3Express::DirectoryBucket',
  refs: ['https://aws.amazon.com/s3/pricing/'],
  usage: {
    storedGb: { unit: 'GB-month', about: 'objects' },
    putRequests: { unit: 'request', about: 'PUT, COPY, POST and LIST requests a month' },
    getRequests: { unit: 'request', about: 'GET and all other requests a month' },
    uploadedGb: { unit: 'GB', about: 'data uploaded' },
    retrievedGb: { unit: 'GB', about: 'data read' },
  },
  meters: (_node, usage) => [
    { name: 'Storage', price: 's3.express_onezone_storage', unit: 'GB-month', quantity: usage['storedGb'] },
    { name: 'PUT requests', price: 's3.express_put', unit: 'request', quantity: usage['putRequests'] },
    { name: 'GET requests', price: 's3.express_get', unit: 'request', quantity: usage['getRequests'] },
    { name: 'Uploads', price: 's3.express_upload', unit: 'GB', quantity: usage['uploadedGb'] },
    { name: 'Retrieval', price: 's3.express_retrieval', unit: 'GB', quantity: usage['retrievedGb'] },
  ],
})
