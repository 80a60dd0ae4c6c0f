import { definePriceModel, type PriceModel } from '../../model.js'

/** The function is billed as a function, requests at the bucket. */
export const objectLambdaAccessPoint: PriceModel = definePriceModel({
  type: 'AWS::S3ObjectLambda::AccessPoint',
  refs: ['https://aws.amazon.com/s3/pricing/'],
  usage: { returnedGb: { unit: 'GB', about: 'data that the function returns' } },
  meters: (_node, usage) => [{ name: 'Data returned', price: 's3.object_lambda', unit: 'GB', quantity: usage['returnedGb'] }],
})
