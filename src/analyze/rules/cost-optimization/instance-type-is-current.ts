import { demand } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

/** Families that AWS lists as previous generation. Source: https://aws.amazon.com/ec2/previous-generation/, reviewed 2025-06-01. */
const PREVIOUS = /^(?:db\.|cache\.)?(?:t1|t2|m1|m2|m3|m4|c1|c3|c4|r3|r4|i2|g2|g3|p2|p3|x1|d2|h1|cc2|cr1|hs1)e?\./
const PLACES: Readonly<Record<string, string>> = {
  'AWS::EC2::Instance': 'InstanceType',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.InstanceType',
  'AWS::AutoScaling::LaunchConfiguration': 'InstanceType',
  'AWS::RDS::DBInstance': 'DBInstanceClass',
  'AWS::ElastiCache::ReplicationGroup': 'CacheNodeType',
  'AWS::ElastiCache::CacheCluster': 'CacheNodeType',
}

export const instanceTypeIsCurrent: Rule = defineRule({
  id: 'instance-type-is-current',
  pillar: 'cost-optimization',
  severity: 'low',
  title: 'Instance types are of a current generation',
  why: 'A newer generation does the same work for less money and less energy; the oldest ones have no room left in some zones.',
  fix: 'Move to the current generation of the same family, for example t2 to t4g, m4 to m7g or m7i.',
  refs: [
    'https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html',
  ],
  types: Object.keys(PLACES),
  examples: {
    fail: [
      { name: 't2', props: { InstanceType: 't2.micro' } },
      { name: 'a database on m4', type: 'AWS::RDS::DBInstance', props: { DBInstanceClass: 'db.m4.large' } },
    ],
    pass: [
      { name: 'a current one', props: { InstanceType: 't4g.micro' } },
      { name: 'serverless', type: 'AWS::RDS::DBInstance', props: { DBInstanceClass: 'db.serverless' } },
      { name: 'not said', props: {} },
    ],
    unknown: [{ name: 'a parameter without a value', props: { InstanceType: { Ref: 'Size' } } }],
  },
  check(node, q) {
    const path = PLACES[node.type] ?? ''
    return demand(node, q, {
      path,
      good: (value) => !PREVIOUS.test(String(value)),
      what: (value) => `${String(value)} is of a previous generation`,
    })
  },
})
