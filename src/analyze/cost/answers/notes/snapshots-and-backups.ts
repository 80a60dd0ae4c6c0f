import { defineNote, summed } from '../note.js'

export const snapshots = defineNote({
  id: 'snapshots-and-backups',
  refs: ['https://aws.amazon.com/ebs/pricing/', 'https://aws.amazon.com/backup/pricing/'],
  examples: [
    {
      name: 'a database that keeps more than its own size',
      resources: {
        Db: [
          'AWS::RDS::DBInstance',
          { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20', BackupRetentionPeriod: 7 },
        ],
      },
      usage: { Db: { backupGb: 100 } },
      says: { of: ['Db'], monthly: '9.5' }, // 100 GB x 0.095
    },
    { name: 'none', resources: { Queue: ['AWS::SQS::Queue'] } },
  ],
  look({ bill }) {
    const found = summed(
      bill.lines.filter(
        ({ key, monthly }) =>
          (key.startsWith('ebs.snapshot') || key.startsWith('backup.') || key.endsWith('.backup_storage')) && monthly !== 0n,
      ),
    )
    return found === undefined
      ? []
      : [
          {
            ...found,
            message: 'snapshots and backups stay and cost after what they are of is gone; nothing deletes them unless a rule does',
          },
        ]
  },
})
