import type { Source } from './types.js'
import { type Expansion, passedOn } from './expansion.js'
import {
  alphanumeric,
  getAtt,
  hashOf,
  isIntrinsic,
  isList,
  isObj,
  listOf,
  type Obj,
  obj,
  objOr,
  pick,
  ref,
  text,
  type Value,
} from './values.js'

interface Domain {
  readonly id: string
  readonly properties: Obj
  readonly name: Value
  readonly endpoint: string
}

/** Reads `Domain`; undefined when there is none, or after a report. */
function domainOf(expansion: Expansion, source: Source, prefix: string): Domain | undefined {
  const raw = source.properties['Domain']
  if (raw === undefined) return undefined
  const reject = (message: string): undefined => expansion.reject(source.id, message, ['Properties', 'Domain'])
  if (!isObj(raw) || isIntrinsic(raw)) return reject("property 'Domain' should be a map")
  const properties = objOr(expansion.resolve(raw))
  for (const key of ['DomainName', 'CertificateArn'])
    if (properties[key] === undefined) return reject(`property 'Domain.${key}' is required`)
  for (const key of ['MutualTlsAuthentication', 'AccessAssociation', 'Route53'])
    if (properties[key] !== undefined && !isObj(properties[key])) return reject(`property 'Domain.${key}' should be a map`)
  const endpoint = endpointOf(properties, prefix, reject)
  if (endpoint === undefined) return undefined
  const name = properties['DomainName'] ?? null
  return { id: `${prefix}${hashOf(name).slice(0, 10)}`, properties, name, endpoint }
}

function endpointOf(properties: Obj, prefix: string, reject: (message: string) => undefined): string | undefined {
  const endpoint = text(properties['EndpointConfiguration'] ?? 'REGIONAL')
  const known = prefix === 'ApiGatewayDomainName' ? ['EDGE', 'REGIONAL', 'PRIVATE'] : ['REGIONAL']
  if (endpoint === undefined || !known.includes(endpoint))
    return reject(`EndpointConfiguration for custom domains must be one of ${known.join(', ')}`)
  return endpoint === 'PRIVATE' ? reject('custom domains of private APIs are not supported yet') : endpoint
}

function basePaths(expansion: Expansion, source: Source, domain: Domain): readonly string[] {
  const given = domain.properties['BasePath']
  if (given === undefined) return []
  if (!isList(given)) {
    expansion.reject(source.id, "property 'Domain.BasePath' should be a list", ['Properties', 'Domain', 'BasePath'])
    return []
  }
  return given.flatMap((path, index) => {
    if (typeof path === 'string') return [path]
    expansion.reject(source.id, `property 'Domain.BasePath[${index}]' should be a string`, ['Properties', 'Domain', 'BasePath', index])
    return []
  })
}

/** The custom domain of a REST API. */
export function restDomain(expansion: Expansion, source: Source, stageId: string): void {
  const domain = domainOf(expansion, source, 'ApiGatewayDomainName')
  if (domain === undefined) return
  const { properties, id } = domain
  const certificate = domain.endpoint === 'EDGE' ? 'CertificateArn' : 'RegionalCertificateArn'
  const tls = objOr(properties['MutualTlsAuthentication'])
  const ip = properties['IpAddressType']
  const tags = source.properties['PropagateTags'] === true ? source.properties['Tags'] : undefined
  const made = {
    DomainName: domain.name,
    EndpointConfiguration: { Types: [domain.endpoint], ...obj({ IpAddressType: ip }) },
    [certificate]: properties['CertificateArn'] ?? null,
    ...pick(properties, ['SecurityPolicy', 'OwnershipVerificationCertificateArn']),
    ...(properties['MutualTlsAuthentication'] === undefined ? {} : { MutualTlsAuthentication: truststore(tls) }),
    ...obj({ Tags: tags === undefined ? undefined : Object.entries(objOr(tags)).map(([Key, Value]) => ({ Key, Value })) }),
  }
  expansion.share(id, { Type: 'AWS::ApiGateway::DomainName', ...passedOn(source), Properties: made }, source)
  const mapping = (suffix: string, path: Value | undefined): void =>
    expansion.put(
      `${source.id}${suffix}BasePathMapping`,
      {
        Type: 'AWS::ApiGateway::BasePathMapping',
        ...passedOn(source),
        Properties: { DomainName: ref(id), RestApiId: ref(source.id), Stage: ref(stageId), ...obj({ BasePath: path }) },
      },
      source,
    )
  const paths = basePaths(expansion, source, domain)
  if (properties['BasePath'] === undefined) mapping('', undefined)
  const normal = properties['NormalizeBasePath'] !== false
  for (const path of paths)
    mapping(path === '/' ? '' : alphanumeric(path), path === '/' ? undefined : normal ? path.replaceAll(/[^A-Za-z0-9._$-]/g, '') : path)
  recordSet(expansion, source, domain)
}

/** Zero is no version: the reference leaves it out. */
function truststore(tls: Obj): Obj {
  return Object.fromEntries(
    Object.entries(pick(tls, ['TruststoreUri', 'TruststoreVersion'])).filter(([, value]) => value !== 0 && value !== ''),
  )
}

/** The custom domain of an HTTP API; `stage` is the stage to map. */
export function httpDomain(expansion: Expansion, source: Source, stageId: string, tags: Obj): void {
  const domain = domainOf(expansion, source, 'ApiGatewayDomainNameV2')
  if (domain === undefined) return
  const { properties, id } = domain
  const configuration = {
    CertificateArn: properties['CertificateArn'] ?? null,
    EndpointType: domain.endpoint,
    ...pick(properties, ['SecurityPolicy', 'OwnershipVerificationCertificateArn', 'IpAddressType']),
  }
  const tls = properties['MutualTlsAuthentication']
  const made = {
    DomainName: domain.name,
    DomainNameConfigurations: [configuration],
    Tags: tags,
    ...(tls === undefined ? {} : { MutualTlsAuthentication: truststore(objOr(tls)) }),
  }
  expansion.share(id, { Type: 'AWS::ApiGatewayV2::DomainName', ...passedOn(source), Properties: made }, source)
  const mapping = (suffix: string, path: Value | undefined): void =>
    expansion.put(
      `${source.id}${suffix}ApiMapping`,
      {
        Type: 'AWS::ApiGatewayV2::ApiMapping',
        ...passedOn(source),
        Properties: { ApiId: ref(source.id), DomainName: ref(id), Stage: ref(stageId), ...obj({ ApiMappingKey: path }) },
      },
      source,
    )
  const paths = basePaths(expansion, source, domain)
  if (properties['BasePath'] === undefined) mapping('', undefined)
  for (const path of paths) mapping(alphanumeric(path), path.replaceAll(/^\/+|\/+$/g, ''))
  recordSet(expansion, source, domain)
}

/** The DNS names of a domain, in one group for each hosted zone. */
function recordSet(expansion: Expansion, source: Source, domain: Domain): void {
  const route = domain.properties['Route53']
  if (!isObj(route)) return
  const zone = route['HostedZoneId'] ?? route['HostedZoneName']
  if (zone === undefined)
    return expansion.reject(source.id, "'HostedZoneId' or 'HostedZoneName' is required in 'Domain.Route53'", [
      'Properties',
      'Domain',
      'Route53',
    ])
  const separate = route['SeparateRecordSetGroup'] === true
  const id = `RecordSetGroup${hashOf(separate ? [zone, domain.name] : zone).slice(0, 10)}`
  const types = route['IpV6'] === true ? ['A', 'AAAA'] : ['A']
  const records = types.map(
    (type): Obj => ({
      Name: domain.name,
      Type: type,
      ...pick(route, ['Region', 'SetIdentifier', 'VpcEndpointDomainName']),
      AliasTarget: alias(domain, route),
    }),
  )
  const before = objOr(objOr(expansion.out[id])['Properties'])['RecordSets']
  const made = {
    ...pick(route, ['HostedZoneId']),
    ...(route['HostedZoneId'] === undefined ? pick(route, ['HostedZoneName']) : {}),
    RecordSets: [...listOf(before), ...records],
  }
  expansion.out[id] = { Type: 'AWS::Route53::RecordSetGroup', ...conditionOnly(expansion, source, id), Properties: made }
  expansion.origins.set(id, source.id)
}

function conditionOnly(expansion: Expansion, source: Source, id: string): Obj {
  return isObj(expansion.out[id])
    ? pick(objOr(expansion.out[id]), ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy'])
    : passedOn(source)
}

function alias(domain: Domain, route: Obj): Obj {
  const health = obj({ EvaluateTargetHealth: route['EvaluateTargetHealth'] })
  if (domain.endpoint === 'EDGE')
    return {
      HostedZoneId: 'Z2FDTNDATAQYW2',
      DNSName: route['DistributionDomainName'] ?? getAtt(domain.id, 'DistributionDomainName'),
      ...health,
    }
  return { HostedZoneId: getAtt(domain.id, 'RegionalHostedZoneId'), DNSName: getAtt(domain.id, 'RegionalDomainName'), ...health }
}
