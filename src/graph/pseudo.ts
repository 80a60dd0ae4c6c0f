/**
 * Partitions by the beginning of the names of their regions, with the domain of their services.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html and
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html, read 2026-11.
 */
type Partition = readonly [begin: string, partition: string, suffix: string]
const PARTITIONS: readonly Partition[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu'],
]
const AWS: Partition = ['', 'aws', 'amazonaws.com']
const COMMERCIAL = /^(?:af|ap|ca|eu|il|me|mx|sa|us)-(?!iso)[a-z]+-\d+$/

/** A pseudo parameter that the region decides; undefined when it does not. */
export function pseudoIn(name: string, regionOf: () => string | undefined): string | undefined {
  if (name !== 'AWS::Partition' && name !== 'AWS::URLSuffix') return undefined
  const region = regionOf()
  if (region === undefined) return undefined
  const [, partition, suffix] = PARTITIONS.find(([begin]) => region.startsWith(begin)) ?? (COMMERCIAL.test(region) ? AWS : [])
  return name === 'AWS::Partition' ? partition : suffix
}
