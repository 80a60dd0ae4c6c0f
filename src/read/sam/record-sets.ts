import type { Domain, Source } from './types.js'
import { type Expansion, passedOn } from './expansion.js'
import { getAtt, hashOf, isObj, listOf, type Obj, obj, objOr, pick } from './values.js'

/** The hosted zone of every distribution of CloudFront. Source: Route 53 developer guide, "AliasTarget", read 2026-11-21. */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2'

/** The DNS names of a domain, in one group for each hosted zone. */
export function recordSets(expansion: Expansion, source: Source, domain: Domain): void {
  const route = domain.properties['Route53']
  if (!isObj(route)) return
  const path = ['Properties', 'Domain', 'Route53']
  const zone = route['HostedZoneId'] ?? route['HostedZoneName'] ?? null
  if (zone === null) return expansion.reject(source.id, "'HostedZoneId' or 'HostedZoneName' is required in 'Domain.Route53'", path)
  const separate = route['SeparateRecordSetGroup'] ?? false
  if (typeof separate !== 'boolean')
    return expansion.reject(source.id, "property 'Domain.Route53.SeparateRecordSetGroup' should be true or false", path)
  const id = `RecordSetGroup${hashOf(separate ? [zone, domain.name] : zone).slice(0, 10)}`
  const types = route['IpV6'] === true ? ['A', 'AAAA'] : ['A']
  const records = types.map(
    (type): Obj => ({ Name: domain.name, Type: type, ...pick(route, ['Region', 'SetIdentifier']), AliasTarget: alias(domain, route) }),
  )
  const before = expansion.out[id]
  const made = isObj(before) ? objOr(before['Properties']) : zoneOf(route)
  const group = {
    Type: 'AWS::Route53::RecordSetGroup',
    ...(isObj(before) ? pick(before, ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy']) : passedOn(source)),
    Properties: { ...made, RecordSets: [...listOf(made['RecordSets']), ...records] },
  }
  expansion.share(id, group, source)
}

function zoneOf(route: Obj): Obj {
  const { HostedZoneId, HostedZoneName } = route
  return HostedZoneId === undefined || HostedZoneId === null ? obj({ HostedZoneName }) : { HostedZoneId }
}

function alias(domain: Domain, route: Obj): Obj {
  const health = obj({ EvaluateTargetHealth: route['EvaluateTargetHealth'] })
  if (domain.endpoint === 'PRIVATE')
    return { ...health, ...obj({ HostedZoneId: route['VpcEndpointHostedZoneId'], DNSName: route['VpcEndpointDomainName'] }) }
  if (domain.endpoint === 'EDGE')
    return {
      HostedZoneId: CLOUDFRONT_ZONE,
      DNSName: route['DistributionDomainName'] ?? getAtt(domain.id, 'DistributionDomainName'),
      ...health,
    }
  return { HostedZoneId: getAtt(domain.id, 'RegionalHostedZoneId'), DNSName: getAtt(domain.id, 'RegionalDomainName'), ...health }
}
