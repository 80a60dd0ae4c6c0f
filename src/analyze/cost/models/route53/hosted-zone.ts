import { definePriceModel, type PriceModel } from '../../model.js'

const RECORDS: readonly string[] = ['AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup']

/** Queries for alias records of AWS resources are free, so a zone without records of its own is not asked for queries. */
export const hostedZone: PriceModel = definePriceModel({
  type: 'AWS::Route53::HostedZone',
  refs: ['https://aws.amazon.com/route53/pricing/'],
  usage: { queries: { unit: 'query', about: 'DNS queries a month for records that are not aliases' } },
  meters(node, usage, q) {
    const records = q.edges({ to: node, kind: 'refers' }).filter(({ from }) => RECORDS.includes(from.type))
    const plain = records.some(({ from }) => {
      const alias = q.read(from, 'AliasTarget')
      return alias.known && !alias.set
    })
    return [
      { name: 'Hosted zone', price: 'route53.hosted_zone', unit: 'zone-month', quantity: 1, formula: 'one zone' },
      ...(plain ? [{ name: 'Queries', price: 'route53.query_standard', unit: 'query', quantity: usage['queries'] }] : []),
    ]
  },
})
