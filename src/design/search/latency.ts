/** A hop by its median and its 99th percentile, milliseconds. */
export interface Hop {
  readonly title: string
  readonly p50: number
  readonly p99: number
}

// 99th percentile of the standard normal distribution.
const Z99 = 2.3263

/**
 * The 99th percentile of a chain of hops: each is taken as lognormal, their sum is fitted with a lognormal of the same
 * mean and variance (Fenton-Wilkinson). `boundMs` is the sum of the hops' p99.
 */
export function chainP99(hops: readonly Hop[]): { readonly estimateMs: number; readonly boundMs: number } {
  let mean = 0
  let variance = 0
  for (const { p50, p99 } of hops) {
    if (p50 <= 0) {
      mean += p99
      continue
    }
    const sigma = Math.log(p99 / p50) / Z99
    const own = Math.exp(Math.log(p50) + sigma ** 2 / 2)
    mean += own
    variance += (Math.exp(sigma ** 2) - 1) * own ** 2
  }
  const boundMs = hops.reduce((sum, hop) => sum + hop.p99, 0)
  if (mean === 0) return { estimateMs: 0, boundMs }
  const fitted = Math.log(1 + variance / mean ** 2)
  return { estimateMs: Math.exp(Math.log(mean) - fitted / 2 + Z99 * Math.sqrt(fitted)), boundMs }
}
