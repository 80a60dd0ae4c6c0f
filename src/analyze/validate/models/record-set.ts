import type { JsonObject } from '#core/index.js'
import { isWhole, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at, branchesOf, itemsOf, textOf, valuesAt } from './model.js'

const RECORD = 'AWS::Route53::RecordSet'
const www: JsonObject = { HostedZoneName: 'example.com.', Name: 'www.example.com' }

export const valuesOfRecord: ResourceModel = {
  id: 'record-set',
  code: 'record-set',
  types: [RECORD, 'AWS::Route53::RecordSetGroup'],
  refs: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html'],
  examples: {
    wrong: [
      { name: 'an alias and records', props: { ...www, Type: 'A', AliasTarget: {}, TTL: 60 }, says: 'AliasTarget and TTL' },
      { name: 'no time to live', props: { ...www, Type: 'A', ResourceRecords: ['192.0.2.1'] }, says: 'needs TTL' },
      { name: 'no values', props: { ...www, Type: 'A', TTL: '60' }, says: 'needs ResourceRecords' },
      {
        name: 'a CNAME for the zone itself',
        props: { ...www, Name: 'example.com', Type: 'CNAME', TTL: 60, ResourceRecords: ['a.net'] },
        says: 'example.com is the zone itself',
      },
      { name: 'two names', props: { ...www, Type: 'CNAME', TTL: 60, ResourceRecords: ['a.net', 'b.net'] }, says: 'one value' },
      {
        name: 'no address',
        props: { ...www, Type: 'A', TTL: 60, ResourceRecords: ['www.example.net'] },
        says: '"www.example.net" is no IPv4 address',
      },
      { name: 'text without quotes', props: { ...www, Type: 'TXT', TTL: 60, ResourceRecords: ['v=spf1 -all'] }, says: 'quotation marks' },
      {
        name: 'mail without a priority',
        props: { ...www, Type: 'MX', TTL: 60, ResourceRecords: ['mail.example.com'] },
        says: '"mail.example.com"',
      },
      {
        name: 'of a group',
        template: {
          Resources: {
            G: {
              Type: 'AWS::Route53::RecordSetGroup',
              Properties: { HostedZoneId: 'Z', RecordSets: [{ Name: 'a.b', Type: 'AAAA', TTL: 1, ResourceRecords: ['1.2.3.4'] }] },
            },
          },
        },
        says: 'no IPv6 address',
      },
    ],
    right: [
      { name: 'an address', props: { ...www, Type: 'A', TTL: 60, ResourceRecords: ['192.0.2.1'] } },
      { name: 'an alias', props: { ...www, Name: 'example.com', Type: 'A', AliasTarget: { DNSName: 'x', HostedZoneId: 'Z' } } },
      { name: 'a long address', props: { ...www, Type: 'AAAA', TTL: 60, ResourceRecords: ['2001:db8::1'] } },
      { name: 'from elsewhere', props: { ...www, Type: 'A', TTL: 60, ResourceRecords: [{ 'Fn::GetAtt': ['Server', 'PublicIp'] }] } },
      { name: 'text', props: { ...www, Type: 'TXT', TTL: 60, ResourceRecords: ['"v=spf1 -all" "more"'] } },
      { name: 'mail', props: { ...www, Type: 'MX', TTL: 60, ResourceRecords: ['10 mail.example.com'] } },
    ],
  },
  check({ type, properties: tree, place }, context) {
    const own = { tree, place }
    const zone = textAt(own, 'HostedZoneName')
    const records = type === RECORD ? [own] : valuesAt(own, 'RecordSets').flatMap(itemsOf).flatMap(branchesOf)
    for (const record of records) checkRecord(record, zone, context)
  },
}

function checkRecord(record: Located, zone: string | undefined, context: ModelContext): void {
  if (!isWhole(record)) return
  const { complain } = context
  checkAlias(record, complain)
  const type = textAt(record, 'Type')
  const name = bare(textAt(record, 'Name') ?? '')
  if (type === 'CNAME' && name !== '' && name === bare(zone ?? ''))
    complain(
      `${name} is the zone itself, which takes no CNAME; use an A record with AliasTarget`,
      at(record, 'Type')?.place ?? record.place,
    )
  for (const values of valuesAt(record, 'ResourceRecords')) checkValues(values, type ?? '', complain)
}

function checkAlias(record: Located, complain: ModelContext['complain']): void {
  const alias = at(record, 'AliasTarget')
  for (const name of ['TTL', 'ResourceRecords']) {
    const given = at(record, name)
    if (alias !== undefined && given !== undefined) complain(`a record takes AliasTarget and ${name} not together`, given.place)
    if (alias === undefined && given === undefined) complain(`a record without AliasTarget needs ${name}`, record.place)
  }
}

function bare(name: string): string {
  return name.replace(/\.$/, '').toLowerCase()
}

const FORMS: Readonly<Record<string, { readonly form: RegExp; readonly what: string }>> = {
  A: { form: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/, what: 'is no IPv4 address' },
  AAAA: { form: /^[0-9a-f:]*:[0-9a-f:.]*$/i, what: 'is no IPv6 address' },
  TXT: { form: /^"[^]*"$/, what: 'must stand in quotation marks of its own: "\\"text\\""' },
  MX: { form: /^\d+\s+\S+$/, what: 'must be a priority and a server: 10 mail.example.com' },
  SRV: { form: /^\d+\s+\d+\s+\d+\s+\S+$/, what: 'must be priority, weight, port and server' },
  CAA: { form: /^\d+\s+\w+\s+".*"$/, what: 'must be a flag, a tag and a value in quotation marks' },
}

function checkValues(values: Located, type: string, complain: ModelContext['complain']): void {
  const items = itemsOf(values).flatMap(branchesOf)
  if (type === 'CNAME' && values.tree.kind === 'list' && values.tree.items.length > 1)
    complain('a CNAME record takes one value', values.place)
  const wanted = FORMS[type]
  if (wanted === undefined) return
  for (const { tree, place } of items) {
    const text = textOf(tree)
    if (text !== undefined && !/\$\{|\{\{/.test(text) && !wanted.form.test(text))
      complain(`"${text}" ${wanted.what}`, place, { atValue: true })
  }
}
