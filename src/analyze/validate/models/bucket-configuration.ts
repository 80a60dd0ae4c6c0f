import type { JsonObject } from '#core/index.js'
import { isWhole, numberAt, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at, branchesOf, itemsOf, textOf, valuesAt } from './model.js'

const lifecycle = (more: JsonObject): JsonObject => ({ LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ...more }] } })

export const configurationOfBucket: ResourceModel = {
  id: 'bucket-configuration',
  code: 'bucket-configuration',
  types: ['AWS::S3::Bucket'],
  refs: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html',
  ],
  examples: {
    wrong: [
      {
        name: 'too early',
        props: lifecycle({ Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 7 }] }),
        says: 'at least 30 days',
      },
      {
        name: 'gone before it moves',
        props: lifecycle({ ExpirationInDays: 60, Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 90 }] }),
        says: 'ExpirationInDays 60 must be above 90',
      },
      { name: 'a rule that does nothing', props: lifecycle({ Prefix: 'logs/' }), says: 'does nothing' },
      { name: 'copies without versions', props: { ReplicationConfiguration: { Role: 'r', Rules: [] } }, says: 'VersioningConfiguration' },
      { name: 'two dots', props: { BucketName: 'my..files' }, says: 'single dots' },
      { name: 'an address', props: { BucketName: '192.168.5.4' }, says: 'IP address' },
      { name: 'a prefix of AWS', props: { BucketName: 'xn--files' }, says: 'xn--' },
      {
        name: 'a lock that is not on',
        props: { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } },
        says: 'ObjectLockEnabled: true',
      },
    ],
    right: [
      {
        name: 'one after the other',
        props: lifecycle({
          ExpirationInDays: 365,
          Transitions: [
            { StorageClass: 'STANDARD_IA', TransitionInDays: 30 },
            { StorageClass: 'GLACIER', TransitionInDays: 90 },
          ],
        }),
      },
      { name: 'uploads alone', props: lifecycle({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }) },
      { name: 'straight away', props: lifecycle({ Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: 0 }] }) },
      { name: 'copies', props: { ReplicationConfiguration: { Role: 'r', Rules: [] }, VersioningConfiguration: { Status: 'Enabled' } } },
      { name: 'a name', props: { BucketName: 'my-files.example' } },
      { name: 'a name with a variable', props: { BucketName: { 'Fn::Sub': '${AWS::StackName}-Files' } } },
    ],
  },
  check({ properties: tree, place }, context) {
    const own = { tree, place }
    if (!isWhole(own)) return
    for (const value of valuesAt(own, 'BucketName')) checkName(value, context)
    for (const each of valuesAt(own, 'LifecycleConfiguration', 'Rules').flatMap(itemsOf).flatMap(branchesOf)) checkRule(each, context)
    const versions = at(own, 'VersioningConfiguration') === undefined ? 'off' : textAt(own, 'VersioningConfiguration', 'Status')
    const copies = at(own, 'ReplicationConfiguration')
    if (copies !== undefined && versions !== undefined && versions !== 'Enabled')
      context.complain('ReplicationConfiguration needs VersioningConfiguration: { Status: Enabled }', copies.place)
    const lock = at(own, 'ObjectLockConfiguration')
    if (lock !== undefined && at(own, 'ObjectLockEnabled') === undefined)
      context.complain('ObjectLockConfiguration needs ObjectLockEnabled: true', lock.place)
  },
}

/** Beginnings and ends that AWS keeps for itself. */
const RESERVED = /^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/

/** Letters that no name may have are the schema's to report. */
function checkName({ tree, place }: Located, { complain }: ModelContext): void {
  const name = textOf(tree)
  if (name === undefined || /\$\{|\{\{/.test(name)) return
  const reserved = RESERVED.exec(name)?.[0]
  const say = (why: string): void => complain(`"${name}" is no name of a bucket; ${why}`, place, { atValue: true })
  if (name.length < 3 || name.length > 63 || name.includes('..')) say('it has 3 to 63 letters and single dots')
  else if (/^\d+(?:\.\d+){3}$/.test(name)) say('it must not look like an IP address')
  else if (reserved !== undefined) say(`AWS keeps "${reserved}" for itself`)
}

const ACTIONS = [
  'AbortIncompleteMultipartUpload',
  'ExpirationDate',
  'ExpirationInDays',
  'ExpiredObjectDeleteMarker',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionExpirationInDays',
  'NoncurrentVersionTransition',
  'NoncurrentVersionTransitions',
  'Transition',
  'Transitions',
]
/** Classes that an object enters only after a month. */
const SLOW: ReadonlySet<string> = new Set(['STANDARD_IA', 'ONEZONE_IA'])

function checkRule(rule: Located, { complain }: ModelContext): void {
  if (!isWhole(rule)) return
  if (ACTIONS.every((name) => at(rule, name) === undefined))
    complain(`the lifecycle rule does nothing; write one of ${ACTIONS.slice(1, 3).join(', ')}, Transitions, …`, rule.place)
  const moves = [...valuesAt(rule, 'Transitions').flatMap(itemsOf), ...valuesAt(rule, 'Transition')].flatMap(branchesOf)
  for (const move of moves) checkMove(move, complain)
  const end = numberAt(rule, 'ExpirationInDays')
  const last = Math.max(-1, ...moves.map((move) => numberAt(move, 'TransitionInDays') ?? -1))
  if (end !== undefined && end <= last)
    complain(
      `ExpirationInDays ${end} must be above ${last}, the day of the last transition`,
      at(rule, 'ExpirationInDays')?.place ?? rule.place,
    )
}

function checkMove(move: Located, complain: ModelContext['complain']): void {
  const days = numberAt(move, 'TransitionInDays') ?? 30
  const to = textAt(move, 'StorageClass') ?? ''
  if (!SLOW.has(to) || days >= 30) return
  complain(`an object moves to ${to} after at least 30 days, not ${days}`, at(move, 'TransitionInDays')?.place ?? move.place)
}
