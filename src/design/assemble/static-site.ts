import { getAtt, ref, sub } from '#graph/index.js'
import { staticSite, takesCloudFrontLogs } from '../blocks/index.js'
import type { Assembly, Guide } from './context.js'
import { distributionWatches } from './watches.js'

/** Address of the edge stack's web acl, given when the main stack is deployed. */
export const WEB_ACL_PARAMETER = 'WebAclArn'

export function assembleSite(assembly: Assembly): Guide {
  const { graph, site, requirements, plan, notes } = assembly
  const webAcl = plan.front.value.waf
    ? graph.parameter(WEB_ACL_PARAMETER, { Type: 'String', Description: 'ARN of the web acl that the edge stack made in us-east-1' })
    : undefined
  const { distribution, bucket, logs } = staticSite.add(graph, { name: 'Site', domain: requirements.domain, webAcl }, site)
  graph.output(
    'SiteUrl',
    'Address of the site',
    requirements.domain === undefined ? sub(`https://\${${distribution}.DomainName}`) : `https://${requirements.domain.name}`,
  )
  graph.output('BucketName', 'Bucket that holds the pages', ref(bucket))
  graph.output('DistributionId', 'Distribution to invalidate after a change', ref(distribution))
  if (!takesCloudFrontLogs(site.region))
    notes.push({ kind: 'not-made', text: `access logs of CloudFront: it delivers none to buckets in ${site.region}` })
  if (site.region === 'us-east-1') assembly.watches.push(...distributionWatches(distribution))
  else
    notes.push({
      kind: 'not-made',
      text: 'alarms: CloudFront reports its figures in us-east-1 only, and an alarm stands where its figures are',
    })
  if (requirements.domain !== undefined) {
    graph.output('DnsTarget', `Point ${requirements.domain.name} here (CNAME or alias)`, getAtt(distribution, 'DomainName'))
    notes.push({
      kind: 'not-made',
      text: `the DNS record that points ${requirements.domain.name} at the distribution: make it in your zone with the DnsTarget output`,
    })
  }
  notes.push(
    { kind: 'not-made', text: 'your pages: upload them with the command under "your own pages"; until then every path answers 404' },
    {
      kind: 'stays-after-teardown',
      text: site.defaults.keepsData
        ? `the buckets ${bucket} and ${logs} and what they hold: storage is billed until you empty and delete them by hand`
        : `the buckets ${bucket} and ${logs} while they hold anything: empty both first, old versions too (Empty in the S3 console), or the stack cannot be deleted`,
    },
  )
  return {
    beforeTeardown: [],
    firstCall: [
      {
        title: 'Put a first page into the bucket',
        command: `echo '<h1>It works</h1>' > index.html && aws s3 cp index.html "s3://$(OUTPUT BucketName)/index.html" --content-type text/html`,
      },
      { title: 'Open it', command: 'curl -i "$(OUTPUT SiteUrl)"' },
    ],
    ownCode: [
      {
        title: 'Upload your pages (a folder `site/` with index.html and 404.html)',
        command: 'aws s3 sync site "s3://$(OUTPUT BucketName)" --delete',
      },
      {
        title: 'Drop the old ones from the caches',
        command: 'aws cloudfront create-invalidation --distribution-id "$(OUTPUT DistributionId)" --paths \'/*\'',
      },
    ],
  }
}
