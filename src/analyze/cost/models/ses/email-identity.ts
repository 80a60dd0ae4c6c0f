import { definePriceModel, type PriceModel } from '../../model.js'

export const emailIdentity: PriceModel = definePriceModel({
  type: 'AWS::SES::EmailIdentity',
  refs: ['https://aws.amazon.com/ses/pricing/'],
  usage: { emails: { unit: 'email', about: 'e-mails sent a month, once for each recipient' } },
  meters: (_node, usage) => [{ name: 'E-mails sent', price: 'ses.email_sent', unit: 'email', quantity: usage['emails'] }],
})
