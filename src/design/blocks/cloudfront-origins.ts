import type { Json } from '#core/index.js'
import type { GraphBuilder } from '#graph/index.js'
import type { Site } from './block.js'

/**
 * Ids of the prefix list `com.amazonaws.global.cloudfront.origin-facing` by region. The id is the same for every account of a
 * region; AWS shows it in the console and in `describe-managed-prefix-lists`, but publishes no table. Each id here stands in at
 * least two public templates of different authors (read 2026-11-21).
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

// Regions and zones: "Supported AWS Regions for VPC origins" (read 2026-11-21),
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
const WITHOUT_VPC_ORIGINS: readonly string[] = ['ap-southeast-6']

/** Whether CloudFront reaches load balancers inside VPCs of the region. */
export function hasVpcOrigins(region: string): boolean {
  return !WITHOUT_VPC_ORIGINS.includes(region)
}

// All zones but use1-az3, usw1-az2, apne1-az3 and cac1-az3.
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
