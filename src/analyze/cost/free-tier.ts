import type { Provenance } from '#catalog/index.js'

/** What AWS gives away every month, for ever, once for an account. Offers of the first months and credits are not in it. */
export interface Allowance extends Provenance {
  /** Service it belongs to, as price keys begin. */
  readonly service: string
  /** Keys that share it, in the unit of their price. */
  readonly keys: readonly string[]
  readonly quantity: number
}

function allowance(service: string, quantity: number, page: string, keys: readonly string[]): Allowance {
  const source = `https://aws.amazon.com/${page}`
  return { service, quantity, source, asOf: '2025-11-18', basis: 'knowledge', keys: keys.map((key) => `${service}.${key}`) }
}

const EDGE_NOTE = 'one allowance for all regions and zones'

/** The page that states each amount; the amounts themselves are written down from knowledge, not read by a tool. */
export const ALLOWANCES: readonly Allowance[] = [
  allowance('lambda', 1_000_000, 'lambda/pricing/', ['requests', 'requests_arm']),
  allowance('lambda', 400_000, 'lambda/pricing/', ['duration_x86', 'duration_arm']),
  allowance('dynamodb', 25, 'dynamodb/pricing/provisioned/', ['storage']),
  allowance('sqs', 1_000_000, 'sqs/pricing/', ['requests_standard', 'requests_fifo']),
  allowance('sns', 1_000_000, 'sns/pricing/', ['api_requests']),
  allowance('sns', 1_000, 'sns/pricing/', ['delivery_email']),
  { ...allowance('cloudfront', 1_024, 'cloudfront/pricing/pay-as-you-go/', ['data_out_internet']), note: EDGE_NOTE },
  { ...allowance('cloudfront', 10_000_000, 'cloudfront/pricing/pay-as-you-go/', ['requests_https', 'requests_http']), note: EDGE_NOTE },
  allowance('cloudfront', 2_000_000, 'cloudfront/pricing/pay-as-you-go/', ['functions']),
  allowance('datatransfer', 100, 'ec2/pricing/on-demand/', ['out_internet']),
  allowance('cognito', 10_000, 'cognito/pricing/', ['lite_mau', 'essentials_mau']),
  allowance('cloudwatch', 10, 'cloudwatch/pricing/', ['metrics_custom']),
  allowance('cloudwatch', 10, 'cloudwatch/pricing/', ['alarm_standard']),
  allowance('cloudwatch', 3, 'cloudwatch/pricing/', ['dashboard']),
  allowance('cloudwatch', 5, 'cloudwatch/pricing/', ['logs_ingest_standard', 'logs_vended', 'logs_storage']),
  allowance('xray', 100_000, 'xray/pricing/', ['traces_stored']),
  allowance('kms', 20_000, 'kms/pricing/', ['requests']),
]

/** The allowances of these services; all of them for `true`. */
export function allowancesOf(freeTier: boolean | readonly string[] | undefined): readonly Allowance[] {
  if (freeTier === undefined || freeTier === false) return []
  return freeTier === true ? ALLOWANCES : ALLOWANCES.filter(({ service }) => freeTier.includes(service))
}
