import type { JsonObject } from '#core/index.js'
import { referencesIn } from '#graph/index.js'
import { environmentOf } from '../environment.js'
import { oncePerQuery } from '../once.js'
import { isTrue, itemsAt, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const SELECTION = 'AWS::Backup::BackupSelection'
const selection = (chosen: JsonObject) => ({
  Type: SELECTION,
  Properties: {
    BackupPlanId: { Ref: 'Plan' },
    BackupSelection: { SelectionName: 'a', IamRoleArn: { 'Fn::GetAtt': ['BackupRole', 'Arn'] }, ...chosen },
  },
})

export const dataIsInABackupPlan: Rule = defineRule({
  id: 'data-is-in-a-backup-plan',
  pillar: 'reliability',
  severity: 'low',
  title: 'Data without backups of its own is in a backup plan',
  why: 'AWS Backup keeps copies that outlive the resource, in a vault that whoever deletes the data cannot empty.',
  fix: 'Select the resource in an AWS::Backup::BackupSelection, by its ARN or by a tag.',
  refs: ['https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html'],
  types: ['AWS::EFS::FileSystem', 'AWS::DynamoDB::Table', 'AWS::EC2::Volume'],
  maps: {
    'cdk-nag': ['EFSInBackupPlan', 'DynamoDBInBackupPlan', 'EC2EBSInBackupPlan'],
    'security-hub': ['DynamoDB.4', 'EFS.2', 'EC2.28'],
  },
  examples: {
    fail: [
      { name: 'no plan', props: {} },
      {
        name: 'a plan for another',
        resources: {
          Files: { Type: 'AWS::EFS::FileSystem' },
          Others: { Type: 'AWS::EFS::FileSystem' },
          Chosen: selection({ Resources: [{ 'Fn::GetAtt': ['Others', 'Arn'] }] }),
        },
        subject: 'Files',
      },
    ],
    pass: [
      {
        name: 'by its ARN',
        resources: { Files: { Type: 'AWS::EFS::FileSystem' }, Chosen: selection({ Resources: [{ 'Fn::GetAtt': ['Files', 'Arn'] }] }) },
        subject: 'Files',
      },
      {
        name: 'by a tag',
        resources: {
          Orders: { Type: 'AWS::DynamoDB::Table', Properties: { Tags: [{ Key: 'backup', Value: 'daily' }] } },
          Chosen: selection({ ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'backup', ConditionValue: 'daily' }] }),
        },
        subject: 'Orders',
      },
      {
        name: 'everything',
        resources: { Orders: { Type: 'AWS::DynamoDB::Table' }, Chosen: selection({ Resources: ['*'] }) },
        subject: 'Orders',
      },
      { name: 'backs itself up', props: { BackupPolicy: { Status: 'ENABLED' } } },
      {
        name: 'a table with point-in-time recovery',
        type: 'AWS::DynamoDB::Table',
        props: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
      },
      { name: 'of a development stack', props: { FileSystemTags: [] }, sections: { Metadata: { Stanchion: { Environment: 'dev' } } } },
    ],
    unknown: [
      {
        name: 'a selection that is not known',
        resources: { Files: { Type: 'AWS::EFS::FileSystem' }, Chosen: selection({ Resources: { Ref: 'What' } }) },
        subject: 'Files',
        sections: { Parameters: { What: { Type: 'CommaDelimitedList' } } },
      },
    ],
  },
  check(node, q) {
    if (environmentOf(node, q) === 'other' || isTrue(scalarOf(q.read(node, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled'))))
      return PASS
    if (scalarOf(q.read(node, 'BackupPolicy.Status')) === 'ENABLED') return PASS
    const { ids, tags, everything, open } = selected(q)
    const ownTags = itemsAt(node, q, 'Tags').items.map(
      ({ value }) => `${String(scalarOf(q.read(value, 'Key')))}=${String(scalarOf(q.read(value, 'Value')))}`,
    )
    if (everything || ids.has(node.id) || ownTags.some((tag) => tags.has(tag))) return PASS
    return open === undefined
      ? { is: 'fail', what: 'no backup plan selects it' }
      : { is: 'unknown', why: `it is not known what ${open} selects` }
  },
})

interface Selected {
  readonly ids: ReadonlySet<string>
  /** `key=value` */
  readonly tags: ReadonlySet<string>
  readonly everything: boolean
  /** A selection that the template does not decide. */
  readonly open: string | undefined
}

/** What the backup selections of a template choose, together. */
const selected = oncePerQuery((q): Selected => {
  const selections = q.all(SELECTION)
  const resources = selections.map((each) => ({ each, list: itemsAt(each, q, 'BackupSelection.Resources') }))
  const chosen = resources.flatMap(({ list }) => list.items.map(({ value }) => value))
  const texts = chosen.map((value) => scalarOf(q.read(value)))
  return {
    ids: new Set(chosen.flatMap((value) => referencesIn(value).map(({ reference }) => reference.target))),
    tags: new Set(
      selections.flatMap((each) =>
        itemsAt(each, q, 'BackupSelection.ListOfTags').items.map(
          ({ value }) => `${String(scalarOf(q.read(value, 'ConditionKey')))}=${String(scalarOf(q.read(value, 'ConditionValue')))}`,
        ),
      ),
    ),
    everything: texts.includes('*'),
    open: resources.find(({ list }) => list.unknown !== undefined)?.each.id,
  }
})
