import { defineNote, summed } from '../note.js'

export const secretsAndRules = defineNote({
  id: 'secrets-and-rules',
  refs: ['https://aws.amazon.com/secrets-manager/pricing/', 'https://aws.amazon.com/waf/pricing/'],
  examples: [
    {
      name: 'a secret',
      resources: { Secret: ['AWS::SecretsManager::Secret'] },
      usage: { Secret: { requests: 0 } },
      says: { of: ['Secret'], monthly: '0.4' },
    },
    { name: 'none', resources: { Queue: ['AWS::SQS::Queue'] } },
  ],
  look({ bill }) {
    const found = summed(
      bill.lines.filter(
        ({ key, monthly }) =>
          (key === 'secretsmanager.secret' || key === 'waf.web_acl' || key === 'waf.rule' || key.startsWith('config.')) && monthly !== 0n,
      ),
    )
    return found === undefined
      ? []
      : [{ ...found, message: 'secrets, web ACLs with each of their rules, and what AWS Config records are paid for one by one' }]
  },
})
