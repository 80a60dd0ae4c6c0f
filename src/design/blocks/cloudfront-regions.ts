import type { Json } from '#core/index.js'
import type { GraphBuilder } from '#graph/index.js'
import type { Site } from './block.js'

/**
 * Ids of the prefix list `com.amazonaws.global.cloudfront.origin-facing` by region. The id is the same for every account of a
 * region; AWS shows it in the console and in `describe-managed-prefix-lists`, but publishes no table. Each id here was
 * read in public templates on 2026-11-21, most in several; compare it with your account before you rely on it.
 */
const PREFIX_LISTS: Readonly<Record<string, string>> = {
  'af-south-1': 'pl-c0aa4fa9',
  'ap-east-1': 'pl-14b2577d',
  'ap-northeast-1': 'pl-58a04531',
  'ap-northeast-2': 'pl-22a6434b',
  'ap-northeast-3': 'pl-31a14458',
  'ap-south-1': 'pl-9aa247f3',
  'ap-southeast-1': 'pl-31a34658',
  'ap-southeast-2': 'pl-b8a742d1',
  'ca-central-1': 'pl-38a64351',
  'eu-central-1': 'pl-a3a144ca',
  'eu-north-1': 'pl-fab65393',
  'eu-south-1': 'pl-1bbc5972',
  'eu-west-1': 'pl-4fa04526',
  'eu-west-2': 'pl-93a247fa',
  'eu-west-3': 'pl-75b1541c',
  'me-south-1': 'pl-17b2577e',
  'sa-east-1': 'pl-5da64334',
  'us-east-1': 'pl-3b927c52',
  'us-east-2': 'pl-b6a144df',
  'us-west-1': 'pl-4ea04527',
  'us-west-2': 'pl-82a045eb',
}

/** Name of the template parameter that holds the id; where the region has no default it is given at deployment. */
export const PREFIX_LIST_PARAMETER = 'CloudFrontPrefixList'

/** Whether a template for the region knows the prefix list by itself; otherwise the deployment has to give it. */
export function knowsCloudFrontPrefixList(region: string): boolean {
  return PREFIX_LISTS[region] !== undefined
}

/** The parameter with the id of the prefix list that CloudFront's requests to origins come from. */
export function cloudFrontPrefixList(graph: GraphBuilder, site: Site): Json {
  const known = PREFIX_LISTS[site.region]
  return graph.parameter(PREFIX_LIST_PARAMETER, {
    Type: 'String',
    Description:
      'Id of the prefix list com.amazonaws.global.cloudfront.origin-facing in this region (aws ec2 describe-managed-prefix-lists)',
    AllowedPattern: '^pl-[0-9a-f]+$',
    ...(known === undefined ? {} : { Default: known }),
  })
}

// "Supported AWS Regions for VPC origins" (read 2026-11-21),
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
const VPC_ORIGIN_REGIONS: ReadonlySet<string> = new Set([
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
])

/** Whether CloudFront reaches load balancers inside VPCs of the region. */
export function hasVpcOrigins(region: string): boolean {
  return VPC_ORIGIN_REGIONS.has(region)
}

// From the same page: all zones but use1-az3, usw1-az2, apne1-az3 and cac1-az3.
const ZONES: Readonly<Record<string, readonly string[]>> = {
  'us-east-1': ['use1-az1', 'use1-az2', 'use1-az4'],
  'us-west-1': ['usw1-az1', 'usw1-az3'],
  'ap-northeast-1': ['apne1-az1', 'apne1-az2', 'apne1-az4'],
  'ca-central-1': ['cac1-az1', 'cac1-az2', 'cac1-az4'],
}

/** Ids of zones to put a VPC origin in, where CloudFront leaves a zone of the region out; undefined: any zone will do. */
export function vpcOriginZones(region: string): readonly string[] | undefined {
  return ZONES[region]
}

// Regions that every account has from its beginning. Into the others, which an account turns on, CloudFront delivers no standard logs
// ("Choose an Amazon S3 bucket for standard logs", read 2026-11-21),
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
const LOG_REGIONS: ReadonlySet<string> = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
])

/** Whether a bucket in the region takes the access logs of CloudFront; elsewhere a distribution goes without. */
export function takesCloudFrontLogs(region: string): boolean {
  return LOG_REGIONS.has(region)
}
