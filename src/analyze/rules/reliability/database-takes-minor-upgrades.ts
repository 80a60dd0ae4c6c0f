import { demandNotFalse } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

export const databaseTakesMinorUpgrades: Rule = defineRule({
  id: 'database-takes-minor-upgrades',
  pillar: 'reliability',
  severity: 'low',
  title: 'Database takes minor versions by itself',
  why: 'Minor versions bring the fixes of known faults and weaknesses; without them a database falls behind until its version is withdrawn.',
  fix: 'Leave AutoMinorVersionUpgrade on, and say in PreferredMaintenanceWindow when.',
  refs: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html'],
  types: ['AWS::RDS::DBInstance'],
  maps: { 'cdk-nag': ['RDSAutomaticMinorVersionUpgradeEnabled'], 'security-hub': ['RDS.13'] },
  examples: {
    fail: [{ name: 'switched off', props: { AutoMinorVersionUpgrade: false } }],
    pass: [
      { name: 'the default', props: {} },
      { name: 'switched on', props: { AutoMinorVersionUpgrade: true } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { AutoMinorVersionUpgrade: { Ref: 'Upgrade' } } }],
  },
  check: (node, q) => demandNotFalse(node, q, 'AutoMinorVersionUpgrade'),
})
