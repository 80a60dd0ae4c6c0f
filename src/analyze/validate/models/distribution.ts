import { didYouMean, type JsonObject } from '#core/index.js'
import { isGiven, isWhole, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at, itemsOf, textOf, valuesAt } from './model.js'

const config = (more: JsonObject): JsonObject => ({
  DistributionConfig: {
    Enabled: true,
    Origins: [{ Id: 'files', DomainName: 'files.s3.amazonaws.com', S3OriginConfig: {} }],
    DefaultCacheBehavior: { TargetOriginId: 'files', ViewerProtocolPolicy: 'https-only' },
    ...more,
  },
})

export const originsOfDistribution: ResourceModel = {
  id: 'distribution',
  code: 'distribution',
  types: ['AWS::CloudFront::Distribution'],
  refs: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html'],
  examples: {
    wrong: [
      {
        name: 'no such origin',
        props: config({ DefaultCacheBehavior: { TargetOriginId: 'file' } }),
        says: 'no origin "file" (did you mean "files"?)',
      },
      { name: 'of a path', props: config({ CacheBehaviors: [{ PathPattern: '/api/*', TargetOriginId: 'api' }] }), says: 'no origin "api"' },
      { name: 'two of one name', props: config({ Origins: [{ Id: 'files' }, { Id: 'files' }] }), says: 'stands twice' },
      { name: 'a name without a certificate', props: config({ Aliases: ['www.example.com'] }), says: 'ViewerCertificate' },
      {
        name: 'a certificate of another region',
        props: config({
          ViewerCertificate: { AcmCertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/x', SslSupportMethod: 'sni-only' },
        }),
        says: 'us-east-1',
      },
    ],
    right: [
      { name: 'all there', props: config({}) },
      {
        name: 'a group of origins',
        props: config({ OriginGroups: { Items: [{ Id: 'both' }] }, DefaultCacheBehavior: { TargetOriginId: 'both' } }),
      },
      { name: 'a name decided at deployment', props: config({ Origins: [{ Id: { Ref: 'Id' } }] }) },
      {
        name: 'a name with a certificate',
        props: config({
          Aliases: ['www.example.com'],
          ViewerCertificate: { AcmCertificateArn: { Ref: 'Certificate' }, SslSupportMethod: 'sni-only' },
        }),
      },
      { name: 'maybe a name', props: config({ Aliases: { 'Fn::If': ['Named', ['www.example.com'], { Ref: 'AWS::NoValue' }] } }) },
    ],
  },
  check({ properties: tree, place }, context) {
    for (const own of valuesAt({ tree, place }, 'DistributionConfig')) {
      checkOrigins(own, context)
      checkCertificate(own, context)
    }
  },
}

function checkOrigins(own: Located, context: ModelContext): void {
  const lists = [at(own, 'Origins'), ...valuesAt(own, 'OriginGroups', 'Items')].filter((list) => list !== undefined)
  const origins = lists.flatMap(itemsOf)
  const seen = idsOf(origins, context)
  if (seen === undefined || seen.size === 0 || lists.some(({ tree }) => tree.kind !== 'list')) return
  for (const behavior of [...valuesAt(own, 'DefaultCacheBehavior'), ...valuesAt(own, 'CacheBehaviors').flatMap(itemsOf)]) {
    const target = at(behavior, 'TargetOriginId')
    const id = textOf(target?.tree) ?? '${}'
    if (target !== undefined && !id.includes('${') && !seen.has(id))
      context.complain(`the distribution has no origin "${id}"${didYouMean(id, seen)}`, target.place, { atValue: true })
  }
}

/** The ids of origins and of groups of them; undefined when they are not all known. */
function idsOf(origins: readonly Located[], { complain }: ModelContext): ReadonlySet<string> | undefined {
  const seen = new Set<string>()
  let complete = true
  for (const origin of origins) {
    const id = textAt(origin, 'Id') ?? '${}'
    if (id.includes('${')) complete = false
    else if (seen.has(id)) complain(`the Id "${id}" stands twice among the origins`, at(origin, 'Id')?.place ?? origin.place)
    seen.add(id)
  }
  return complete ? seen : undefined
}

function checkCertificate(own: Located, { complain }: ModelContext): void {
  const certificate = at(own, 'ViewerCertificate')
  const aliases = at(own, 'Aliases')
  if (isWhole(own) && certificate === undefined && aliases !== undefined && isGiven(own, 'Aliases') && itemsOf(aliases).length > 0)
    complain('Aliases need a certificate for their names; write ViewerCertificate with AcmCertificateArn', aliases.place)
  for (const each of valuesAt(own, 'ViewerCertificate', 'AcmCertificateArn')) {
    const region = /^arn:[\w-]+:acm:([a-z0-9-]+):/.exec(textOf(each.tree) ?? '')?.[1]
    if (region !== undefined && region !== 'us-east-1' && !region.startsWith('cn-'))
      complain(`CloudFront takes certificates of us-east-1 alone, not of ${region}`, each.place, { atValue: true })
  }
}
