/** vCPUs of the sizes that are smaller than `large`, in families whose credits pile up. Source: the page of each family, 2025. */
const BURSTABLE = /^(?:t3|t3a|t4g)$/
const T2: Readonly<Record<string, number>> = { nano: 1, micro: 1, small: 1, medium: 2, large: 2 }

/**
 * vCPUs of an instance type (`m6g.2xlarge`, `db.r7g.large`): two for `large`, four for each `xlarge`; undefined where the name does not say.
 * Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html
 */
export function vcpusOf(type: string): number | undefined {
  const [size, family = ''] = type.split('.').toReversed()
  const xlarge = /^(\d*)xlarge$/.exec(size ?? '')
  if (xlarge !== null) return 4 * Number(xlarge[1] === '' ? 1 : xlarge[1])
  if (family === 't2') return T2[size ?? '']
  if (size === 'large') return 2
  if (BURSTABLE.test(family)) return 2
  return size === 'medium' ? 1 : undefined
}
