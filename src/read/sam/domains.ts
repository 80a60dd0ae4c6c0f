import type { Domain, Source } from './types.js'
import { type Expansion, passedOn } from './expansion.js'
import { recordSets } from './record-sets.js'
import { alphanumeric, hashOf, isIntrinsic, isList, isObj, type Obj, obj, objOr, pick, ref, text, type Value } from './values.js'

/** Reads `Domain`; undefined when there is none, or after a report. */
function domainOf(expansion: Expansion, source: Source, http: boolean): Domain | undefined {
  const raw = source.properties['Domain']
  if (raw === undefined) return undefined
  const reject = (message: string): undefined => expansion.reject(source.id, message, ['Properties', 'Domain'])
  if (!isObj(raw) || isIntrinsic(raw)) return reject("property 'Domain' should be a map")
  const properties = objOr(expansion.resolve(raw))
  const problem = problemOf(properties, http)
  if (problem !== undefined) return reject(problem)
  const endpoint = text(properties['EndpointConfiguration']) ?? 'REGIONAL'
  const name = properties['DomainName'] ?? null
  const prefix = http || endpoint === 'PRIVATE' ? 'ApiGatewayDomainNameV2' : 'ApiGatewayDomainName'
  return { id: `${prefix}${hashOf(name).slice(0, 10)}`, properties, name, endpoint }
}

/** What is wrong with a domain; undefined: nothing. */
function problemOf(properties: Obj, http: boolean): string | undefined {
  const missing = ['DomainName', 'CertificateArn'].find((key) => (properties[key] ?? null) === null)
  if (missing !== undefined) return `property 'Domain.${missing}' is required`
  const wrong = ['MutualTlsAuthentication', 'AccessAssociation', 'Route53'].find((key) => !isObj(properties[key] ?? {}))
  if (wrong !== undefined) return `property 'Domain.${wrong}' should be a map`
  const known = http ? ['REGIONAL'] : ['EDGE', 'REGIONAL', 'PRIVATE']
  if (!known.some((endpoint) => endpoint === (properties['EndpointConfiguration'] ?? 'REGIONAL')))
    return `EndpointConfiguration for custom domains must be one of ${known.join(', ')}`
  const tls = Object.keys(objOr(properties['MutualTlsAuthentication'])).filter((key) => !/^Truststore(?:Uri|Version)$/.test(key))
  return tls.length > 0 ? `MutualTlsAuthentication takes TruststoreUri and TruststoreVersion, not ${tls.join(', ')}` : undefined
}

/** The paths to map; undefined: the root. */
function basePaths(expansion: Expansion, source: Source, domain: Domain): readonly string[] | undefined {
  const given = domain.properties['BasePath']
  if (typeof given === 'string' && given !== '') return [given]
  if (!isList(given) || given.length === 0) return undefined
  return given.flatMap((path, index) => {
    if (typeof path === 'string') return [path]
    expansion.reject(source.id, `property 'Domain.BasePath[${index}]' should be a string`, ['Properties', 'Domain', 'BasePath', index])
    return []
  })
}

/** The custom domain of a REST API. */
export function restDomain(expansion: Expansion, source: Source, stageId: string): void {
  const domain = domainOf(expansion, source, false)
  if (domain === undefined) return
  const attributes = passedOn(source)
  const secret = domain.endpoint === 'PRIVATE'
  const type = `AWS::ApiGateway::DomainName${secret ? 'V2' : ''}`
  expansion.share(domain.id, { Type: type, ...attributes, Properties: restProperties(domain) }, source)
  const paths = basePaths(expansion, source, domain)
  const normal = domain.properties['NormalizeBasePath'] !== false
  const mapping = (suffix: string, path: Value | undefined): void =>
    expansion.put(
      `${source.id}${suffix}BasePathMapping`,
      {
        Type: `AWS::ApiGateway::BasePathMapping${secret ? 'V2' : ''}`,
        ...attributes,
        Properties: {
          [secret ? 'DomainNameArn' : 'DomainName']: ref(domain.id),
          RestApiId: ref(source.id),
          Stage: ref(stageId),
          ...obj({ BasePath: path }),
        },
      },
      source,
    )
  if (paths === undefined) mapping('', undefined)
  for (const path of paths ?? []) mapping(alphanumeric(path), normal ? alphanumeric(path) : path)
  if (secret) association(expansion, source, domain)
  recordSets(expansion, source, domain)
}

function restProperties({ name, endpoint, properties }: Domain): Obj {
  const regional = endpoint === 'REGIONAL'
  const tls = endpoint === 'PRIVATE' ? undefined : properties['MutualTlsAuthentication']
  const own = ['SecurityPolicy', 'EndpointAccessMode', ...(endpoint === 'PRIVATE' ? ['Policy'] : ['OwnershipVerificationCertificateArn'])]
  return {
    DomainName: name,
    EndpointConfiguration: { Types: [endpoint], ...obj({ IpAddressType: properties['IpAddressType'] }) },
    [regional ? 'RegionalCertificateArn' : 'CertificateArn']: properties['CertificateArn'] ?? null,
    ...pick(properties, own),
    ...(tls === undefined ? {} : { MutualTlsAuthentication: truststore(objOr(tls)) }),
  }
}

/** Lets an endpoint of a VPC call a private domain. */
function association(expansion: Expansion, source: Source, domain: Domain): void {
  const given = domain.properties['AccessAssociation']
  if (!isObj(given)) return
  const endpoint = given['VpcEndpointId'] ?? null
  const made = { DomainNameArn: ref(domain.id), AccessAssociationSourceType: 'VPCE', AccessAssociationSource: endpoint }
  expansion.put(
    `DomainNameAccessAssociation${hashOf([endpoint, domain.id]).slice(0, 10)}`,
    { Type: 'AWS::ApiGateway::DomainNameAccessAssociation', ...passedOn(source), Properties: made },
    source,
  )
}

/** Zero is no version: the reference leaves it out. */
function truststore(tls: Obj): Obj {
  return Object.fromEntries(
    Object.entries(pick(tls, ['TruststoreUri', 'TruststoreVersion'])).filter(([, value]) => value !== 0 && value !== ''),
  )
}

/** The custom domain of an HTTP or WebSocket API; `stageId` is the stage to map. */
export function httpDomain(expansion: Expansion, source: Source, stageId: string, tags: Obj): void {
  const domain = domainOf(expansion, source, true)
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
  if (paths === undefined) mapping('', undefined)
  for (const path of paths ?? []) {
    if (/[^0-9a-zA-Z/_-]/.test(path))
      expansion.reject(source.id, `the BasePath "${path}" must be letters, digits, "/", "-" and "_"`, ['Properties', 'Domain', 'BasePath'])
    mapping(path.replaceAll(/[-_/]/g, ''), path.replaceAll(/^\/+|\/+$/g, ''))
  }
  recordSets(expansion, source, domain)
}
