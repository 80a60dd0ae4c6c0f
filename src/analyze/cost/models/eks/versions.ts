/**
 * Day on which the standard support of each Kubernetes version ends, after which a cluster pays for extended support.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html (release calendar), 2026-02.
 */
const STANDARD_UNTIL: Readonly<Record<string, string>> = {
  '1.23': '2023-10-11',
  '1.24': '2024-01-31',
  '1.25': '2024-05-01',
  '1.26': '2024-06-11',
  '1.27': '2024-07-24',
  '1.28': '2024-11-26',
  '1.29': '2025-03-23',
  '1.30': '2025-07-23',
  '1.31': '2025-11-26',
  '1.32': '2026-03-23',
  '1.33': '2026-07-29',
  '1.34': '2026-12-02',
  '1.35': '2027-03-27',
}
const OLDEST_MINOR = 23

/** Whether a version is in extended support on a day (`YYYY-MM-DD`); versions after the table are not. */
export function isInExtendedSupport(version: string, day: string): boolean {
  const until = STANDARD_UNTIL[version]
  if (until !== undefined) return day > until
  const minor = Number(/^1\.(\d+)$/.exec(version)?.[1])
  return minor < OLDEST_MINOR
}
