import type { JsonObject } from '#core/index.js'
import type { Query, Resource, Value } from '#graph/index.js'
import { itemsAt, numberAt, textAt } from '../../read.js'
import { defineChange, no } from '../change.js'
import { withChanges } from '../situation.js'

/** Where the devices of instances stand. */
const MAPPED: Readonly<Record<string, string>> = {
  'AWS::EC2::Instance': 'BlockDeviceMappings',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.BlockDeviceMappings',
  'AWS::AutoScaling::LaunchConfiguration': 'BlockDeviceMappings',
}
/** gp2 gives 3 IOPS for each GB, 16,000 at most; gp3 brings 3,000. Source: https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html */
const IOPS_A_GB = 3
const INCLUDED_IOPS = 3000
const MOST_IOPS = 16_000

export const gp3 = defineChange({
  id: 'gp3',
  title: 'Volumes of gp3 instead of gp2',
  caveat: 'volumes above 1,000 GB get the IOPS bought that gp2 gave them; their throughput is 125 MiB/s unless more is bought',
  refs: ['https://aws.amazon.com/ebs/pricing/', 'https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html'],
  apply({ situation, stacks }) {
    const what: string[] = []
    const changed = withChanges(situation, stacks, ({ q }) => {
      const set = Object.fromEntries(q.all().flatMap((node) => changeOf(node, q)))
      what.push(...Object.keys(set).map((id) => `${id}: gp3`))
      return Object.keys(set).length === 0 ? undefined : { set }
    })
    return changed === undefined ? no('no volume of gp2 is in it') : { is: 'changed', what, situation: changed }
  },
})

function changeOf(node: Resource, q: Query): readonly (readonly [string, JsonObject])[] {
  if (node.type === 'AWS::EC2::Volume') return isGp2(node, q) ? [[node.id, { VolumeType: 'gp3', ...iops(node, 'Size', q) }]] : []
  if (node.type === 'AWS::RDS::DBInstance') return textAt(q, node, 'StorageType') === 'gp2' ? [[node.id, { StorageType: 'gp3' }]] : []
  const path = MAPPED[node.type]
  if (path === undefined) return []
  const properties: Record<string, JsonObject[string]> = {}
  itemsAt(q, node, path).forEach((mapping, index) => {
    const ebs = q.read(mapping, 'Ebs')
    if (!ebs.known || !(ebs.value instanceof Map)) return
    const volume: Value = { kind: 'map', entries: ebs.value }
    if (!isGp2(volume, q)) return
    for (const [name, value] of Object.entries({ VolumeType: 'gp3', ...iops(volume, 'VolumeSize', q) }))
      properties[`${path}.${index}.Ebs.${name}`] = value
  })
  return Object.keys(properties).length === 0 ? [] : [[node.id, properties]]
}

/** AWS makes gp2 volumes where no type is given. */
function isGp2(volume: Resource | Value, q: Query): boolean {
  const type = textAt(q, volume, 'VolumeType')
  return type === undefined || type === 'gp2'
}

function iops(volume: Resource | Value, path: string, q: Query): { readonly Iops?: number } {
  const size = numberAt(q, volume, path)
  const before = typeof size === 'number' ? Math.min(MOST_IOPS, size * IOPS_A_GB) : 0
  return before > INCLUDED_IOPS ? { Iops: before } : {}
}
