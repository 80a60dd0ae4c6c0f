interface Form {
  readonly pattern: RegExp
  readonly example: string
}

/**
 * Formats of the registry that a literal can be held against, without their prefix `AWS::`. An id is written in a template only to name
 * something that exists already, so one of another form cannot work.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html, https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id,
 * read 2026-11.
 */
const FORMS: ReadonlyMap<string, Form> = new Map([
  ['EC2::SecurityGroup.Id', { pattern: /^sg-(?:[0-9a-f]{8}|[0-9a-f]{17})$/i, example: 'sg-0123456789abcdef0' }],
  ['EC2::Subnet.Id', { pattern: /^subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})$/i, example: 'subnet-0123456789abcdef0' }],
  ['EC2::VPC.Id', { pattern: /^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/i, example: 'vpc-0123456789abcdef0' }],
  ['EC2::Image.Id', { pattern: /^(?:ami-(?:[0-9a-z]{8}|[0-9a-z]{17})|resolve:ssm:.+)$/, example: 'ami-0123456789abcdef0' }],
  ['KMS::Key.Arn', { pattern: /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/.+$/, example: 'arn:aws:kms:REGION:ACCOUNT:key/ID' }],
  [
    'KMS::Key.Id',
    {
      pattern: /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i,
      example: '1234abcd-12ab-34cd-56ef-1234567890ab',
    },
  ],
  ['KMS::Alias.AliasName', { pattern: /^alias\/[\w:/-]+$/, example: 'alias/my-key' }],
  ['ipv4-network', { pattern: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!\/)|(?=\/))){4}\/(?:3[0-2]|[12]?\d)$/, example: '10.0.0.0/16' }],
  ['ipv6-network', { pattern: /^[0-9a-f:.]*:[0-9a-f:.]*\/(?:12[0-8]|1[01]\d|[1-9]?\d)$/i, example: '2001:db8::/32' }],
])

/** An example of the format that a text does not have; undefined when it has it, or the format is not one of these. */
export function exampleOfBrokenFormat(format: string, text: string): string | undefined {
  const form = FORMS.get(format.replace(/^AWS::/, ''))
  return form === undefined || form.pattern.test(text) ? undefined : form.example
}
