import { defineNote, summed } from '../note.js'

export const standbys = defineNote({
  id: 'database-standbys',
  refs: ['https://aws.amazon.com/rds/pricing/'],
  examples: [
    {
      name: 'in two zones',
      resources: {
        Db: [
          'AWS::RDS::DBInstance',
          {
            Engine: 'postgres',
            DBInstanceClass: 'db.t4g.micro',
            AllocatedStorage: '20',
            StorageType: 'gp3',
            MultiAZ: true,
            EngineVersion: '17.2',
          },
        ],
      },
      usage: { Db: { backupGb: 0 } },
      says: { of: ['Db'], monthly: '27.96' }, // 730 h x 0.032 + 20 GB x 0.23
    },
    {
      name: 'in one',
      resources: {
        Db: [
          'AWS::RDS::DBInstance',
          { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20', StorageType: 'gp3', EngineVersion: '17.2' },
        ],
      },
    },
  ],
  look({ bill }) {
    const found = summed(bill.lines.filter(({ key, monthly }) => /^rds\..*multi_az/.test(key) && monthly !== 0n))
    return found === undefined ? [] : [{ ...found, message: 'a standby in another zone doubles instance and storage; it takes no queries' }]
  },
})
