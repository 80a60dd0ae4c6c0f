import type { Catalog } from '#catalog/index.js'
import { GraphBuilder, type TemplateDocument } from '#graph/index.js'
import type { Requirements } from '#spec/index.js'
import { webAcl } from '../blocks/index.js'
import type { Plan } from '../plan.js'
import { siteOf } from './context.js'

/** What CloudFront takes from us-east-1 only: the web acl of a distribution. Undefined where nothing is needed there. */
export function edgeStack(plan: Plan, requirements: Requirements, catalog: Catalog): TemplateDocument | undefined {
  if (plan.front.value.kind !== 'cloudfront-s3' || !plan.front.value.waf) return undefined
  const graph = new GraphBuilder()
  const site = { ...siteOf({ ...requirements, region: 'us-east-1' }, catalog) }
  webAcl.add(graph, { name: 'Edge', scope: 'CLOUDFRONT' }, site)
  graph.output('WebAclArn', 'Give this to the main stack as WebAclArn', { 'Fn::GetAtt': ['EdgeWebAcl', 'Arn'] })
  return graph.document({
    description: `${requirements.name} (${requirements.environment}): web acl for CloudFront, which takes it from us-east-1 only`,
    metadata: { Stanchion: { Design: requirements.name, Environment: requirements.environment } },
  })
}
