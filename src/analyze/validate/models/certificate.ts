import { isWhole, textAt } from './links.js'
import { at, itemsOf, type Located, type ModelContext, type ResourceModel, textOf, valuesAt } from './model.js'

const dns = { DomainName: 'example.com', ValidationMethod: 'DNS' }

export const validationOfCertificate: ResourceModel = {
  id: 'certificate',
  code: 'certificate',
  types: ['AWS::CertificateManager::Certificate'],
  refs: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-certificatemanager-certificate.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html',
  ],
  examples: {
    wrong: [
      {
        name: 'a zone for mails',
        props: { DomainName: 'example.com', DomainValidationOptions: [{ DomainName: 'example.com', HostedZoneId: 'Z1' }] },
        says: 'ValidationMethod: DNS',
      },
      {
        name: 'mails for a zone',
        props: { ...dns, DomainValidationOptions: [{ DomainName: 'example.com', ValidationDomain: 'example.com' }] },
        says: 'ValidationMethod: EMAIL',
      },
      {
        name: 'another name',
        props: { ...dns, DomainValidationOptions: [{ DomainName: 'www.example.com', HostedZoneId: 'Z1' }] },
        says: '"www.example.com" is no name of this certificate',
      },
      { name: 'a star inside', props: { DomainName: 'api.*.example.com', ValidationMethod: 'DNS' }, says: 'only as its first part' },
      { name: 'an address', props: { DomainName: 'https://example.com', ValidationMethod: 'DNS' }, says: 'without https://' },
    ],
    right: [
      { name: 'a zone', props: { ...dns, DomainValidationOptions: [{ DomainName: 'example.com', HostedZoneId: 'Z1' }] } },
      {
        name: 'several names',
        props: {
          ...dns,
          SubjectAlternativeNames: ['*.example.com', { Ref: 'More' }],
          DomainValidationOptions: [{ DomainName: '*.example.com', HostedZoneId: 'Z1' }],
        },
      },
      {
        name: 'mails',
        props: { DomainName: 'a.example.com', DomainValidationOptions: [{ DomainName: 'a.example.com', ValidationDomain: 'example.com' }] },
      },
      { name: 'a way that is decided at deployment', props: { DomainName: { Ref: 'Name' }, ValidationMethod: { Ref: 'Way' } } },
      { name: 'of a private authority', props: { DomainName: 'db.internal', CertificateAuthorityArn: 'arn:aws:acm-pca:x' } },
    ],
  },
  check({ properties: tree, place }, { complain }) {
    const own = { tree, place }
    if (!isWhole(own)) return
    const names = [...valuesAt(own, 'DomainName'), ...valuesAt(own, 'SubjectAlternativeNames').flatMap(itemsOf)]
    for (const name of names) checkName(name, complain)
    const method = at(own, 'ValidationMethod') === undefined ? 'EMAIL' : textAt(own, 'ValidationMethod')
    const known = names.map((name) => textOf(name.tree))
    for (const option of valuesAt(own, 'DomainValidationOptions').flatMap(itemsOf)) checkOption(option, { method, known, complain })
  },
}

function checkName({ tree, place }: Located, complain: ModelContext['complain']): void {
  const text = textOf(tree) ?? ''
  if (/^[a-z]+:\/\//i.test(text))
    complain(`"${text}" must be the name alone, without ${text.slice(0, text.indexOf('//') + 2)}`, place, { atValue: true })
  else if (text.lastIndexOf('*') > 0 || /^\*[^.]/.test(text))
    complain(`"${text}" takes a star only as its first part: *.example.com`, place, { atValue: true })
}

interface Around {
  readonly method: string | undefined
  readonly known: readonly (string | undefined)[]
  readonly complain: ModelContext['complain']
}

function checkOption(option: Located, { method, known, complain }: Around): void {
  const name = textAt(option, 'DomainName')
  const [zone, domain] = [at(option, 'HostedZoneId'), at(option, 'ValidationDomain')]
  if (zone !== undefined && method === 'EMAIL')
    complain('HostedZoneId is taken only with ValidationMethod: DNS', zone.place, { severity: 'warning' })
  if (domain !== undefined && method === 'DNS')
    complain('ValidationDomain is taken only with ValidationMethod: EMAIL', domain.place, { severity: 'warning' })
  if (name === undefined || known.includes(undefined) || known.includes(name)) return
  complain(`"${name}" is no name of this certificate; they are ${known.join(', ')}`, at(option, 'DomainName')?.place ?? option.place, {
    atValue: true,
  })
}
