import type { JsonObject } from '#core/index.js'
import { callIn } from '../functions.js'
import { isWhole, textAt } from './links.js'
import { type Located, type ResourceModel, at, itemsOf, textOf, valuesAt } from './model.js'

const key = (...Statement: readonly JsonObject[]): JsonObject => ({ KeyPolicy: { Version: '2012-10-17', Statement } })
const allow = (Principal: JsonObject, Action: string | readonly string[]): JsonObject => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource: '*',
})
const ROOT: JsonObject = { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }

export const policyOfKey: ResourceModel = {
  id: 'key-policy',
  code: 'key-policy',
  types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  refs: ['https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html'],
  examples: {
    wrong: [
      {
        name: 'only a service',
        props: key(allow({ Service: 's3.amazonaws.com' }, ['kms:Encrypt', 'kms:Decrypt'])),
        says: 'kms:PutKeyPolicy',
      },
      { name: 'use alone', props: key(allow(ROOT, 'kms:Decrypt')), says: 'nobody' },
    ],
    right: [
      { name: 'the account', props: key(allow(ROOT, 'kms:*')) },
      { name: 'an administrator', props: key(allow({ AWS: 'arn:aws:iam::111122223333:role/admin' }, ['kms:Create*', 'kms:Put*'])) },
      { name: 'not known', props: key({ Effect: 'Allow', Principal: ROOT, Action: { Ref: 'Action' }, Resource: '*' }) },
      { name: 'a policy of AWS', props: {} },
    ],
  },
  check({ properties: tree, place }, { complain }) {
    for (const policy of valuesAt({ tree, place }, 'KeyPolicy')) {
      const list = at(policy, 'Statement')
      if (!isWhole(policy) || list?.tree.kind !== 'list') continue
      if (itemsOf(list).some(mayChange)) continue
      complain(
        'nobody may change this key policy once it is set; allow kms:* or kms:PutKeyPolicy to the account or to a role',
        policy.place,
      )
    }
  },
}

/** Whether a statement lets a principal of an account change the policy, as far as it is known. */
function mayChange(statement: Located): boolean {
  if (!isWhole(statement) || at(statement, 'NotAction') !== undefined) return true
  if (textAt(statement, 'Effect') === 'Deny') return false
  const principals = valuesAt(statement, 'Principal')
  if (
    principals.every(
      ({ tree }) => tree.kind === 'map' && callIn(tree) === undefined && tree.entries.every(({ key: name }) => name === 'Service'),
    )
  )
    return false
  return valuesAt(statement, 'Action')
    .flatMap((value) => (value.tree.kind === 'list' ? itemsOf(value) : [value]))
    .some(({ tree }) => {
      const action = textOf(tree)
      return action === undefined || /^(?:\*|kms:(?:\*|Put\*|Put(?:Key)?\*?|PutKeyPolicy|PutKey\*))$/i.test(action) || action.includes('${')
    })
}
