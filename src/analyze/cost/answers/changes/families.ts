/**
 * Families of instances on Intel and AMD, and the nearest older family on Graviton that takes their place: same generation or the one
 * before, same memory for each processor. Source: https://aws.amazon.com/ec2/graviton/ and
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html, as of 2025-11-18.
 */
const GRAVITON: Readonly<Record<string, string>> = {
  t3: 't4g',
  t3a: 't4g',
  t2: 't4g',
  m5: 'm6g',
  m5a: 'm6g',
  m6i: 'm6g',
  m6a: 'm6g',
  m7i: 'm7g',
  m7a: 'm7g',
  m8i: 'm8g',
  m8a: 'm8g',
  c5: 'c6g',
  c5a: 'c6g',
  c6i: 'c6g',
  c6a: 'c6g',
  c7i: 'c7g',
  c7a: 'c7g',
  r5: 'r6g',
  r5a: 'r6g',
  r6i: 'r6g',
  r6a: 'r6g',
  r7i: 'r7g',
  r7a: 'r7g',
}

/** `db.m5.large` -> `db.m6g.large`; undefined where no family takes its place. */
export function onGraviton(type: string): string | undefined {
  const match = /^((?:db\.|cache\.)?)([a-z0-9]+)\.([a-z0-9]+)$/.exec(type)
  const family = GRAVITON[match?.[2] ?? '']
  return match === null || family === undefined || match[3]?.startsWith('metal') === true
    ? undefined
    : `${match[1] ?? ''}${family}.${match[3] ?? ''}`
}
